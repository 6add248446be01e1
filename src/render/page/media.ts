/** Sound, films and other files that belong to an article: players where browsers have them, and links. */
import { h } from 'hastscript';
import type { Entry } from '../../model/entry.ts';
import { lastPartOf } from '../../model/file.ts';
import type { Enclosure } from '../../model/image.ts';
import { mediumOf } from '../../model/media-type.ts';
import { inEnglish, linkTo, type Place, safeUrl } from './context.ts';
import { lines } from './part.ts';

/** The enclosures of an entry, but for pictures, which stand in its content; nothing where there are none. */
export function mediaSection({ enclosures, episode }: Entry, place: Place) {
  const shown = enclosures.filter(({ url, type }) => safeUrl(url) !== null && mediumOf(type) !== 'image');
  const transcripts = (episode?.transcripts ?? []).filter(({ url }) => safeUrl(url) !== null);
  if (shown.length === 0 && transcripts.length === 0) return null;
  return h(
    'section',
    { className: ['media'] },
    lines([
      h('h2', inEnglish(place), 'Listen, watch, download'),
      ...shown.map((it) => mediaFigure(it, place)),
      ...transcripts.map((it) => transcriptLink(it, place)),
    ]),
  );
}

function mediaFigure(enclosure: Enclosure, place: Place) {
  const { url, title } = enclosure;
  const name = title ?? fileNameOf(url);
  const download = h('a', { href: linkTo(url, place), download: true, ...inEnglish(place) }, 'Download');
  const about = h('span', { className: ['about'], ...inEnglish(place) }, aboutFile(enclosure));
  const words = h('figcaption', h('span', { className: ['name'] }, name), ' ', about, ' ', download);
  return h('figure', player(enclosure, { name, place }), words);
}

function player({ url, type }: Enclosure, { name, place }: { readonly name: string; readonly place: Place }) {
  const kind = mediumOf(type);
  if (kind === null || kind === 'image') return null;
  return h(kind, { src: linkTo(url, place), controls: true, preload: 'none', ariaLabel: name });
}

/** The last step of an address, as a person would write it. */
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
function aboutFile({ url, type, lengthBytes, durationSeconds }: Enclosure): string {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(new URL(url).pathname)?.[1]?.toUpperCase() ?? type;
  const duration = durationSeconds === null ? [] : [showDuration(durationSeconds)];
  const size = lengthBytes === null || lengthBytes === 0 ? [] : [showSize(lengthBytes)];
  return [ending, ...duration, ...size].join(', ');
}

function showDuration(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)];
  return hours === 0 ? `${minutes}:${pad(rest)}` : `${hours}:${pad(minutes)}:${pad(rest)}`;
}

function showSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function transcriptLink({ url, language }: { readonly url: string; readonly language: string | null }, place: Place) {
  const named = language === null ? 'Transcript' : `Transcript (${language})`;
  return h('p', inEnglish(place), h('a', { href: linkTo(url, place), hrefLang: language }, named));
}
