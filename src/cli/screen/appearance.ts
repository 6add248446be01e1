/** What a stream can show: colours, a moving line, and its width. Decided by the stream and the environment. */
import { styleText } from 'node:util';

/** What is known of stdout or stderr. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export type Colour = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

/**
 * True if text on a stream is coloured. `FORCE_COLOR` goes first, as in the example at https://force-color.org, then `NO_COLOR`
 * (https://no-color.org). Both count if they are not empty, whatever they contain.
 */
export function hasColours(
  { isTTY }: Stream,
  { FORCE_COLOR: forced, NO_COLOR: refused, TERM: kind }: Environment,
): boolean {
  if (forced) return true;
  return !refused && isTTY === true && kind !== 'dumb';
}

/** True if a line can be written over. Logs of build servers keep every state of a line, even if they look like a terminal. */
export function canReplaceLine({ isTTY }: Stream, { CI: server, TERM: kind }: Environment): boolean {
  return isTTY === true && kind !== 'dumb' && !server;
}

const usualColumns = 80;

/** The width of a stream; null if it is not a terminal. */
export function columnsOf({ isTTY, columns }: Stream): number | null {
  return isTTY === true ? columns || usualColumns : null;
}

/** The height of a stream; null if it is not a terminal, or if it is not known. */
export function heightOf({ isTTY, rows }: Stream): number | null {
  return isTTY === true ? rows || null : null;
}

/** The decision is made above: Node would make its own from stdout. */
export function paint(colour: Colour, text: string): string {
  return styleText(colour, text, { validateStream: false });
}

const painted = /\u001b\[\d+m/g;

/** Removes what `paint` added, for a stream without colours. */
export function withoutPaint(text: string): string {
  return text.replace(painted, '');
}
