/** Parses `feed.yaml` into a `Channel`, and reports all problems at once with their lines. */
import { isMap, LineCounter, type Node, type YAMLMap, type YAMLParseError } from 'yaml';
import type { Channel } from '../model/channel.ts';
import { isRecord } from '../model/record.ts';
import { error, type Finding, hasError, inFile, type Position, type Problem, warning } from '../problem/problem.ts';
import { suggest, suggestWhole } from '../problem/wording.ts';
import { channelFile } from './channel-file.ts';
import { findWrongName } from './file-names.ts';
import { categoriesIn, isKnownCategory } from './podcast-categories.ts';
import { channelSettings, type Setting } from './settings.ts';
import { nestedKeyMessage, parseYaml } from './yaml.ts';

/**
 * The result of reading settings.
 *
 * @example
 * const { channel, problems }: ChannelReading = parseChannel('title: The Tern Sound Courier');
 * channel // => null
 * problems.length > 0 // => true
 */
export interface ChannelReading {
  /** Null if one of the problems is an error. */
  readonly channel: Channel | null;
  readonly problems: readonly Problem[];
}

/**
 * The options of `parseChannel`.
 *
 * @example
 * const options: ChannelOptions = { file: 'site/feed.yaml', feedUrl: 'https://staging.courier.example/' };
 */
export interface ChannelOptions {
  /** The file name in problems. The default is `feed.yaml`. */
  readonly file?: string;
  /** Overrides `feedUrl` in the file, for publishing the same articles to several stores. */
  readonly feedUrl?: string;
}

/**
 * Parses the text of `feed.yaml`. Never throws. All mistakes are reported at once in `problems`, with line and column.
 *
 * @example
 * const { channel } = parseChannel(`
 * title: The Tern Sound Courier
 * description: News from the islands
 * homeUrl: https://courier.example/
 * feedUrl: https://courier.example/feeds/
 * timeZone: America/Los_Angeles
 * `);
 * channel?.title // => 'The Tern Sound Courier'
 * channel?.language // => 'en'
 */
export function parseChannel(text: string, { file = channelFile, feedUrl }: ChannelOptions = {}): ChannelReading {
  const source = { ...parseSource(text), overrides: feedUrl === undefined ? {} : { feedUrl } };
  const read = readSettings(source);
  const findings = [
    ...source.findings,
    ...unknownKeys(source),
    ...read.findings,
    ...fixedZone(source, read.values.timeZone),
  ];
  const problems = inFile(file, findings);
  return { channel: hasError(problems) ? null : buildChannel(read.values), problems };
}

type Key = keyof typeof channelSettings;
type Values = {
  -readonly [K in Key]: (typeof channelSettings)[K] extends Setting<infer T> ? T : never;
};
const keys = Object.keys(channelSettings) as Key[];

const required = keys.filter((key) => !('fallback' in channelSettings[key]));

/** The year in an authority that is made from the host of `homeUrl`. It is fixed so that ids never change. */
const authorityYear = 2026;

function buildChannel(values: Values): Channel {
  const { timeZone, authority, pages, ...rest } = values;
  return {
    ...rest,
    pages: pages ?? values.permalink === null,
    timeZone: timeZone ?? 'UTC',
    timeZoneSource: timeZone === null ? 'default' : 'channel',
    authority: authority ?? `${new URL(values.homeUrl).hostname},${authorityYear}`,
  };
}

/** Settings for reading an article without a `feed.yaml`. They are never used for publishing. */
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
  /** Values that override the file. */
  readonly overrides: Readonly<Partial<Record<Key, unknown>>>;
}

function parseSource(text: string): Omit<Source, 'overrides'> {
  const lines = new LineCounter();
  const { document, nestedKey } = parseYaml(text, { lineCounter: lines });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const positionOf = (node: unknown) => position((node as Node)?.range?.[0] ?? 0);
  if (nestedKey !== null) {
    const findings = [error('invalid-yaml', `Cannot read the settings: ${nestedKeyMessage}`, position(nestedKey))];
    return { map: null, positionOf, findings };
  }
  const map = isMap(document.contents) ? document.contents : null;
  if (document.errors.length === 0 && map !== null) return { map, positionOf, findings: [] };
  const wrong = document.errors.map((thrown) =>
    error('invalid-yaml', describeYaml(thrown, text), position(thrown.pos[0])),
  );
  const start = document.contents === null ? 'are empty: they' : 'must be lines of "key: value", and';
  const findings = [error('invalid-yaml', `The settings ${start} must contain at least ${required.join(', ')}`)];
  // If a part of the file cannot be read, it is not known which keys are missing.
  return { map: null, positionOf, findings: wrong.length > 0 ? wrong : findings };
}

