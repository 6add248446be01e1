/** `Part`, the type of the pieces of a page: an element, a text, or nothing. */
import type { ElementContent } from 'hast';

/** An element, a text, or nothing. */
export type Part = ElementContent | string | null;

/** Puts each part on its own line, and leaves out those that are null. */
export function lines(parts: readonly Part[]): Part[] {
  return ['\n', ...parts.flatMap((part): Part[] => (part === null ? [] : [part, '\n']))];
}

/** A node that is written without escaping, so its HTML must come from the sanitiser. The types of hast do not have `raw` nodes. */
export function sanitisedHtml(html: string): Part {
  return { type: 'raw', value: html } as unknown as ElementContent;
}
