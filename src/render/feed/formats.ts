/** The one table of renderers of feeds. */
import { type Feed, type FormatName, feedFormats } from '../../model/feed.ts';
import { mediaTypeOf } from '../outputs.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json-feed.ts';
import { renderRss } from './rss.ts';

export interface Format {
  readonly name: FormatName;
  readonly path: string;
  readonly mediaType: string;
  readonly render: (feed: Feed) => string;
}

/** The feed formats, in the order in which they are listed to people. */
export const formats: readonly Format[] = [
  format('rss', renderRss),
  format('atom', renderAtom),
  format('json', renderJson),
];

function format(name: FormatName, render: Format['render']): Format {
  const path = feedFormats[name].fileName;
  return { name, path, mediaType: mediaTypeOf(path), render };
}
