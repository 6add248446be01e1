/** A terminal that remembers what was printed. */
import type { Terminal } from '../../src/cli/terminal/command.ts';
import { instant } from './instant.ts';

export interface FakeTerminal extends Terminal {
  /** Everything that was printed to stdout and stderr, in order. */
  readonly printed: string[];
  readonly stdout: string[];
  readonly stderr: string[];
}

/** Makes a terminal like a pipe, without colours, but for what is given. */
export function fakeTerminal(given: Partial<Terminal> = {}): FakeTerminal {
  const [printed, stdout, stderr]: [string[], string[], string[]] = [[], [], []];
  const record = (lines: string[]) => (text: string) => {
    printed.push(text);
    lines.push(text);
  };
  return {
    env: {},
    program: 'presstime',
    now: () => instant('2026-11-23T15:00:00Z'),
    print: record(stdout),
    say: record(stderr),
    progress: () => undefined,
    watched: false,
    columns: null,
    rows: null,
    paint: (_colour, text) => text,
    ask: null,
    stopped: () => Promise.resolve(),
    ...given,
    printed,
    stdout,
    stderr,
  };
}
