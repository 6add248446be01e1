/** Parsers for the values of settings. Each returns undefined if the value is not of the wanted kind. */
import type { Grouping, ProfileName } from '../model/channel.ts';
import { isToolName, type Permalink, plainPermalink } from '../model/channel.ts';
import type { Podcast } from '../model/feed.ts';
import type { Person } from '../model/metadata.ts';
import { isRecord } from '../model/record.ts';
import { asUrl } from '../model/url.ts';
import { isPermalink } from './permalink-pattern.ts';
import { isKnownCategory } from './podcast-categories.ts';

/** Text that is not empty, trimmed. Accepts a number. */
export function asText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

export function asFolderUrl(value: unknown): string | undefined {
  const href = asUrl(value);
  if (href === undefined) return undefined;
  const url = new URL(href);
  if (url.search !== '' || url.hash !== '' || /\.(xml|json|html)$/.test(url.pathname)) return undefined;
  return href.endsWith('/') ? href : `${href}/`;
}

export function asUrls(value: unknown): readonly string[] | undefined {
  const list = Array.isArray(value) ? value.map(asUrl) : [asUrl(value)];
  return list.every((url) => url !== undefined) ? list : undefined;
}

/** A language tag (RFC 5646) with a language of two or three letters. Longer languages are reserved; none is registered. */
export function asLanguage(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^[a-z]{2,3}(?:-|$)/i.test(value)) return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    return undefined;
  }
}

/** The name of a time zone that `Intl` knows. */
export function asTimeZone(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
  } catch {
    return undefined;
  }
}

/** RFC 4151, 2.1: authorityName "," date. */
export function asAuthority(value: unknown): string | undefined {
  const form = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[\w.-]+@[a-z0-9.-]+),\d{4}(-\d{2}(-\d{2})?)?$/;
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

export function asPersons(value: unknown): readonly Person[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asPerson);
  return list.every((person) => person !== undefined) ? list : undefined;
}

function asPerson(value: unknown): Person | undefined {
  const given = isRecord(value) ? value : { name: value };
  const name = asText(given['name']);
  const url = orNull(given['url'], asUrl);
  const email = orNull(given['email'], asEmail);
  const avatar = orNull(given['avatar'], asUrl);
  if (name === undefined || url === undefined || email === undefined || avatar === undefined) return undefined;
  return { name, url, email, avatar };
}

/** An email address such as `dana@post.example`. */
export function asEmail(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,63}$/i.test(value)
    ? value
    : undefined;
}

export function asPodcast(value: unknown): Podcast | undefined {
  if (!isRecord(value)) return undefined;
  const parts = {
    author: orNull(value['author'], asShortText),
    category: asCategory(value['category'], null),
    subcategory: orNull(value['subcategory'], (name) => asCategory(name, asText(value['category']) ?? '')),
    explicit: orNull(value['explicit'], asBoolean),
    image: orNull(value['image'], asUrl),
    type: orNull(value['type'], asPodcastType),
    owner: orNull(value['owner'], asOwner),
    guid: orNull(value['guid'], asUuid),
  };
  const known = Object.keys(value).every((key) => key in parts);
  if (!known || Object.values(parts).includes(undefined)) return undefined;
  return { ...(parts as Podcast), explicit: parts.explicit ?? false };
}

/** Apple Podcasts rejects other categories. */
function asCategory(value: unknown, outer: string | null): string | undefined {
  const name = asText(value);
  return name !== undefined && isKnownCategory(name, outer) ? name : undefined;
}

/** Apple Podcasts accepts at most 255 characters in a name. */
function asShortText(value: unknown): string | undefined {
  const text = asText(value);
  return text !== undefined && text.length <= 255 ? text : undefined;
}

function asUuid(value: unknown): string | undefined {
  const text = asText(value)?.toLowerCase();
  return text !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : undefined;
}

function asPodcastType(value: unknown): Podcast['type'] | undefined {
  return value === 'episodic' || value === 'serial' ? value : undefined;
}

