/** The rules for JSON Feed 1.1, in the order of its specification (jsonfeed.org/version/1.1). */
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { implausible, readRfc3339, unreal } from '../rule/dates.ts';
import { patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { hasPassword, strayPercent, unencoded } from '../rule/url-syntax.ts';
import { eachString, type JsonCheck, onObjects, optionalKey, requiredKey, textAt } from './json-checks.ts';

const clause = 'JSON Feed 1.1';

/** The keys of each kind of object. Any other key is an extension, whose name must begin with an underscore. */
const keys: Readonly<Record<string, string>> = {
  '': 'version title home_page_url feed_url description user_comment next_url icon favicon author authors language expired hubs items',
  items:
    'id url external_url title content_html content_text summary image banner_image date_published date_modified author ' +
    'authors tags language attachments',
  authors: 'name url avatar',
  'items/authors': 'name url avatar',
  hubs: 'type url',
  'items/attachments': 'url mime_type title size_in_bytes duration_in_seconds',
};

const everywhere = Object.keys(keys);

/** The keys of all URLs. */
const urls =
  'home_page_url feed_url next_url icon favicon items/url items/external_url items/image items/banner_image authors/url ' +
  'authors/avatar items/authors/url items/authors/avatar items/attachments/url hubs/url';

const dates = 'items/date_published items/date_modified';

export const jsonFeedRules = rulesOf([
  // Top-level
  ['json-version', 'error', clause, requiredKey('version', patterns.jsonVersion)],
  ['json-version-old', 'promise', clause, onObjects([''], oldVersion)],
  ['json-title', 'error', clause, requiredKey('title', patterns.text)],
  ['json-home', 'error', clause, optionalKey('home_page_url', patterns.url)],
  ['json-feed-url', 'error', clause, optionalKey('feed_url', patterns.url)],
  ['json-feed-url-missing', 'warning', clause, onObjects([''], withoutFeedUrl)],
  [
    'json-text',
    'error',
    clause,
    optionalKey(
      'description user_comment items/title items/summary items/content_html items/content_text authors/name ' +
        'items/authors/name items/attachments/title',
      'text',
    ),
  ],
  ['json-next-url', 'error', clause, optionalKey('next_url', patterns.url)],
  ['json-next-url-loop', 'error', clause, onObjects([''], nextIsThis)],
  ['json-icon', 'error', clause, optionalKey('icon', patterns.url)],
  ['json-favicon', 'error', clause, optionalKey('favicon', patterns.url)],
  ['json-authors', 'error', clause, optionalKey('authors', 'list')],
  ['json-author', 'error', clause, [{ at: 'authors', key: null, broken: nameless }]],
  ['json-author-old', 'warning', clause, onObjects(['', 'items'], oldAuthor)],
  ['json-author-url', 'error', clause, optionalKey('authors/url', patterns.url)],
  ['json-language', 'error', clause, optionalKey('language', patterns.language)],
  ['json-expired', 'error', clause, optionalKey('expired', 'flag')],
  ['json-list', 'error', clause, optionalKey('hubs items/attachments', 'list')],
  ['json-hub-type', 'error', clause, requiredKey('hubs/type', patterns.text)],
  ['json-hub-url', 'error', clause, requiredKey('hubs/url', patterns.url)],
  ['json-items', 'error', clause, requiredKey('items', 'list')],

  // Items
  ['json-item-url', 'error', clause, optionalKey('items/url', patterns.url)],
  [
    'json-url',
    'error',
    clause,
    optionalKey('items/external_url items/banner_image authors/avatar items/authors/avatar', patterns.url),
  ],
  ['json-item-content', 'error', clause, [{ at: 'items', key: null, broken: withoutContent }]],
  ['json-item-image', 'error', clause, optionalKey('items/image', patterns.url)],
  ['json-item-published', 'error', clause, optionalKey('items/date_published', patterns.rfc3339)],
  ['json-item-modified', 'error', clause, optionalKey('items/date_modified', patterns.rfc3339)],
  ['date-real', 'error', clause, eachString(dates, (date) => unreal(date, readRfc3339))],
  [
    'date-plausible',
    'warning',
    clause,
    eachString(dates, (date, _key, { now }) => implausible(date, { read: readRfc3339, now })),
  ],
  ['json-item-authors', 'error', clause, optionalKey('items/authors', 'list')],
  ['json-item-author', 'error', clause, [{ at: 'items/authors', key: null, broken: nameless }]],
  ['json-item-author-url', 'error', clause, optionalKey('items/authors/url', patterns.url)],
  ['json-item-tags', 'error', clause, optionalKey('items/tags', 'list')],
  ['json-tags', 'error', clause, optionalKey('items/tags', 'texts')],
  ['json-item-language', 'error', clause, optionalKey('items/language', patterns.language)],

  // Attachments
  ['json-attachment-url', 'error', clause, requiredKey('items/attachments/url', patterns.url)],
  ['json-attachment-type', 'error', clause, requiredKey('items/attachments/mime_type', patterns.mediaType)],
  ['json-attachment-size', 'error', clause, optionalKey('items/attachments/size_in_bytes', 'number')],
  ['json-duration', 'error', clause, optionalKey('items/attachments/duration_in_seconds', 'number')],

  // Extensions
  ['json-extension', 'error', clause, onObjects(everywhere, brokenExtension)],
  ['json-unknown-key', 'warning', clause, everywhere.flatMap(unknownKeys)],

  // URLs
  ['url-characters', 'error', clause, eachString(urls, unencodedIn)],
  ['url-password', 'error', clause, eachString(urls, passwordIn)],
  ['url-unencoded', 'warning', clause, eachString(urls, strayPercentIn)],
]);

function oldVersion({ version }: UnknownRecord): string | null {
  const old = version === 'https://jsonfeed.org/version/1';
  return old ? 'should be JSON Feed 1.1: got 1' : null;
}

function withoutFeedUrl({ feed_url: given }: UnknownRecord): string | null {
  return given === undefined ? 'should have its own URL as "feed_url": got none' : null;
}

function nextIsThis(feed: UnknownRecord): string | null {
  const next = textAt(feed, 'next_url');
  return next !== '' && next === textAt(feed, 'feed_url') ? 'must not have its own URL as "next_url"' : null;
}

function nameless({ name, url, avatar }: UnknownRecord): string | null {
  const some = [name, url, avatar].some((it) => typeof it === 'string' && it !== '');
  return some ? null : 'An author must have a name, a url or an avatar: got none';
}

function oldAuthor(record: UnknownRecord): string | null {
  const old = 'author' in record && !('authors' in record);
  return old ? 'should have "authors", a list: "author" belongs to JSON Feed 1' : null;
}

function withoutContent({ content_html, content_text }: UnknownRecord): string | null {
  const some = typeof content_html === 'string' || typeof content_text === 'string';
  return some ? null : 'An item must have "content_html" or "content_text": got neither';
}

function brokenExtension(record: UnknownRecord): string | null {
  const broken = Object.entries(record).find(([key, value]) => key.startsWith('_') && !isRecord(value));
  return broken === undefined ? null : `must have an object as ${quoted(broken[0])}`;
}

function unknownKeys(at: string): readonly JsonCheck[] {
  const known = (keys[at] ?? '').split(' ');
  return onObjects([at], (record) => {
    const key = Object.keys(record).find((it) => !it.startsWith('_') && !known.includes(it));
    return key === undefined ? null : `should have no key ${quoted(key)}: extensions begin with "_"`;
  });
}

function unencodedIn(url: string, key: string): string | null {
  return urlThat(key, unencoded(url, { iri: true }));
}

function strayPercentIn(url: string, key: string): string | null {
  return urlThat(key, strayPercent(url));
}

function urlThat(key: string, message: string | null): string | null {
  return message === null ? null : `has as "${key}" a URL that ${message}`;
}

/** The message does not show the URL, because findings go to logs. */
function passwordIn(url: string, key: string): string | null {
  return hasPassword(url) ? `must have no password in "${key}": everyone who reads the feed can see it` : null;
}
