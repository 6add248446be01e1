/** The `Episode` type: what podcast apps read about an entry. */

/**
 * An episode of a podcast: itunes:* and podcast:* of an RSS item.
 *
 * @example
 * const episode: Episode = {
 *   season: 1,
 *   episode: 4,
 *   episodeType: 'full',
 *   explicit: false,
 *   image: null,
 *   transcripts: [{ url: 'https://courier.example/4.vtt', type: 'text/vtt', language: null }],
 *   chapters: null,
 *   persons: [{ name: 'Mae Orland', role: 'host', url: null, image: null }],
 * };
 */
export interface Episode {
  /** itunes:season, podcast:season. */
  readonly season: number | null;
  /** itunes:episode, podcast:episode. */
  readonly episode: number | null;
  /** itunes:episodeType. */
  readonly episodeType: 'full' | 'trailer' | 'bonus' | null;
  /** itunes:explicit. Null if it is the same as for the channel. */
  readonly explicit: boolean | null;
  /** itunes:image. The URL of a square picture. */
  readonly image: string | null;
  /** podcast:transcript. */
  readonly transcripts: readonly { readonly url: string; readonly type: string; readonly language: string | null }[];
  /** podcast:chapters. */
  readonly chapters: { readonly url: string; readonly type: string } | null;
  /** podcast:person. */
  readonly persons: readonly EpisodePerson[];
}

/**
 * A person in an episode: podcast:person.
 *
 * @example
 * const host: EpisodePerson = { name: 'Mae Orland', role: 'host', url: null, image: null };
 */
export interface EpisodePerson {
  readonly name: string;
  /** A role of the Podcast Taxonomy, such as `host` or `guest`. */
  readonly role: string | null;
  readonly url: string | null;
  /** The URL of a picture. */
  readonly image: string | null;
}
