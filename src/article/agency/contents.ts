/** Builds trees, texts and pictures from what formats with fields contain: HTML or plain text, and pictures with captions. */
import type { ElementContent, Root } from 'hast';
import { toString as textOfTree } from 'hast-util-to-string';
import { h } from 'hastscript';
import { type Image, image } from '../../model/image.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { cutAtPaywall } from '../tree/paywall.ts';
import { findElement } from '../tree/walk.ts';
import { parseCaption } from '../wire/caption.ts';

/** Builds a picture. Without a separate credit, one at the end of the caption is used. */
export function buildImage({ url, ...known }: Pick<Image, 'url'> & Partial<Image>): Image {
  const written = known.credit
    ? { text: known.caption ?? '', credit: known.credit }
    : parseCaption(known.caption ?? '');
  return image({ ...known, url, caption: written.text || null, credit: written.credit });
}

/** A length in pixels or bytes. Null if the value is not a positive whole number. */
export function sizeOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** Parses HTML to a tree. If it is a whole page, only its article is used. */
export function htmlContent(html: string): Root {
  const document = cutAtPaywall(readHtml(html, /<(?:html|head|body)[\s>]/i.test(html) ? 'document' : 'fragment'));
  const scopes = ['article', 'main', 'body'].map((name) => findElement(document, (it) => it.tagName === name));
  const scope = scopes.find((it) => it !== null) ?? document;
  return { type: 'root', children: scope.children.filter((child) => child.type !== 'doctype') };
}

/** Splits plain text into paragraphs at blank lines, or at every line if there are no blank lines. */
export function textContent(text: string): Root {
  const paragraphs = text.trim().split(/\n[ \t]*\n/.test(text) ? /\n(?:[ \t]*\n)+/ : /\n/);
  const children = paragraphs.map(foldSpaces).filter((paragraph) => paragraph !== '');
  // The line ends keep words apart if a feed reader drops the tags.
  return {
    type: 'root',
    children: children.flatMap((paragraph): ElementContent[] => [h('p', paragraph), { type: 'text', value: '\n' }]),
  };
}

/** Splits HTML that contains no blocks into paragraphs, as plain text is split. */
export function inlineContent(html: string): Root {
  const paragraphs = html.trim().split(/\n[ \t]*\n/.test(html) ? /\n(?:[ \t]*\n)+/ : /\n(?![^<>]{0,2000}>)/);
  const filled = paragraphs.filter((paragraph) => paragraph.trim() !== '');
  return htmlContent(filled.map((paragraph) => `<p>${paragraph.trim()}</p>\n`).join(''));
}

/** The text of an HTML fragment, on one line. Null if it is empty. */
export function textOfHtml(html: string): string | null {
  return foldSpaces(textOfTree(readHtml(html))) || null;
}
