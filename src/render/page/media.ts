/** The section of a page with the audio, video, other files and transcripts of an article: players and download links. */
import type { Entry } from '../../model/entry.ts';
import { lastPartOf } from '../../model/file.ts';
import type { Enclosure } from '../../model/image.ts';
import { mediumOf } from '../../model/media-type.ts';
import { inTextLanguage, linkTo, type PageContext, safeUrl, textOn } from './context.ts';
import { textLanguage } from './page-text.ts';
import { lines, tag } from './tag.ts';

/** The enclosures of an entry, without pictures, which are in its content. Null if there are none. */
export function mediaSection({ enclosures, episode }: Entry, page: PageContext) {
  const shown = enclosures.filter(({ url, type }) => safeUrl(url) !== null && mediumOf(type) !== 'image');
  const transcripts = (episode?.transcripts ?? []).filter(({ url }) => safeUrl(url) !== null);
  if (shown.length === 0 && transcripts.length === 0) return null;
  return tag(
    'section',
    { class: 'media' },
    lines([
      tag('h2', inTextLanguage(page), textOn(page).media),
      ...shown.map((it) => mediaFigure(it, page)),
      ...transcripts.map((it) => transcriptLink(it, page)),
    ]),
  );
}

function mediaFigure(enclosure: Enclosure, page: PageContext) {
  const { url, title } = enclosure;
  const name = title ?? fileNameOf(url);
  const download = tag(
    'a',
    { href: linkTo(url, page), download: true, ...inTextLanguage(page) },
    textOn(page).download,
  );
  const about = tag('span', { class: 'about', ...inTextLanguage(page) }, aboutFile(enclosure, page));
  const caption = tag('figcaption', {}, tag('span', { class: 'name' }, name), ' ', about, ' ', download);
  return tag('figure', {}, player(enclosure, { name, page }), caption);
}

function player({ url, type }: Enclosure, { name, page }: { readonly name: string; readonly page: PageContext }) {
  const kind = mediumOf(type);
  if (kind === null || kind === 'image') return null;
  return tag(kind, { src: linkTo(url, page), controls: true, preload: 'none', 'aria-label': name });
}

/** The last part of the path of a URL, decoded; the host if the path is empty. */
function fileNameOf(url: string): string {
  const { pathname, host } = new URL(url);
  const last = lastPartOf(pathname);
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last;
  }
}

/** `MP3, 3:04, 12.5 MB`. */
function aboutFile({ url, type, lengthBytes, durationSeconds }: Enclosure, { language }: PageContext): string {
  const extension = /\.([a-z0-9]{2,5})$/i.exec(new URL(url).pathname)?.[1]?.toUpperCase() ?? type;
  const duration = durationSeconds === null ? [] : [showDuration(durationSeconds)];
  const size = lengthBytes === null || lengthBytes === 0 ? [] : [showSize(lengthBytes, textLanguage(language))];
  return [extension, ...duration, ...size].join(', ');
}

function showDuration(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)];
  return hours === 0 ? `${minutes}:${pad(rest)}` : `${hours}:${pad(minutes)}:${pad(rest)}`;
}

function showSize(bytes: number, language: string): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `${language === 'en' ? megabytes : megabytes.replace('.', ',')} MB`;
}

function transcriptLink(
  { url, language }: { readonly url: string; readonly language: string | null },
  page: PageContext,
) {
  const { transcript } = textOn(page);
  const named = language === null ? transcript : `${transcript} (${language})`;
  return tag('p', inTextLanguage(page), tag('a', { href: linkTo(url, page), hreflang: language }, named));
}
