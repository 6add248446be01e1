/** Reads a draft that has no date yet as if it had the date of today, so that it can be looked at. */
import { indexBeside } from '../../article/attachments/beside.ts';
import { storyParsers } from '../../article/parse-article.ts';
import type { ParserInput, StoryParser, StoryParsers } from '../../article/parse-file.ts';
import type { Reading } from '../../article/reading.ts';
import type { StoryReading } from '../../article/story/story.ts';
import type { Instant } from '../../model/instant.ts';
import type { Source } from '../../publish/read/read-source.ts';
import { readInMainThread } from '../../reading/read-article.ts';
import { StoppedError } from '../../reading/watchdog.ts';
import type { Store } from '../../store/store.ts';

export interface DraftContext {
  readonly from: Store;
  readonly source: Pick<Source, 'channel' | 'beside'>;
  readonly now: Instant;
}

/** By the reading without a date, because each round needs the same ones again. */
const readAlready = new WeakMap<Reading, Promise<Reading | null>>();

/** Null if the file is gone, or takes too long to be read twice. */
export function readUndatedDraft(path: string, reading: Reading, context: DraftContext): Promise<Reading | null> {
  const known = readAlready.get(reading);
  if (known !== undefined) return known;
  const read = readDated(path, context);
  readAlready.set(reading, read);
  return read;
}

async function readDated(path: string, { from, source, now }: DraftContext): Promise<Reading | null> {
  const stored = await from.read(path);
  if (stored === null) return null;
  const { channel, beside } = source;
  const settings = { channel, index: indexBeside(beside.map((file) => file.path)) };
  try {
    return await readInMainThread(from, { path, body: stored.body }, { settings, parsers: parsersWithDate(now) });
  } catch (thrown) {
    if (thrown instanceof StoppedError) return null;
    throw thrown;
  }
}

function parsersWithDate(now: Instant): StoryParsers {
  const dated =
    (parse: StoryParser): StoryParser =>
    (input) =>
      [parse(input)].flat().map((part) => ('what' in part ? part : withDate(part, { now, input })));
  const { agency, wire, markdown, html, json, word } = storyParsers;
  return {
    agency: dated(agency),
    wire: dated(wire),
    markdown: dated(markdown),
    html: dated(html),
    json: dated(json),
    word: dated(word),
  };
}

function withDate(
  reading: StoryReading,
  { now, input: { channel } }: { readonly now: Instant; readonly input: ParserInput },
): StoryReading {
  const { story, findings } = reading;
  if (story === null || story.published !== null) return reading;
  const { timeZone, timeZoneSource } = channel;
  return {
    story: { ...story, published: { instant: now, precision: 'minute', timeZone, timeZoneSource } },
    findings: findings.filter(({ code }) => code !== 'missing-date'),
  };
}
