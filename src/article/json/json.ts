/**
 * Reads an article in JSON: IPTC ninjs, an item of a JSON Feed, or a schema.org NewsArticle. Their fields distinguish them.
 *
 * Other tools keep settings and data in JSON beside articles. Files with well-known names are not articles (`path.ts`). Any
 * other JSON is left out with the warning `unknown-json`. It is not an error, so that the folder of another tool can be published
 * as it is. It is not silent, so that an article with wrong fields does not disappear unnoticed. Invalid JSON is an error.
 */
import type { ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Image } from '../../model/image.ts';
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import type { FieldsContext } from '../front-matter/field-values.ts';
import { readFields } from '../front-matter/fields.ts';
import { resemblesGuard } from '../front-matter/unused-keys.ts';
import { isMarkKey } from '../marks/marks.ts';
import type { Fields } from '../story/field.ts';
import { isNamedAsFolder } from '../story/path.ts';
import { emptyStory, type StoryReading, type TextFile } from '../story/story.ts';
import { readWholeJson } from '../text/json-text.ts';
import { positionsIn } from '../text/position.ts';
import { foldSpaces } from '../text/spaces.ts';
import { buildFigure } from '../tree/figures.ts';
import { paywallMarkIn } from '../tree/paywall.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { elementsOf, findElement, removeElements } from '../tree/walk.ts';
import { parseDateline } from '../wire/dateline.ts';
import { isJsonFeed, isJsonFeedItem, readJsonFeedItem } from './json-feed-item.ts';
import { itemOf, type JsonArticle } from './json-item.ts';
import { findNewsArticle, readNewsArticle } from './news-article.ts';
import { isNinjs, readNinjs } from './ninjs.ts';

/** Parses a file that contains one JSON value. */
export function parseJson(file: TextFile): StoryReading {
  const { value, keys, fault } = readWholeJson(file.text);
  const positions = positionsIn(file.text);
  if (fault !== null) {
    const message = `Cannot read the JSON: ${fault.message}`;
    return { story: null, findings: [error('invalid-json', message, positions(fault.offset))] };
  }
  const found = recognise(value, (key) => positions(keys.get(key) ?? 0));
  return found === null ? noArticle(value, file.path) : readStory(found, file);
}

interface Found {
  readonly article: JsonArticle;
  /** All keys of the file. */
  readonly item: Fields;
  /** The key of the date in this format. */
  readonly dateKey: string;
}

function recognise(value: unknown, at: (key: string) => Position): Found | null {
  const item = itemOf(value, at);
  if (item !== null && isNinjs(item)) return { article: readNinjs(item), item, dateKey: 'versioncreated' };
  const news = findNewsArticle(value, at);
  if (news !== null) return { article: readNewsArticle(news), item: news.item, dateKey: 'datePublished' };
  if (item === null || !isJsonFeedItem(item)) return null;
  return { article: readJsonFeedItem(item), item, dateKey: 'date_published' };
}

/** Reads JSON that is not an article as a draft, so that it stays out of the feed without an error. */
function noArticle(value: unknown, path: string): StoryReading {
  const item = itemOf(value);
  const message =
    item !== null && isJsonFeed(item)
      ? 'This is a whole JSON Feed, not an article: write each of its items to a separate file'
      : 'This JSON is not an article: write ninjs, an item of a JSON Feed or a NewsArticle, or move the file elsewhere';
  const findings = isNamedAsFolder(path) ? [] : [warning('unknown-json', message)];
  return { story: { ...emptyStory, draft: true }, findings };
}

function readStory({ article, item, dateKey }: Found, { path, channel }: TextFile): StoryReading {
  const { story, findings } = readFields(withMarks(article.fields, { item, path, channel }), { path, channel });
  const { title, summary } = article;
  const content = withoutTitle(article.content, title);
  const shown = article.images.filter((it) => isShown(it, content));
  const [image = null, ...others] = article.images.filter((it) => !shown.includes(it) && !isCaptioned(it, content));
  const paragraph = paragraphsOf(content)[0] ?? '';
  const dateline = parseDateline(paragraph).dateline ?? article.dateline;
  return {
    story: {
      ...emptyStory,
      ...story,
      updated: story.updated?.instant === story.published?.instant ? null : story.updated,
      title,
      summary,
      image,
      pictures: shown,
      dateline,
      marks: [...story.marks, ...paywallMarkIn(article.content)],
      content: { ...content, children: [...content.children, ...others.map(buildFigure)] },
    },
    findings: findings.map((finding) => inJson(finding, dateKey)),
  };
}

interface MarksContext extends FieldsContext {
  /** All keys of the file. */
  readonly item: Fields;
}

/** Adds the keys that keep articles in other formats out, which mean the same here, and those that resemble them. */
function withMarks(fields: Fields, { item, ...context }: MarksContext): Fields {
  const marks = [...item].filter(([name, field]) => isMarkKey(name) || resemblesGuard(field, context));
  const decided = [...fields].filter(([, { value }]) => value !== false);
  return new Map([...fields, ...marks, ...decided]);
}

/** Removes a heading or first paragraph that repeats the title. */
function withoutTitle(content: Root, title: string | null): Root {
  const repeats = (node: ElementContent | Root['children'][number]) =>
    node.type === 'element' && title !== null && foldSpaces(textOf(node)) === title;
  const heading = findElement(content, (it) => it.tagName === 'h1' && repeats(it));
  if (heading !== null) removeElements(content, (it) => it === heading);
  const first = content.children.find((node) => node.type === 'element');
  if (first === undefined || !isElement(first, 'p') || !repeats(first)) return content;
  return { ...content, children: content.children.filter((node) => node !== first) };
}

function isShown({ url }: Image, content: Root): boolean {
  return findElement(content, (it) => it.tagName === 'img' && it.properties['src'] === url) !== null;
}

/** True if the content already shows the caption, because it contains the picture in another size. */
function isCaptioned({ caption }: Image, content: Root): boolean {
  const captions = elementsOf(content).filter(({ tagName }) => tagName === 'figcaption');
  return caption !== null && captions.some((it) => foldSpaces(textOf(it)).startsWith(caption));
}

function inJson(finding: Finding, dateKey: string): Finding {
  if (finding.code !== 'missing-date') return finding;
  return error('missing-date', `No date was found: add "${dateKey}": "2026-01-04T16:15:00-05:00"`, {
    line: 1,
    column: 1,
  });
}
