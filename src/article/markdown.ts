/** Reads Markdown (CommonMark with GitHub's tables, strikes and links) with its front matter. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { Marked } from 'marked';
import { hasError } from '../problem.ts';
import { readFields } from './fields.ts';
import { splitFrontMatter } from './front-matter.ts';
import { foldSpaces, isElement } from './html-text.ts';
import type { StoryReading, TextFile } from './story.ts';

const marked = new Marked({ gfm: true, async: false });

/** Reads a Markdown file; without a title in the front matter, a heading that opens the text is the title. */
export function parseMarkdown({ path, text, channel }: TextFile): StoryReading {
  const { fields, body, findings } = splitFrontMatter(text);
  if (hasError(findings)) return { story: null, findings };
  const read = readFields(fields, { path, channel });
  const tree = fromHtml(marked.parse(body, { async: false }), { fragment: true });
  const heading = read.story.title === null ? openingHeading(tree) : null;
  const title = read.story.title ?? headingText(heading);
  const content = heading === null ? tree : withoutNode(tree, heading);
  return {
    story: { ...read.story, title, captions: [], dateline: null, content },
    findings: [...findings, ...read.findings],
  };
}

/** The `h1` that comes before everything else. */
export function openingHeading(tree: Root): Element | null {
  const opening = tree.children.find((node) => node.type === 'element');
  return isElement(opening, 'h1') ? opening : null;
}

function headingText(heading: Element | null): string | null {
  return heading === null ? null : foldSpaces(textOf(heading)) || null;
}

function withoutNode(tree: Root, node: Element): Root {
  return { ...tree, children: tree.children.filter((child) => child !== node) };
}
