/** Makes the story of a message: its subject, sender, date, text, pictures and documents. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { boilerplateTest } from '../../channel/boilerplate.ts';
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/image.ts';
import type { Instant } from '../../model/instant.ts';
import type { Caption } from '../../model/metadata.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { fieldsFrom } from '../agency/teletype-story.ts';
import { buildFixedText } from '../agency/teletype-text.ts';
import { plainAgencyFacts, storyOfArticle } from '../agency/written-article.ts';
import { parseDateTime, type ZonedInstant } from '../date/resolve.ts';
import type { FoundMark } from '../story/found-mark.ts';
import type { SkippedPart } from '../story/no-story.ts';
import type { StoryReading, TextFile } from '../story/story.ts';
import { cleanPlainText } from '../text/decode.ts';
import { uninverted } from '../text/names.ts';
import { foldSpaces } from '../text/spaces.ts';
import { hasParagraphs, paragraphsOf } from '../tree/plain-text.ts';
import { isBlock } from '../tree/repair-nesting.ts';
import { elementsOf, removeElements } from '../tree/walk.ts';
import { parseByline } from '../wire/byline.ts';
import { parseCaption } from '../wire/caption.ts';
import { readHeader, readLines } from '../wire/header.ts';
import { takeHoldLines } from '../wire/hold-lines.ts';
import { parseWire } from '../wire/wire.ts';
import { type MailFiles, type MailPicture, warnOfOthers } from './mail-files.ts';
import { readMailHtml } from './mail-html.ts';
import { cutMailText } from './mail-text.ts';
import type { MailMessage } from './message.ts';

/** A message and its files, ready for parsing. */
export interface PreparedMail {
  readonly message: MailMessage;
  readonly files: MailFiles;
}

export interface MailInput extends TextFile {
  readonly mail: PreparedMail;
}

/** Parses a message. Findings have no positions, because those in a message mean nothing to its sender. */
export function parseMail({ mail: { message, files }, ...file }: MailInput): StoryReading | readonly SkippedPart[] {
  if (message.refusal !== null) return { story: null, findings: [message.refusal] };
  if (isAutomatic(message)) return [{ what: 'other file', item: null }];
  const subject = readSubject(message);
  const bodies = [readPlain(message, { ...file, files, subject }), readHtmlBody(message, { ...file, files, subject })];
  const body = chooseBody(bodies.filter((it) => it !== null));
  if (body === null) return { story: null, findings: [noText(files)] };
  const reading = storyOfMail(
    { message, files, body, subject, ...file },
    bodies.flatMap((it) => it?.holds ?? []),
  );
  return { ...reading, findings: reading.findings.map((it) => ({ ...it, line: null, column: null })) };
}

/** True for an automatic answer and for the report of a server (RFC 3834, RFC 3464). */
function isAutomatic({ headers }: MailMessage): boolean {
  return (
    /^auto-replied/i.test(headers.get('auto-submitted') ?? '') ||
    /^multipart\/report\b/i.test(headers.get('content-type') ?? '')
  );
}

function noText({ others, pictures }: MailFiles): Finding {
  const names = [...others, ...pictures.map(({ name }) => name)].slice(0, 5).map((name) => `"${name}"`);
  const attached = names.length === 0 ? '' : `, and attached files are not read as its text: ${names.join(', ')}`;
  return error('invalid-email', `The e-mail has no text${attached}`);
}

/** What a person who answers or forwards a message puts before its subject. */
const answerMark = /^(?:(?:re|fwd?|aw|wg|tr|rv|rif|sv|vs|vb|antw|doorst|i)(?:\[\d+\])?\s?:\s*)+/i;

interface Subject {
  readonly text: string | null;
  readonly isForwarded: boolean;
}

function readSubject({ headers }: MailMessage): Subject {
  const written = foldSpaces(cleanPlainText(headers.get('subject') ?? ''));
  const isList = headers.has('list-id') || headers.has('list-post');
  const plain = isList ? written.replace(/^((?:\w{1,3}:\s*)*)\[[^\]]{1,40}\]\s*/, '$1') : written;
  const [mark = ''] = answerMark.exec(plain) ?? [];
  const text = plain.slice(mark.length).replace(/\s*\(fwd\)$/i, '');
  return { text: text.trim() || null, isForwarded: /\b(?:fwd?|wg|tr|rv|doorst|i)\b/i.test(mark) };
}

