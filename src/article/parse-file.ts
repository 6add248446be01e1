/** The two steps of reading one article file of any format: it is parsed once to one tree, and completed with the files beside it. */
import type { Root } from 'hast';
import type { Channel } from '../model/channel.ts';
import type { File } from '../model/file.ts';
import { type Instant, isAfter } from '../model/instant.ts';
import { type ArticleFormat, fileTypes } from '../model/media-type.ts';
import { urlOf } from '../model/url.ts';
import { error, type Finding, hasError, inFile, warning } from '../problem/problem.ts';
import { finishEditorial, readForEditors } from './agency/editorial.ts';
import { type AgencyFormat, beginsWithHeading, recogniseAgencyFormat } from './agency/recognise.ts';
import { type ArticleUrl, resolveArticleLinks } from './attachments/article-links.ts';
import { attachFiles } from './attachments/attach.ts';
import type { Beside } from './attachments/beside.ts';
import type { Sidecar } from './attachments/sidecar.ts';
import { completeArticle, urlOfStory } from './complete-article.ts';
import type { WordFile } from './docx/word.ts';
import { replaceUnshown } from './fallbacks/replace-unshown.ts';
import { dropUnknownUrls } from './fallbacks/unknown-urls.ts';
import { type FrontMatter, type MatterFile, splitFrontMatter } from './front-matter/front-matter.ts';
import { rescueItem, rescueWithdrawal } from './front-matter/withdrawal-fields.ts';
import type { MailInput, PreparedMail } from './mail/mail.ts';
import { mailKindOf } from './mail/mail-kind.ts';
import { maximumFilledCells, TooManyCellsError } from './markdown/filled-cells.ts';
import { splitMarkdown } from './markdown/unfenced.ts';
import { isForMembers } from './marks/find-marks.ts';
import { findOtherText } from './other-texts.ts';
import type { PreparedFile } from './prepare-article.ts';
import {
  type Held,
  type KeysRead,
  type Mark,
  plainFacts,
  type Reading,
  type Refused,
  refused,
  type Skipped,
  skipped,
} from './reading.ts';
import type { Advisory, SkippedPart } from './story/no-story.ts';
import { pagePathOf } from './story/page-path.ts';
import { formatOf, formatToRead, isUncertainPath } from './story/path.ts';
import type { Story, StoryReading, TextFile } from './story/story.ts';
import { decode } from './text/decode.ts';
import { TooDeepError } from './text/depth.ts';
import { hasPaywall } from './tree/paywall.ts';
import { hasParagraphs } from './tree/plain-text.ts';
import { restorePictures } from './tree/restore-pictures.ts';
import { hideInAttributes } from './tree/sanitise.ts';
import { elementsOf } from './tree/walk.ts';

/** The input of every parser. */
export interface ParserInput extends MatterFile, WordFile, MailInput {}

/** A file of an agency can contain several items, and some that are not stories. */
export type StoryParser = (file: ParserInput) => StoryReading | readonly (StoryReading | SkippedPart)[];

/** The parsers that a file may need. Text with front matter is Markdown, so that parser is always among them. */
export type StoryParsers = Readonly<Partial<Record<ArticleFormat, StoryParser>> & Record<'markdown', StoryParser>>;

/** A parsed file, before the files beside it are attached. An agency can send several items in one file. */
export interface Parsed {
  readonly state: 'parsed';
  readonly parts: readonly ParsedPart[];
  /** The files inside the file, by their paths: those that are attached to an e-mail. */
  readonly enclosed: ReadonlyMap<string, Uint8Array>;
}

/** One item of a parsed file. */
export type ParsedPart = ParsedStory | Held | Refused | Skipped;

/** A parsed story, before the files beside it are attached. */
export interface ParsedStory {
  readonly state: 'parsed';
  readonly file: TextFile;
  readonly story: Story;
  readonly mark: Mark | null;
  readonly findings: readonly Finding[];
  /** Set if the text also tells editors what to do with another story. */
  readonly advisory: Advisory | null;
  readonly parsers: StoryParsers;
}

