/** Reads Markdown with front matter (CommonMark with GitHub's tables, strikethrough and autolinks). */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { hasError } from '../../problem/problem.ts';
import { titleAlerts } from '../extensions/callouts.ts';
import { removeHeadingLinks } from '../fallbacks/boxes.ts';
import { readFields } from '../front-matter/fields.ts';
import type { MatterFile } from '../front-matter/front-matter.ts';
import { isMarkKey, isNamedMark } from '../marks/marks.ts';
import { expandMdx } from '../shortcodes/mdx.ts';
import { expandShortcodes } from '../shortcodes/shortcodes.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import { slugOf } from '../story/path.ts';
import { emptyStory, type StoryReading } from '../story/story.ts';
import { deriveSummary } from '../text/sentences.ts';
import { foldSpaces } from '../text/spaces.ts';
import { cutAtPaywall, paywallMarkIn } from '../tree/paywall.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { hideInAttributes, isHidden } from '../tree/sanitise.ts';
import { elementsOf, nodesAbove, removeElements } from '../tree/walk.ts';
import { parseMarkdownTree } from './markdown-tree.ts';
import { visibleText } from './visible-text.ts';

/** Parses a Markdown file. Without a title in the front matter, the first level 1 heading is the title. */
export function parseMarkdown({ path, text, channel, matter }: MatterFile): StoryReading {
  const { fields, body: written, findings } = matter;
  if (hasError(findings)) return { story: null, findings };
  const linesBefore = text.slice(0, text.length - written.length).split('\n').length - 1;
  const mdx = expandMdx(written, linesBefore);
  const visible = visibleText(mdx.text, { markup: 'markdown', linesBefore });
  const { text: body, findings: removed } = expandShortcodes(visible.text, { markup: 'markdown', linesBefore });
  const marked = new Map([...pageProperties(written, linesBefore), ...fields]);
  const read = readFields(marked, { path, channel });
  const tree = cutAtPaywall(parseMarkdownTree(body));
  removeElements(tree, isHidden);
  hideInAttributes(tree);
  removeHeadingLinks(tree);
  titleAlerts(tree);
  for (const element of elementsOf(tree)) makeFigure(element);
  const heading = tree.children.find((node) => isElement(node, 'h1')) ?? null;
  const title = read.story.title ?? headingText(heading) ?? titleFromName(path);
  const repeats = heading !== null && heading === openingElement(tree) && headingText(heading) === title;
  const summary = read.story.summary ?? leadText(tree);
  return {
    story: {
      ...emptyStory,
      ...read.story,
      title,
      summary,
      marks: [...read.story.marks, ...visible.marks, ...paywallMarkIn(tree)],
      content: repeats ? withoutNode(tree, heading) : tree,
    },
    findings: [...findings, ...read.findings, ...mdx.findings, ...visible.findings, ...removed],
  };
}

/** The marks in the lines at the head of a page: `public:: false` of Logseq, and `Status: draft` of Pelican. */
function pageProperties(body: string, linesBefore: number): Fields {
  const [head = ''] =
    /^(?:[ \t]*\n){0,9}(?:(?:[-*][ \t])?[\w-]{1,40}::?(?=[ \t\n]|$)[^\n]*(?:\n|$)){1,50}/.exec(body) ?? [];
  if (head === '') return noFields;
  const lines = head.split('\n').map((text, index) => ({ text, line: linesBefore + index + 1 }));
  const found = lines.flatMap(({ text, line }): [string, Field][] => {
    const [, key = '', colons = '', value = ''] = /^(?:[-*][ \t])?([\w-]+)(::?)(?=[ \t]|$)(.*)$/.exec(text) ?? [];
    const isMark = colons === '::' ? isMarkKey(key) : isNamedMark(key, value);
    return isMark ? [[normaliseKey(key), { key, value, at: { line, column: 1 } }]] : [];
  });
  return new Map(found);
}

const noFields: Fields = new Map();

/** Converts a paragraph that contains only `![alt](a.jpg "Caption")` to a figure. The title becomes the caption. */
function makeFigure(paragraph: Element): void {
  const image = paragraph.tagName === 'p' ? loneImage(paragraph) : null;
  const title = image?.properties['title'];
  if (image === null || typeof title !== 'string' || title.trim() === '') return;
  delete image.properties['title'];
  paragraph.tagName = 'figure';
  paragraph.children = [...paragraph.children.filter(({ type }) => type !== 'text'), h('figcaption', title.trim())];
}

/** The picture, if an element contains only a picture, or only a link with a picture. */
function loneImage({ children }: Element): Element | null {
  const [child, ...others] = children.filter((it) => it.type !== 'text' || it.value.trim() !== '');
  if (child?.type !== 'element' || others.length > 0) return null;
  if (child.tagName === 'img') return child;
  return child.tagName === 'a' ? loneImage(child) : null;
}

/** A file name with spaces is a title, because Obsidian has no other titles. */
function titleFromName(path: string): string | null {
  const name = slugOf(path);
  return /\S\s\S/.test(name) ? foldSpaces(name) : null;
}

function openingElement(tree: Root): Element | null {
  return tree.children.find((node) => node.type === 'element') ?? null;
}

function headingText(heading: Element | null): string | null {
  return heading === null ? null : foldSpaces(textOf(heading)) || null;
}

/** The text above `<!--more-->`, which blogs show as the summary. */
function leadText(tree: Root): string | null {
  const lead = nodesAbove(tree, isMoreMark);
  return lead === null ? null : deriveSummary(paragraphsOf(lead).join(' '), 1000) || null;
}

function isMoreMark(node: RootContent): boolean {
  return node.type === 'comment' && /^ ?(?:more|excerpt|truncate) ?$/i.test(node.value);
}

function withoutNode(tree: Root, node: Element): Root {
  return { ...tree, children: tree.children.filter((child) => child !== node) };
}
