/** Podcasts in RSS: Apple's elements, and those of the Podcast Namespace (podcastindex.org/namespace/1.0). */
import type { Episode, EpisodePerson } from '../../model/episode.ts';
import type { Feed, Podcast } from '../../model/feed.ts';
import type { Enclosure } from '../../model/image.ts';
import { element, optional, textElement, type XmlAttributes, type XmlElement } from './xml.ts';

/** Declares only the namespaces that are used, because feed validators warn about namespaces that they do not know. */
export function podcastNamespaces({ podcast, entries }: Feed): XmlAttributes {
  if (podcast === null) return {};
  const extended =
    podcast.guid !== null || entries.some(({ episode }) => episode !== null && renderExtended(episode).length > 0);
  return {
    'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    'xmlns:podcast': extended ? 'https://podcastindex.org/namespace/1.0' : null,
  };
}

/** Renders the elements of the channel. */
export function renderPodcast(podcast: Podcast | null): readonly XmlElement[] {
  if (podcast === null) return [];
  return [
    ...optional('itunes:author', podcast.author),
    renderCategory(podcast),
    textElement('itunes:explicit', String(podcast.explicit)),
    ...renderImage(podcast.image),
    ...optional('itunes:type', podcast.type),
    ...renderOwner(podcast),
    ...optional('podcast:guid', podcast.guid),
  ];
}

/** Renders the elements of an item. `enclosure` is the recording. Apple counts from 1, the Podcast Namespace from 0. */
export function renderEpisode(episode: Episode | null, enclosure: Enclosure | undefined): readonly XmlElement[] {
  const duration = optionalValue('itunes:duration', enclosure?.durationSeconds ?? null);
  if (episode === null) return duration;
  return [
    ...duration,
    ...optionalValue('itunes:season', episode.season || null),
    ...optionalValue('itunes:episode', episode.episode || null),
    ...optional('itunes:episodeType', episode.episodeType),
    ...optionalValue('itunes:explicit', episode.explicit),
    ...renderImage(episode.image),
    ...renderExtended(episode),
  ];
}

function renderExtended({ season, episode, transcripts, chapters, persons }: Episode): readonly XmlElement[] {
  return [
    ...optionalValue('podcast:season', season),
    ...optionalValue('podcast:episode', episode),
    ...transcripts.map(({ url, type, language }) => element('podcast:transcript', { url, type, language })),
    ...(chapters === null ? [] : [element('podcast:chapters', { url: chapters.url, type: chapters.type })]),
    ...persons.map(renderPerson),
  ];
}

function renderPerson({ name, role, url, image }: EpisodePerson): XmlElement {
  return element('podcast:person', { role, href: url, img: image }, name);
}

function renderCategory({ category, subcategory }: Podcast): XmlElement {
  const inner = subcategory === null ? [] : [element('itunes:category', { text: subcategory })];
  return element('itunes:category', { text: category }, ...inner);
}

function renderImage(href: string | null): readonly XmlElement[] {
  return href === null ? [] : [element('itunes:image', { href })];
}

function renderOwner({ owner }: Podcast): readonly XmlElement[] {
  if (owner === null) return [];
  return [
    element('itunes:owner', {}, textElement('itunes:name', owner.name), textElement('itunes:email', owner.email)),
  ];
}

function optionalValue(name: string, value: number | boolean | null): readonly XmlElement[] {
  return optional(name, value === null ? null : String(value));
}