function describeYaml({ code, message, pos: [start] }: YAMLParseError, text: string): string {
  const key = /^["']?([^"':\n]+)/.exec(text.slice(start))?.[1]?.trim();
  if (code === 'DUPLICATE_KEY') return `"${key}" is set twice: remove one of the two lines`;
  if (code === 'MULTIPLE_DOCS') return 'The settings must be one YAML document: "---" begins a second one here';
  return `Cannot read the settings: ${yamlAdvice[code] ?? message}`;
}

/** What to do about frequent mistakes, instead of the messages of the library. */
const yamlAdvice: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a value that contains a colon and a space must be in quotes',
  MULTILINE_IMPLICIT_KEY: 'each line must be "key: value", with a colon and a space between them',
  TAB_AS_INDENT: 'a line must be indented with spaces, not with tabs',
};

function unknownKeys({ map, positionOf }: Omit<Source, 'overrides'>): Finding[] {
  const findings: Finding[] = [];
  for (const { key } of map?.items ?? []) {
    const name = String(key);
    if (Object.hasOwn(channelSettings, name)) continue;
    findings.push(error('unknown-setting', `"${name}" is not a setting${suggest(name, keys)}`, positionOf(key)));
  }
  return findings;
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

function readSetting(key: Key, { map, positionOf, overrides }: Source) {
  const { wanted, parse, fallback } = channelSettings[key] as Setting<unknown>;
  const node = map?.get(key, true);
  const given = overrides[key] ?? plain(node);
  if (given === undefined || given === null) {
    return { value: fallback?.value, finding: map === null ? null : missing(key) };
  }
  const value = parse(given);
  if (value !== undefined) return { value, finding: null };
  const message = `"${key}" must be ${wanted}: got ${JSON.stringify(given)}${hintFor(key, given)}`;
  return { value: undefined, finding: error('invalid-setting', message, positionOf(wrongPart(key, node) ?? node)) };
}

/** The part of a value that is wrong, if it is known. */
function wrongPart(key: Key, node: unknown): unknown {
  if (key !== 'files' || !isMap(node)) return null;
  const wrong = findWrongName(node.toJSON());
  return node.items.find((it) => String(it.key) === wrong?.key)?.key ?? null;
}

function plain(node: unknown): unknown {
  return (node as Node | undefined)?.toJSON();
}

function missing(key: Key): Finding | null {
  const { wanted, fallback } = channelSettings[key] as Setting<unknown>;
  if (fallback === undefined) return error('missing-setting', `"${key}" is missing: it must be ${wanted}`);
  if (key !== 'timeZone') return null;
  const message = '"timeZone" is missing: times without a zone are read as UTC';
  return warning('missing-time-zone', message);
}

/** Zones without summer time whose names people take for those of a region. */
const fixedZones: Readonly<Record<string, string>> = { EST: 'America/New_York', MST: 'America/Denver' };

function fixedZone({ map, positionOf }: Source, timeZone: string | null): readonly Finding[] {
  const likely = fixedZones[timeZone?.toUpperCase() ?? ''];
  if (likely === undefined) return [];
  const message = `"${timeZone}" has no summer time: if your clocks change, write the name of the region, such as "${likely}"`;
  return [warning('fixed-time-zone', message, positionOf(map?.get('timeZone', true)))];
}

function hintFor(key: Key, given: unknown): string {
  if (key === 'podcast') return hintForCategory(given);
  if (key === 'files') return isRecord(given) ? `: ${findWrongName(given)?.reason ?? ''}` : '';
  if (key === 'timeZone') return suggestWhole(String(given), Intl.supportedValuesOf('timeZone'));
  const { names } = channelSettings[key] as Setting<unknown>;
  if (names === undefined) return '';
  const wrong = [given].flat().find((it) => !names.includes(String(it)));
  return wrong === undefined ? '' : suggestWhole(String(wrong), names);
}

/** A hint about the first of category and subcategory that Apple Podcasts does not know. */
function hintForCategory(given: unknown): string {
  const { category, subcategory } = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof category !== 'string') return '';
  if (!isKnownCategory(category, null)) return unknownCategory(category, null);
  const isWrong = typeof subcategory === 'string' && !isKnownCategory(subcategory, category);
  return isWrong ? unknownCategory(subcategory, category) : '';
}

function unknownCategory(name: string, outer: string | null): string {
  const expected = outer === null ? 'a category of Apple Podcasts' : `a subcategory of "${outer}"`;
  return `: "${name}" is not ${expected}${suggest(name, categoriesIn(outer))}`;
}