export interface ParseOptions {
  readonly parsers: StoryParsers;
}

/** The first step, and the only one that parses text. A file that cannot be used becomes a reading at once. */
export function parseFile(
  file: File | PreparedFile,
  channel: Channel,
  { parsers }: ParseOptions,
): Parsed | Held | Refused | Skipped {
  const parts = parseParts(file, channel, { parsers });
  const [first, ...more] = parts;
  if (first === undefined) return skipped('other file');
  if (parts.some(({ state }) => state === 'parsed') || first.state === 'parsed')
    return { state: 'parsed', parts, enclosed: mailOf(file).files.bodies };
  return { ...first, more: more.filter((part) => part.state !== 'parsed') };
}

/** The stories that a file contains, which need the files beside them. */
export function storiesIn({ parts }: Parsed): readonly Story[] {
  return parts.flatMap((part) => (part.state === 'parsed' ? [part.story] : []));
}

/** The e-mail that `prepareArticle` read. Its parts are not public. */
function mailOf(file: File | PreparedFile): PreparedMail {
  return 'mail' in file && file.mail !== null ? (file.mail as PreparedMail) : noMail;
}

const noMail: PreparedMail = {
  message: { headers: new Map(), sender: null, emails: [], plain: null, html: null, files: [], refusal: null },
  files: { pictures: [], enclosures: [], bodies: new Map(), others: [] },
};

function parseParts(file: File | PreparedFile, channel: Channel, { parsers }: ParseOptions): readonly ParsedPart[] {
  if ('mail' in file && file.mail !== null) return parseMailFile(file, { channel, parsers });
  const format = formatToRead(file.path);
  if (format === null) {
    const message = `"${file.path}" is not an article: its name must end in ${articleExtensions}`;
    return [refused(file.path, [error('unknown-format', message)])];
  }
  const word = 'word' in file ? file.word : null;
  if (word !== null && hasError(word.findings)) return [refused(file.path, word.findings)];
  const { text, findings: decoded } = decode(file.body, { keepsControls: isTeletypeFile(file, format) });
  const findings = [...(word?.findings ?? []), ...decoded];
  const isUncertain = isUncertainPath(file.path);
  if (text === null) return [isUncertain && !isFromAgency(file) ? skipped('other file') : refused(file.path, findings)];
  const agency = recogniseAgencyFormat(text, format);
  const other = agency === null ? (findOtherText(text, format) ?? unknownFormat(format)) : null;
  if (other !== null && isUncertain && !mailCodes.has(other.code)) return [skipped('other file')];
  const matter = splitters[format]?.(text) ?? { fields: new Map(), body: text, findings: [] };
  const textFile = { path: file.path, text, channel, matter, properties: word?.properties ?? '', mail: noMail };
  if (other !== null) return [refuseText(textFile, [...findings, other])];
  const readAs = readerFor(format, { agency, matter });
  try {
    const read = parserFor(readAs, parsers)(textFile);
    const parts = 'findings' in read ? [read] : read;
    return parts.map((part) =>
      finishPart(finishText(part, { format, readAs, channel }), {
        file: textFile,
        decoded: findings,
        isWire: readAs === 'wire',
        parsers,
      }),
    );
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === null) throw thrown;
    return [refuseText(textFile, [refusal])];
  }
}

interface MailContext extends ParseOptions {
  readonly channel: Channel;
}