function asOwner(value: unknown): NonNullable<Podcast['owner']> | undefined {
  if (!isRecord(value)) return undefined;
  const [name, email] = [asText(value['name']), asEmail(value['email'])];
  return name === undefined || email === undefined ? undefined : { name, email };
}

/** Null if there is no value. */
function orNull<T>(value: unknown, parse: (value: unknown) => T | undefined): T | null | undefined {
  return value === undefined || value === null ? null : parse(value);
}

export function asGroupings(value: unknown): readonly Grouping[] | undefined {
  return asNames<Grouping>(value, ['sections', 'categories', 'authors']);
}

export function asProfiles(value: unknown): readonly ProfileName[] | undefined {
  return asNames<ProfileName>(value, ['smartnews']);
}

function asNames<T extends string>(value: unknown, names: readonly T[]): readonly T[] | undefined {
  const list = asTexts(value);
  return list?.every((name): name is T => names.includes(name as T)) ? [...new Set(list as readonly T[])] : undefined;
}

export function asWholeNumber({ from, to }: { readonly from: number; readonly to: number }) {
  return (value: unknown): number | undefined =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to ? Number(value) : undefined;
}

/** A tool, a pattern, or an object with a tool and what its own settings say. */
export function asPermalink(value: unknown): Permalink | undefined {
  if (isToolName(value)) return { ...plainPermalink, tool: value };
  if (typeof value === 'string') return isPermalink(value) ? { ...plainPermalink, pattern: value } : undefined;
  if (!isRecord(value) || !isToolName(value['tool'])) return undefined;
  const known = Object.keys(value).every((key) => key === 'tool' || key in permalinkParts);
  const parts = Object.entries(permalinkParts).map(
    ([key, parse]) => [key, key in value ? parse(value[key]) : undefined] as const,
  );
  const isValid = parts.every(([key, part]) => part !== undefined || !(key in value));
  if (!known || !isValid) return undefined;
  const given = Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  return { ...plainPermalink, ...given, tool: value['tool'] };
}

/** Parsers of the parts of `permalink`, apart from the tool. */
const permalinkParts: Readonly<Record<Exclude<keyof Permalink, 'tool'>, (value: unknown) => unknown>> = {
  pattern: asToolPattern,
  sectionPatterns: (value) =>
    isRecord(value) && Object.values(value).every((it) => asToolPattern(it) !== undefined) ? value : undefined,
  sections: asTexts,
  languages: asTexts,
  defaultLanguage: asText,
  ugly: asBoolean,
  datedNames: asBoolean,
  fileSlugs: asBoolean,
  keepCase: asBoolean,
  removeAccents: asBoolean,
  slugify: asBoolean,
  trailingSlash: asBoolean,
  cleanUrls: asBoolean,
  base: asPlainPath,
  root: asPlainPath,
};

function asPlainPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w./-]{0,200}$/.test(value) ? value.replace(/^\/|\/$/g, '') : undefined;
}

/** A pattern in the syntax of a tool. */
function asToolPattern(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 500 && /^[^\p{Cc}\\]+$/u.test(value) ? value : undefined;
}

/** `url`, a tool, or a pattern of ids. */
export function asIds(value: unknown): string | undefined {
  if (value === 'url' || isToolName(value)) return value;
  const isPattern =
    typeof value === 'string' && /^(?:https?:\/\/[^/\s]+\/|tag:[^:\s]+,[^:\s]+:|urn:)\S{1,500}$/.test(value);
  return isPattern ? value : undefined;
}

/** Whole host names in lower case: no IP addresses, ports or patterns. */
export function asHosts(value: unknown): readonly string[] | undefined {
  const hosts = asTexts(value)?.map((host) => host.toLowerCase());
  return hosts?.every((host) => /^(?:[a-z0-9-]{1,63}\.){1,9}[a-z][a-z0-9-]{1,62}$/.test(host)) ? hosts : undefined;
}

/** A text or a list of texts. The list may be empty. */
export function asTexts(value: unknown): readonly string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asText);
  return list.every((text) => text !== undefined) ? list : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
