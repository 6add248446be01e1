/** `presstime man`: prints the manual page in the macros of man(7), made from the table of commands. */
import { version } from '../../../model/version.ts';
import type { Argument, Command, Flag, Run } from '../../terminal/command.ts';

export function printMan(commands: readonly Command[]): Run {
  return async (_given, { print }) => {
    print(manualPage(commands).trimEnd());
    return 0;
  };
}

/** The page `presstime.1`. It has no date, so that it is the same in every build. */
export function manualPage(commands: readonly Command[]): string {
  const lines = [
    `.TH PRESSTIME 1 "" "Presstime ${version}"`,
    '.SH NAME',
    'presstime \\- turns a folder of articles into feeds',
    '.SH SYNOPSIS',
    '.B presstime',
    '.I command',
    '.RI [ flags ]',
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH ENVIRONMENT',
    'Flags take precedence over variables.',
    ...variables(commands).flatMap(variableLines),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', code, meaning]),
    '.SH EXAMPLES',
    ...commands.flatMap(({ examples }) => examples.flatMap((typed) => ['.TP', `.B ${roff(`presstime ${typed}`)}`])),
  ];
  return `${lines.join('\n')}\n`;
}

const exitCodes = [
  ['0', 'Success. Warnings do not count.'],
  ['1', 'Errors.'],
  ['2', 'Wrong usage.'],
] as const;

function commandLines({ name, summary, arguments: positionals, flags }: Command): string[] {
  const usage = positionals.map((it) => (it.required ? it.name : `[${it.name}]`));
  return [
    `.SS ${roff(['presstime', name, ...usage].join(' '))}`,
    roff(summary),
    ...positionals.flatMap(argumentLines),
    ...flags.flatMap(flagLines),
  ];
}

function argumentLines({ name, meaning }: Argument): string[] {
  return ['.TP', `.I ${roff(name)}`, roff(`${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`)];
}

function flagLines({ name, value, meaning }: Flag): string[] {
  const shown = value === null ? `.B ${roff(`--${name}`)}` : `.BI ${roff(`--${name}`)} " ${roff(value)}"`;
  return ['.TP', shown, roff(meaning)];
}

/** Each variable with what it sets. */
function variables(commands: readonly Command[]): readonly (readonly [name: string, meaning: string])[] {
  const found = new Map<string, Set<string>>();
  for (const { name, flags, arguments: positionals } of commands) {
    const rows = [
      ...flags.map((it) => ({ ...it, shown: `--${it.name}` })),
      ...positionals.map((it) => ({ ...it, shown: it.name })),
    ];
    for (const { variable, shown } of rows)
      if (variable !== null) found.set(variable, (found.get(variable) ?? new Set()).add(`${shown} of ${name}`));
  }
  return [...found].map(([name, flags]) => [name, `Sets ${[...flags].join(', ')}.`]);
}

function variableLines([name, meaning]: readonly [string, string]): string[] {
  return ['.TP', `.B ${roff(name)}`, roff(meaning)];
}

/** Escapes a text. A line that begins with a dot or a quote would be a request (roff(7)). */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}
