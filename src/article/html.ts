/** Reads an HTML file: the article element, with title, time, byline and description from it or from the head. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { EXIT, SKIP, visit } from 'unist-util-visit';
import type { Channel } from '../model.ts';
import { error, type Finding, hasError } from '../problem.ts';
import { parseByline, splitNames } from './byline.ts';
import { readFields } from './fields.ts';
import { type Field, type Fields, splitFrontMatter } from './front-matter.ts';
import { foldSpaces } from './html-text.ts';
import type { StoryReading, TextFile } from './story.ts';
import { parseWhen, type When } from './when.ts';

/** Reads an HTML file, with or without front matter; what the front matter says wins. */
export function parseHtml({ path, text, channel }: TextFile): StoryReading {
  const matter = splitFrontMatter(text);
  if (hasError(matter.findings)) return { story: null, findings: matter.findings };
  const document = fromHtml(matter.body, { fragment: !/<(?:html|head|body)[\s>]/i.test(matter.body) });
  const page = readPage(document, channel);
  const fields = new Map([...page.fields, ...matter.fields]);
  const read = readFields(fields, { path, channel });
  const title = read.story.title ?? page.title;
  const findings = [...matter.findings, ...read.findings.map(inHtml)];
  return { story: { ...read.story, title, captions: [], dateline: null, content: page.content }, findings };
}

interface Page {
  readonly title: string | null;
  /** What the page says, under the keys of front matter. */
  readonly fields: Fields;
  readonly content: Root;
}

function readPage(document: Root, channel: Channel): Page {
  const article = find(document, (it) => it.tagName === 'article') ?? find(document, (it) => it.tagName === 'main');
  const scope: Root | Element = article ?? find(document, (it) => it.tagName === 'body') ?? document;
  const heading = find(scope, (it) => it.tagName === 'h1');
  const time = find(scope, (it) => it.tagName === 'time' && it.properties['dateTime'] !== undefined);
  const byline = find(scope, isByline);
  const title = text(heading) ?? meta(document, ['og:title']) ?? text(find(document, (it) => it.tagName === 'title'));
  return {
    title,
    fields: pageFields({
      date: meta(document, ['article:published_time', 'date']) ?? readTime(time, channel),
      updated: meta(document, ['article:modified_time', 'og:updated_time']),
      author: bylineNames(byline) ?? meta(document, ['author']),
      description: meta(document, ['description', 'og:description']),
      language: language(document),
    }),
    content: withoutNodes(scope, [heading, time, byline]),
  };
}

function pageFields(values: Readonly<Record<string, string | null>>): Fields {
  const at = { line: 1, column: 1 };
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== '');
  return new Map(entries.map(([key, value]): [string, Field] => [key, { key, value, at }]));
}

function inHtml(finding: Finding): Finding {
  if (finding.code !== 'missing-date') return finding;
  const message =
    'No date was found: add <time datetime="2026-01-04T16:15-05:00"> to the article, or "date" to front matter';
  return error('missing-date', message, { line: 1, column: 1 });
}

type Test = (element: Element) => boolean;

function find(scope: Root | Element, test: Test): Element | null {
  let found: Element | null = null;
  visit(scope, 'element', (element) => {
    if (element === scope || !test(element)) return undefined;
    found = element;
    return EXIT;
  });
  return found;
}

function text(element: Element | null): string | null {
  return element === null ? null : foldSpaces(textOf(element)) || null;
}

function meta(document: Root, names: readonly string[]): string | null {
  const element = find(document, ({ tagName, properties }) => {
    const name = properties['property'] ?? properties['name'];
    return tagName === 'meta' && names.includes(String(name).toLowerCase());
  });
  const content = element?.properties['content'];
  return typeof content === 'string' ? foldSpaces(content) || null : null;
}

/** The `datetime` of a time element, where it is a date and not a duration or a year. */
function readTime(time: Element | null, channel: Channel): string | null {
  const written = time?.properties['dateTime'];
  if (typeof written !== 'string') return null;
  const { when }: { when: When | null } = parseWhen(written, { channel, at: { line: 1, column: 1 }, date: null });
  return when === null ? null : written;
}

function isByline({ properties }: Element): boolean {
  const classes = Array.isArray(properties['className']) ? properties['className'] : [];
  const rel = Array.isArray(properties['rel']) ? properties['rel'] : [];
  return classes.includes('byline') || rel.includes('author') || properties['itemProp']?.toString() === 'author';
}

function bylineNames(byline: Element | null): string | null {
  const written = text(byline);
  if (written === null) return null;
  return (parseByline(written) ?? splitNames(written)).join(', ');
}

function language(document: Root): string | null {
  const html = find(document, (it) => it.tagName === 'html');
  const lang = html?.properties['lang'];
  return typeof lang === 'string' ? lang : null;
}

function withoutNodes(scope: Root | Element, nodes: readonly (Element | null)[]): Root {
  const content: Root = { type: 'root', children: childrenWithout(scope, nodes) };
  visit(content, 'element', (element, index, parent) => {
    const emptied = element.tagName === 'header' && foldSpaces(textOf(element)) === '';
    if (!emptied || parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  return content;
}

function childrenWithout(scope: Root | Element, nodes: readonly (Element | null)[]): ElementContent[] {
  return (scope.children as readonly RootContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'doctype' || nodes.includes(child as Element)) return [];
    return child.type === 'element' ? [{ ...child, children: childrenWithout(child, nodes) }] : [child];
  });
}
