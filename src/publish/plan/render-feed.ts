/** Every format of a feed, rendered and read again. An entry that spoils a feed stays out alone; the others are published. */
import { assembleFeed, type FeedPart } from '../../feed/assemble-feed.ts';
import type { Channel } from '../../model/channel.ts';
import type { Feed } from '../../model/feed.ts';
import { error, inFile, type Problem } from '../../problem/problem.ts';
import { type Format, formats } from '../../render/feed/formats.ts';
import { checkRendered } from '../../validate/check-rendered.ts';
import type { Rendered, Source } from './document.ts';

type Part = Omit<FeedPart, 'entries'>;

/** Renders one feed of a channel. A format that fails its check whatever is left out is not among the files. */
export function renderFeed(channel: Channel, part: Part, sources: readonly Source[]): Rendered {
  const render = (some: readonly Source[]) => renderAll(channel, part, some);
  const whole = render(sources);
  if (whole.problems.length === 0) return whole;
  const bad = render([]).problems.length > 0 ? [] : sources.filter((it) => render([it]).problems.length > 0);
  if (bad.length === 0) return whole;
  const rest = render(sources.filter((source) => !bad.includes(source)));
  const refusals = bad.flatMap((source) => refusal(source, render([source]).problems));
  return { ...rest, problems: [...refusals, ...rest.problems] };
}

function renderAll(channel: Channel, part: Part, sources: readonly Source[]): Rendered {
  const feed = assembleFeed(channel, { ...part, entries: sources.map(({ entry }) => entry) });
  const rendered = formats.map((format) => renderFormat(format, feed, part.folder));
  return {
    files: rendered.flatMap(({ file, problems }) => (problems.length === 0 ? [file] : [])),
    entries: feed.entries.length,
    problems: rendered.flatMap(({ problems }) => problems),
  };
}

function renderFormat({ name, path, render }: Format, feed: Feed, folder: string) {
  const text = render(feed);
  const file = { path: `${folder}${path}`, body: new TextEncoder().encode(text) };
  return { file, problems: inFile(file.path, checkRendered(text, { format: name, feed })) };
}

/** The first reason that a format gives against an entry, as a problem of its article. */
function refusal({ path }: Source, problems: readonly Problem[]): readonly Problem[] {
  const message = `The article would break the feed, so it was left out: ${problems[0]?.message ?? ''}`;
  return inFile(path, [error('breaks-feed', message, { line: 1, column: 1 })]);
}
