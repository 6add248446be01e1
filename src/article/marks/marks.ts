/** The only table of keys by which tools keep an article from the public. To understand another mark, add a row. */

import { groupBy } from '../../model/group-by.ts';
import { normaliseKey } from '../story/field.ts';
import type { MarkMeaning } from '../story/found-mark.ts';

export interface MarkRow {
  /** As their tools write them. Case, `-` and `_` are ignored. A dot leads into an object. */
  readonly keys: readonly string[];
  readonly tool: string;
  /** By the word for a value: `yes`, `no`, `nothing`, `list`, `object`, or its text in lower case. */
  readonly values: Readonly<Record<string, MarkMeaning | 'public'>>;
  /** The meaning of all other values. `error`: the value cannot be read, so the article is held back with an error. */
  readonly otherwise: MarkMeaning | 'public' | 'error';
  /** True if themes also read the key from `params` and `extra`. */
  readonly inThemes: boolean;
}

const switchedOn = (meaning: MarkMeaning) => ({ values: { yes: meaning, no: 'public' }, otherwise: 'error' }) as const;
const switchedOff = (meaning: MarkMeaning) => ({ values: { yes: 'public', no: meaning }, otherwise: 'error' }) as const;

const everybody = {
  public: 'public',
  everyone: 'public',
  everybody: 'public',
  all: 'public',
  anyone: 'public',
} as const;
const payers = {
  members: 'members',
  member: 'members',
  paid: 'members',
  tiers: 'members',
  premium: 'members',
  subscribers: 'members',
  subscriber: 'members',
  only_paid: 'members',
  only_free: 'members',
  founding: 'members',
} as const;
const nobody = { private: 'out', internal: 'out', draft: 'out', secret: 'out', confidential: 'out' } as const;
const offLists = { unlisted: 'unlisted', hidden: 'unlisted' } as const;

/** These withdraw the article, so they are read elsewhere. */
const withdrawals = {
  withdrawn: 'public',
  retracted: 'public',
  killed: 'public',
  canceled: 'public',
  cancelled: 'public',
} as const;

/** True for a `status` that withdraws the article. */
export function isWithdrawingStatus(status: unknown): boolean {
  return Object.hasOwn(withdrawals, wordFor(status));
}

export const markRows: readonly MarkRow[] = [
  {
    keys: ['draft', 'is_draft'],
    tool: 'Hugo, Zola, Docusaurus, Jekyll, Hexo, themes of Astro and Eleventy',
    ...switchedOn('out'),
    inThemes: true,
  },
  {
    keys: ['published', 'is_published'],
    tool: 'Jekyll, Hexo, Hugo',
    values: { yes: 'public', no: 'out', never: 'out', not_yet: 'out', later: 'out', draft: 'out', private: 'out' },
    otherwise: 'public',
    inThemes: false,
  },
  {
    keys: ['publish'],
    tool: 'Obsidian',
    values: { yes: 'public', no: 'out', date: 'public' },
    otherwise: 'error',
    inThemes: false,
  },
  { keys: ['public', 'is_public'], tool: 'Logseq, themes', ...switchedOff('out'), inThemes: true },
  {
    keys: ['status'],
    tool: 'WordPress, Ghost, Pelican',
    values: {
      publish: 'public',
      published: 'public',
      public: 'public',
      live: 'public',
      final: 'public',
      finished: 'public',
      done: 'public',
      complete: 'public',
      completed: 'public',
      active: 'public',
      ongoing: 'public',
      seedling: 'public',
      budding: 'public',
      growing: 'public',
      evergreen: 'public',
      usable: 'public',
      ...withdrawals,
      draft: 'out',
      pending: 'out',
      private: 'out',
      scheduled: 'out',
      future: 'out',
      sent: 'out',
      trash: 'out',
      hidden: 'out',
      skip: 'out',
      withheld: 'out',
      hold: 'out',
      on_hold: 'out',
    },
    otherwise: 'error',
    inThemes: false,
  },
  {
    keys: [
      'post_status',
      'wp_status',
      'publish_status',
      'publication_status',
      'publishing_status',
      'workflow_status',
      'workflow_state',
      'state',
      'stage',
    ],
    tool: 'exports of WordPress, themes',
    values: {
      draft: 'out',
      auto_draft: 'out',
      pending: 'out',
      private: 'out',
      scheduled: 'out',
      future: 'out',
      trash: 'out',
      unpublished: 'out',
      in_review: 'out',
    },
    otherwise: 'public',
    inThemes: true,
  },
  {
    keys: ['visibility', 'privacy'],
    tool: 'Ghost, themes',
    values: { ...everybody, visible: 'public', listed: 'public', ...payers, ...nobody, password: 'out', ...offLists },
    otherwise: 'error',
    inThemes: true,
  },
  {
    keys: ['access', 'audience'],
    tool: 'Substack, themes',
    values: { ...everybody, ...payers, locked: 'members', ...nobody, restricted: 'out', staff: 'out', ...offLists },
    otherwise: 'public',
    inThemes: false,
  },
  {
    keys: [
      'members_only',
      'member_only',
      'members',
      'for_members',
      'subscribers_only',
      'subscriber_only',
      'subscribers',
      'for_subscribers',
      'requires_subscription',
      'paid_only',
      'paywall',
      'paywalled',
      'gated',
      'premium',
      'is_premium',
    ],
    tool: 'themes',
    values: { yes: 'members', no: 'public' },
    otherwise: 'public',
    inThemes: true,
  },
  {
    keys: ['isAccessibleForFree'],
    tool: 'schema.org',
    values: { yes: 'public', no: 'members' },
    otherwise: 'public',
    inThemes: false,
  },
  { keys: ['private', 'is_private'], tool: 'themes', ...switchedOn('out'), inThemes: true },
  {
    keys: ['password', 'post_password'],
    tool: 'WordPress, plugins of Hexo, themes',
    values: { no: 'public' },
    otherwise: 'out',
    inThemes: true,
  },
  { keys: ['headless'], tool: 'Hugo', ...switchedOn('out'), inThemes: false },
  { keys: ['email_only'], tool: 'Ghost', ...switchedOn('out'), inThemes: false },
  { keys: ['permalink'], tool: 'Eleventy', values: { no: 'out' }, otherwise: 'public', inThemes: false },
  {
    keys: ['build.list'],
    tool: 'Hugo',
    values: { never: 'unlisted', no: 'unlisted', local: 'listed', always: 'public', yes: 'public' },
    otherwise: 'error',
    inThemes: false,
  },
  {
    keys: ['build.render'],
    tool: 'Hugo',
    values: { never: 'pageless', no: 'pageless', link: 'listed', always: 'public', yes: 'public' },
    otherwise: 'error',
    inThemes: false,
  },
  { keys: ['render'], tool: 'Zola', values: { no: 'pageless' }, otherwise: 'public', inThemes: false },
  {
    keys: ['eleventyExcludeFromCollections'],
    tool: 'Eleventy',
    values: { no: 'public' },
    otherwise: 'unlisted',
    inThemes: false,
  },
  { keys: ['unlisted', 'is_unlisted'], tool: 'Docusaurus, themes', ...switchedOn('unlisted'), inThemes: true },
  { keys: ['hidden', 'is_hidden'], tool: 'Pelican, themes', ...switchedOn('unlisted'), inThemes: true },
  { keys: ['visible', 'is_visible', 'listed'], tool: 'themes', ...switchedOff('unlisted'), inThemes: true },
  {
    keys: ['rss', 'feed', 'in_feed', 'in_rss', 'include_in_feed', 'include_in_rss', 'show_in_feed', 'show_in_rss'],
    tool: 'themes',
    values: { no: 'unlisted', none: 'unlisted', never: 'unlisted', hidden: 'unlisted', exclude: 'unlisted' },
    otherwise: 'public',
    inThemes: true,
  },
  {
    keys: ['feed.include', 'feed.enable', 'feed.enabled', 'rss.include', 'rss.enable', 'rss.enabled'],
    tool: 'themes',
    values: { no: 'unlisted' },
    otherwise: 'public',
    inThemes: true,
  },
  {
    keys: [
      'no_feed',
      'no_rss',
      'exclude_from_feed',
      'exclude_from_rss',
      'hide_from_feed',
      'hide_from_rss',
      'hide_in_feed',
      'hide_in_rss',
      'hidden_from_feed',
      'hidden_from_rss',
      'hidden_in_feed',
      'hidden_in_rss',
      'feed.exclude',
      'rss.exclude',
    ],
    tool: 'themes',
    ...switchedOn('unlisted'),
    inThemes: true,
  },
  {
    keys: ['exclude', 'hide'],
    tool: 'themes',
    values: { yes: 'unlisted' },
    otherwise: 'public',
    inThemes: true,
  },
  { keys: ['feed.excerpt_only'], tool: 'jekyll-feed', ...switchedOn('excerpt'), inThemes: false },
];

