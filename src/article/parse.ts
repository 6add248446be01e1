/** Reads one article file of any format: bytes to an `Article`, or to the problems that keep it out. */
import type { Article, Channel, File } from '../model.ts';
import { error, type Finding, hasError, inFile, type Problem } from '../problem.ts';
import { completeArticle } from './complete.ts';
import { decode } from './decode.ts';
import { splitFrontMatter } from './front-matter.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';
import { type ArticleFormat, formatOf } from './path.ts';
import type { StoryReading, TextFile } from './story.ts';
import { parseWire } from './wire.ts';

export interface Reading {
  /** Null where a problem is an error, and for a draft without a date. */
  readonly article: Article | null;
  readonly draft: boolean;
  readonly problems: readonly Problem[];
}

const parsers: Readonly<Record<ArticleFormat, (file: TextFile) => StoryReading>> = {
  wire: parseWire,
  markdown: parseMarkdown,
  html: parseHtml,
};

/** Reads one file. Never throws for what a file holds. */
export function parseArticle(file: File, channel: Channel): Reading {
  const format = formatOf(file.path);
  if (format === null) {
    const message = `"${file.path}" is no article: its name must end in .txt, .md or .html`;
    return refused(file.path, [error('unknown-format', message)]);
  }
  const { text, findings } = decode(file.body);
  if (text === null) return refused(file.path, findings);
  try {
    return readText({ path: file.path, text, channel }, { format, findings });
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const message = 'The file is nested too deeply to be read: make its HTML or lists flatter';
    return refused(file.path, [error('too-deep', message)]);
  }
}

function readText(
  file: TextFile,
  { format, findings: before }: { format: ArticleFormat; findings: readonly Finding[] },
): Reading {
  const parse = parsers[formatOfText(file.text, format)];
  const { story, findings } = parse(file);
  const all = [...before, ...findings];
  if (story === null || hasError(all)) return refused(file.path, all);
  const draft = story.draft;
  const article = story.published === null ? null : completeArticle(story, story.published, file);
  return { article, draft, problems: inFile(file.path, all) };
}

/** Text with front matter is Markdown, whatever it is called. */
function formatOfText(text: string, format: ArticleFormat): ArticleFormat {
  if (format !== 'wire') return format;
  const { fields, findings } = splitFrontMatter(text);
  return fields.size > 0 || findings.length > 0 ? 'markdown' : format;
}

function refused(path: string, findings: readonly Finding[]): Reading {
  return { article: null, draft: false, problems: inFile(path, findings) };
}
