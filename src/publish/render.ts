/** Every format of a feed, rendered and read again. An entry that spoils a feed stays out alone; the others are published. */
import { buildFeed } from '../feed/feed.ts';
import type { Channel, Entry, Feed, File } from '../model.ts';
import { error, inFile, type Problem } from '../problem.ts';
import { checkRendered } from '../render/check.ts';
import { type Format, formats } from '../render/formats.ts';

/** An entry, and the article file that it comes from. */
export interface Source {
  readonly path: string;
  readonly entry: Entry;
}

export interface Rendered {
  /** The formats that passed their check. */
  readonly files: readonly File[];
  /** How many entries are in them. */
  readonly entries: number;
  readonly problems: readonly Problem[];
}

/** Renders the live feed. A format that fails its check whatever is left out is not among the files. */
export function renderFeeds(channel: Channel, sources: readonly Source[]): Rendered {
  const whole = renderAll(channel, sources);
  if (whole.problems.length === 0) return whole;
  const empty = renderAll(channel, []);
  const bad =
    empty.problems.length > 0 ? [] : sources.filter((source) => renderAll(channel, [source]).problems.length > 0);
  if (bad.length === 0) return whole;
  const rest = renderAll(
    channel,
    sources.filter((source) => !bad.includes(source)),
  );
  return { ...rest, problems: [...bad.flatMap((source) => refusal(channel, source)), ...rest.problems] };
}

function renderAll(channel: Channel, sources: readonly Source[]): Rendered {
  const feed = buildFeed(
    channel,
    sources.map(({ entry }) => entry),
  );
  const rendered = formats.map((format) => renderFormat(format, feed));
  return {
    files: rendered.flatMap(({ file, problems }) => (problems.length === 0 ? [file] : [])),
    entries: feed.entries.length,
    problems: rendered.flatMap(({ problems }) => problems),
  };
}

function renderFormat({ name, path, render }: Format, feed: Feed) {
  const text = render(feed);
  const problems = inFile(path, checkRendered(text, { format: name, feed }));
  return { file: { path, body: new TextEncoder().encode(text) }, problems };
}

/** The first reason that a format gives against an entry, as a problem of its article. */
function refusal(channel: Channel, source: Source): Problem[] {
  const reason = renderAll(channel, [source]).problems[0]?.message ?? '';
  const message = `The article would break the feed, so it was left out: ${reason}`;
  return inFile(source.path, [error('breaks-feed', message, { line: 1, column: 1 })]);
}
