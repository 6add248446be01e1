/** Prepares the files whose libraries are asynchronous, because parsing is synchronous: Word documents and e-mails. */
import type { Channel } from '../model/channel.ts';
import type { File } from '../model/file.ts';
import { convertWord, type WordConversion } from './docx/docx.ts';
import type { PreparedMail } from './mail/mail.ts';
import { sortFiles } from './mail/mail-files.ts';
import { isMail } from './mail/mail-kind.ts';
import { readMessage } from './mail/message.ts';
import { loadTransliteration } from './permalink/transliterate.ts';
import { formatOf } from './story/path.ts';

/**
 * A file that is ready for parsing. If it was a Word document, `body` is its HTML.
 *
 * @example
 * const isWord = (file: File | PreparedFile): boolean => 'word' in file && file.word !== null;
 */
export interface PreparedFile extends File {
  /** Null if the file was not a Word document. */
  readonly word: Omit<WordConversion, 'html'> | null;
  /** What `parseArticle` reads of an e-mail. Null if the file was not one. */
  readonly mail: object | null;
}

/**
 * Prepares a file for `parseArticle`, which is synchronous: converts a Word document to HTML, reads an e-mail, and loads what URLs
 * of `channel` need. Returns any other file unchanged. If a file cannot be read, `parseArticle` reports that. Word documents require
 * the optional package `mammoth`.
 *
 * @example
 * const file = { path: 'terns.md', body: new TextEncoder().encode('Terns return') };
 * (await prepareArticle(file)).path // => 'terns.md'
 */
export async function prepareArticle(
  file: File,
  channel: Pick<Channel, 'permalink'> = { permalink: null },
): Promise<File | PreparedFile> {
  await loadTransliteration(file, channel);
  const { path, body } = file;
  const format = formatOf(path);
  if (format === 'word') {
    const { html, ...word } = await convertWord(body);
    const page = `<html><head></head><body>${html ?? ''}</body></html>`;
    return { path, body: new TextEncoder().encode(page), word, mail: null };
  }
  if (!isMail({ body, format })) return file;
  const message = await readMessage(body);
  const mail: PreparedMail = { message, files: sortFiles(message.files, path) };
  return { path, body: new Uint8Array(), word: null, mail };
}
