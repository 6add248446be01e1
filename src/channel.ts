/** Reads `feed.yaml`, the settings of a publication: all problems at once, each with its line. */
import leven from 'leven';
import { isMap, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { areJunkLines, defaultJunkLines } from './junk.ts';
import type { Channel, Person } from './model.ts';
import { isPermalink, permalinkStyles, permalinkTokens } from './permalink.ts';
import { error, type Finding, hasError, inFile, type Position, type Problem, warning } from './problem.ts';

/** The file in the folder of articles that holds the settings. */
export const channelFile = 'feed.yaml';

export interface ChannelReading {
  /** Null where a problem is an error. */
  readonly channel: Channel | null;
  readonly problems: readonly Problem[];
}

/** Reads the text of `feed.yaml`. */
export function parseChannel(text: string, file: string = channelFile): ChannelReading {
  const source = parseSource(text);
  const read = readSettings(source);
  const findings = [...source.findings, ...unknownKeys(source), ...read.findings];
  const problems = inFile(file, findings);
  return { channel: hasError(problems) ? null : buildChannel(read.values), problems };
}

/** One key of `feed.yaml`. `fallback` is what stands where the key is missing; without it the key is required. */
interface Setting<T> {
  readonly meaning: string;
  readonly wanted: string;
  /** Undefined where the value is not what is wanted. */
  readonly parse: (value: unknown) => T | undefined;
  readonly fallback?: { readonly value: T; readonly shown: string };
}

const setting = <T>(it: Setting<T>): Setting<T> => it;

const defaultEmbedHosts = ['www.youtube-nocookie.com', 'www.youtube.com', 'player.vimeo.com'];

/** Every key of `feed.yaml`, in the order of the documentation. */
export const channelSettings = {
  title: setting({ meaning: 'Name of the feed.', wanted: 'a text', parse: asText }),
  description: setting({
    meaning: 'What the feed is about, in a sentence.',
    wanted: 'a text',
    parse: asText,
  }),
  homeUrl: setting({
    meaning: 'Address of the site that the feed belongs to.',
    wanted: 'an http or https address',
    parse: asUrl,
  }),
  feedUrl: setting({
    meaning: 'Address of the folder that the publication is served from.',
    wanted: 'the http or https address of a folder, not of a feed file in it',
    parse: asFolderUrl,
  }),
  language: setting({
    meaning: 'Language of the articles, as a BCP 47 tag such as `en-GB`.',
    wanted: 'a language tag such as "en" or "pt-BR"',
    parse: asLanguage,
    fallback: { value: 'en', shown: '`en`' },
  }),
  timeZone: setting<string | null>({
    meaning: 'Zone of times that name none, such as `America/New_York`.',
    wanted: 'a time zone such as "Europe/Paris"',
    parse: asTimeZone,
    fallback: { value: null, shown: '`UTC`, with a warning' },
  }),
  authority: setting<string | null>({
    meaning: 'Who names the entries, and since when (RFC 4151): ids begin `tag:<authority>:`.',
    wanted: 'a domain you held, a comma and the year or day: "example.org,2026"',
    parse: asAuthority,
    fallback: { value: null, shown: 'the host of `homeUrl`, and 2026' },
  }),
  authors: setting<readonly Person[]>({
    meaning: 'Who writes where an article names nobody: names, or `name` with `url`.',
    wanted: 'a name, or a list of names or of {name, url}',
    parse: asPersons,
    fallback: { value: [], shown: 'none' },
  }),
  rights: setting<string | null>({
    meaning: 'Copyright notice.',
    wanted: 'a text',
    parse: asText,
    fallback: { value: null, shown: 'none' },
  }),
  icon: setting<string | null>({
    meaning: 'Address of a small square picture.',
    wanted: 'an http or https address',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  logo: setting<string | null>({
    meaning: 'Address of a large picture; RSS shows it where it ends in png, jpg or gif.',
    wanted: 'an http or https address',
    parse: asUrl,
    fallback: { value: null, shown: 'none' },
  }),
  hubs: setting<readonly string[]>({
    meaning: 'Addresses of WebSub hubs.',
    wanted: 'a list of http or https addresses',
    parse: asUrls,
    fallback: { value: [], shown: 'none' },
  }),
  limit: setting({
    meaning: 'The most entries in the live feed.',
    wanted: 'a whole number from 1 to 1000',
    parse: asWholeNumber({ from: 1, to: 1000 }),
    fallback: { value: 50, shown: '50' },
  }),
  summaryLength: setting({
    meaning: 'The most characters of a summary that is made from the text.',
    wanted: 'a whole number from 50 to 2000',
    parse: asWholeNumber({ from: 50, to: 2000 }),
    fallback: { value: 300, shown: '300' },
  }),
  permalink: setting<string | null>({
    meaning: 'Address of the page of an article that names none, such as `/:year/:month/:day/:title/`; see below.',
    wanted: `a path of words and ${permalinkTokens.map((token) => `:${token}`).join(', ')}, or one of ${Object.keys(permalinkStyles).join(', ')}`,
    parse: asPermalink,
    fallback: { value: null, shown: 'none' },
  }),
  junkLines: setting<readonly string[]>({
    meaning: 'Lines of wire text that are no part of the article, in place of the usual ones.',
    wanted: 'a list of texts, or of patterns such as "/^read more:/"',
    parse: asJunkLines,
    fallback: { value: defaultJunkLines, shown: 'lines such as `Advertisements below` and `RELATED: …`' },
  }),
  embedHosts: setting<readonly string[]>({
    meaning: 'Hosts whose players and other frames may stay in an article.',
    wanted: 'a list of host names such as "player.vimeo.com"',
    parse: asHosts,
    fallback: { value: defaultEmbedHosts, shown: defaultEmbedHosts.map((host) => `\`${host}\``).join(', ') },
  }),
} as const;

type Key = keyof typeof channelSettings;
type Values = {
  -readonly [K in Key]: (typeof channelSettings)[K] extends Setting<infer T> ? T : never;
};
const keys = Object.keys(channelSettings) as Key[];

/** The year in an authority that was made from the host of `homeUrl`; fixed, so that ids stay. */
const authorityYear = 2026;

function buildChannel(values: Values): Channel {
  const { timeZone, authority, ...rest } = values;
  return {
    ...rest,
    timeZone: timeZone ?? 'UTC',
    timeZoneSource: timeZone === null ? 'default' : 'channel',
    authority: authority ?? `${new URL(values.homeUrl).hostname},${authorityYear}`,
  };
}

/** Settings for reading an article whose folder has no `feed.yaml`; nothing is published with them. */
export function standInChannel(): Channel {
  const { channel } = parseChannel(
    'title: Untitled\ndescription: Untitled\nhomeUrl: https://example.invalid/\nfeedUrl: https://example.invalid/',
  );
  if (channel === null) throw new Error('The stand-in channel must be valid');
  return channel;
}

interface Source {
  readonly map: YAMLMap | null;
  readonly positionOf: (node: unknown) => Position;
  readonly findings: readonly Finding[];
}

function parseSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings = document.errors.map((problem) =>
    error('invalid-yaml', `Cannot read the settings: ${problem.message}`, position(problem.pos[0])),
  );
  const map = isMap(document.contents) ? document.contents : null;
  if (map === null && findings.length === 0)
    findings.push(error('invalid-yaml', 'The settings must be lines of "key: value"'));
  return { map, positionOf: (node) => position((node as Node)?.range?.[0] ?? 0), findings };
}

function unknownKeys({ map, positionOf }: Source): Finding[] {
  const findings: Finding[] = [];
  for (const { key } of map?.items ?? []) {
    const name = String(key);
    if (Object.hasOwn(channelSettings, name)) continue;
    findings.push(error('unknown-setting', `"${name}" is not a setting${suggest(name, keys)}`, positionOf(key)));
  }
  return findings;
}

/** `: did you mean "x"?` where one of the names is near, else nothing. */
export function suggest(name: string, names: readonly string[]): string {
  const distance = (other: string) => leven(name.toLowerCase(), other.toLowerCase());
  const nearest = [...names].sort((a, b) => distance(a) - distance(b))[0];
  const near = nearest !== undefined && distance(nearest) <= Math.max(name.length > 3 ? 2 : 1, name.length / 3);
  return near ? `: did you mean "${nearest}"?` : '';
}

function readSettings(source: Source): { values: Values; findings: Finding[] } {
  const findings: Finding[] = [];
  const values: Partial<Record<Key, unknown>> = {};
  for (const key of keys) {
    const { value, finding } = readSetting(key, source);
    values[key] = value;
    if (finding !== null) findings.push(finding);
  }
  return { values: values as Values, findings };
}

function readSetting(key: Key, { map, positionOf }: Source) {
  const { wanted, parse, fallback } = channelSettings[key] as Setting<unknown>;
  const node = map?.get(key, true);
  const given = plain(node);
  if (given === undefined || given === null) {
    return { value: fallback?.value, finding: map === null ? null : missing(key) };
  }
  const value = parse(given);
  if (value !== undefined) return { value, finding: null };
  const message = `"${key}" must be ${wanted}: got ${JSON.stringify(given)}${zoneHint(key, given)}`;
  return { value: undefined, finding: error('invalid-setting', message, positionOf(node)) };
}

function plain(node: unknown): unknown {
  return (node as Node | undefined)?.toJSON();
}

function missing(key: Key): Finding | null {
  const { wanted, fallback } = channelSettings[key] as Setting<unknown>;
  if (fallback === undefined) return error('missing-setting', `"${key}" is missing: it must be ${wanted}`);
  if (key !== 'timeZone') return null;
  const message = '"timeZone" is missing: times that name no zone are read as UTC';
  return warning('missing-time-zone', message);
}

function zoneHint(key: Key, given: unknown): string {
  return key === 'timeZone' ? suggest(String(given), Intl.supportedValuesOf('timeZone')) : '';
}

function asText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** An http or https address without user name, in its normal form. */
export function asUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && url.username === '' && url.password === '' ? url.href : undefined;
}

function asFolderUrl(value: unknown): string | undefined {
  const href = asUrl(value);
  if (href === undefined) return undefined;
  const url = new URL(href);
  if (url.search !== '' || url.hash !== '' || /\.(xml|json|html)$/.test(url.pathname)) return undefined;
  return href.endsWith('/') ? href : `${href}/`;
}

function asUrls(value: unknown): readonly string[] | undefined {
  const list = Array.isArray(value) ? value.map(asUrl) : [asUrl(value)];
  return list.every((url) => url !== undefined) ? list : undefined;
}

function asLanguage(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    return undefined;
  }
}

