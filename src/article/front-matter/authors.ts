/** Reads authors in front matter: a text of names, Markdown links, a list, or objects with name, url, email and avatar. */
import { asEmail } from '../../channel/values.ts';
import type { Person } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import { asUrl } from '../../model/url.ts';
import { foldSpaces } from '../text/spaces.ts';

/** The people in a value. An element is null if it names nobody. */
export function readPeople(value: unknown): readonly (Person | null)[] {
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? [null] : readPeople(item)));
  if (typeof value === 'string') return namesIn(foldSpaces(value.slice(0, maximumLength)));
  return [personOf(value)];
}

/** The maximum length of a text of names. */
const maximumLength = 1000;

/** Splits `Josh Aas and James Renken`, `By Dana Whitfield`, or names as Markdown links. */
function namesIn(text: string): readonly (Person | null)[] {
  const links = [...text.matchAll(/\[([^[\]]{1,200})\]\(([^()\s]{1,500})\)/g)];
  if (links.length > 0) return links.map(([, name, url]) => personOf({ name, url }));
  const names = text.replace(/^(?:written )?by:? (?=\p{Lu})/iu, '').split(between);
  return names.map((name) => personOf({ name })).filter((person, index) => index === 0 || person);
}

/** Matches commas, semicolons and conjunctions between names. `Jr.` and degrees belong to the name before them. */
const between = / ?[,;](?! ?(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq|MBA|RN)\b) ?(?:(?:and|&) )?| (?:and|&|\+) /;

/** The name in `Dana Whitfield <dana@post.example>` and in `dana@post.example (Dana Whitfield)`. */
function withoutEmail(name: string): string {
  const inBrackets = /^\S+@\S+ \((.+)\)$/.exec(name)?.[1];
  return inBrackets ?? name.replace(/ ?<[^<>\s]+@[^<>\s]+>$/, '');
}

const nameKeys = ['name', 'display_name', 'displayName', 'title', 'full_name', 'id'] as const;
const avatarKeys = ['avatar', 'picture', 'image', 'photo', 'profile_image'] as const;
const urlKeys = ['url', 'link', 'website', 'web', 'homepage', 'href', 'uri'] as const;

function personOf(value: unknown): Person | null {
  const given = recordIn(value);
  if (given === null) return null;
  const names = nameKeys.map((key) => given[key]).filter((it) => typeof it === 'string');
  const name = withoutEmail(foldSpaces(names.find((it) => it.trim() !== '') ?? ''));
  const url = urlKeys.map((key) => asUrl(given[key])).find((it) => it !== undefined);
  const avatar = avatarKeys.map((key) => asUrl(given[key])).find((it) => it !== undefined);
  if (name === '') return null;
  return { name, url: url ?? null, email: asEmail(given['email']) ?? null, avatar: avatar ?? null };
}
