/** `presstime completions`: prints a script that lets a shell complete commands, flags, values and paths. */
import type { Command, Flag, Run } from '../../terminal/command.ts';
import { bashScript } from './bash.ts';
import type { Choices, CompletedCommand, CompletedFlag } from './choices.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The shells with a script. */
export const shellNames = Object.keys(scripts);

export function printCompletions(commands: readonly Command[]): Run {
  return async (given, { print }) => {
    const script = scripts[given.argument('SHELL') ?? ''];
    print((script?.(await completedCommands(commands)) ?? '').trimEnd());
    return 0;
  };
}

export async function completedCommands(commands: readonly Command[]): Promise<readonly CompletedCommand[]> {
  return Promise.all(commands.map(completedCommand));
}

const helpFlag: CompletedFlag = { name: 'help', value: null, meaning: 'Print the flags of this command.', choices: [] };

async function completedCommand(command: Command): Promise<CompletedCommand> {
  const flags = command.flags.map(async ({ name, value, meaning, wanted }) => ({
    name,
    value,
    meaning,
    choices: await choicesFor(value ?? '', wanted),
  }));
  const positionals = command.arguments.map(async ({ name, wanted }) => ({
    name,
    choices: await choicesFor(name, wanted),
  }));
  const { name, summary } = command;
  return { name, summary, flags: [...(await Promise.all(flags)), helpFlag], arguments: await Promise.all(positionals) };
}

/** The kinds of values that are paths, by the placeholder in the help text. */
const paths: Readonly<Record<string, 'folders' | 'files'>> = {
  LOCATION: 'folders',
  IN: 'folders',
  OUT: 'folders',
  FOLDER: 'folders',
  FILE: 'files',
  FEED: 'files',
};

async function choicesFor(placeholder: string, load: Flag['wanted']): Promise<Choices> {
  return paths[placeholder] ?? (await load?.())?.names ?? [];
}
