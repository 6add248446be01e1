/** What shortcodes for videos, posts and snippets of other sites show: a player or a link. https://gohugo.io/shortcodes/ */
import type { ElementContent } from 'hast';
import { h } from 'hastscript';

export interface ShortcodeArguments {
  /** By key, in lower case and with underscores instead of hyphens. */
  readonly named: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
}

type Show = (id: string, rest: readonly string[]) => ElementContent | null;

const frame =
  (prefix: string): Show =>
  (id) =>
    isId(id) ? h('iframe', { src: prefix + id }) : linkTo(id);
const page =
  (prefix: string): Show =>
  (id) =>
    isId(id) ? linkTo(prefix + id) : linkTo(id);

const youtube = frame('https://www.youtube.com/embed/');
const vimeo = frame('https://player.vimeo.com/video/');
const tweet: Show = (first, [second]) => {
  const [user, id] = second === undefined || !/^\d+$/.test(second) ? ['i', first] : [first, second];
  return /^\d{1,30}$/.test(id) && /^\w{1,40}$/.test(user)
    ? linkTo(`https://twitter.com/${user}/status/${id}`)
    : linkTo(first);
};
const gist: Show = (first, [second]) => {
  const path = second === undefined || first.includes('/') ? first : `${first}/${second}`;
  return /^[\w-]{1,60}(?:\/[\w-]{1,60})?$/.test(path) ? linkTo(`https://gist.github.com/${path}`) : linkTo(first);
};

const shows: Readonly<Record<string, Show>> = {
  youtube,
  yt: youtube,
  youtubeplayer: youtube,
  vimeo,
  vimeo_simple: vimeo,
  tweet,
  twitter: tweet,
  twitter_simple: tweet,
  x: tweet,
  x_simple: tweet,
  gist,
  instagram: page('https://www.instagram.com/p/'),
  instagram_simple: page('https://www.instagram.com/p/'),
  codepen: page('https://codepen.io/pen/'),
  asciinema: page('https://asciinema.org/a/'),
  spotify: page('https://open.spotify.com/track/'),
};

/** The player or link for a shortcode. Null if it is of another kind. */
export function mediaOf(name: string, { named, positional }: ShortcodeArguments): ElementContent | null {
  const show = Object.hasOwn(shows, name) ? shows[name] : undefined;
  const given = ['user', 'id', 'video', 'videoid', 'url', 'src', 'gist', 'file'].flatMap((key) => named.get(key) ?? []);
  const [first, ...rest] = given.length > 0 ? given : positional;
  return show === undefined || first === undefined ? null : show(first, rest);
}

function isId(text: string): boolean {
  return /^[\w-]{1,40}$/.test(text);
}

/** A link to an absolute URL. Null for anything else. */
function linkTo(url: string): ElementContent | null {
  return /^https?:\/\/\S+$/.test(url) ? h('p', h('a', { href: url }, url.replace(/^https?:\/\/(?:www\.)?/, ''))) : null;
}

/** Tags of template languages, which show nothing themselves. */
const control = new Set(
  'assign set if elsif elseif else unless for case when cycle increment decrement include include_relative include_cached render partial component block extends layout liquid paginate import from macro call filter with ref relref post_url link'.split(
    ' ',
  ),
);

const textKeys = ['text', 'title', 'caption', 'label', 'content', 'quote', 'alt', 'description', 'summary'];

/** The text and the URL in the arguments of a shortcode that is removed. Null if there are none. */
export function textOfShortcode(name: string, { named, positional }: ShortcodeArguments): ElementContent | null {
  if (control.has(name)) return null;
  const text = textKeys.map((key) => named.get(key)).find((it) => it !== undefined && it.trim() !== '') ?? null;
  const urls = [...['href', 'url', 'link', 'src', 'to'].map((key) => named.get(key)), ...positional];
  const url = urls.find((it) => it !== undefined && /^https?:\/\/\S+$/.test(it)) ?? null;
  if (url !== null) return h('a', { href: url }, text ?? url);
  return text === null ? null : h('span', text);
}