function parseMailFile(file: PreparedFile, { channel, parsers }: MailContext): readonly ParsedPart[] {
  const mail = mailOf(file);
  const { path } = file;
  const text = mail.message.plain ?? '';
  const matter: FrontMatter = { fields: new Map(), body: text, findings: [] };
  const input = { path, text, channel, matter, properties: '', mail };
  try {
    const read = parserFor('mail', parsers)(input);
    const parts = 'findings' in read ? [read] : read;
    const context = { file: input, decoded: [], isWire: false, parsers };
    return parts.map((part) => finishPart(finishText(part, { format: 'agency', readAs: 'mail', channel }), context));
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === null) throw thrown;
    return [refused(path, [refusal])];
  }
}

function isTeletypeFile({ body }: File, format: ArticleFormat): boolean {
  return (format === 'wire' || format === 'agency') && beginsWithHeading(body);
}

/** What a mail rule writes into a folder. Nothing else makes such files without an extension, so they are refused, not skipped. */
const mailCodes: ReadonlySet<string> = new Set(['email-file', 'mailbox-file', 'calendar-file', 'contact-file']);

/** True if the beginning of a file that cannot be decoded is in a format of an agency. */
function isFromAgency({ body }: Pick<File, 'body'>): boolean {
  return recogniseAgencyFormat(Buffer.from(body.subarray(0, 10_000)).toString('latin1'), 'agency') !== null;
}

/** The error for a file with an extension of agencies whose content is in none of their formats. */
function unknownFormat(format: ArticleFormat): Finding | null {
  if (format !== 'agency') return null;
  return error('unknown-format', 'The file is not in a format of an agency: its beginning does not show what it is');
}

/** What a file is that is read as no article, as an error. */
export function describeOtherFile(body: Uint8Array): Finding {
  const { text, findings } = decode(body);
  if (text !== null && mailKindOf(text) === 'message') return automaticMail;
  const other =
    text === null ? (findings.find(({ severity }) => severity === 'error') ?? null) : findOtherText(text, 'agency');
  const message = `The file is not an article: it is in no format of an agency, and its name does not end in ${articleExtensions}`;
  return other ?? error('unknown-format', message);
}

/** Every other whole message is read as an article. */
const automaticMail = error(
  'email-file',
  'The file is an automatic answer or the report of a mail server, not an article: move it to another folder',
);

interface Recognised {
  readonly agency: AgencyFormat | null;
  readonly matter: FrontMatter;
}

/** The format whose parser reads a file. A text file with front matter is Markdown. */
function readerFor(format: ArticleFormat, { agency, matter }: Recognised): ArticleFormat {
  if (agency !== null) return agency === 'agency-json' ? 'json' : 'agency';
  return format === 'wire' && hasFields(matter) ? 'markdown' : format;
}

interface TextContext {
  readonly format: ArticleFormat;
  /** The format whose parser read the text. */
  readonly readAs: ArticleFormat;
  readonly channel: Channel;
}

/**
 * Recognises texts to editors, and takes the marks of updates off what agencies send. An agency can put front matter above a
 * text, but sends no Markdown. The parser of wire texts does both itself, because it knows the lines.
 */
function finishText(
  part: StoryReading | SkippedPart,
  { format, readAs, channel }: TextContext,
): StoryReading | SkippedPart {
  if (readAs === 'wire' || 'what' in part || part.story === null) return part;
  const { story, findings } = part;
  const isOfAgency = format === 'wire' || story.editorial !== null;
  return isOfAgency ? finishEditorial({ story, findings }, { channel }) : (readForEditors(story) ?? part);
}

interface PartContext {
  readonly file: MatterFile & ParserInput;
  /** What was found when the file was decoded. */
  readonly decoded: readonly Finding[];
  /** True for a wire text, which may have captions only. */
  readonly isWire: boolean;
  readonly parsers: StoryParsers;
}

