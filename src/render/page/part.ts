/** The pieces that pages are built of. */
import type { ElementContent } from 'hast';

/** An element, a text, or nothing. */
export type Part = ElementContent | string | null;

/** Each part on a line of its own. */
export function lines(parts: readonly Part[]): Part[] {
  return ['\n', ...parts.flatMap((part): Part[] => (part === null ? [] : [part, '\n']))];
}

/** HTML that went through the sanitiser, as it is: the one node that is not escaped, which the types of trees do not know. */
export function sanitisedHtml(html: string): Part {
  return { type: 'raw', value: html } as unknown as ElementContent;
}
