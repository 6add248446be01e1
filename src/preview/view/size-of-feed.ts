/** Compares the live feed with its limits. Pure. */
import type { Channel } from '../../model/channel.ts';
import { type FormatName, feedFormats, formatNames } from '../../model/feed.ts';

export interface FeedSize {
  readonly format: FormatName;
  readonly title: string;
  readonly fileName: string;
  readonly lengthBytes: number;
}

export interface SizeOfFeed {
  readonly feeds: readonly FeedSize[];
  readonly maximumBytes: number;
  readonly entries: number;
  readonly maximumEntries: number;
  /** The limit that keeps older articles out of the live feed; null if all articles are in it. */
  readonly limitedBy: 'entries' | 'bytes' | null;
}

export interface SizeInput {
  readonly channel: Pick<Channel, 'files' | 'limit' | 'limitKilobytes'>;
  readonly entries: number;
  readonly archived: number;
  readonly bytesOf: (format: FormatName) => number;
}

export function sizeOfFeed({ channel, entries, archived, bytesOf }: SizeInput): SizeOfFeed {
  const feeds = formatNames.map((format) => ({
    format,
    title: feedFormats[format].title,
    fileName: channel.files[format],
    lengthBytes: bytesOf(format),
  }));
  const limiting = entries >= channel.limit ? 'entries' : 'bytes';
  return {
    feeds,
    maximumBytes: channel.limitKilobytes * 1024,
    entries,
    maximumEntries: channel.limit,
    limitedBy: archived === 0 ? null : limiting,
  };
}
