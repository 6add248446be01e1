/** Reads headlines, summaries and captions of items of agencies in JSON: single texts, or lists of texts with roles. */
import { textOfHtml } from '../agency/contents.ts';
import type { Fields } from '../story/field.ts';
import { itemsOf, lineAt, lineIn, textIn, valueIn } from './json-item.ts';

export interface Role {
  readonly list: string;
  readonly roles: RegExp;
}

/** Texts that are no headline, summary or caption of the item itself. */
const otherRoles = /credit ?line|short|kicker|sub|social|push|seo/;

/** The text with one of the roles, or else the first text whose role does not exclude it. */
export function roleText(item: Fields, { list, roles }: Role): string | null {
  const texts = itemsOf(valueIn(item, list));
  const found = texts.find((it) => roles.test(roleOf(it))) ?? texts.find((it) => !otherRoles.test(roleOf(it)));
  return found === undefined ? null : textOfRole(found);
}

/** The text of the first key with one, on one line and without tags. */
export function textOfKeys(item: Fields, keys: readonly string[]): string | null {
  return keys.map((key) => lineOfMarkup(valueIn(item, key))).find((it) => it !== null) ?? null;
}

function roleOf(item: Fields): string {
  return (lineAt(item, 'role', 'name') ?? '').toLowerCase();
}

function textOfRole(item: Fields): string | null {
  const html = /html/.test(lineAt(item, 'contenttype') ?? '') ? textIn(valueIn(item, 'value')) : null;
  return html === null ? lineOfMarkup(valueIn(item, 'value', 'text')) : textOfHtml(html);
}

/** The tags that editors put into headlines. Other tags may be the text. */
const textTag = /<\/?(?:p|em|i|b|strong|span|br|sup|sub|u|a|div|h[1-6])(?:\s[^<>]*)?\/?>/i;

/** One line of text. Tags for emphasis and paragraphs are removed. */
function lineOfMarkup(value: unknown): string | null {
  return typeof value === 'string' && textTag.test(value)
    ? textOfHtml(value.replace(/(?=<(?:br|p|div)\b)/gi, ' '))
    : lineIn(value);
}
