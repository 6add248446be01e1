/** Makes the completion script for zsh. */
import type { Choices, CompletedArgument, CompletedCommand, CompletedFlag } from './choices.ts';

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef presstime
# Completes presstime in zsh: save as _presstime in a folder of $fpath, or run eval "$(presstime completions zsh)" after compinit.
_presstime() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case "$words[1]" in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _presstime ]; then _presstime "$@"; else compdef _presstime presstime; fi
`;
}

function commandCase({ name, flags, arguments: positionals }: CompletedCommand): string {
  const specs = [...flags.map(flagSpec), ...positionals.map(argumentSpec)];
  return `    ${name}) _arguments ${specs.map(quoted).join(' ')} ;;`;
}

function flagSpec({ name, value, meaning, choices }: CompletedFlag): string {
  const explained = `--${name}[${meaning.replace(/[\\[\]:]/g, '\\$&')}]`;
  return value === null ? explained : `${explained}:${value}:${actionOf(choices)}`;
}

function argumentSpec({ name, choices }: CompletedArgument, index: number): string {
  return `${index + 1}:${name}:${actionOf(choices)}`;
}

function actionOf(choices: Choices): string {
  if (choices === 'folders') return '_files -/';
  if (choices === 'files') return '_files';
  return choices.length === 0 ? ' ' : `(${choices.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
