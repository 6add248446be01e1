/** Decides whether a deploy sends articles: only those that its stage names, and only if somebody asks for it. */
import { resolve } from 'node:path';

export interface Asked {
  readonly stage: string;
  /** The folder in the settings of the stage; an empty string for none. */
  readonly folder: string;
  /** The value of `--articles`; null if it was not given. */
  readonly given: string | null;
  /** True if stdin and stdout are terminals, so that somebody can answer. */
  readonly isTerminal: boolean;
}

/** The folder to send, and whether to ask first. */
export interface Sending {
  readonly folder: string;
  readonly ask: boolean;
}

/**
 * Returns null if nothing is sent. Throws `Error` if `--articles` does not name the folder of the stage, so that the articles
 * of one stage never reach the bucket of another.
 */
export function decideSending({ stage, folder, given, isTerminal }: Asked): Sending | null {
  if (folder === '' && given === null) return null;
  if (folder === '')
    throw new Error(`The stage "${stage}" has no articles: write "articles: ${given}" in stages/${stage}.yml`);
  if (given !== null && resolve(given) !== resolve(folder))
    throw new Error(
      `The articles of stage "${stage}" are in "${folder}": got --articles "${given}"; correct one, or name another stage`,
    );
  return given !== null || isTerminal ? { folder, ask: isTerminal } : null;
}

/** The arguments of the command that sends them. Without `allowRemovals`, what only the bucket has stays there. */
export function pushArguments(
  { folder, ask }: Sending,
  {
    location,
    allowRemovals,
    allowErrors,
  }: { readonly location: string; readonly allowRemovals: boolean; readonly allowErrors: boolean },
): readonly string[] {
  const flags = [
    allowRemovals ? '--allow-removals' : '--no-removals',
    ...(allowErrors ? ['--allow-errors'] : []),
    ...(ask ? ['--ask'] : []),
  ];
  return ['push', '--from', folder, '--to', location, ...flags];
}
