/** The command line: finds and runs the command, and turns each error into one line and an exit code. */
import { existsSync } from 'node:fs';
import { fromEpochMilliseconds } from '../model/instant.ts';
import { version } from '../model/version.ts';
import { suggestWhole } from '../problem/wording.ts';
import { commands, publish } from './commands.ts';
import { canReplaceLine, columnsOf, hasColours, heightOf, paint, withoutPaint } from './screen/appearance.ts';
import { loadWidths } from './screen/width.ts';
import { cutToWidth, wrapText } from './screen/wrap.ts';
import { type ExitCode, readArguments, type Terminal, UsageError, wantsJson } from './terminal/command.ts';
import { helpFor, helpForAll } from './terminal/help.ts';
import { describeProgram, realPath } from './terminal/program.ts';

/** Runs one command line and returns its exit code. Never throws. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    if (terminal.watched || terminal.columns !== null) await loadWidths();
    return await runCommand(args, terminal);
  } catch (thrown) {
    return fail(thrown, args, terminal);
  }
}

async function runCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...args] = words;
  if (name === undefined) throw new UsageError('Name a command, such as "publish"');
  if (asksForVersion.test(name)) return printed(terminal, version);
  const isHelp = asksForHelp.test(name);
  if (isHelp && args.length > 0) return runCommand([args[0] ?? '', '--help'], terminal);
  if (isHelp) return printed(terminal, helpForAll(commands, terminal));
  const command = commands.find((it) => it.name === name) ?? (isLocation(name) ? publish : undefined);
  if (command === undefined) throw new UsageError(describeUnknown(words));
  const given = command.name === name ? args : words;
  if (given.includes('--help') || given.includes('-h')) return printed(terminal, helpFor(command, terminal));
  return (await command.load())(await readArguments(command, given, terminal), terminal);
}

/** What people try, in any case. */
const asksForVersion = /^(?:-v|--?version|version)$/i;
const asksForHelp = /^(?:-h|--?help|help|-\?|\/\?)$/i;

/** `presstime my-articles` publishes that folder. A word that is neither there nor looks like a path or URL is a mistyped command. */
function isLocation(word: string): boolean {
  return !word.startsWith('-') && (/^[.~]|[\\/]|:/.test(word) || existsSync(word));
}

/** What other programs call our commands. */
const otherNames: Readonly<Record<string, string>> = {
  build: 'publish',
  generate: 'publish',
  run: 'publish',
  start: 'publish',
  watch: 'publish --watch',
  validate: 'check',
  lint: 'check',
  test: 'check',
  changes: 'diff',
  sync: 'push',
  upload: 'push',
};

/** What is wrong with the first word. */
function describeUnknown([name = '', ...args]: readonly string[]): string {
  const command = commands.find((it) => args.includes(it.name));
  if (name.startsWith('-') && command !== undefined)
    return `Flags follow the command: write "${command.name}" before "${name}"`;
  const names = [...commands.map((it) => it.name), '--help', '--version'];
  const other = otherNames[name.toLowerCase()];
  const near = suggestWhole(name, names) || (other === undefined ? '' : `: did you mean "${other}"?`);
  return `"${name}" is not a command${near || ', and there is no folder of that name'}`;
}

function printed({ print }: Terminal, text: string): ExitCode {
  print(text);
  return 0;
}

async function fail(thrown: unknown, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { dataOfError, describeError, sayError } = await import('./terminal/errors.ts');
  terminal.progress('');
  const isJson = wantsJson(args, terminal.env);
  if (isJson) terminal.print(JSON.stringify(dataOfError(thrown, terminal), null, 2));
  if (thrown instanceof UsageError) return failUsage(describeError(thrown, terminal), args, terminal);
  sayError(thrown, terminal, { withProblems: !isJson });
  return 1;
}

function failUsage(message: string, args: readonly string[], { say, program }: Terminal): ExitCode {
  const known = commands.some(({ name }) => name === args[0]);
  say(`${message}\nTry: ${program} ${known ? `${args[0]} ` : ''}--help`);
  return 2;
}

/** The real terminal: standard streams, environment, clock and signals. */
export function openTerminal(): Terminal {
  process.stdout.on('error', (thrown) => void endOfOutput(thrown));
  // If stderr is closed, there is nowhere left to report it.
  process.stderr.on('error', () => undefined);
  const { env, stdout, stderr } = process;
  const [coloured, colouredMessages] = [hasColours(stdout, env), hasColours(stderr, env)];
  const canReplace = canReplaceLine(stderr, env);
  return {
    env,
    program: describeProgram({
      script: process.argv[1] ?? '',
      realPath,
      folder: process.cwd(),
      env,
    }),
    now: () => fromEpochMilliseconds(Date.now()),
    print: (text) => void stdout.write(`${coloured ? text : withoutPaint(text)}\n`),
    say: (text) => {
      const wrapped = wrapText(text, columnsOf(stderr));
      stderr.write(`${colouredMessages ? wrapped : withoutPaint(wrapped)}\n`);
    },
    progress: (text) => void (canReplace && stderr.write(`\r\u001b[K${cutToWidth(text, columnsOf(stderr))}`)),
    watched: stderr.isTTY === true,
    // A terminal may be resized.
    get columns() {
      return columnsOf(stdout);
    },
    get rows() {
      return heightOf(stdout);
    },
    paint: (colour, text) => (coloured || colouredMessages ? paint(colour, text) : text),
    // Opening stdin takes time, and few commands ask.
    get ask() {
      return process.stdin.isTTY === true && process.stdout.isTTY === true ? askOnTerminal : null;
    },
    stopped: () => new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done)),
  };
}

/** Returns true for `y` or `yes`. Any other answer, and the end of the input, mean no. */
async function askOnTerminal(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>((done) => {
    lines.once('close', () => done(''));
    lines.question(`${question} [y/N] `, done);
  });
  lines.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

/** A reader that closes the pipe early, such as `head`, is not an error. Any other failure ends with exit code 1. */
async function endOfOutput(thrown: Error): Promise<void> {
  if ('code' in thrown && thrown.code === 'EPIPE') return;
  process.once('exit', () => {
    process.exitCode = 1;
  });
  const { reasonOf } = await import('../store/system-error.ts');
  process.stderr.write(`error: Cannot write the result: ${reasonOf(thrown)}\n`);
}