/** What one of the texts of a message says. */
interface MailBody {
  /** A headline above the text, with a date of its own. */
  readonly title: string | null;
  readonly byline: readonly string[];
  readonly captions: readonly Caption[];
  /** The captions that name their file, by its name. */
  readonly named: ReadonlyMap<string, Caption>;
  /** The time in the text, if it is a wire text with a stamp. */
  readonly published: ZonedInstant | null;
  readonly updated: ZonedInstant | null;
  readonly content: Root;
  readonly holds: readonly Hold[];
  /** The ids of pictures that were only in what was cut. */
  readonly removed: ReadonlySet<string>;
  readonly words: number;
  readonly isHtml: boolean;
  readonly findings: readonly Finding[];
}

interface Hold {
  readonly marks: readonly FoundMark[];
  readonly until: Instant | null;
  readonly findings: readonly Finding[];
}

interface BodyContext extends TextFile {
  readonly files: MailFiles;
  readonly subject: Subject;
}

/** The text that loses nothing: HTML, unless it has fewer words, or only the plain text has the head of a wire text. */
function chooseBody(bodies: readonly MailBody[]): MailBody | null {
  const plain = bodies.find(({ isHtml }) => !isHtml) ?? null;
  const html = bodies.find(({ isHtml }) => isHtml) ?? null;
  if (plain === null || html === null) return plain ?? html;
  const isWire = plain.published !== null && !hasStructure(html.content);
  return isWire || html.words < plain.words * 0.9 ? plain : html;
}

const structure = new Set(['table', 'ul', 'ol', 'img', 'blockquote', 'h1', 'h2', 'h3', 'pre', 'figure']);

function hasStructure(content: Root): boolean {
  return elementsOf(content).some(({ tagName }) => structure.has(tagName));
}

function readPlain({ plain, emails }: MailMessage, context: BodyContext): MailBody | null {
  if (plain === null) return null;
  const { channel, subject, files } = context;
  const cut = cutMailText(plain, { isForwarded: subject.isForwarded, emails });
  const { rest: lines, named, captions } = takeCaptions(cut.lines, files);
  if (!lines.some((line) => /[\p{L}\p{N}]/u.test(line))) return null;
  const text = lines.join('\n');
  const above = cut.above === null ? [] : [warnOfNote(cut.above)];
  const common = { named, removed: new Set<string>(), words: countWords(text), isHtml: false };
  const wire = readAsWire(text, channel);
  if (wire !== null) {
    return { ...common, ...wire, captions: [...wire.captions, ...captions], findings: [...wire.findings, ...above] };
  }
  const head = readHead(lines, { channel, subject });
  return {
    ...common,
    ...head,
    title: null,
    published: null,
    updated: null,
    captions: [...head.captions, ...captions],
    findings: [...head.findings, ...above],
  };
}

type WireBody = Pick<
  MailBody,
  'title' | 'byline' | 'captions' | 'published' | 'updated' | 'content' | 'holds' | 'findings'
>;

/** The text as a wire text, if it has the stamp of one, with a time. */
function readAsWire(text: string, channel: Channel): WireBody | null {
  const read = parseWire({ path: 'mail.txt', text, channel });
  // Texts that tell editors what to do are recognised in all formats alike.
  if (!('findings' in read)) return null;
  const { story, findings } = read;
  if (story === null || story.published === null || story.published.precision === 'day') return null;
  const { title, byline, captions, published, updated, content, marks } = story;
  return {
    title,
    byline,
    captions,
    published,
    updated,
    content,
    holds: [{ marks, until: null, findings: [] }],
    findings,
  };
}

function warnOfNote(note: string): Finding {
  const message = `The text above the forwarded message was removed: "${foldSpaces(note).slice(0, 100)}"`;
  return warning('boilerplate-line', message);
}

