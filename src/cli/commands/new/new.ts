/** `presstime new`: writes the file of a new article, with the picture beside it, and opens it in an editor. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isPicturePath } from '../../../article/attachments/beside.ts';
import { loadMetadataLibrary, readEmbedded } from '../../../article/attachments/embedded-captions.ts';
import { parseArticle } from '../../../article/parse-article.ts';
import { articleOf } from '../../../article/reading.ts';
import { slugify } from '../../../article/text/slug.ts';
import { foldSpaces } from '../../../article/text/spaces.ts';
import { channelFile } from '../../../channel/channel-file.ts';
import type { Channel } from '../../../model/channel.ts';
import { PublishError } from '../../../problem/publish-error.ts';
import { createDirectoryStore } from '../../../store/directory.ts';
import { reasonOf } from '../../../store/system-error.ts';
import { localTime } from '../../../time/zoned-time.ts';
import { editorIn, openEditor } from '../../interaction/editor.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../../terminal/command.ts';
import { findChannel } from '../../terminal/find-channel.ts';
import { printable } from '../../terminal/messages.ts';
import { readNow } from '../../terminal/now.ts';
import { checkFolder } from '../../terminal/open-store.ts';
import { usualLocations } from '../../terminal/usual-locations.ts';
import { markdownArticle, type NewArticle, wireArticle } from './article-text.ts';

/** Prints the path of the new file. */
export async function newArticle(given: Given, terminal: Terminal): Promise<ExitCode> {
  const headline = readHeadline(given);
  const folder = given.text('in') ?? usualLocations().from;
  await checkFolder(folder, {
    missing: 'create it, or name the folder with your articles with --in',
    file: 'name the folder with your articles with --in',
  });
  const { channel } = await findChannel(resolve(folder, channelFile));
  const now = await readNow(given, terminal);
  const picture = await readPicture(given.text('from-picture'));
  const { timeZone } = channel;
  const stem = await freeStem(stemOf(headline, { now, timeZone }), folder);
  const isDraft = given.yes('draft');
  const pictureName = picture === null ? null : `${stem}${picture.extension}`;
  const shown = picture === null || pictureName === null ? null : { ...picture, name: pictureName };
  const article: NewArticle = { headline, now, timeZone, isDraft, picture: shown };
  const isWire = given.yes('wire');
  const name = `${stem}${isWire ? '.txt' : '.md'}`;
  const text = isWire ? wireArticle(article) : markdownArticle(article);
  const store = createDirectoryStore(folder);
  if (picture !== null && pictureName !== null) await store.write(pictureName, picture.body, 'absent');
  await store.write(name, new TextEncoder().encode(text), 'absent');
  if (isWire) sayTitle(headline, readTitle(text, { name, channel }), terminal);
  const result = { path: join(folder, name), picture: pictureName === null ? null : join(folder, pictureName) };
  terminal.print(given.yes('json') ? JSON.stringify(result, null, 2) : result.path);
  await edit(result.path, given, terminal);
  return 0;
}

function readHeadline(given: Given): string {
  const headline = foldSpaces(withoutControls(given.argument('HEADLINE') ?? ''));
  if (headline === '') throw new UsageError('HEADLINE must not be empty: the headline of the article, in quotes');
  return headline;
}

/** A headline that was pasted from a terminal may contain colours. */
function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ');
}

interface Picture {
  readonly body: Uint8Array;
  /** With its dot, in lower case. */
  readonly extension: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** Reads a picture, and its caption and credit in IPTC or XMP. */
async function readPicture(file: string | null): Promise<Picture | null> {
  if (file === null) return null;
  if (!isPicturePath(file))
    throw new UsageError(`--from-picture must be a picture that browsers show, such as a JPEG: got "${file}"`);
  const body = await readBytes(file);
  const embedded = readEmbedded(body, await loadMetadataLibrary());
  return {
    body,
    extension: extname(file).toLowerCase(),
    caption: embedded?.caption ?? null,
    credit: embedded?.credit ?? null,
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (thrown) {
    throw new PublishError('unreadable', `Cannot read "${file}": ${reasonOf(thrown)}`, { cause: thrown });
  }
}

const longestSlug = 60;

/** The date and the words of the headline, such as `2026-10-12-ferry-returns`. */
function stemOf(headline: string, { now, timeZone }: Pick<NewArticle, 'now' | 'timeZone'>): string {
  const { year, month, day } = localTime(now, timeZone);
  const slug = firstWords(slugify(headline, 'path'));
  return `${year}-${month}-${day}-${slug === '' ? 'article' : slug}`;
}

function firstWords(slug: string): string {
  return slug.length <= longestSlug ? slug : slug.slice(0, longestSlug).replace(/-[^-]*$/, '');
}

/** The stem with the first number that no file in the folder has. */
async function freeStem(wanted: string, folder: string): Promise<string> {
  const names = (await readdir(folder)).map((name) => name.replace(/^[_.]/, '').toLowerCase());
  const isTaken = (stem: string) => names.some((name) => name.startsWith(`${stem.toLowerCase()}.`));
  let stem = wanted;
  for (let number = 2; isTaken(stem); number += 1) stem = `${wanted}-${number}`;
  return stem;
}

interface NewFile {
  readonly name: string;
  readonly channel: Channel;
}

/** The title that the file has when it is read. */
function readTitle(text: string, { name, channel }: NewFile): string | null {
  const reading = parseArticle({ path: basename(name), body: new TextEncoder().encode(text) }, channel);
  return articleOf(reading)?.title ?? null;
}

/** Wire text recognises a headline by its form. */
function sayTitle(headline: string, title: string | null, { say, paint }: Terminal): void {
  if (title === headline || title === headline.replace(/\s*\.$/, '')) return;
  say(
    `${paint('yellow', 'warning:')} ${printable(`Wire text does not read "${headline}" as a headline: change it, or leave out --wire`)}`,
  );
}

/** Opens the editor if a person is at the terminal. */
async function edit(path: string, given: Given, { env, ask, say, paint }: Terminal): Promise<void> {
  const editor = editorIn(env);
  if (editor === null || ask === null || given.yes('no-edit') || given.yes('json')) return;
  if (!(await openEditor(editor, path))) say(`${paint('yellow', 'warning:')} The editor "${editor}" failed`);
}
