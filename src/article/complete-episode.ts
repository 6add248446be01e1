/** The addresses of an episode made absolute; what has none that can be fetched is left out. */
import type { Episode, EpisodePerson } from '../model/episode.ts';
import { resolveWeb } from './tree/sanitise.ts';

export function completeEpisode(episode: Episode | null, base: string): Episode | null {
  if (episode === null) return null;
  const { image, transcripts, chapters, persons } = episode;
  return {
    ...episode,
    image: resolveOrNull(image, base),
    transcripts: transcripts.flatMap((it) => located(it, base)),
    chapters: chapters === null ? null : (located(chapters, base)[0] ?? null),
    persons: persons.map((person): EpisodePerson => ({ ...person, image: resolveOrNull(person.image, base) })),
  };
}

function resolveOrNull(address: string | null, base: string): string | null {
  return address === null ? null : resolveWeb(address, base);
}

function located<T extends { readonly url: string }>(thing: T, base: string): T[] {
  const url = resolveWeb(thing.url, base);
  return url === null ? [] : [{ ...thing, url }];
}
