/** Shows an entry as a feed reader does: its line in the list, and its article. */
import { htmlOfText } from '../../article/text/html-text.ts';
import { foldSpaces } from '../../article/text/spaces.ts';
import { decodeHtmlText } from '../../article/tree/plain-text.ts';
import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { rfc822 } from '../../model/instant.ts';
import { mediumOf } from '../../model/media-type.ts';
import { description } from '../../render/feed/rss.ts';
import { applyRules, firstPictureIn } from './apply-rules.ts';
import { attachmentsHtml } from './attachments.ts';
import type { ListRules, ListText, Reader, Shown } from './reader.ts';
import { renderTerminalText } from './terminal-text.ts';

/**
 * What a reader shows of an entry of a publication. It reads what the feeds contain: of an entry that is an excerpt, the excerpt.
 *
 * @example
 * const [miniflux] = readers;
 * const entry = createEntry({
 *   url: 'https://courier.example/terns',
 *   title: 'Terns return',
 *   published: new Date(0),
 *   contentHtml: '<p>They are <mark>back</mark>.</p>',
 * });
 * const channel = { title: 'The Courier', homeUrl: 'https://courier.example/' };
 * miniflux && showAs(miniflux, entry, channel).contentHtml // => '<p>They are back.</p>'
 */
export function showAs(reader: Reader, entry: Entry, channel: Pick<Channel, 'title' | 'homeUrl'>): Shown {
  const { list, content } = reader;
  const html = contentOf(reader, entry);
  const shown = {
    title: entry.title,
    byline: bylineOf(entry, list),
    date: entry[list.date],
    listText: listText(entry, html, list.text),
    listImage: listImage(entry, html, list),
  };
  if (content.kind === 'text') {
    const text = renderTerminalText(html, content);
    const header = textHeader(entry, { ...shown, feed: channel.title });
    return { ...shown, contentHtml: `<pre>${htmlOfText(`${header}\n\n${text}`)}</pre>` };
  }
  const article = applyRules(html, content, entry.url ?? channel.homeUrl);
  return { ...shown, contentHtml: article + attachmentsHtml(entry, article, list.attachments) };
}

/** The content in the feed. Readers show the description of an entry without content. */
function contentOf({ source }: Reader, entry: Entry): string {
  const content = entry.excerptHtml ?? entry.contentHtml;
  if (content === '') return description(entry);
  return source === 'longer' && description(entry).length > content.length ? description(entry) : content;
}

function bylineOf({ authors }: Entry, { byline }: ListRules): string {
  if (byline === 'none') return '';
  const shown = byline === 'first' ? authors.slice(0, 1) : authors;
  return shown.map(({ name }) => name).join(', ');
}

function listText(entry: Entry, html: string, { from, length, mark }: ListText): string {
  if (from === 'none') return '';
  const text = from === 'summary' && entry.summary !== '' ? entry.summary : plainText(html);
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length).join('').trimEnd()}${mark}`;
}

/** The text that is left if all tags are removed. It includes captions. */
function plainText(html: string): string {
  return foldSpaces(decodeHtmlText(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '').replace(/<[^>]*>/g, ' ')));
}

function listImage({ images }: Entry, html: string, { picture }: ListRules): string | null {
  const found = picture.map((from) => (from === 'media' ? (images[0]?.url ?? null) : firstPictureIn(html)));
  return found.find((url) => url !== null) ?? null;
}

function textHeader(
  entry: Entry,
  { feed, title, byline, date }: Pick<Shown, 'title' | 'byline' | 'date'> & { feed: string },
) {
  const recording = entry.enclosures.find(({ type }) => ['audio', 'video'].includes(mediumOf(type) ?? ''));
  const lines = [
    ['Feed', feed],
    ['Title', title],
    ['Author', byline],
    ['Date', rfc822(date).replace('GMT', '+0000')],
    ['Link', entry.url ?? ''],
    ['Podcast Download URL', recording === undefined ? '' : `${recording.url} (type: ${recording.type})`],
  ];
  return lines.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])).join('\n');
}
