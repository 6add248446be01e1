/** Shows an entry as a feed reader does: its line in the list, and its article. */
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { Reader, Shown } from './reader.ts';

/** What a reader shows of an entry of a publication. */
export function showAs(reader: Reader, entry: Entry, channel: Pick<Channel, 'homeUrl' | 'authors'>): Shown {
  const { list } = reader;
  const [first] = entry.authors.length > 0 ? entry.authors : channel.authors;
  return {
    title: entry.title,
    byline: list.byline === 'none' ? '' : (first?.name ?? ''),
    date: entry[list.date],
    listText: entry.summary,
    listImage: null,
    contentHtml: entry.contentHtml,
  };
}
