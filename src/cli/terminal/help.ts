/** Makes the help texts from the table of commands. */
import type { Argument, Command, Flag } from './command.ts';

/** The text of `presstime --help`. */
export function helpForAll(commands: readonly Command[], program: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Presstime turns a folder of articles into feeds.',
    '',
    `Usage: ${program} COMMAND [flags]`,
    '',
    ...lines,
    '',
    `Run "${program} COMMAND --help" for the flags of a command, and "${program} --version" for the version.`,
    'Exit codes: 0 success (warnings do not count), 1 errors, 2 wrong usage.',
  ].join('\n');
}

/** The text of `presstime COMMAND --help`. */
export function helpFor({ name, summary, arguments: positionals, flags, examples }: Command, program: string): string {
  const named = flags.map((flag) => (flag.value === null ? `--${flag.name}` : `--${flag.name} ${flag.value}`));
  const usage = [`${program} ${name}`, ...positionals.map(usageOf), ...named.map((it) => `[${it}]`)].join(' ');
  const rows = [
    ...positionals.map((it) => [it.name, meaningOf({ ...it, meaning: sentence(it.meaning) })] as const),
    ...flags.map((flag, index) => [named[index] ?? '', meaningOf(flag)] as const),
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    summary,
    '',
    `Usage: ${usage}`,
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    '',
    'Examples:',
    ...examples.map((typed) => `  ${program} ${typed}`),
  ].join('\n');
}

function usageOf({ name, required }: Argument): string {
  return required ? name : `[${name}]`;
}

function meaningOf({ meaning, variable }: Pick<Flag, 'meaning' | 'variable'>): string {
  return variable === null ? meaning : `${meaning} [env: ${variable}]`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
