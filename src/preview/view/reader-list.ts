/** The list of articles as a feed reader shows it, as data. Pure. */
import type { Channel } from '../../model/channel.ts';
import type { Instant } from '../../model/instant.ts';
import type { Reader } from '../readers/reader.ts';
import { showAs } from '../readers/show-as.ts';
import { type Serving, withLocalUrls } from './local-urls.ts';
import type { PreviewEntry } from './preview-entry.ts';

export interface ReaderLine {
  readonly path: string;
  readonly title: string;
  readonly byline: string;
  readonly date: Instant;
  readonly text: string;
  readonly imageUrl: string | null;
}

interface ListedAs {
  readonly channel: Channel;
  readonly serving: Serving;
}

/** Only the entries of the live feed, which is what a reader gets. */
export function viewList(
  reader: Reader,
  entries: readonly PreviewEntry[],
  { channel, serving }: ListedAs,
): readonly ReaderLine[] {
  return entries.flatMap(({ path, state, entry }) => {
    if (state !== 'live' || entry === null) return [];
    const { title, byline, date, listText, listImage } = showAs(reader, entry, channel);
    const imageUrl = listImage && withLocalUrls(listImage, serving);
    return [{ path, title, byline, date, text: listText, imageUrl }];
  });
}
