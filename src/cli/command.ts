/** What a command is: data for the help text, the arguments and the documentation, and one function. */
import { parseArgs } from 'node:util';
import type { Instant } from '../model.ts';
import { messageOf } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** 0 done, 1 problems, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Everything a command may touch of the world. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  /** Data. */
  readonly print: (text: string) => void;
  /** Messages. */
  readonly say: (text: string) => void;
  /** Writes over the line of the last progress; does nothing where nobody watches. */
  readonly progress: (text: string) => void;
  /** True where a person watches the messages. */
  readonly watched: boolean;
  readonly paint: (colour: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string) => string;
  /** Ends when the person stops the program. */
  readonly stopped: () => Promise<unknown>;
}

export interface Flag {
  readonly name: string;
  /** What stands for its value in the help text; null where it takes none. */
  readonly value: string | null;
  /** The variable that stands for the flag. */
  readonly variable: string | null;
  readonly meaning: string;
}

export interface Argument {
  readonly name: string;
  readonly meaning: string;
  readonly required: boolean;
  /** The variable that stands for it. */
  readonly variable: string | null;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The argument without a name. */
  readonly argument: Argument | null;
  readonly flags: readonly Flag[];
  readonly run: (given: Given, terminal: Terminal) => Promise<ExitCode>;
}

/** What was given, by flag or by variable. */
export interface Given {
  readonly argument: string | null;
  readonly text: (flag: string) => string | null;
  readonly yes: (flag: string) => boolean;
}

/** The call makes no sense: printed with the way to the help text, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const jsonFlag: Flag = {
  name: 'json',
  value: null,
  variable: 'PRESSTIME_JSON',
  meaning: 'Print the result as JSON.',
};

/** Reads the arguments of a command; flags win over variables. Throws `UsageError`. */
export function readArguments(command: Command, args: readonly string[], env: Terminal['env']): Given {
  const { values, positionals } = parse(command, args);
  const { argument, name } = command;
  if (positionals.length > (argument === null ? 0 : 1)) {
    throw new UsageError(`"presstime ${name}" does not know what to do with "${positionals.at(-1)}"`);
  }
  if (argument?.required === true && positionals.length === 0) {
    throw new UsageError(`"presstime ${name}" needs ${argument.name}: ${argument.meaning}`);
  }
  const variableOf = (flag: string) => command.flags.find((it) => it.name === flag)?.variable ?? '';
  const text = (flag: string) => String(values[flag] ?? env[variableOf(flag)] ?? '') || null;
  const standIn = env[argument?.variable ?? ''] || null;
  return { argument: positionals[0] ?? standIn, text, yes: (flag) => isYes(text(flag), variableOf(flag)) };
}

function isYes(value: string | null, variable: string): boolean {
  if (value === null || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw new UsageError(`${variable} must be 1 or 0: got "${value}"`);
}

function parse({ flags, name }: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    flags.map((flag) => [flag.name, { type: flag.value === null ? ('boolean' as const) : ('string' as const) }]),
  );
  const flag = args
    .filter((arg) => /^--[^=]/.test(arg))
    .map(flagOf)
    .find((it) => !Object.hasOwn(options, it.slice(2)));
  if (flag !== undefined) {
    const names = Object.keys(options).map((it) => `--${it}`);
    throw new UsageError(`"presstime ${name}" has no flag "${flag}"${suggest(flag, names)}`);
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new UsageError(messageOf(thrown).split('. ')[0] ?? '');
  }
}

function flagOf(arg: string): string {
  return arg.split('=')[0] ?? arg;
}