interface HeadContext {
  readonly channel: Channel;
  readonly subject: Subject;
}

/** Reads the lines above a text by the grammar of wire texts. The subject is the title, so a headline stays in the text. */
function readHead(lines: readonly string[], { channel, subject }: HeadContext) {
  const all = readLines(lines.join('\n'), channel.language);
  const { others, until, ...holds } = takeHoldLines(all, { channel, date: null });
  const header = readHeader(others, boilerplateTest(channel.boilerplateLines));
  const headline = others.find(({ text }) => text === header.headline);
  const isTitle = headline !== undefined && isSame(headline.text, subject.text);
  const kept = new Set(
    [...header.body, ...(headline === undefined || isTitle ? [] : [headline])].map(({ number }) => number),
  );
  const shown = lines.filter((line, index) => line.trim() === '' || kept.has(index + 1));
  return {
    byline: header.byline,
    captions: header.captions,
    content: buildFixedText(shown.flatMap((line) => (line.length > longLine ? [line, ''] : [line]))),
    holds: [{ ...holds, until: until?.instant ?? null }],
    findings: header.findings,
  };
}

/** A line that is longer is a paragraph, because no mail program wrapped it. */
const longLine = 100;

function isSame(one: string, other: string | null): boolean {
  const plain = (text: string) =>
    foldSpaces(text)
      .replace(/[.!]+$/, '')
      .toLowerCase();
  return other !== null && plain(one) === plain(other);
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Words before a caption: `Caption: …`, `Foto 2: …`. */
const captionLabel =
  /^(?:(?:photo |picture |image )?captions?|cutline|bildunterschrift|bildtext|bu|légende|pie de foto|didascalia|bijschrift)\s*\d{0,2}\s*[:–—-]\s*/i;
const pictureLabel = /^(?:photos?|pictures?|images?|fotos?|bild(?:er)?)\s*\d{0,2}\s*[:–—-]\s*/i;

interface TakenCaptions {
  /** The texts that are no captions. */
  readonly rest: readonly string[];
  readonly named: ReadonlyMap<string, Caption>;
  readonly captions: readonly Caption[];
}

/** Takes the lines that are captions of attached pictures. */
function takeCaptions(lines: readonly string[], { pictures }: MailFiles): TakenCaptions {
  const named = new Map<string, Caption>();
  const captions: Caption[] = [];
  if (pictures.length === 0) return { rest: lines, named, captions };
  const rest = lines.filter((line) => {
    const text = line.trim();
    const lower = text.toLowerCase();
    const name = pictures.find((it) => lower.includes(it.name.toLowerCase()))?.name;
    const [, after] = name === undefined ? [] : (captionAfter(name).exec(text) ?? []);
    if (name !== undefined && after !== undefined) named.set(name, parseCaption(after));
    else if (captionLabel.test(text)) captions.push(parseCaption(text.replace(captionLabel, '')));
    else return true;
    return false;
  });
  return { rest, named, captions };
}

/** Matches `quay.jpg: The quay`, with a label before it. */
function captionAfter(name: string): RegExp {
  const written = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^(?:${pictureLabel.source.slice(1)}|${captionLabel.source.slice(1)})?["(\\[]?${written}["\\])]?\\s*[:–—-]\\s*(\\S.*)$`,
    'i',
  );
}

function readHtmlBody({ html, emails }: MailMessage, { files, subject, channel }: BodyContext): MailBody | null {
  if (html === null) return null;
  const shown = new Map(
    files.pictures.flatMap(({ contentId, image }) => (contentId === null ? [] : [[contentId, image.url] as const])),
  );
  const { content, removed, missing, above } = readMailHtml(html, {
    isForwarded: subject.isForwarded,
    emails,
    pictures: shown,
  });
  if (!hasParagraphs(content)) return null;
  const { named, captions } = takeHtmlCaptions(content, files);
  const wire = hasStructure(content) ? null : readAsWire(paragraphsOf(content).join('\n\n'), channel);
  const { byline, hold } = takeHtmlHead(content, { channel, subject });
  return {
    title: null,
    byline,
    captions,
    named,
    published: null,
    updated: null,
    content,
    holds: [hold],
    removed,
    words: countWords(paragraphsOf(content).join(' ')),
    isHtml: true,
    ...wire,
    findings: [
      ...(wire?.findings ?? []),
      ...(missing.length === 0 ? [] : [warnOfMissing(missing.length)]),
      ...(above === null ? [] : [warnOfNote(above)]),
    ],
  };
}

function warnOfMissing(count: number): Finding {
  const message = `The e-mail shows ${plural(count, 'picture')} that ${count === 1 ? 'is' : 'are'} not attached to it`;
  return warning('email-attachment', message);
}

/** How many blocks above the text can contain a byline or a line that holds the article back. */
const headBlocks = 10;

/** The blocks that contain no other block. */
function leavesOf(content: Root): readonly { readonly element: Element; readonly text: string }[] {
  const leaves = elementsOf(content).filter((it) => isBlock(it) && !elementsOf(it).some(isBlock));
  return leaves.map((element) => ({ element, text: foldSpaces(textOf(element)) })).filter(({ text }) => text !== '');
}

/** Takes the captions of attached pictures from the text. Changes the tree in place. */
function takeHtmlCaptions(content: Root, files: MailFiles): TakenCaptions {
  const leaves = leavesOf(content);
  const taken = takeCaptions(
    leaves.map(({ text }) => text),
    files,
  );
  const kept = new Set(taken.rest);
  const captions = new Set(leaves.filter(({ text }) => !kept.has(text)).map(({ element }) => element));
  removeElements(content, (element) => captions.has(element));
  return taken;
}

/** Takes the byline and the lines that hold the article back from the first blocks. Changes the tree in place. */
function takeHtmlHead(
  content: Root,
  { channel }: HeadContext,
): { readonly byline: readonly string[]; readonly hold: Hold } {
  const written = leavesOf(content).slice(0, headBlocks);
  const lines = readLines(written.map(({ text }) => text).join('\n'), channel.language);
  const { others, until, ...holds } = takeHoldLines(lines, { channel, date: null });
  const kept = new Set(others.map(({ number }) => number));
  const signed = written.slice(0, 4).find(({ text }) => parseByline(text) !== null);
  const taken = new Set<Element>(written.filter((_, index) => !kept.has(index + 1)).map(({ element }) => element));
  if (signed !== undefined) taken.add(signed.element);
  removeElements(content, (element) => taken.has(element));
  return {
    byline: signed === undefined ? [] : (parseByline(signed.text) ?? []),
    hold: { ...holds, until: until?.instant ?? null },
  };
}

interface StoryInput extends BodyContext {
  readonly message: MailMessage;
  readonly body: MailBody;
}

function storyOfMail({ message, files, body, subject, ...file }: StoryInput, found: readonly Hold[]): StoryReading {
  const { channel } = file;
  const holds = [...found, holdInSubject(subject, channel), holdInHeaders(message)];
  const marks = uniqueMarks(holds.flatMap((hold) => hold.marks));
  const untils = holds.flatMap(({ until }) => until ?? []).toSorted();
  const sender = nameOfSender(message.sender);
  const people =
    body.byline.length > 0 ? body.byline.map((name) => ({ name })) : sender === null ? null : [{ name: sender }];
  const { images, captions } = withCaptions(files.pictures, body);
  const written = dateOf(message, channel);
  const date = body.published?.instant ?? written;
  const fields = fieldsFrom({ id: idOf(message), date, authors: people, embargo: untils.at(-1) ?? null });
  const article = {
    title: body.title ?? subject.text,
    summary: null,
    images,
    dateline: null,
    content: body.content,
    fields,
    agency: {
      ...plainAgencyFacts,
      created: fields.get('date') ?? null,
      status: marks.length > 0 ? ('withheld' as const) : ('usable' as const),
    },
  };
  const { story, findings } = storyOfArticle(article, { keys: new Map(), file });
  return {
    story: {
      ...story,
      published: untils.length > 0 ? story.published : (body.published ?? story.published),
      updated: body.updated ?? story.updated,
      captions,
      enclosures: [...story.enclosures, ...files.enclosures],
      marks: [...story.marks, ...marks],
    },
    findings: unique([
      ...holds.flatMap((hold) => hold.findings),
      ...body.findings,
      ...findings,
      ...warnOfOthers(files.others),
    ]),
  };
}

/** Both texts of a message can say the same. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((it) => [it.message, it])).values()];
}

function uniqueMarks(marks: readonly FoundMark[]): readonly FoundMark[] {
  return [...new Map(marks.map((mark) => [mark.key, mark])).values()];
}

function holdInSubject({ text }: Subject, channel: Channel): Hold {
  const { until, marks, findings } = takeHoldLines(readLines(text ?? '', channel.language), { channel, date: null });
  return { marks, findings, until: until?.instant ?? null };
}

/** The header by which a sender says that a message is not for others (RFC 4021, 2.1.55). */
function holdInHeaders({ headers }: MailMessage): Hold {
  const value = headers.get('sensitivity') ?? '';
  const isPrivate = /personal|private|confidential/i.test(value);
  const mark = { key: `Sensitivity: ${value}`, line: null, tool: 'mail programs', meaning: 'out' } as const;
  return { marks: isPrivate ? [mark] : [], until: null, findings: [] };
}

/** `mid:` and the message id (RFC 2392). Null if the message has none of a usable length. */
function idOf({ headers }: MailMessage): string | null {
  const id = /^<?([^<>\s]{3,250})>?$/.exec(headers.get('message-id') ?? '')?.[1];
  return id === undefined ? null : `mid:${id}`;
}

/** Accounts that belong to nobody. */
const machines = /^(?:no[-_. ]?reply|do[-_. ]?not[-_. ]?reply|mailer[-_. ]daemon|postmaster|root|nobody|www-data)\b/i;

/** The name of a sender, without what mail programs add. A mail address is no name. */
function nameOfSender(sender: string | null): string | null {
  const name = foldSpaces(cleanPlainText(sender ?? ''))
    .replace(/^["'“”]+|["'“”]+$/g, '')
    .replace(/ via .{1,60}$/i, '')
    .replace(/\s*\([^()]{1,80}\)$/, '')
    .trim();
  return name === '' || name.includes('@') || name.length > 100 || machines.test(name) ? null : uninverted(name);
}

/** The date in the header as dates in front matter are written. Null if there is none. */
function dateOf({ headers }: MailMessage, channel: Channel): string | null {
  const written = headers.get('date') ?? '';
  const plain = written
    .replace(/\s*\([^()]*\)/g, '')
    .replace(/^\s*\p{L}{2,9}\.?,?\s+(?=\d)/u, '')
    .replace(/^(\d{1,2} \p{L}{3,9}) ([0-6]\d) /u, '$1 20$2 ')
    .replace(/-0000$/, '+0000')
    .trim();
  const at = { line: 1, column: 1 };
  const isRead = (text: string) => parseDateTime(text, { channel, at, date: null }).zoned !== null;
  return [written, plain].find((text) => text !== '' && isRead(text)) ?? (plain || null);
}

/** The pictures with the captions in the text: first those that name their file, then the others in order. */
function withCaptions(pictures: readonly MailPicture[], { named, captions, removed }: MailBody) {
  const shown = pictures.filter(({ contentId }) => contentId === null || !removed.has(contentId));
  const own = shown.map(({ image, name }) => withCaption(image, named.get(name)));
  const waiting = [...captions];
  const images = own.map((image) => (image.caption === null ? withCaption(image, waiting.shift()) : image));
  return { images: uniqueImages(images), captions: waiting };
}

function withCaption(image: Image, caption: Caption | undefined): Image {
  if (caption === undefined) return image;
  return { ...image, caption: caption.text || image.caption, credit: caption.credit ?? image.credit };
}

function uniqueImages(images: readonly Image[]): readonly Image[] {
  return images.filter((it, index) => images.findIndex(({ url }) => url === it.url) === index);
}
