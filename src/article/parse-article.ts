/** Reads one article file of any format, with the parsers of all formats. */
import type { Channel } from '../model/channel.ts';
import type { File } from '../model/file.ts';
import { type Beside, nothingBeside } from './attachments/beside.ts';
import { readSidecar } from './attachments/sidecar.ts';
import { parseWord } from './docx/word.ts';
import { parseHtml } from './html/html.ts';
import { parseJson } from './json/json.ts';
import { parseMail } from './mail/mail.ts';
import { parseMarkdown } from './markdown/markdown.ts';
import { parseAgency } from './parse-agency.ts';
import { completeReading, parseFile } from './parse-file.ts';
import type { PreparedFile } from './prepare-article.ts';
import type { Reading } from './reading.ts';
import { parseWire } from './wire/wire.ts';

export const storyParsers = {
  agency: parseAgency,
  wire: parseWire,
  markdown: parseMarkdown,
  html: parseHtml,
  json: parseJson,
  word: parseWord,
  mail: parseMail,
} as const;

/**
 * Reads one article file. Prepare Word documents and e-mails with `prepareArticle` first. Mistakes in the file are reported in the
 * `problems` of the result, with line and column. Throws only because of a bug or an invalid `channel`.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * const body = new TextEncoder().encode('---\ntitle: Terns return\ndate: 2026-05-04 08:30\n---\nThey came early.\n');
 * if (channel === null) throw new Error('The settings are wrong');
 * const reading = parseArticle({ path: 'terns.md', body }, channel);
 * reading.state // => 'accepted'
 * reading.state === 'accepted' && reading.article.published // => '2026-05-04T15:30:00Z'
 */
export function parseArticle(file: File | PreparedFile, channel: Channel, beside: Beside = nothingBeside): Reading {
  const parsed = parseFile(file, channel, { parsers: storyParsers });
  if (parsed.state !== 'parsed') return parsed;
  return completeReading(parsed, {
    beside: { ...beside, enclosed: parsed.enclosed },
    sidecar: readSidecar(file.path, beside),
  });
}
