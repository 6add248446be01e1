/** Makes the completion script for bash, which works with version 3.2, the one of macOS, too. */
import type { Choices, CompletedCommand } from './choices.ts';

export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = [...commands.map(({ name }) => name), '--help', '--version'];
  return `# Completes presstime in bash: eval "$(presstime completions bash)"
_presstime_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_presstime_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$current"))
}
_presstime() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _presstime_words "${names.join(' ')}"
    return
  fi
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command $current" in
${commands.map(flagCase).join('\n')}
  esac
  case "$command" in
${commands.flatMap(argumentCase).join('\n')}
  esac
}
complete -F _presstime presstime
`;
}

function valueCases({ name, flags }: CompletedCommand): string[] {
  const withValue = flags.filter(({ value }) => value !== null);
  return withValue.map((flag) => `    '${name} --${flag.name}') ${completionOf(flag.choices)}; return ;;`);
}

function flagCase({ name, flags }: CompletedCommand): string {
  return `    '${name} -'*) _presstime_words "${flags.map((flag) => `--${flag.name}`).join(' ')}"; return ;;`;
}

/** A shell that completes a later argument as the last one helps more than one that counts them. */
function argumentCase({ name, arguments: positionals }: CompletedCommand): string[] {
  return positionals.slice(0, 1).map(({ choices }) => `    '${name}') ${completionOf(choices)} ;;`);
}

function completionOf(choices: Choices): string {
  if (choices === 'folders') return '_presstime_paths -d';
  if (choices === 'files') return '_presstime_paths -f';
  return choices.length === 0 ? ':' : `_presstime_words "${choices.join(' ')}"`;
}
