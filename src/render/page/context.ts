/** The context of a page: its URL, language and channel; links from it to other URLs, and `lang` and `dir` attributes. */

import { directionOf } from '../../article/text/direction.ts';
import type { Channel } from '../../model/channel.ts';
import { isWeb, urlOf } from '../../model/url.ts';
import { hasOwnText, type PageText, textFor } from './page-text.ts';
import { remembered } from './remembered.ts';
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
  | 'files'
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
  const { feedUrl } = channel;
  if (!url.startsWith(feedUrl) || !target.startsWith(feedUrl)) return target;
  const [from, to] = [url.slice(feedUrl.length), target.slice(feedUrl.length)];
  // Nearly all links are between plain paths, and a page has dozens: parsing the URLs would take most of the time of a page.
  const isPlain = plainFolder.test(feedUrl) && plainPath.test(from) && plainPath.test(to);
  return isPlain ? relativePath(from.split('/').slice(0, -1), to.split('/')) : relativeUrl(url, target);
}

/** Matches what a URL parser leaves unchanged: no reserved characters, and no part that begins with a dot. */
const plainPath = /^(?!\.)(?:[\w.~-]|\/(?!\.))*$/;
const plainFolder = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?$/;

/** Returns the link from the page to a file that every page links to, such as `style.css`. */
export function linkToFile(path: string, page: PageContext): string {
  return linkTo(fileUrl(path, page.channel.feedUrl), page);
}

const fileUrl = remembered((path: string, feedUrl: string) => urlOf(path, { feedUrl }));

/** Returns the relative URL from one absolute URL to another, or the target itself if their origins differ. */
export function relativeUrl(from: string, to: string): string {
  const start = new URL(from);
  const target = new URL(to);
  if (start.origin !== target.origin) return to;
  const relative = relativePath(start.pathname.split('/').slice(1, -1), target.pathname.split('/').slice(1));
  return `${relative}${target.search}${target.hash}`;
}

/** The relative path from a folder to a file, both as the parts of their paths. */
function relativePath(folders: readonly string[], steps: readonly string[]): string {
  const apart = firstDifference(folders, steps.slice(0, -1));
  const up = '../'.repeat(folders.length - apart);
  const down = steps.slice(apart).join('/');
  return `${up === '' && needsDot(down) ? './' : up}${down}`;
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

/** `lang` and `dir` for text in a language. */
export function inLanguage(language: string): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } {
  return { lang: language, dir: rememberedDirection(language) };
}

const rememberedDirection = remembered(directionOf);

/** The texts of Presstime itself in the language of the page, or in English. */
export function textOn({ language }: PageContext): PageText {
  return textFor(language);
}

/** `lang` and `dir` for these texts. Empty if they are in the language of the page. */
export function inTextLanguage({ language }: PageContext): Attributes {
  return hasOwnText(language) ? {} : { lang: 'en', dir: 'ltr' };
}

/** `lang` and `dir` for text that may be in another language than its page. */
export function inOther(language: string | null, page: PageContext): Attributes {
  return language === null || language === page.language ? {} : inLanguage(language);
}

/** Returns the locale of a BCP 47 tag, or null if the tag is not valid. */
export const localeOf = remembered((language: string): Intl.Locale | null => {
  try {
    return new Intl.Locale(language);
  } catch {
    return null;
  }
});
