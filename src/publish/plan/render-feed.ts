/** Renders and validates every format of a feed. An entry that makes a feed invalid is left out, and the others are published. */
import { assembleFeed, type FeedChannel, type FeedPart } from '../../feed/assemble-feed.ts';
import type { Entry } from '../../model/entry.ts';
import type { Feed } from '../../model/feed.ts';
import { error, inFile } from '../../problem/problem.ts';
import { type Format, formats } from '../../render/feed/formats.ts';
import { checkRendered } from '../../validate/check-rendered.ts';
import type { Rendered } from './document.ts';

type Part = Omit<FeedPart, 'entries'>;

/**
 * Renders one feed of a channel. If leaving out entries does not make a format valid, that format is missing from the files
 * and its problems are reported.
 */
export function renderFeed(channel: FeedChannel, part: Part, entries: readonly Entry[]): Rendered {
  const render = (some: readonly Entry[]) => renderAll(channel, { ...part, entries: some });
  const whole = render(entries);
  if (whole.problems.length === 0) return whole;
  const bad = render([]).problems.length > 0 ? [] : entries.filter((it) => render([it]).problems.length > 0);
  if (bad.length === 0) return whole;
  const rest = render(entries.filter((entry) => !bad.includes(entry)));
  return { ...rest, ofEntries: bad.map((entry) => refusal(entry, render([entry]))) };
}

function renderAll(channel: FeedChannel, part: FeedPart): Rendered {
  const feed = assembleFeed(channel, part);
  const rendered = formats.map((format) => renderFormat(format, feed, `${part.folder}${channel.files[format.name]}`));
  return {
    files: rendered.flatMap(({ file, problems }) => (problems.length === 0 ? [file] : [])),
    entries: feed.entries.length,
    ofEntries: [],
    problems: rendered.flatMap(({ problems }) => problems),
  };
}

function renderFormat({ name, render }: Format, feed: Feed, path: string) {
  const text = render(feed);
  const file = { path, body: new TextEncoder().encode(text) };
  return { file, problems: inFile(path, checkRendered(text, { format: name, feed })) };
}

/** The error for an entry that was left out, with the first reason that a format gives. */
function refusal({ id }: Entry, { problems }: Rendered): Rendered['ofEntries'][number] {
  const message = `The article would break the feed, so it was left out: ${problems[0]?.message ?? ''}`;
  return { id, finding: error('breaks-feed', message, { line: 1, column: 1 }) };
}
