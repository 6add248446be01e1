/**
 * Reads an article in JSON: IPTC ninjs, an item of a JSON Feed, or a schema.org NewsArticle. Their fields distinguish them.
 *
 * Other tools keep settings and data in JSON beside articles. Files with well-known names are not articles (`path.ts`). Any
 * other JSON is left out with the warning `unknown-json`. It is not an error, so that the folder of another tool can be published
 * as it is. It is not silent, so that an article with wrong fields does not disappear unnoticed. Invalid JSON is an error.
 */
import { error, type Finding, type Position, warning } from '../../problem/problem.ts';
import { storyOfArticle, type WrittenArticle } from '../agency/written-article.ts';
import type { Fields } from '../story/field.ts';
import { isNamedAsFolder } from '../story/path.ts';
import { emptyStory, type StoryReading, type TextFile } from '../story/story.ts';
import { readWholeJson } from '../text/json-text.ts';
import { positionsIn } from '../text/position.ts';
import { isJsonFeed, isJsonFeedItem, readJsonFeedItem } from './json-feed-item.ts';
import { itemOf } from './json-item.ts';
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
  return found === null ? noArticle(value, file.path) : readFound(found, file);
}

interface Found {
  readonly article: WrittenArticle;
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

function readFound({ article, item, dateKey }: Found, file: TextFile): StoryReading {
  const { story, findings } = storyOfArticle(article, { keys: item, file });
  return { story, findings: findings.map((finding) => inJson(finding, dateKey)) };
}

function inJson(finding: Finding, dateKey: string): Finding {
  if (finding.code !== 'missing-date') return finding;
  return error('missing-date', `No date was found: add "${dateKey}": "2026-01-04T16:15:00-05:00"`, {
    line: 1,
    column: 1,
  });
}
