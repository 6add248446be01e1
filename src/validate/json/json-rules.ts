/** The clauses that a JSON Feed must keep, one rule a row (jsonfeed.org/version/1.1). */
import type { Instant } from '../../model/instant.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { type Form, forms } from '../rule/forms.ts';
import { type Described, quoted } from '../rule/rule.ts';

/** Keys and indexes on the way to a value. */
export type JsonPath = readonly (string | number)[];

export interface JsonRule extends Described {
  /** Where in the feed: the names on the way to the object, lists understood. */
  readonly at: string;
  /** What should be and what is; null where the clause is kept. */
  readonly broken: (record: UnknownRecord, context: JsonContext) => string | null;
  /** The key that it is about, where it is one. */
  readonly name?: string;
}

/** What a rule may know beside its object. */
export interface JsonContext {
  /** Null where no instant was given. */
  readonly now: Instant | null;
}

/** A rule that is broken, and where. */
export interface JsonFlaw {
  readonly rule: JsonRule;
  readonly problem: string;
  readonly path: JsonPath;
}

type Wanted = Form | keyof typeof kinds;

const clause = 'JSON Feed 1.1';

const values: readonly JsonRule[] = [
  required('json-version', 'version', forms.jsonVersion),
  required('json-title', 'title', forms.text),
  optionalValue('json-home', 'home_page_url', forms.address),
  optionalValue('json-feed-url', 'feed_url', forms.address),
  optionalValue('json-next-url', 'next_url', forms.address),
  optionalValue('json-icon', 'icon', forms.address),
  optionalValue('json-favicon', 'favicon', forms.address),
  optionalValue('json-language', 'language', forms.language),
  optionalValue('json-authors', 'authors', 'list'),
  required('json-hub-type', 'hubs/type', forms.text),
  required('json-hub-url', 'hubs/url', forms.address),
  optionalValue('json-author-url', 'authors/url', forms.address),
  optionalValue('json-item-url', 'items/url', forms.address),
  optionalValue('json-item-image', 'items/image', forms.address),
  optionalValue('json-item-language', 'items/language', forms.language),
  optionalValue('json-item-published', 'items/date_published', forms.rfc3339),
  optionalValue('json-item-modified', 'items/date_modified', forms.rfc3339),
  optionalValue('json-item-authors', 'items/authors', 'list'),
  optionalValue('json-item-tags', 'items/tags', 'list'),
  optionalValue('json-item-author-url', 'items/authors/url', forms.address),
  required('json-attachment-url', 'items/attachments/url', forms.address),
  required('json-attachment-type', 'items/attachments/mime_type', forms.mediaType),
  optionalValue('json-attachment-size', 'items/attachments/size_in_bytes', 'number'),
];

/** Every rule by its code. */
export const jsonRules: readonly JsonRule[] = [
  ...values,
  { code: 'json-item-content', clause, weight: 'error', at: 'items', broken: withoutContent },
  { code: 'json-author', clause, weight: 'error', at: 'authors', broken: nameless },
  { code: 'json-item-author', clause, weight: 'error', at: 'items/authors', broken: nameless },
];

/** What is broken in a feed that was parsed. */
export function checkJson(feed: unknown, rules: readonly JsonRule[], context: JsonContext): readonly JsonFlaw[] {
  return rules.flatMap((rule) =>
    objectsAt(feed, rule.at).flatMap(({ record, path }) => {
      const problem = rule.broken(record, context);
      const isThere = rule.name !== undefined && Object.hasOwn(record, rule.name);
      return problem === null ? [] : [{ rule, problem, path: isThere ? [...path, rule.name ?? ''] : path }];
    }),
  );
}

/** The ids of its items, empty where they are no texts; null where there is no list of items. */
export function idsOfJson(feed: unknown): readonly string[] | null {
  const items = isRecord(feed) ? feed['items'] : undefined;
  if (!Array.isArray(items)) return null;
  return items.map((item: unknown) => {
    const id = isRecord(item) ? item['id'] : undefined;
    return typeof id === 'string' ? id : '';
  });
}

/** A key that must be there and have a form or be of a kind. */
export function required(code: string, path: string, form: Wanted): JsonRule {
  return valueRule(code, path, { form, isRequired: true });
}

/** A key that must have a form or be of a kind, where it is there. */
export function optionalValue(code: string, path: string, form: Wanted): JsonRule {
  return valueRule(code, path, { form, isRequired: false });
}

interface Expectation {
  readonly form: Wanted;
  readonly isRequired: boolean;
}

function valueRule(code: string, path: string, expected: Expectation): JsonRule {
  const at = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const broken = (record: UnknownRecord) => brokenValue(record[name], { ...expected, path });
  return { code, clause, weight: 'error', at, name, broken };
}

/** Every object at a path, with its own path. */
export function objectsAt(
  feed: unknown,
  at: string,
): readonly { readonly record: UnknownRecord; readonly path: JsonPath }[] {
  const start = isRecord(feed) ? [{ record: feed, path: [] as JsonPath }] : [];
  const names = at === '' ? [] : at.split('/');
  return names.reduce(
    (places, name) =>
      places.flatMap(({ record, path }) => {
        const list: readonly unknown[] = Array.isArray(record[name]) ? record[name] : [];
        return list.flatMap((it, index) => (isRecord(it) ? [{ record: it, path: [...path, name, index] }] : []));
      }),
    start,
  );
}

function brokenValue(
  given: unknown,
  { form, isRequired, path }: Expectation & { readonly path: string },
): string | null {
  const { test, wanted } = typeof form === 'string' ? kinds[form] : { test: hasForm(form), wanted: form.wanted };
  if (given === undefined ? !isRequired : test(given)) return null;
  return `"${path}" must be ${wanted}: got ${shown(given)}`;
}

const kinds = {
  text: { test: (it: unknown) => typeof it === 'string', wanted: 'a text' },
  list: { test: (it: unknown) => Array.isArray(it), wanted: 'a list' },
  texts: {
    test: (it: unknown) => Array.isArray(it) && it.every((one) => typeof one === 'string'),
    wanted: 'a list of texts',
  },
  number: { test: (it: unknown) => typeof it === 'number' && it >= 0, wanted: 'a number' },
  flag: { test: (it: unknown) => typeof it === 'boolean', wanted: 'true or false' },
} as const;

function hasForm({ pattern }: Form) {
  return (given: unknown) => typeof given === 'string' && pattern.test(given);
}

/** A value in a message; what is large is cut. */
function shown(given: unknown): string {
  if (typeof given === 'string') return quoted(given);
  if (Array.isArray(given)) return 'a list';
  return typeof given === 'object' && given !== null
    ? 'an object'
    : String(given ?? (given === null ? 'null' : 'none'));
}

function withoutContent({ content_html, content_text }: UnknownRecord): string | null {
  const some = typeof content_html === 'string' || typeof content_text === 'string';
  return some ? null : 'An item must have "content_html" or "content_text": got neither';
}

function nameless({ name, url, avatar }: UnknownRecord): string | null {
  const some = [name, url, avatar].some((it) => typeof it === 'string' && it !== '');
  return some ? null : 'An author must have a name, a url or an avatar: got none';
}