/** Checks one item of a file, and makes a reading of it if it cannot be used. */
function finishPart(part: StoryReading | SkippedPart, { file, decoded, isWire, parsers }: PartContext): ParsedPart {
  if ('what' in part) return skipped(part.what, part.item);
  const { story, findings: found, advisory = null } = part;
  if (story === null) return { ...refuseText(file, [...decoded, ...found]), advisory };
  restorePictures(story.content);
  hideInAttributes(story.content);
  const dead = dropUnknownUrls(story.content, file.text);
  const unshown = replaceIn(story.content, file);
  const bodiless = isWire ? [] : checkBody(story);
  const all = [...decoded, ...found, ...dead, ...unshown, ...bodiless];
  return judge(withoutMembersText(story), { file, findings: all, advisory, parsers });
}

function replaceIn(content: Root, { text, channel }: TextFile): readonly Finding[] {
  return replaceUnshown(content, { text, embedHosts: channel.embedHosts, base: channel.homeUrl });
}

function parserFor(format: ArticleFormat, parsers: StoryParsers): StoryParser {
  const parser = parsers[format];
  if (parser === undefined) throw new Error(`The parser for "${format}" was not loaded`);
  return parser;
}

/** The error for a text that is refused while it is parsed. Null for anything else that was thrown. */
function refusalOf(thrown: unknown): Finding | null {
  if (thrown instanceof TooDeepError) {
    return error('too-deep', 'The file is nested too deeply: use fewer levels of HTML elements or lists');
  }
  if (!(thrown instanceof TooManyCellsError)) return null;
  const message = `A table would need more than ${maximumFilledCells} empty cells to fill its rows: divide it, or write all cells`;
  return error('too-many-cells', message);
}

/** The usual extension of each format, for messages: `.txt, .md or .html`. */
const articleExtensions = fileTypes
  .flatMap(({ extensions: [extension = ''], use }) =>
    use === 'beside' || use === 'none' || use === 'agency' ? [] : [`.${extension}`],
  )
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' or ');

/** How front matter is split from a text, for the formats that may have some. */
const splitters: Readonly<Partial<Record<ArticleFormat, (text: string) => FrontMatter>>> = {
  wire: splitFrontMatter,
  markdown: splitMarkdown,
  html: splitFrontMatter,
};

/** A text file with front matter is read as Markdown. */
function hasFields({ fields, findings }: FrontMatter): boolean {
  return fields.size > 0 || findings.length > 0;
}

const media = new Set(['img', 'video', 'audio', 'iframe']);

/** Warns if there is nothing to read, see or hear. A link post needs only its link, and an episode only its audio. */
function checkBody({ content, externalUrl, enclosures, draft, withdrawal }: Story): Finding[] {
  const isHeld = draft || withdrawal !== null;
  const isShort = externalUrl !== null || enclosures.length > 0;
  if (isHeld || isShort || hasParagraphs(content)) return [];
  if (elementsOf(content).some(({ tagName }) => media.has(tagName))) return [];
  return [warning('no-body', 'The file has no body: write the text below the front matter or the title')];
}

/** Holds an article for members back, unless its text has a paywall: then the text above it is for everybody. */
function withoutMembersText(story: Story): Story {
  return isForMembers(story.marks) && !hasPaywall(story.content) ? { ...story, draft: true } : story;
}

function judge(
  story: Story,
  { file, findings, advisory, parsers }: Pick<ParsedStory, 'file' | 'findings' | 'advisory' | 'parsers'>,
): ParsedPart {
  const mark = markOf(story);
  if (!hasError(findings)) return { state: 'parsed', file, story, mark, findings, advisory, parsers };
  const { item } = story;
  const facts = { keys: keysOf(story), item, advisory };
  if (mark === null) return { ...refused(file.path, findings), ...facts };
  return { ...heldWithout(mark, { path: file.path, findings }), ...facts };
}

function keysOf({ marks, unusedKeys }: Story): KeysRead {
  return { marks, unused: unusedKeys };
}

function markOf({ draft, withdrawal }: Story): Mark | null {
  if (withdrawal !== null) return { kind: 'withdrawn', withdrawal };
  return draft ? { kind: 'draft' } : null;
}

