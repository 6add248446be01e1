/** Reads one article file of any format: bytes to an `Article`, or to the problems that keep it out. */
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Withdrawal } from '../model/metadata.ts';
import { error, type Finding, hasError, inFile, type Problem } from '../problem/problem.ts';
import { placePictures } from './attachments/attach-pictures.ts';
import type { Asset } from './attachments/find.ts';
import { type Beside, nothingBeside } from './attachments/picture.ts';
import { checkBody } from './check-body.ts';
import { completeArticle } from './complete-article.ts';
import { type PreparedFile, parseWord } from './docx/docx.ts';
import { splitFrontMatter } from './front-matter/front-matter.ts';
import { rescueWithdrawal } from './front-matter/withdrawal-fields.ts';
import { parseHtml } from './html/html.ts';
import { parseJson } from './json/json.ts';
import { parseMarkdown } from './markdown/markdown.ts';
import { type ArticleFormat, formatOf } from './story/path.ts';
import type { StoryReading, TextFile } from './story/story.ts';
import { decode } from './text/decode.ts';
import { parseWire } from './wire/wire.ts';

export interface Reading {
  /** Null where a problem is an error, and for what is held back without a date. */
  readonly article: Article | null;
  readonly draft: boolean;
  /** Not null where its author took it back: then there may be no article, whatever is wrong with the file. */
  readonly withdrawal: Withdrawal | null;
  readonly problems: readonly Problem[];
  /** Pictures, sound and films beside the article that are published with it. */
  readonly assets: readonly Asset[];
  /** Every file that was looked for beside the article, there or not. */
  readonly looked: readonly string[];
  /** Files beside the article whose bytes are needed: read them, and parse again. */
  readonly wanted: readonly string[];
}

const parsers: Readonly<Record<ArticleFormat, (file: TextFile) => StoryReading>> = {
  wire: parseWire,
  markdown: parseMarkdown,
  html: parseHtml,
  json: parseJson,
  word: parseWord,
};

/** Reads one file; a Word document as `prepareArticle` has made it. Never throws for what a file holds. */
export function parseArticle(file: PreparedFile, channel: Channel, beside: Beside = nothingBeside): Reading {
  const format = formatOf(file.path);
  if (format === null) {
    const message = `"${file.path}" is no article: its name must end in .txt, .md, .html, .json or .docx`;
    return refused(file.path, [error('unknown-format', message)]);
  }
  const prepared = file.findings ?? [];
  if (hasError(prepared)) return refused(file.path, prepared);
  const { text, findings: decoded } = decode(file.body);
  const findings = [...prepared, ...decoded];
  if (text === null) return refused(file.path, findings);
  const textFile = { path: file.path, text, channel };
  try {
    return readText(textFile, { format, findings, beside });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const message = 'The file is nested too deeply to be read: make its HTML or lists flatter';
    return refuseText(textFile, [error('too-deep', message)]);
  }
}

interface TextContext {
  readonly format: ArticleFormat;
  readonly findings: readonly Finding[];
  readonly beside: Beside;
}

function readText(file: TextFile, { format, findings: before, beside }: TextContext): Reading {
  const readAs = formatOfText(file.text, format);
  const { story, findings } = parsers[readAs](file);
  const bodiless = story === null || readAs === 'wire' ? [] : checkBody(story);
  const all = [...before, ...findings, ...bodiless];
  if (story === null) return refuseText(file, all);
  const isHeld = story.draft || story.withdrawal !== null;
  if (hasError(all) && !isHeld) return refused(file.path, all);
  if (hasError(all)) return held(story, { path: file.path, findings: all });
  const { story: placed, findings: about, ...files } = placePictures(story, { ...file, beside });
  const article = placed.published === null ? null : completeArticle(placed, placed.published, file);
  const { draft, withdrawal } = placed;
  return { article, draft, withdrawal, problems: inFile(file.path, [...all, ...about]), ...files };
}

const noFiles = { assets: [], looked: [], wanted: [] };

/** A text that cannot be read may say all the same that it is withdrawn. */
function refuseText(file: TextFile, findings: readonly Finding[]): Reading {
  const withdrawal = rescueWithdrawal(file);
  return withdrawal === null
    ? refused(file.path, findings)
    : held({ draft: false, withdrawal }, { path: file.path, findings });
}

interface Held {
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** A draft, or what is withdrawn, is out of the feed whatever is wrong with it. */
function held({ draft, withdrawal }: Pick<Reading, 'draft' | 'withdrawal'>, { path, findings }: Held): Reading {
  return { article: null, draft, withdrawal, problems: inFile(path, findings.map(asWarning)), ...noFiles };
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

/** What is read of a file that is kept out. */
export function refused(path: string, findings: readonly Finding[]): Reading {
  return { article: null, draft: false, withdrawal: null, problems: inFile(path, findings), ...noFiles };
}
