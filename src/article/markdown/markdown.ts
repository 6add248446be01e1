/** Reads Markdown (CommonMark with GitHub's tables, strikes and links) with its front matter. */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { Marked } from 'marked';
import { hasError } from '../../problem/problem.ts';
import { readFields } from '../front-matter/fields.ts';
import type { MatterFile } from '../front-matter/front-matter.ts';
import { slugOf } from '../story/path.ts';
import { emptyStory, type StoryReading } from '../story/story.ts';
import { parseBounded, TooDeepError } from '../text/depth.ts';
import { deriveSummary } from '../text/sentences.ts';
import { foldSpaces } from '../text/spaces.ts';
import { readHtml } from '../tree/html-tree.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { elementsOf, nodesAbove } from '../tree/walk.ts';
import { renderWithFootnotes, useFootnotes } from './footnotes.ts';
import { expandShortcodes } from './shortcodes.ts';
import { useWikiLinks } from './wiki-links.ts';

/** Text up to the next character that may begin something. The library's own form looks for an `@` again at each of them. */
const inlineText =
  /^(?:[`~]+|[^`~])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<![`*~_]|\b_|https?:\/\/|ftp:\/\/|www\.|$)|[^ ](?= {2,}\n)))/;
/** Longer stretches of emphasis are shown with their marks: matching marks takes time by the square of the length. */
const maximumEmphasisLength = 10_000;

const marked = new Marked({
  gfm: true,
  async: false,
  tokenizer: {
    inlineText(source) {
      const raw = inlineText.exec(source)?.[0];
      return raw === undefined ? undefined : { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
    },
    url: (source) => (/^(?:https?|ftp):\/\/|^www\./i.test(source) ? false : undefined),
    emStrong: (source) => (source.length > maximumEmphasisLength ? undefined : false),
    del: (source) => (source.length > maximumEmphasisLength ? undefined : false),
  },
});
useFootnotes(marked);
useWikiLinks(marked);

/** Reads a Markdown file; without a title in the front matter, the first heading of the first rank is the title. */
export function parseMarkdown({ path, text, channel, matter }: MatterFile): StoryReading {
  const { fields, body: written, findings } = matter;
  if (hasError(findings)) return { story: null, findings };
  const linesBefore = text.slice(0, text.length - written.length).split('\n').length - 1;
  const { text: body, findings: removed } = expandShortcodes(written, { markup: 'markdown', linesBefore });
  const read = readFields(fields, { path, channel });
  const tree = parseTree(body);
  const heading = tree.children.find((node) => isElement(node, 'h1')) ?? null;
  const title = read.story.title ?? headingText(heading) ?? nameInWords(path);
  const repeats = heading !== null && heading === openingElement(tree) && headingText(heading) === title;
  const summary = read.story.summary ?? leadText(tree);
  return {
    story: {
      ...emptyStory,
      ...read.story,
      title,
      summary,
      content: repeats ? withoutNode(tree, heading) : tree,
    },
    findings: [...findings, ...read.findings, ...removed],
  };
}

/** Quotations in quotations and lists in lists take the library time by the square of their depth. */
const tooDeep =
  /^[ \t]*(?:(?:>[ \t]{0,3}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,3})){200}|^[ \t]{400,}(?:[-*+]|\d{1,9}[.)])[ \t]/m;

function parseTree(markdown: string): Root {
  if (tooDeep.test(markdown)) throw new TooDeepError('Lists or quotations are nested more than 200 times');
  const tree = readHtml(parseBounded(() => renderWithFootnotes(marked, markdown)));
  for (const element of elementsOf(tree)) makeFigure(element);
  return tree;
}

/** `![alt](a.jpg "Caption")` alone in its paragraph is a figure: the title is the caption. */
function makeFigure(paragraph: Element): void {
  const image = paragraph.tagName === 'p' ? loneImage(paragraph) : null;
  const title = image?.properties['title'];
  if (image === null || typeof title !== 'string' || title.trim() === '') return;
  delete image.properties['title'];
  paragraph.tagName = 'figure';
  paragraph.children = [...paragraph.children.filter(({ type }) => type !== 'text'), h('figcaption', title.trim())];
}

/** The picture that fills an element, or the link that does. */
function loneImage({ children }: Element): Element | null {
  const [child, ...others] = children.filter((it) => it.type !== 'text' || it.value.trim() !== '');
  if (child?.type !== 'element' || others.length > 0) return null;
  if (child.tagName === 'img') return child;
  return child.tagName === 'a' ? loneImage(child) : null;
}

/** Who names a file in words, with spaces, gives it a title: Obsidian has no other. */
function nameInWords(path: string): string | null {
  const name = slugOf(path);
  return /\S\s\S/.test(name) ? foldSpaces(name) : null;
}

function openingElement(tree: Root): Element | null {
  return tree.children.find((node) => node.type === 'element') ?? null;
}

function headingText(heading: Element | null): string | null {
  return heading === null ? null : foldSpaces(textOf(heading)) || null;
}

/** The text above `<!--more-->`, which blogs show in lists. */
function leadText(tree: Root): string | null {
  const lead = nodesAbove(tree, isMoreMark);
  return lead === null ? null : deriveSummary(paragraphsOf(lead).join(' '), 1000) || null;
}

function isMoreMark(node: RootContent): boolean {
  return node.type === 'comment' && /^ ?(?:more|excerpt) ?$/i.test(node.value);
}

function withoutNode(tree: Root, node: Element): Root {
  return { ...tree, children: tree.children.filter((child) => child !== node) };
}