/** Refuses a file, unless its front matter still says that it is withdrawn. */
function refuseText(file: MatterFile, findings: readonly Finding[]): Held | Refused {
  const withdrawal = rescueWithdrawal(file);
  if (withdrawal === null) return refused(file.path, findings);
  const held = heldWithout({ kind: 'withdrawn', withdrawal }, { path: file.path, findings });
  return { ...held, item: rescueItem(file) };
}

interface HeldFile {
  readonly path: string;
  readonly findings: readonly Finding[];
}

/**
 * A draft or a withdrawn article is not in the feed anyway, so its errors become warnings, and it has no article. Errors in the
 * marks themselves stay errors, because the author may not have meant to hold the article back.
 */
function heldWithout(mark: Mark, { path, findings }: HeldFile): Held {
  const problems = inFile(path, findings.map(asWarning));
  return { ...plainFacts, state: 'held', mark, article: null, problems };
}

const markErrors: ReadonlySet<string> = new Set(['invalid-mark', 'unknown-guard', 'hold-line']);

function asWarning(finding: Finding): Finding {
  return markErrors.has(finding.code) ? finding : { ...finding, severity: 'warning' };
}

export interface BesideFiles {
  readonly beside: Beside;
  readonly sidecar: Sidecar;
}

/** The last step. The tree of the story is changed in place. */
export function completeReading({ parts }: Parsed, files: BesideFiles): Reading {
  const [first, ...more] = parts.map((part) => (part.state === 'parsed' ? completePart(part, files) : part));
  if (first === undefined) return skipped('other file');
  return { ...first, more };
}

function completePart(
  { file, story, mark, findings, advisory, parsers }: ParsedStory,
  { beside, sidecar }: BesideFiles,
): Reading {
  const now = beside.articles?.now ?? null;
  const urlOfArticle = (path: string, body: Uint8Array) => urlOfFile({ path, body }, { file, parsers, now });
  const links = resolveArticleLinks(story, { ...file, beside, urlOfArticle });
  const attached = attachFiles(story, { ...file, beside, sidecar });
  const { published } = attached.story;
  const article = published === null ? null : completeArticle(attached.story, published, file);
  const { assets, looked } = attached;
  const problems = inFile(file.path, [...findings, ...links.findings, ...attached.findings]);
  const { item } = story;
  const facts = { ...plainFacts, problems, assets, looked, linked: links.linked, keys: keysOf(story), item, advisory };
  if (mark !== null) return { state: 'held', mark, article, ...facts };
  return article === null ? { state: 'refused', ...facts } : { state: 'accepted', article, ...facts };
}

interface LinkedFrom extends Pick<ParsedStory, 'file' | 'parsers'> {
  readonly now: Instant | null;
}

/** The URL of an article that another one links to. */
function urlOfFile({ path, body }: File, { file: { channel }, parsers, now }: LinkedFrom): ArticleUrl {
  const format = formatOf(path);
  if (format === null || format === 'word') return { state: 'none' };
  // Only the front matter is needed, and the parser of Markdown reads that of each text format.
  const parser = parsers[format] ?? (format === 'json' ? null : parsers.markdown);
  if (parser === null) return { state: 'none' };
  const parsed = parseFile({ path, body }, channel, { parsers: { ...parsers, [format]: parser } });
  const [part] = parsed.state === 'parsed' ? parsed.parts : [];
  if (part?.state !== 'parsed' || part.mark !== null || part.story.published === null) return { state: 'none' };
  const { published, expires, id } = part.story;
  if (now !== null && expires !== null && !isAfter(expires.instant, now)) return { state: 'none' };
  if (now !== null && isAfter(published.instant, now)) return { state: 'waiting' };
  const page = channel.pages ? urlOf(pagePathOf({ path, id }), channel) : null;
  const url = urlOfStory(part.story, published, { path, channel }) ?? page;
  return url === null ? { state: 'none' } : { state: 'public', url };
}
