/** Reads the fields of a podcast episode in front matter. https://github.com/Podcastindex-org/podcast-namespace */
import type { Episode, EpisodePerson } from '../../model/episode.ts';
import { typeOfTranscript } from '../../model/media-type.ts';
import { recordIn } from '../../model/record.ts';
import { hasOtherScheme } from '../../model/url.ts';
import type { Finding } from '../../problem/problem.ts';
import type { Fields } from '../story/field.ts';
import type { Meaning } from './aliases.ts';
import { readPeople } from './authors.ts';
import { type FieldReading, first, invalidField, listIn, mediaTypeIn, stringIn, wholeNumber } from './field-values.ts';

/** The episode. Null if none of its fields is set. URLs are as written. */
export function readEpisode(fields: Fields): FieldReading<Episode | null> {
  const findings: Finding[] = [];
  const read = <T>(meaning: Meaning, { parse, wanted }: Rule<T>): T | null => {
    const field = first(fields, meaning);
    const value = field === null ? null : parse(field.value);
    if (field !== null && value === null) findings.push(invalidField(field, wanted));
    return value;
  };
  const episode = {
    season: read('season', number),
    episode: read('episode', number),
    episodeType: read('episodeType', episodeType),
    explicit: read('explicit', explicit),
    image: read('episodeImage', urlRule),
    transcripts: read('transcript', transcripts) ?? [],
    chapters: read('chapters', chapters),
    persons: personsIn(fields),
  };
  const isGiven = Object.values(episode).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null));
  return { value: isGiven ? episode : null, findings };
}

interface Rule<T> {
  readonly parse: (value: unknown) => T | null;
  readonly wanted: string;
}

const number: Rule<number> = {
  parse: (value) => wholeNumber(recordIn(value)?.['number'] ?? value),
  wanted: 'a whole number of at least 1',
};

const episodeType: Rule<NonNullable<Episode['episodeType']>> = {
  parse: (value) => (['full', 'trailer', 'bonus'] as const).find((it) => it === String(value).toLowerCase()) ?? null,
  wanted: 'full, trailer or bonus',
};

const explicitValues: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  explicit: true,
  false: false,
  no: false,
  clean: false,
};

const explicit: Rule<boolean> = {
  parse: (value) => explicitValues[String(value).toLowerCase()] ?? null,
  wanted: 'true or false',
};

const urlRule: Rule<string> = {
  parse: (value) => urlIn(value),
  wanted: 'a URL',
};

const transcripts: Rule<Episode['transcripts']> = {
  parse: (value) => {
    const list = listIn(value).map(transcriptOf);
    return list.every((it) => it !== null) ? list : null;
  },
  wanted: 'a URL that ends in .vtt, .srt, .html, .json or .txt, {url, type, language}, or a list of these',
};

const chapters: Rule<NonNullable<Episode['chapters']>> = {
  parse: (value) => {
    const url = urlIn(value);
    return url === null ? null : { url, type: mediaTypeIn(recordIn(value) ?? {}) ?? 'application/json+chapters' };
  },
  wanted: 'a URL, or {url, type}',
};

/** A URL or a path, as text or in an object. Null for a scheme other than http or https. */
function urlIn(value: unknown): string | null {
  const url = stringIn(recordIn(value) ?? { url: value }, ['url', 'src', 'href', 'file', 'path']);
  return url === null || hasOtherScheme(url) ? null : url;
}

function transcriptOf(value: unknown): Episode['transcripts'][number] | null {
  const url = urlIn(value);
  if (url === null) return null;
  const type = mediaTypeIn(recordIn(value) ?? {}) ?? typeOfTranscript(url);
  return type === null ? null : { url, type, language: stringIn(recordIn(value) ?? {}, ['language', 'lang']) };
}

/** The persons. A person with several roles is listed once for each role. */
function personsIn(fields: Fields): readonly EpisodePerson[] {
  const lists: readonly (readonly [Meaning, string | null])[] = [
    ['hosts', 'host'],
    ['guests', 'guest'],
    ['persons', null],
  ];
  const persons = lists.flatMap(([meaning, role]) => {
    return listIn(first(fields, meaning)?.value).flatMap((value) => personOf(value, role));
  });
  return persons.filter(({ name, role }, index) => {
    return persons.findIndex((other) => other.name === name && other.role === role) === index;
  });
}

function personOf(value: unknown, role: string | null): EpisodePerson[] {
  const given = recordIn(value) ?? {};
  return readPeople(value)
    .filter((person) => person !== null)
    .map(({ name, url }) => ({
      name,
      role: stringIn(given, ['role'])?.toLowerCase() ?? role,
      url,
      image: urlIn({ url: stringIn(given, ['image', 'img', 'avatar', 'picture', 'photo']) }),
    }));
}
