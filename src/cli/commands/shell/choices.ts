/** The types of what a shell completes. */
import type { Argument, Command, Flag } from '../../terminal/command.ts';

/** What a shell offers for a value: paths, these names, or nothing. */
export type Choices = 'folders' | 'files' | readonly string[];

export interface CompletedFlag extends Pick<Flag, 'name' | 'value' | 'meaning'> {
  readonly choices: Choices;
}

export interface CompletedArgument extends Pick<Argument, 'name'> {
  readonly choices: Choices;
}

/** What a shell needs to know of a command. */
export interface CompletedCommand extends Pick<Command, 'name' | 'summary'> {
  readonly flags: readonly CompletedFlag[];
  readonly arguments: readonly CompletedArgument[];
}
