/** How each tool makes a slug of a text. The functions differ only where the tools do. */
import type { Permalink } from '../../model/channel.ts';
import { slugify } from '../text/slug.ts';
import { transliterate, withoutAccents } from './transliterate.ts';

type HugoOptions = Pick<Permalink, 'keepCase' | 'removeAccents'>;

/** Hugo's names of files and folders, and `slug`: each space is a hyphen, and most signs are dropped. */
export function hugoName(text: string, options: HugoOptions): string {
  return hugoCase(text.replace(/\s/g, '-').replace(/[^\p{L}\p{M}\p{Nd}./_#+~@-]/gu, ''), options);
}

/** Hugo's `:title`: runs of spaces and dropped signs are one hyphen, unless a hyphen was written. */
export function hugoTitle(text: string, options: HugoOptions): string {
  const kept = text.replace(/[^\p{L}\p{M}\p{Nd}\s./_#+~@-]/gu, '').trim();
  return hugoCase(kept.replace(/\s*(-+)\s*/g, '$1').replace(/\s+/g, '-'), options);
}

/** Hugo's case and accents, which the whole path gets. */
export function hugoCase(text: string, { keepCase, removeAccents }: HugoOptions): string {
  const plain = removeAccents ? withoutAccents(text) : text;
  return keepCase ? plain : plain.toLowerCase();
}

/** Jekyll's `:title`: https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter, `pretty` with case. */
export const jekyllTitle = (text: string): string => slugify(text, 'title');

/** Jekyll's `:slug`. */
export const jekyllSlug = (text: string): string => hyphenated(text.toLowerCase(), /[^\p{M}\p{L}\p{Nd}]+/gu);

export const zolaSlug = (text: string): string => hyphenated(transliterate(text).toLowerCase(), /[^a-z0-9]+/g);

/** The package `github-slugger`, which Astro uses. */
export const astroSlug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** Eleventy's filter `slugify`: the package `@sindresorhus/slugify`. */
export function eleventySlug(text: string): string {
  const spelled = text.replace(/&/g, ' and ').replace(/[äöüÄÖÜ]/g, (letter) => germanLetters[letter] ?? letter);
  const plain = withoutAccents(spelled)
    .replace(/ß/g, 'ss')
    .replace(/['’](?=[a-z])/gi, (mark) => (mark === "'" ? '' : '-'));
  return hyphenated(plain.toLowerCase(), /[^a-z0-9]+/g);
}

const germanLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** Hexo's `slugize`: accents are removed, and only these signs become hyphens. */
export const hexoSlug = (text: string): string =>
  hyphenated(withoutAccents(text).replace(/ß/g, 's'), /[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g);

export const pelicanSlug = (text: string): string =>
  transliterate(text)
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');

/** The package `@tryghost/string`. */
export const ghostSlug = (text: string): string =>
  hyphenated(transliterate(text.replace(/£/g, '-')).replace(/'/g, '').toLowerCase(), /[^\w]+/g);

/** WordPress's `sanitize_title_with_dashes`. Letters of other scripts stay, and are percent-encoded in the URL. */
export const wordpressSlug = (text: string): string =>
  hyphenated(
    withoutAccents(text)
      .replace(/ß/g, 'ss')
      .replace(/[‘’“”«»]/g, '')
      .replace(/[./–—]/g, '-')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}\s_-]/gu, ''),
    /[\s-]+/g,
  );

function hyphenated(text: string, gaps: RegExp): string {
  return text
    .normalize('NFC')
    .replace(gaps, '-')
    .replace(/^-+|-+$/g, '');
}
