/** JSON Feed as the feeds of others break it, beyond the clauses that its renderer is tested by. */
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { flawOfAddress, hasPassword, oddityOfAddress } from '../rule/addresses.ts';
import { implausible, unreal } from '../rule/date-rules.ts';
import { readRfc3339 } from '../rule/dates.ts';
import { forms } from '../rule/forms.ts';
import { quoted, type Weight } from '../rule/rule.ts';
import { type JsonContext, type JsonRule, optionalValue, required } from './json-rules.ts';

const clause = 'JSON Feed 1.1';

export const jsonLintRules: readonly JsonRule[] = [
  required('json-items', 'items', 'list'),
  ...places('description user_comment items/title items/summary items/content_html items/content_text').map((path) =>
    optionalValue('json-text', path, 'text'),
  ),
  ...places('authors/name items/authors/name items/attachments/title').map((path) =>
    optionalValue('json-text', path, 'text'),
  ),
  ...places('items/external_url items/banner_image authors/avatar items/authors/avatar').map((path) =>
    optionalValue('json-address', path, forms.address),
  ),
  ...places('hubs items/attachments').map((path) => optionalValue('json-list', path, 'list')),
  optionalValue('json-tags', 'items/tags', 'texts'),
  optionalValue('json-expired', 'expired', 'flag'),
  optionalValue('json-duration', 'items/attachments/duration_in_seconds', 'number'),
  own('json-next-url-loop', '', ['error', nextIsThis]),
  ...everywhere((at) => own('json-extension', at, ['error', brokenExtension])),
  ...places('date_published date_modified').map((name) => ({
    ...own('date-real', 'items', ['error', (item) => unreal(textIn(item, name), readRfc3339)]),
    name,
  })),
  ...addressRules('address-characters', 'error', (address) => flawOfAddress(address, { iri: true })),
  ...addressPlaces().map(([at, name]) => ({
    ...own('address-password', at, [
      'error',
      (record) => (hasPassword(textIn(record, name)) ? openSecret(name) : null),
    ]),
    name,
  })),
  ...addressRules('address-unencoded', 'warning', oddityOfAddress),
  own('json-version-old', '', ['promise', oldVersion]),
  own('json-author-old', '', ['warning', oldAuthor]),
  own('json-author-old', 'items', ['warning', oldAuthor]),
  own('json-feed-url-missing', '', ['warning', withoutFeedUrl]),
  ...everywhere((at) => own('json-unknown-key', at, ['warning', (record) => unknownKey(record, at)])),
  ...places('date_published date_modified').map((name) => ({
    ...own('date-plausible', 'items', [
      'warning',
      (item, { now }) => implausible(textIn(item, name), { read: readRfc3339, now }),
    ]),
    name,
  })),
];

/** Keys of the specification, by the place of their object. Apple's and others' extensions begin with an underscore. */
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

function places(list: string): readonly string[] {
  return list.split(' ');
}

function own(
  code: string,
  at: string,
  [weight, broken]: readonly [Weight, (record: UnknownRecord, context: JsonContext) => string | null],
): JsonRule {
  const subject = at === '' ? 'The feed' : `An object of "${at}"`;
  return {
    code,
    clause,
    weight,
    at,
    broken: (record, context) => {
      const problem = broken(record, context);
      return problem === null ? null : `${subject} ${problem}`;
    },
  };
}

function everywhere(rule: (at: string) => JsonRule): readonly JsonRule[] {
  return ['', 'items', 'authors', 'items/authors', 'hubs', 'items/attachments'].map(rule);
}

interface AddressForm {
  readonly name: string;
  readonly flaw: (address: string) => string | null;
}

function addressRules(code: string, weight: Weight, flaw: AddressForm['flaw']): readonly JsonRule[] {
  return addressPlaces().map(([at, name]) => ({
    ...own(code, at, [weight, (record) => brokenAddress(record, { name, flaw })]),
    name,
  }));
}

function addressPlaces(): readonly (readonly [string, string])[] {
  return [
    ...places('home_page_url feed_url next_url icon favicon').map((name) => ['', name] as const),
    ...places('url external_url image banner_image').map((name) => ['items', name] as const),
    ...['authors', 'items/authors'].flatMap((at) => places('url avatar').map((name) => [at, name] as const)),
    ['items/attachments', 'url'],
    ['hubs', 'url'],
  ];
}

function openSecret(name: string): string {
  return `must have no password in "${name}": whoever reads the feed has it`;
}

function textIn(record: UnknownRecord, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}

function nextIsThis(feed: UnknownRecord): string | null {
  const next = textIn(feed, 'next_url');
  return next !== '' && next === textIn(feed, 'feed_url') ? 'must not have its own address as "next_url"' : null;
}

function brokenExtension(record: UnknownRecord): string | null {
  const broken = Object.entries(record).find(([key, value]) => key.startsWith('_') && !isRecord(value));
  return broken === undefined ? null : `must have an object as ${quoted(broken[0])}`;
}

function brokenAddress(record: UnknownRecord, { name, flaw }: AddressForm): string | null {
  const problem = flaw(textIn(record, name));
  return problem === null ? null : `has as "${name}" an address that ${problem}: got ${quoted(textIn(record, name))}`;
}

function oldVersion({ version }: UnknownRecord): string | null {
  const old = version === 'https://jsonfeed.org/version/1';
  return old ? 'should be JSON Feed 1.1: got 1' : null;
}

function oldAuthor(record: UnknownRecord): string | null {
  return 'author' in record && !('authors' in record)
    ? 'should have "authors", a list: "author" is of JSON Feed 1'
    : null;
}

function withoutFeedUrl({ feed_url: given }: UnknownRecord): string | null {
  return given === undefined ? 'should have its own address as "feed_url": got none' : null;
}

function unknownKey(record: UnknownRecord, at: string): string | null {
  const known = (keys[at] ?? '').split(' ');
  const key = Object.keys(record).find((it) => !it.startsWith('_') && !known.includes(it));
  return key === undefined ? null : `should have no key ${quoted(key)}: extensions begin with "_"`;
}
