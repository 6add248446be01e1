/** The clauses that a JSON Feed must keep, one rule a row (jsonfeed.org/version/1.1). */
import { error, type Finding } from '../problem.ts';
import { type Form, forms } from './forms.ts';

type Thing = Readonly<Record<string, unknown>>;

interface ValueRule {
  readonly code: string;
  /** Where in the feed: the names on the way to the object, lists understood. */
  readonly at: string;
  readonly name: string;
  readonly form: Form | 'number' | 'list';
  readonly required: boolean;
}

interface JsonRule {
  readonly code: string;
  readonly at: string;
  /** What should be and what is; null where the clause is kept. */
  readonly broken: (thing: Thing) => string | null;
}

const values: readonly ValueRule[] = [
  required('json-version', 'version', forms.jsonVersion),
  required('json-title', 'title', forms.text),
  optional('json-home', 'home_page_url', forms.address),
  optional('json-feed-url', 'feed_url', forms.address),
  optional('json-next-url', 'next_url', forms.address),
  optional('json-icon', 'icon', forms.address),
  optional('json-favicon', 'favicon', forms.address),
  optional('json-language', 'language', forms.language),
  optional('json-authors', 'authors', 'list'),
  required('json-hub-type', 'hubs/type', forms.text),
  required('json-hub-url', 'hubs/url', forms.address),
  optional('json-author-url', 'authors/url', forms.address),
  optional('json-item-url', 'items/url', forms.address),
  optional('json-item-image', 'items/image', forms.address),
  optional('json-item-language', 'items/language', forms.language),
  optional('json-item-published', 'items/date_published', forms.rfc3339),
  optional('json-item-modified', 'items/date_modified', forms.rfc3339),
  optional('json-item-authors', 'items/authors', 'list'),
  optional('json-item-tags', 'items/tags', 'list'),
  optional('json-item-author-url', 'items/authors/url', forms.address),
  required('json-attachment-url', 'items/attachments/url', forms.address),
  required('json-attachment-type', 'items/attachments/mime_type', forms.mediaType),
  optional('json-attachment-size', 'items/attachments/size_in_bytes', 'number'),
];

/** Every rule by its code. */
export const jsonRules: readonly JsonRule[] = [
  ...values.map((rule) => ({ code: rule.code, at: rule.at, broken: (thing: Thing) => brokenValue(thing, rule) })),
  { code: 'json-item-content', at: 'items', broken: withoutContent },
  { code: 'json-author', at: 'authors', broken: nameless },
  { code: 'json-item-author', at: 'items/authors', broken: nameless },
];

/** What is broken in a feed that was parsed. */
export function checkJson(feed: unknown): readonly Finding[] {
  return jsonRules.flatMap(({ code, at, broken }) =>
    objectsAt(feed, at).flatMap((thing) => {
      const problem = broken(thing);
      return problem === null ? [] : [error(code, `${problem} (JSON Feed 1.1)`)];
    }),
  );
}

/** The ids of its items, empty where they are no texts; null where there is no list of items. */
export function idsOfJson(feed: unknown): readonly string[] | null {
  const items = isThing(feed) ? feed['items'] : undefined;
  if (!Array.isArray(items)) return null;
  return items.map((item: unknown) => {
    const id = isThing(item) ? item['id'] : undefined;
    return typeof id === 'string' ? id : '';
  });
}

function required(code: string, path: string, form: ValueRule['form']): ValueRule {
  return { code, ...pathOf(path), form, required: true };
}

function optional(code: string, path: string, form: ValueRule['form']): ValueRule {
  return { code, ...pathOf(path), form, required: false };
}

function pathOf(path: string): Pick<ValueRule, 'at' | 'name'> {
  const parts = path.split('/');
  return { at: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '' };
}

function objectsAt(feed: unknown, at: string): readonly Thing[] {
  const names = at === '' ? [] : at.split('/');
  return names.reduce<readonly Thing[]>(
    (things, name) => things.flatMap((thing) => (Array.isArray(thing[name]) ? thing[name].filter(isThing) : [])),
    isThing(feed) ? [feed] : [],
  );
}

function brokenValue(thing: Thing, { at, name, form, required }: ValueRule): string | null {
  const given = thing[name];
  if (given === undefined ? !required : hasForm(given, form)) return null;
  const wanted = typeof form === 'string' ? `a ${form}` : form.wanted;
  const path = at === '' ? name : `${at}/${name}`;
  return `"${path}" must be ${wanted}: got ${JSON.stringify(given) ?? 'none'}`;
}

function hasForm(given: unknown, form: ValueRule['form']): boolean {
  if (form === 'list') return Array.isArray(given);
  if (form === 'number') return typeof given === 'number' && given >= 0;
  return typeof given === 'string' && form.pattern.test(given);
}

function withoutContent({ content_html, content_text }: Thing): string | null {
  const some = typeof content_html === 'string' || typeof content_text === 'string';
  return some ? null : 'An item must have "content_html" or "content_text": got neither';
}

function nameless({ name, url, avatar }: Thing): string | null {
  const some = [name, url, avatar].some((it) => typeof it === 'string' && it !== '');
  return some ? null : 'An author must have a name, a url or an avatar: got none';
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
