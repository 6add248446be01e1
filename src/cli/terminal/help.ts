/** Makes the help texts from the table of commands. */

import { isRow, wrapText } from '../screen/wrap.ts';
import type { Argument, Command, Flag, Terminal } from './command.ts';

/** Whom a help text is for. */
export type HelpReader = Pick<Terminal, 'program' | 'columns'>;

/** The text of `presstime --help`. */
export function helpForAll(commands: readonly Command[], { program, columns }: HelpReader): string {
  const text = [
    'Presstime turns a folder of articles into feeds.',
    '',
    `Usage: ${program} COMMAND [flags]`,
    '',
    ...describeRows(
      commands.map(({ name, summary }) => [name, summary] as const),
      columns,
    ),
    '',
    `Run "${program} COMMAND --help" for the flags of a command, and "${program} --version" for the version.`,
    'Exit codes: 0 success (warnings do not count), 1 errors, 2 wrong usage.',
  ].join('\n');
  return wrapText(text, columns);
}

/** The text of `presstime COMMAND --help`. */
export function helpFor(
  { name, summary, arguments: positionals, flags, examples }: Command,
  { program, columns }: HelpReader,
): string {
  const named = flags.map((flag) => (flag.value === null ? `--${flag.name}` : `--${flag.name} ${flag.value}`));
  const words = [`Usage: ${program} ${name}`, ...positionals.map(usageOf), ...named.map((it) => `[${it}]`)];
  const rows = [
    ...positionals.map((it) => [it.name, meaningOf({ ...it, meaning: sentence(it.meaning) })] as const),
    ...flags.map((flag, index) => [named[index] ?? '', meaningOf(flag)] as const),
  ];
  // A flag is not separated from its value, nor a variable from what it is.
  const usage = wrapText(words.map((word) => word.replaceAll(' ', '\u00a0')).join(' '), columns);
  const text = [
    summary,
    '',
    usage,
    '',
    ...(rows.length === 0 ? [] : [...describeRows(rows, columns), '']),
    'Examples:',
    ...examples.map((typed) => `  ${program} ${typed}`),
  ].join('\n');
  return wrapText(text, columns).replaceAll('\u00a0', ' ');
}

/** Two columns; on a narrow terminal, the second is below the first. */
function describeRows(rows: readonly (readonly [string, string])[], columns: number | null): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  if (columns === null || isRow(width + 4, columns))
    return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
  return rows.flatMap(([left, right]) => [`  ${left}`, wrapText(`    ${right}`, columns).replace(/^ {6}/gm, '    ')]);
}

function usageOf({ name, required }: Argument): string {
  return required ? name : `[${name}]`;
}

function meaningOf({ meaning, variable }: Pick<Flag, 'meaning' | 'variable'>): string {
  return variable === null ? meaning : `${meaning} [env:\u00a0${variable}]`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
