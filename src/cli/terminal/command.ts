/** What a command is: data for the help text, the arguments and the documentation, and one function. */
import { parseArgs } from 'node:util';
import type { Instant } from '../../model/instant.ts';
import { suggest } from '../../problem/wording.ts';

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

/** What a value must be. */
export interface Wanted {
  readonly words: string;
  readonly accepts: (written: string) => boolean;
  /** Those that a mistyped one is compared with. */
  readonly names?: readonly string[];
}

export interface Flag {
  readonly name: string;
  /** What stands for its value in the help text; null where it takes none. */
  readonly value: string | null;
  /** The variable that stands for the flag. */
  readonly variable: string | null;
  readonly meaning: string;
  /** Without it any text will do. */
  readonly wanted?: Wanted;
}

export interface Argument {
  readonly name: string;
  readonly meaning: string;
  readonly required: boolean;
  /** The variable that stands for it. */
  readonly variable: string | null;
  /** Without it any text will do. */
  readonly wanted?: Wanted;
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

/** Reads the arguments of a command, and looks at each before anything is done; flags win over variables. Throws `UsageError`. */
export function readArguments(command: Command, args: readonly string[], env: Terminal['env']): Given {
  const { values, positionals } = parse(command, args);
  const texts = new Map(command.flags.map((flag) => [flag.name, readFlag(flag, values.get(flag.name) ?? null, env)]));
  const yes = new Set(
    command.flags.filter((flag) => flag.value === null && isYes(flag, texts)).map(({ name }) => name),
  );
  return {
    argument: readArgument(command, positionals, env),
    text: (flag) => texts.get(flag) ?? null,
    yes: (flag) => yes.has(flag),
  };
}

/** True where the result is wanted as data, whatever else is wrong with the call. */
export function wantsJson(args: readonly string[], env: Terminal['env']): boolean {
  return args.includes('--json') || answers[env['PRESSTIME_JSON'] ?? ''] === true;
}

function readArgument(
  { name, argument }: Command,
  positionals: readonly string[],
  env: Terminal['env'],
): string | null {
  const [written, ...more] = positionals;
  const extra = argument === null ? written : more[0];
  if (extra !== undefined) throw new UsageError(`"presstime ${name}" does not know what to do with "${extra}"`);
  if (argument === null) return null;
  if (written === '') throw new UsageError(`${argument.name} must not be empty: ${argument.meaning}`);
  if (written !== undefined) return checked(argument.name, written, argument.wanted);
  const { variable } = argument;
  const standIn = inVariable(variable, env);
  if (standIn !== null) return checked(variable ?? '', standIn, argument.wanted);
  if (!argument.required) return null;
  throw new UsageError(`"presstime ${name}" needs ${argument.name}: ${argument.meaning}`);
}

/** What is written at the call, else in the variable; a variable that is empty counts as none. */
function readFlag({ name, variable, wanted }: Flag, written: string | null, env: Terminal['env']): string | null {
  if (written !== null) return checked(`--${name}`, written, wanted);
  const standIn = inVariable(variable, env);
  return standIn === null ? null : checked(variable ?? '', standIn, wanted);
}

function inVariable(variable: string | null, env: Terminal['env']): string | null {
  return (variable === null ? null : env[variable]) || null;
}

/** The value, where it is what is wanted. `source` is where it is written: a flag, or a variable. */
function checked(source: string, written: string, wanted: Wanted | undefined): string {
  if (wanted === undefined || wanted.accepts(written)) return written;
  const hint = wanted.names === undefined ? '' : suggest(written, wanted.names);
  throw new UsageError(`${source} must be ${wanted.words}: got "${written}"${hint}`);
}

const answers: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

function isYes({ name, variable }: Flag, texts: ReadonlyMap<string, string | null>): boolean {
  const written = texts.get(name) ?? null;
  const answer = written === null ? false : answers[written];
  if (answer !== undefined) return answer;
  throw new UsageError(`${variable} must be 1 or 0: got "${written}"`);
}

interface Parsed {
  readonly values: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

/** Not strict, since what is wrong is said in our own words. */
function parse(command: Command, args: readonly string[]): Parsed {
  const options = Object.fromEntries(
    command.flags.map((flag) => [
      flag.name,
      { type: flag.value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  const written = tokens.filter((token) => token.kind === 'option').map((token) => readOption(command, token));
  return {
    values: new Map(written),
    positionals: tokens.flatMap((it) => (it.kind === 'positional' ? [it.value] : [])),
  };
}

interface Option {
  readonly name: string;
  /** As it was written, such as `--from`. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Written with `=`. */
  readonly inlineValue: boolean | undefined;
}

function readOption({ name, flags }: Command, { rawName, value, inlineValue, ...option }: Option): [string, string] {
  const flag = flags.find((it) => `--${it.name}` === rawName);
  if (flag === undefined) {
    const hint = suggest(
      rawName,
      flags.map((it) => `--${it.name}`),
    );
    throw new UsageError(`"presstime ${name}" has no flag "${rawName}"${hint}`);
  }
  if (flag.value === null && value !== undefined) throw new UsageError(`${rawName} takes no value: got "${value}"`);
  if (flag.value === null) return [option.name, 'true'];
  if (!value) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}`);
  const isFlag = inlineValue !== true && flags.some((it) => value.split('=')[0] === `--${it.name}`);
  if (isFlag) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}, got the flag "${value}"`);
  return [option.name, value];
}
