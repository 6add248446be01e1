/** Reads one article file of any format: bytes to a `Reading`. */
import type { Channel } from '../model/channel.ts';
import type { ArticleFormat } from '../model/media-type.ts';
import { error, type Finding, hasError, inFile } from '../problem/problem.ts';
import { placePictures } from './attachments/attach-pictures.ts';
import { type Beside, nothingBeside } from './attachments/picture.ts';
import { checkBody } from './check-body.ts';
import { completeArticle } from './complete-article.ts';
import { type PreparedFile, parseWord } from './docx/docx.ts';
import { splitFrontMatter } from './front-matter/front-matter.ts';
import { rescueWithdrawal } from './front-matter/withdrawal-fields.ts';
import { parseHtml } from './html/html.ts';
import { parseJson } from './json/json.ts';
import { parseMarkdown } from './markdown/markdown.ts';
import { type Held, type Mark, type Reading, refused } from './reading.ts';
import { formatOf } from './story/path.ts';
import type { Story, StoryReading, TextFile } from './story/story.ts';
import { decode } from './text/decode.ts';
import { TooDeepError } from './text/depth.ts';
import { parseWire } from './wire/wire.ts';

/** A reading, and the files beside the article whose bytes are needed: read them, and parse again. */
export interface Parsing {
  readonly reading: Reading;
  readonly wanted: readonly string[];
}

const parsers: Readonly<Record<ArticleFormat, (file: TextFile) => StoryReading>> = {
  wire: parseWire,
  markdown: parseMarkdown,
  html: parseHtml,
  json: parseJson,
  word: parseWord,
};

/** Reads one file; a Word document as `prepareArticle` has made it. What is wrong in a file is a problem; an exception is a fault here. */
export function parseArticle(file: PreparedFile, channel: Channel, beside: Beside = nothingBeside): Reading {
  return parseWithBeside(file, channel, beside).reading;
}

/** The same, with what else has to be read. */
export function parseWithBeside(file: PreparedFile, channel: Channel, beside: Beside): Parsing {
  const format = formatOf(file.path);
  if (format === null) {
    const message = `"${file.path}" is no article: its name must end in .txt, .md, .html, .json or .docx`;
    return alone(refused(file.path, [error('unknown-format', message)]));
  }
  const prepared = file.findings ?? [];
  if (hasError(prepared)) return alone(refused(file.path, prepared));
  const { text, findings: decoded } = decode(file.body);
  const findings = [...prepared, ...decoded];
  if (text === null) return alone(refused(file.path, findings));
  const textFile = { path: file.path, text, channel };
  try {
    return readText(textFile, { format, findings, beside });
  } catch (thrown) {
    if (!(thrown instanceof TooDeepError)) throw thrown;
    const message = 'The file is nested too deeply to be read: make its HTML or lists flatter';
    return alone(refuseText(textFile, [error('too-deep', message)]));
  }
}

interface TextContext {
  readonly format: ArticleFormat;
  readonly findings: readonly Finding[];
  readonly beside: Beside;
}

function readText(file: TextFile, { format, findings: before, beside }: TextContext): Parsing {
  const readAs = formatOfText(file.text, format);
  const { story, findings } = parsers[readAs](file);
  const bodiless = story === null || readAs === 'wire' ? [] : checkBody(story);
  const all = [...before, ...findings, ...bodiless];
  if (story === null) return alone(refuseText(file, all));
  const mark = markOf(story);
  if (hasError(all))
    return alone(mark === null ? refused(file.path, all) : held(mark, { path: file.path, findings: all }));
  const { story: placed, findings: about, wanted, ...files } = placePictures(story, { ...file, beside });
  const article = placed.published === null ? null : completeArticle(placed, placed.published, file);
  const facts = { problems: inFile(file.path, [...all, ...about]), ...files };
  if (mark !== null) return { reading: { state: 'held', mark, article, ...facts }, wanted };
  return {
    reading: article === null ? { state: 'refused', ...facts } : { state: 'accepted', article, ...facts },
    wanted,
  };
}

function markOf({ draft, withdrawal }: Story): Mark | null {
  if (withdrawal !== null) return { kind: 'withdrawn', withdrawal };
  return draft ? { kind: 'draft' } : null;
}

/** A reading for which nothing else has to be read. */
function alone(reading: Reading): Parsing {
  return { reading, wanted: [] };
}

/** A text that cannot be read may say all the same that it is withdrawn. */
function refuseText(file: TextFile, findings: readonly Finding[]): Reading {
  const withdrawal = rescueWithdrawal(file);
  if (withdrawal === null) return refused(file.path, findings);
  return held({ kind: 'withdrawn', withdrawal }, { path: file.path, findings });
}

interface HeldContext {
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** A draft, or what is withdrawn, is out of the feed whatever is wrong with it. */
function held(mark: Mark, { path, findings }: HeldContext): Held {
  const problems = inFile(path, findings.map(asWarning));
  return { state: 'held', mark, article: null, problems, assets: [], looked: [] };
}

function asWarning(finding: Finding): Finding {
  return { ...finding, severity: 'warning' };
}

/** Text with front matter is Markdown, whatever it is called. */
function formatOfText(text: string, format: ArticleFormat): ArticleFormat {
  if (format !== 'wire') return format;
  const { fields, findings } = splitFrontMatter(text);
  return fields.size > 0 || findings.length > 0 ? 'markdown' : format;
}