const markNames: ReadonlySet<string> = new Set(
  markRows.flatMap(({ keys }) => keys.map((key) => normaliseKey(key.split('.')[0] ?? ''))),
);

/** The rows for each normalised key. */
const rowsByName = groupBy(markRows, ({ keys }) => keys.map(normaliseKey));

/** True for a key of the table, in any spelling. For a key in an object, true for the object. */
export function isMarkKey(key: string): boolean {
  return markNames.has(normaliseKey(key));
}

/** True if the table names a value of a key that keeps the article out, such as `draft` for `status`. */
export function isNamedMark(key: string, value: unknown): boolean {
  const name = normaliseKey(key);
  const rows = rowsByName.get(name) ?? [];
  return rows.some((row) => Object.hasOwn(row.values, wordFor(value)) && meaningOf(row, value) !== 'public');
}

/** The word for a value, by which the table looks it up. */
export function wordFor(value: unknown): string {
  if (isNothing(value)) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  const text = String(value)
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/schema\.org\//, '');
  if (yes.test(text)) return 'yes';
  if (no.test(text)) return 'no';
  return /^\d{4}-\d\d?-\d\d?(?:[t ].*)?$/.test(text) ? 'date' : text.replace(/[ -]/g, '_');
}

/** Also in other languages, because a word that is not known must not publish anything. */
const yes = /^(?:true|yes|on|1|y|ja|oui|s[ií]|sim|да|はい|是)$/;
const no = /^(?:false|no|off|0|n|nein|non|n[aã]o|nej|nee|нет|いいえ|否)$/;

/** True if a mark asks for more than another value of it would. */
export function hidesMore(key: string, [value, other]: readonly [unknown, unknown]): boolean {
  const name = normaliseKey(key);
  const [row] = rowsByName.get(name) ?? [];
  return row !== undefined && meaningOf(row, value) !== 'public' && meaningOf(row, other) === 'public';
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0 && !(value instanceof Date);
}

/** The meaning of a value in a row. An empty value means nothing. */
export function meaningOf({ values, otherwise }: MarkRow, value: unknown): MarkMeaning | 'public' | 'error' {
  const word = wordFor(value);
  if (word === 'nothing') return 'public';
  return Object.hasOwn(values, word) ? (values[word] ?? otherwise) : otherwise;
}
