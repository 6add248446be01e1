/** Reads references to other sites in front matter: the subject of a link post, the source, and the page for comments. */
import type { Source } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import { asUrl } from '../../model/url.ts';
import type { Field, Fields } from '../story/field.ts';
import {
  all,
  type FieldReading,
  type FieldsContext,
  fine,
  first,
  invalidField,
  listIn,
  plainText,
  stringIn,
} from './field-values.ts';

/** The URL that a link post is about. */
export function readExternalUrl(fields: Fields): FieldReading<string | null> {
  return firstUrl(all(fields, 'externalUrl').filter(isText), {
    parse: asUrl,
    wanted: 'an http or https URL',
  });
}

/** The page for comments. Ignores `comments: true` and the settings of a widget. */
export function readCommentsUrl(fields: Fields, { channel }: FieldsContext): FieldReading<string | null> {
  const written = all(fields, 'comments').filter(
    (field) => isText(field) && !switches.test(String(field.value).trim()),
  );
  if (written.length === 0) return fine(null);
  const root = new URL('/', channel.homeUrl).href;
  return firstUrl(written, {
    parse: (text) => asUrl(/^\/(?!\/)/.test(text) && URL.canParse(text, root) ? new URL(text, root).href : text),
    wanted: 'an http or https URL, or a path that begins with "/"',
  });
}

const switches = /^(?:true|false|yes|no|on|off|open|closed|enabled?|disabled?|none)$/i;

function isText({ value }: Field): boolean {
  return typeof value === 'string';
}

interface UrlRule {
  readonly parse: (text: string) => string | undefined;
  readonly wanted: string;
}

function firstUrl(written: readonly Field[], { parse, wanted }: UrlRule): FieldReading<string | null> {
  const url = written.map(({ value }) => parse(String(value).trim())).find((it) => it !== undefined);
  const [field] = written;
  if (url !== undefined || field === undefined) return fine(url ?? null);
  return { value: null, findings: [invalidField(field, wanted)] };
}

/** The publication from which the text was taken: a name, a URL, or {name, url, feed}. */
export function readSourceField(fields: Fields): FieldReading<Source | null> {
  const field = first(fields, 'source');
  const value: unknown = listIn(field?.value)[0];
  if (typeof value === 'boolean') return fine(null);
  const given = recordIn(value) ?? { [asUrl(value) === undefined ? 'name' : 'url']: value };
  const url = webUrl(given, ['url', 'link', 'href', 'web']) ?? asUrl(first(fields, 'sourceUrl')?.value) ?? null;
  const feedUrl = webUrl(given, ['feed', 'feed_url', 'feedUrl']) ?? asUrl(first(fields, 'sourceFeed')?.value) ?? null;
  const name = stringIn(given, ['name', 'title', 'publisher']);
  const location = url ?? feedUrl;
  const title = name === null ? hostOf(location) : plainText(name);
  if (title !== null) return fine({ title, url, feedUrl });
  return {
    value: null,
    findings: field === null ? [] : [invalidField(field, 'a name, a URL, or {name, url, feed}')],
  };
}

function webUrl(given: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  return keys.map((key) => asUrl(given[key])).find((url) => url !== undefined) ?? null;
}

function hostOf(url: string | null): string | null {
  return url === null ? null : new URL(url).hostname.replace(/^www\./, '');
}
