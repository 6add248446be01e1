/** The context of a page: its URL, language and channel; links from it to other URLs, and `lang` and `dir` attributes. */
import type { Channel } from '../../model/channel.ts';
import { isWeb } from '../../model/url.ts';
import type { Attributes } from './tag.ts';

/**
 * The settings that pages use.
 *
 * @example
 * const lang = ({ language }: PageChannel): string => language;
 */
export type PageChannel = Pick<
  Channel,
  | 'authors'
  | 'description'
  | 'embedHosts'
  | 'feedUrl'
  | 'homeUrl'
  | 'icon'
  | 'language'
  | 'logo'
  | 'rights'
  | 'timeZone'
  | 'title'
>;

/** The page that is rendered. */
export interface PageContext {
  /** The URL of the page; `''` for a page that may be shown at any URL. */
  readonly url: string;
  /** The language of the page, as a BCP 47 tag. */
  readonly language: string;
  readonly channel: PageChannel;
}

/** Returns the link from the page to a URL: relative within the publication, so that a preview works under another host. */
export function linkTo(target: string, { url, channel }: PageContext): string {
  const inside = [url, target].every((it) => it.startsWith(channel.feedUrl));
  return inside ? relativeUrl(url, target) : target;
}

/** Returns the relative URL from one absolute URL to another, or the target itself if their origins differ. */
export function relativeUrl(from: string, to: string): string {
  const start = new URL(from);
  const target = new URL(to);
  if (start.origin !== target.origin) return to;
  const folders = start.pathname.split('/').slice(1, -1);
  const steps = target.pathname.split('/').slice(1);
  const apart = firstDifference(folders, steps.slice(0, -1));
  const up = '../'.repeat(folders.length - apart);
  const down = steps.slice(apart).join('/');
  const relative = `${up === '' && needsDot(down) ? './' : up}${down}`;
  return `${relative}${target.search}${target.hash}`;
}

function firstDifference(left: readonly string[], right: readonly string[]): number {
  const found = left.findIndex((step, index) => step !== right[index]);
  return found === -1 ? left.length : found;
}

/** An empty link would mean the page itself, a colon in the first part would mean a scheme, and a leading slash the root. */
function needsDot(path: string): boolean {
  return path === '' || path.startsWith('/') || (path.split('/')[0] ?? '').includes(':');
}

/** Returns the URL if it is http or https. Returns null for any other, which could run a script. */
export function safeUrl(url: string | null): string | null {
  return url !== null && URL.canParse(url) && isWeb(new URL(url)) ? url : null;
}

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** `lang` and `dir` for text in a language. */
export function inLanguage(language: string): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } {
  const script = localeOf(language)?.maximize().script ?? 'Latn';
  return { lang: language, dir: rightToLeft.has(script) ? 'rtl' : 'ltr' };
}

/** `lang` and `dir` for the texts of Presstime itself, which are always English. Empty if the page is English too. */
export function inEnglish({ language }: PageContext): Attributes {
  return localeOf(language)?.language === 'en' ? {} : { lang: 'en', dir: 'ltr' };
}

/** `lang` and `dir` for text that may be in another language than its page. */
export function inOther(language: string | null, page: PageContext): Attributes {
  return language === null || language === page.language ? {} : inLanguage(language);
}

/** Returns the locale of a BCP 47 tag, or null if the tag is not valid. */
export function localeOf(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language);
  } catch {
    return null;
  }
}
