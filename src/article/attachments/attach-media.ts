/** Puts sound, films, transcripts and PDF that lie among the articles into the story that names them. */
import type { Episode } from '../../model/episode.ts';
import type { Enclosure } from '../../model/image.ts';
import { fileTypeOf } from '../../model/media-type.ts';
import { warning } from '../../problem/problem.ts';
import type { Story } from '../story/story.ts';
import { elementsOf } from '../tree/walk.ts';
import { findMedia, findPicture, maximumMissing, positionOfReference, type Search } from './find.ts';

/** Published with their real length; the tree of the content is changed in place. */
export function placeMedia(story: Story, search: Search): Story {
  placeInContent(story, search);
  return {
    ...story,
    enclosures: story.enclosures.map((enclosure) => localEnclosure(enclosure, search)),
    episode: story.episode === null ? null : localEpisode(story.episode, search),
  };
}

/** Which attribute of which element names a file. */
const references: Readonly<Record<string, 'src' | 'href'>> = {
  a: 'href',
  audio: 'src',
  source: 'src',
  track: 'src',
  video: 'src',
};

function placeInContent({ content }: Story, search: Search): void {
  for (const { tagName, properties } of elementsOf(content)) {
    if (tagName === 'a') checkLink(String(properties['href'] ?? ''), search);
    const name = references[tagName];
    const media = name === undefined ? null : findMedia(String(properties[name] ?? ''), search);
    if (name !== undefined && media !== null) properties[name] = media.url;
    const poster = tagName === 'video' ? findPicture(String(properties['poster'] ?? ''), search) : null;
    if (poster !== null) properties['poster'] = poster.url;
  }
}

/** A URL with a scheme or a host. */
const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Other tools make a link to a page of it; here it would lead nowhere. */
function checkLink(href: string, { missed, findings, ...search }: Search): void {
  const isFile = !isElsewhere.test(href) && fileTypeOf(href.replace(/[?#].*$/s, ''))?.kind === 'manuscript';
  if (!isFile || missed.has(href) || missed.size >= maximumMissing) return;
  missed.add(href);
  const message = `The link "${href}" leads to a file and not to a page: write the address of the page`;
  findings.push(warning('link-to-file', message, positionOfReference(href, search)));
}

function localEnclosure(enclosure: Enclosure, search: Search): Enclosure {
  return { ...enclosure, ...findMedia(enclosure.url, search) };
}

function localEpisode(episode: Episode, search: Search): Episode {
  const picture = (address: string | null) =>
    address === null ? null : (findPicture(address, search)?.url ?? address);
  return {
    ...episode,
    image: picture(episode.image),
    transcripts: episode.transcripts.map((it) => ({ ...it, url: findMedia(it.url, search)?.url ?? it.url })),
    persons: episode.persons.map((person) => ({ ...person, image: picture(person.image) })),
  };
}
