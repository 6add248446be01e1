/** The feed renderers: the formats for all subscribers, and forms of the live feed for a single service. */
import type { Channel } from '../../model/channel.ts';
import { type Feed, type FormatName, feedFormats, formatNames } from '../../model/feed.ts';
import { mediaTypeOf } from '../outputs.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json-feed.ts';
import { renderRss } from './rss.ts';
import { renderSmartNews } from './smartnews.ts';

/**
 * A feed format: its file name without the setting `files`, its `Content-Type` and its renderer.
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
 * The feed formats, in the order in which they are listed on pages.
 *
 * @example
 * formats.map(({ name }) => name) // => ['rss', 'atom', 'json']
 */
export const formats: readonly Format[] = formatNames.map((name) => {
  const path = feedFormats[name].fileName;
  return { name, path, mediaType: mediaTypeOf(path), render: renderers[name] };
});

/** A form of the live feed for one service, published beside it. Its path must also be in `outputs`. */
export interface LiveForm {
  readonly path: string;
  readonly isWanted: (channel: Channel) => boolean;
  readonly render: (feed: Feed) => string;
  /** The format whose rules it must follow. Null if there are none. */
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
 * The name of a service that gets its own form of the live feed.
 *
 * @example
 * const form: LiveFormName = 'smartnews';
 */
export type LiveFormName = keyof typeof liveForms;

export const liveFormNames = Object.keys(liveForms) as readonly LiveFormName[];
