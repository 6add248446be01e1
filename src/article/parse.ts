/** Reads one article file of any format: bytes to an `Article`, or to the problems that keep it out. */
import type { Article, Channel } from '../model.ts';
import { error, type Finding, hasError, inFile, type Problem } from '../problem.ts';
import { completeArticle } from './complete.ts';
import { decode } from './decode.ts';
import { splitFrontMatter } from './front-matter.ts';
import { parseHtml } from './html.ts';
import { parseJson } from './json.ts';
import { parseMarkdown } from './markdown.ts';
import { type ArticleFormat, formatOf } from './path.ts';
import { type Beside, nothingBeside } from './picture.ts';
import { type Asset, placePictures } from './place-pictures.ts';
import type { StoryReading, TextFile } from './story.ts';
import { parseWire } from './wire.ts';
import { type PreparedFile, parseWord } from './word.ts';

export interface Reading {
  /** Null where a problem is an error, and for a draft without a date. */
  readonly article: Article | null;
  readonly draft: boolean;
  readonly problems: readonly Problem[];
  /** Pictures beside the article that are published with it. */
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
    return refuse(file.path, [error('unknown-format', message)]);
  }
  const prepared = file.findings ?? [];
  if (hasError(prepared)) return refuse(file.path, prepared);
  const { text, findings: decoded } = decode(file.body);
  const findings = [...prepared, ...decoded];
  if (text === null) return refuse(file.path, findings);
  try {
    return readText({ path: file.path, text, channel }, { format, findings, beside });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const message = 'The file is nested too deeply to be read: make its HTML or lists flatter';
    return refuse(file.path, [error('too-deep', message)]);
  }
}

interface TextContext {
  readonly format: ArticleFormat;
  readonly findings: readonly Finding[];
  readonly beside: Beside;
}

function readText(file: TextFile, { format, findings: before, beside }: TextContext): Reading {
  const parse = parsers[formatOfText(file.text, format)];
  const { story, findings } = parse(file);
  const all = [...before, ...findings];
  if (story?.draft === true && hasError(all)) return { ...readDraft, problems: inFile(file.path, all.map(asWarning)) };
  if (story === null || hasError(all)) return refuse(file.path, all);
  const {
    story: placed,
    findings: about,
    ...files
  } = placePictures(story, { path: file.path, channel: file.channel, beside });
  const article = placed.published === null ? null : completeArticle(placed, placed.published, file);
  return { article, draft: placed.draft, problems: inFile(file.path, [...all, ...about]), ...files };
}

const noFiles = { assets: [], looked: [], wanted: [] };
const readDraft = { article: null, draft: true, ...noFiles };

/** A draft is out of the feed whatever is still wrong with it. */
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
export function refuse(path: string, findings: readonly Finding[]): Reading {
  return { article: null, draft: false, problems: inFile(path, findings), ...noFiles };
}
