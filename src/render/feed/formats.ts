/** The renderers of feeds: the formats that anybody subscribes to, and the live feed in the form of one reader. */
import type { Channel } from '../../model/channel.ts';
import { type Feed, type FormatName, feedFormats, formatNames } from '../../model/feed.ts';
import { mediaTypeOf } from '../outputs.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json-feed.ts';
import { renderRss } from './rss.ts';
import { renderSmartNews } from './smartnews.ts';

/**
 * A format of feeds: the name of its file, its `Content-Type`, and what renders it.
 *
 * @example
 * const links = formats.map(({ path, mediaType }: Format) => `${path} (${mediaType})`);
 * links[2] // => 'feed.json (application/feed+json; charset=utf-8)'
 */
export interface Format {
  readonly name: FormatName;
  readonly path: string;
  readonly mediaType: string;
  readonly render: (feed: Feed) => string;
}

const renderers: Readonly<Record<FormatName, Format['render']>> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

/**
 * The feed formats, in the order in which they are listed to people.
 *
 * @example
 * formats.map(({ name }) => name) // => ['rss', 'atom', 'json']
 */
export const formats: readonly Format[] = formatNames.map((name) => {
  const path = feedFormats[name].fileName;
  return { name, path, mediaType: mediaTypeOf(path), render: renderers[name] };
});

/** The live feed once more, in the form that one reader wants. Its path has a row in `outputs` too. */
export interface LiveForm {
  readonly path: string;
  readonly isWanted: (channel: Channel) => boolean;
  readonly render: (feed: Feed) => string;
  /** The format whose rules it must keep; null if it has no rules. */
  readonly checkedAs: FormatName | null;
}

export const liveForms = {
  smartnews: {
    path: 'smartnews.xml',
    isWanted: ({ profiles }) => profiles.includes('smartnews'),
    render: renderSmartNews,
    checkedAs: 'rss',
  },
} as const satisfies Readonly<Record<string, LiveForm>>;

/**
 * A reader that gets a form of the live feed of its own.
 *
 * @example
 * const form: LiveFormName = 'smartnews';
 */
export type LiveFormName = keyof typeof liveForms;

export const liveFormNames = Object.keys(liveForms) as readonly LiveFormName[];