/** The name of a time zone this program knows. */
export function asTimeZone(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
  } catch {
    return undefined;
  }
}

/** RFC 4151, 2.1: authorityName "," date. */
function asAuthority(value: unknown): string | undefined {
  const form = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[\w.-]+@[a-z0-9.-]+),\d{4}(-\d{2}(-\d{2})?)?$/;
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

function asPersons(value: unknown): readonly Person[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asPerson);
  return list.every((person) => person !== undefined) ? list : undefined;
}

function asPerson(value: unknown): Person | undefined {
  const { name, url } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { name: value, url: undefined };
  const text = asText(name);
  const address = url === undefined || url === null ? null : asUrl(url);
  return text === undefined || address === undefined ? undefined : { name: text, url: address };
}

function asWholeNumber({ from, to }: { readonly from: number; readonly to: number }) {
  return (value: unknown): number | undefined =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to ? Number(value) : undefined;
}

function asPermalink(value: unknown): string | undefined {
  return typeof value === 'string' && isPermalink(value) ? value : undefined;
}

function asJunkLines(value: unknown): readonly string[] | undefined {
  const lines = asTexts(value);
  return lines !== undefined && areJunkLines(lines) ? lines : undefined;
}

/** Whole names in lower case: no address, no port, no pattern. */
function asHosts(value: unknown): readonly string[] | undefined {
  const hosts = asTexts(value)?.map((host) => host.toLowerCase());
  return hosts?.every((host) => /^(?:[a-z0-9-]{1,63}\.){1,9}[a-z][a-z0-9-]{1,62}$/.test(host)) ? hosts : undefined;
}

/** A text, or a list of them, which may be empty. */
function asTexts(value: unknown): readonly string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(asText);
  return list.every((text) => text !== undefined) ? list : undefined;
}
