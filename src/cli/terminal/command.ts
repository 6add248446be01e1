/** Defines commands as data, and parses their arguments, flags and environment variables. */
import { parseArgs } from 'node:util';
import type { Instant } from '../../model/instant.ts';
import { suggestWhole } from '../../problem/wording.ts';
import type { Colour } from '../screen/appearance.ts';

/** 0: success. 1: problems. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Everything outside the program that a command uses. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command that starts this program, such as `presstime`, for messages. */
  readonly program: string;
  readonly now: () => Instant;
  /** Prints data to stdout. */
  readonly print: (text: string) => void;
  /** Prints a message to stderr. */
  readonly say: (text: string) => void;
  /** Replaces the progress line. Does nothing if stderr is not a terminal. */
  readonly progress: (text: string) => void;
  /** True if stderr is a terminal. */
  readonly watched: boolean;
  /** The width of stdout; null if it is not a terminal. Messages on stderr are wrapped by `say`. */
  readonly columns: number | null;
  /** The height of stdout; null if it is not known. */
  readonly rows: number | null;
  readonly paint: (colour: Colour, text: string) => string;
  /** Asks a question that is answered with yes or no; null if stdin or stdout is not a terminal. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  /** Resolves when the user stops the program. */
  readonly stopped: () => Promise<unknown>;
}

/** The valid values of a flag or argument. */
export interface Wanted {
  /** For messages, such as `a number from 0 to 65535`. */
  readonly description: string;
  readonly accepts: (written: string) => boolean;
  /** Names to suggest for a mistyped value. */
  readonly names?: readonly string[];
  /** What else is probably meant by a value that is not valid, to add to a message. */
  readonly hint?: (written: string) => Promise<string>;
}

export interface Flag {
  readonly name: string;
  /** The placeholder for its value in the help text; null if it takes no value. */
  readonly value: string | null;
  /** The environment variable that sets the flag; null if there is none. */
  readonly variable: string | null;
  readonly meaning: string;
  /** Loads what checks the value. If left out, any text is valid. */
  readonly wanted?: () => Wanted | Promise<Wanted>;
}

export interface Argument {
  readonly name: string;
  readonly meaning: string;
  readonly required: boolean;
  /** The environment variable that sets it; null if there is none. */
  readonly variable: string | null;
  /** Loads what checks the value. If left out, any text is valid. */
  readonly wanted?: () => Wanted | Promise<Wanted>;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The positional arguments, in order. Those that are required come first. */
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  /** What people type after the name of the program, for the help text, such as `publish --dry-run`. */
  readonly examples: readonly string[];
  /** Loads the function that does the work, so that a command loads only what it needs. */
  readonly load: () => Promise<Run>;
}

export type Run = (given: Given, terminal: Terminal) => Promise<ExitCode>;

/** The given values, from the command line or from environment variables. */
export interface Given {
  /** The value of the positional argument of this name; null if it was not given. */
  readonly argument: (name: string) => string | null;
  readonly text: (flag: string) => string | null;
  /** True if the flag was on the command line. */
  readonly isWritten: (flag: string) => boolean;
  readonly yes: (flag: string) => boolean;
}

/** Wrong usage of the command line. Printed with a hint to `--help`; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const jsonFlag: Flag = {
  name: 'json',
  value: null,
  variable: 'PRESSTIME_JSON',
  meaning: 'Print the result as JSON.',
};

/**
 * Parses and checks the arguments of a command. Flags take precedence over environment variables. Throws `UsageError` if a
 * value is not valid.
 */
export async function readArguments(
  command: Command,
  args: readonly string[],
  { env, program }: Pick<Terminal, 'env' | 'program'>,
): Promise<Given> {
  const called = `${program} ${command.name}`;
  const { values, positionals } = parse(command, args, called);
  const texts = new Map<string, string | null>();
  for (const flag of command.flags) texts.set(flag.name, await readFlag(flag, values.get(flag.name) ?? null, env));
  const yes = new Set(
    command.flags.filter((flag) => flag.value === null && isYes(flag, texts)).map(({ name }) => name),
  );
  const given = await readPositionals(command, positionals, { env, called });
  return {
    argument: (name) => given.get(name) ?? null,
    text: (flag) => texts.get(flag) ?? null,
    isWritten: (flag) => values.has(flag),
    yes: (flag) => yes.has(flag),
  };
}

interface Called extends Pick<Terminal, 'env'> {
  /** The command as it was typed, such as `presstime push`. */
  readonly called: string;
}

/** True if the result should be JSON, even if the arguments are otherwise wrong. */
export function wantsJson(args: readonly string[], env: Terminal['env']): boolean {
  return args.includes('--json') || booleans[env['PRESSTIME_JSON'] ?? ''] === true;
}

