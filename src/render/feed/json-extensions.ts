/**
 * Custom objects for data that has no key in JSON Feed 1.1 (Extensions). Their names begin with `_`, and `about` is the URL of the
 * specification that the object follows. Null if there is no data. They are written before the plain keys, because newsraft takes
 * the last `url` that it finds in an item, at any depth.
 */
import type { Entry, Tombstone } from '../../model/entry.ts';
import type { Episode, EpisodePerson } from '../../model/episode.ts';
import type { Feed, Podcast } from '../../model/feed.ts';
import type { Image } from '../../model/image.ts';
import type { Source } from '../../model/metadata.ts';

const mediaRss = 'https://www.rssboard.org/media-rss';
const podcasts = 'https://podcastindex.org/namespace/1.0';

function rfc(number: number, section = ''): string {
  return `https://www.rfc-editor.org/rfc/rfc${number}${section === '' ? '' : `#section-${section}`}`;
}

/** The extensions at the top level. */
export function feedExtensions({ rights, archive, podcast, tombstones }: Feed) {
  return {
    _rights: renderRights(rights),
    _archive: archive === null ? null : renderArchive(archive),
    _podcast: podcast === null ? null : renderPodcast(podcast),
    _deleted: renderTombstones(tombstones),
  };
}

/** The extensions of an item. `_episode` is only written in podcasts. */
export function entryExtensions({ rights, commentsUrl, images, episode, source }: Entry, { podcast }: Feed) {
  return {
    _rights: renderRights(rights),
    _comments: commentsUrl === null ? null : { about: rfc(4685), url: commentsUrl },
    _images: images.length === 0 ? null : { about: mediaRss, items: images.map(renderImage) },
    _episode: episode === null || podcast === null ? null : renderEpisode(episode),
    _source: renderSource(source),
  };
}

function renderRights(text: string | null) {
  return text === null ? null : { about: rfc(4287, '4.2.10'), text };
}

/** Has no key for the previous archive, because that is `next_url` at the top level. */
function renderArchive({ isArchive, current, next }: NonNullable<Feed['archive']>) {
  return {
    about: rfc(5005, '4'),
    is_archive: isArchive,
    current_url: current.json,
    next_archive_url: next?.json ?? null,
  };
}

function renderPodcast({ author, category, subcategory, explicit, image, type, owner, guid }: Podcast) {
  return { about: podcasts, author, category, subcategory, explicit, image, type, owner, guid };
}

function renderTombstones(tombstones: readonly Tombstone[]) {
  if (tombstones.length === 0) return null;
  const items = tombstones.map(({ id, withdrawn, notice }) => ({ id, date_deleted: withdrawn, comment: notice }));
  return { about: rfc(6721), items };
}

function renderImage({ url, type, width, height, lengthBytes, alt, caption, credit }: Image) {
  return { url, mime_type: type, width, height, size_in_bytes: lengthBytes, alt, caption, credit };
}

function renderEpisode({ season, episode, episodeType, explicit, image, transcripts, chapters, persons }: Episode) {
  return {
    about: podcasts,
    season,
    episode,
    type: episodeType,
    explicit,
    image,
    transcripts: listed(transcripts.map(({ url, type, language }) => ({ url, mime_type: type, language }))),
    chapters: chapters === null ? null : { url: chapters.url, mime_type: chapters.type },
    persons: listed(persons.map(renderPerson)),
  };
}

function renderPerson({ name, role, url, image }: EpisodePerson) {
  return { name, role, url, avatar: image };
}

function renderSource(source: Source | null) {
  if (source === null) return null;
  const { title, url, feedUrl } = source;
  return { about: rfc(4287, '4.2.11'), title, url, feed_url: feedUrl };
}

/** Null if the list is empty, so that it is not written. */
export function listed<T>(items: readonly T[]): readonly T[] | null {
  return items.length === 0 ? null : items;
}
