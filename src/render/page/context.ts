/** Where something stands: the page, its language, and the addresses that lead from there. */
import type { Properties } from 'hastscript';
import type { Channel } from '../../model/channel.ts';
import { isWeb } from '../../model/url.ts';

/**
 * The settings that pages show.
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

/** The page that something stands on. */
export interface Place {
  /** The page's own address. */
  readonly url: string;
  /** The page's language, as a BCP 47 tag. */
  readonly language: string;
  readonly channel: PageChannel;
}

/** The address as a link on the page: relative inside the publication, so that a preview under another host is whole. */
export function linkTo(target: string, { url, channel }: Place): string {
  const inside = [url, target].every((it) => it.startsWith(channel.feedUrl));
  return inside ? relativeUrl(url, target) : target;
}

/** The way from one address to another; the target itself where they are of different hosts. */
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

/** Nothing at all would be the page itself, a colon a scheme, and a slash the root. */
function needsDot(path: string): boolean {
  return path === '' || path.startsWith('/') || (path.split('/')[0] ?? '').includes(':');
}

/** An address that a link may have; null for one that could run something. */
export function safeUrl(url: string | null): string | null {
  return url !== null && URL.canParse(url) && isWeb(new URL(url)) ? url : null;
}

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** `lang` and `dir` for text in a language. */
export function inLanguage(language: string): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } {
  const script = localeOf(language)?.maximize().script ?? 'Latn';
  return { lang: language, dir: rightToLeft.has(script) ? 'rtl' : 'ltr' };
}

/** `lang` and `dir` for the words of Presstime, which are English on every page; none where the page is English too. */
export function inEnglish({ language }: Place): Properties {
  return localeOf(language)?.language === 'en' ? {} : { lang: 'en', dir: 'ltr' };
}

/** `lang` and `dir` for text that may be in another language than its page. */
export function inOther(language: string | null, place: Place): Properties {
  return language === null || language === place.language ? {} : inLanguage(language);
}

/** The language as `Intl` knows it; null where the tag is none. */
export function localeOf(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language);
  } catch {
    return null;
  }
}
