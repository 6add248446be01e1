/** Makes the completion script for fish. */
import type { Choices, CompletedCommand, CompletedFlag } from './choices.ts';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = [
    '# Completes presstime in fish: presstime completions fish > ~/.config/fish/completions/presstime.fish',
    'complete -c presstime -f',
    ...commands.map(({ name, summary }) => `${first} -a ${name} -d ${quoted(summary)}`),
    `${first} -l help -d 'Print all commands.'`,
    `${first} -l version -d 'Print the version.'`,
    ...commands.flatMap(linesOf),
  ];
  return `${lines.join('\n')}\n`;
}

const first = 'complete -c presstime -n __fish_use_subcommand';

function linesOf({ name, flags, arguments: positionals }: CompletedCommand): string[] {
  const start = `complete -c presstime -n '__fish_seen_subcommand_from ${name}'`;
  const [argument] = positionals;
  const offered = argument === undefined ? null : offer(argument.choices);
  return [
    ...flags.map((flag) => `${start} ${flagOptions(flag)}`),
    ...(offered === null ? [] : [`${start} ${offered}`]),
  ];
}

function flagOptions({ name, value, meaning, choices }: CompletedFlag): string {
  const described = `-l ${name} -d ${quoted(meaning)}`;
  if (value === null) return described;
  if (choices === 'files') return `${described} -r -F`;
  return [described, '-x', offer(choices)].filter((it) => it !== null).join(' ');
}

function offer(choices: Choices): string | null {
  if (choices === 'files') return '-F';
  if (choices === 'folders') return "-a '(__fish_complete_directories)'";
  return choices.length === 0 ? null : `-a '${choices.join(' ')}'`;
}

/** Within single quotes, fish reads a backslash before a quote and before a backslash. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
