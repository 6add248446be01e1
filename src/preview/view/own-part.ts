/** Finds the part of a feed that one entry is in, to mark it in the text of the whole feed. Pure. */
import type { FormatName } from '../../model/feed.ts';
import { escapeXml } from '../../render/feed/xml.ts';

/** A text in three parts. `own` is the entry; it is empty if the feed does not contain it. */
export interface MarkedText {
  readonly before: string;
  readonly own: string;
  readonly after: string;
}

/** Where entries begin and end in each format, as we write it, and the line that contains the id of an entry. */
interface EntryForm {
  readonly start: RegExp;
  readonly end: string;
  readonly idLine: (id: string) => string;
}

const forms: Readonly<Record<FormatName, EntryForm>> = {
  rss: { start: /^ *<item>$/gm, end: '</item>\n', idLine: (id) => `>${escapeXml(id)}</guid>` },
  atom: { start: /^ *<entry\b[^>]*>$/gm, end: '</entry>\n', idLine: (id) => `<id>${escapeXml(id)}</id>` },
  json: { start: /^ {4}\{$/gm, end: '\n    }', idLine: (id) => `\n      "id": ${JSON.stringify(id)},` },
};

/** Divides a feed of ours at the entry with an id. */
export function markEntry(text: string, id: string, format: FormatName): MarkedText {
  const { start, end, idLine } = forms[format];
  const wanted = idLine(id);
  const starts = [...text.matchAll(start)].map(({ index }) => index);
  for (const [number, from] of starts.entries()) {
    const part = text.slice(from, starts[number + 1] ?? text.length);
    const length = part.indexOf(end) + end.length;
    if (length < end.length || !part.slice(0, length).includes(wanted)) continue;
    return { before: text.slice(0, from), own: part.slice(0, length), after: text.slice(from + length) };
  }
  return { before: text, own: '', after: '' };
}