/** The values of the positional arguments, by name. */
async function readPositionals(
  { arguments: wanted }: Command,
  positionals: readonly string[],
  { env, called }: Called,
): Promise<ReadonlyMap<string, string | null>> {
  const extra = positionals[wanted.length];
  if (extra !== undefined) {
    const quotes = wanted.some(({ name }) => name === 'HEADLINE') ? ': put quotes around the headline' : '';
    throw new UsageError(`"${called}" got an unexpected argument: "${extra}"${quotes}`);
  }
  const values = new Map<string, string | null>();
  for (const [index, argument] of wanted.entries())
    values.set(argument.name, await readPositional(argument, positionals[index], { env, called }));
  return values;
}

async function readPositional(
  { name, meaning, required, variable, wanted }: Argument,
  written: string | undefined,
  { env, called }: Called,
): Promise<string | null> {
  if (written === '') throw new UsageError(`${name} must not be empty: ${meaning}`);
  if (written !== undefined) return checked(name, written, wanted);
  const value = inVariable(variable, env);
  if (value !== null) return checked(variable ?? '', value, wanted);
  if (!required) return null;
  throw new UsageError(`"${called}" needs ${name}: ${meaning}`);
}

/** The value on the command line, or else in the environment variable. An empty variable counts as not set. */
async function readFlag(
  { name, variable, wanted }: Flag,
  written: string | null,
  env: Terminal['env'],
): Promise<string | null> {
  if (written !== null) return checked(`--${name}`, written, wanted);
  const value = inVariable(variable, env);
  return value === null ? null : checked(variable ?? '', value, wanted);
}

function inVariable(variable: string | null, env: Terminal['env']): string | null {
  return (variable === null ? null : env[variable]) || null;
}

/** Returns the value if it is valid. `source` is the flag, argument or variable to name in the error. */
async function checked(source: string, written: string, load: Flag['wanted']): Promise<string> {
  const wanted = await load?.();
  if (wanted === undefined || wanted.accepts(written)) return written;
  const hint = wanted.names === undefined ? await wanted.hint?.(written) : suggestWhole(written, wanted.names);
  throw new UsageError(`${source} must be ${wanted.description}: got "${written}"${hint ?? ''}`);
}

const booleans: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

function isYes({ name, variable }: Flag, texts: ReadonlyMap<string, string | null>): boolean {
  const written = texts.get(name) ?? null;
  const value = written === null ? false : booleans[written];
  if (value !== undefined) return value;
  throw new UsageError(`${variable} must be 1 or 0: got "${written}"`);
}

interface Parsed {
  readonly values: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

/** Not strict, because we report errors with our own messages. */
function parse(command: Command, args: readonly string[], called: string): Parsed {
  const options = Object.fromEntries(
    command.flags.map((flag) => [
      flag.name,
      { type: flag.value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  checkPositionals(command, tokens);
  const written = tokens.filter((token) => token.kind === 'option').map((token) => readOption(command, token, called));
  return {
    values: new Map(written),
    positionals: tokens.flatMap((it) => (it.kind === 'positional' ? [it.value] : [])),
  };
}

interface Token {
  readonly kind: 'option' | 'positional' | 'option-terminator';
  readonly name?: string;
  readonly value?: string | undefined;
}

/** Throws `UsageError` for words that were meant as a flag or as the value of one. */
function checkPositionals({ flags }: Command, tokens: readonly Token[]): void {
  for (const [index, { kind, value = '' }] of tokens.entries()) {
    if (kind === 'option-terminator') return;
    if (kind !== 'positional') continue;
    if (/^[\u2010-\u2015\u2212]/.test(value))
      throw new UsageError(
        `"${value}" begins with a typographic dash: write "--${value.replace(/^[\u2010-\u2015\u2212-]+/, '')}"`,
      );
    const last = tokens[index - 1];
    const isSwitch = last?.kind === 'option' && flags.some((flag) => flag.name === last.name && flag.value === null);
    if (isSwitch && /^(?:true|false|yes|no|on|off|0|1)$/i.test(value))
      throw new UsageError(`--${last.name} takes no value: got "${value}"`);
  }
}

interface Option {
  readonly name: string;
  /** As it was written, such as `--from`. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** True if the value was written with `=`. */
  readonly inlineValue: boolean | undefined;
}

function readOption(
  { arguments: positionals, flags }: Command,
  { rawName, value, inlineValue, ...option }: Option,
  called: string,
): [string, string] {
  const flag = flags.find((it) => `--${it.name}` === rawName);
  if (flag === undefined) {
    const hint = suggestWhole(
      rawName,
      flags.map((it) => `--${it.name}`),
    );
    const required = positionals.find((it) => it.required)?.name;
    const dashes =
      required === undefined || rawName.startsWith('--')
        ? ''
        : `: if ${required} begins with "-", put it last, after "--"`;
    throw new UsageError(`"${called}" has no flag "${rawName}"${hint || dashes}`);
  }
  if (flag.value === null && value !== undefined) throw new UsageError(`${rawName} takes no value: got "${value}"`);
  if (flag.value === null) return [option.name, 'true'];
  if (!value) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}`);
  const isFlag = inlineValue !== true && flags.some((it) => value.split('=')[0] === `--${it.name}`);
  if (isFlag) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}, got the flag "${value}"`);
  return [option.name, value];
}
