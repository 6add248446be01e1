/** Reads authors in front matter: a text of names, Markdown links, a list, or objects with name, url, email and avatar. */
import { asEmail } from '../../channel/values.ts';
import type { Person } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import { asUrl } from '../../model/url.ts';
import { isCollective, isRole, uninverted, withoutEmail } from '../text/names.ts';
import { foldSpaces } from '../text/spaces.ts';

/** The people in a value. An element is null if it names nobody. `isOne` is true if the key is that of one person. */
export function readPeople(value: unknown, { isOne = false } = {}): readonly (Person | null)[] {
  if (Array.isArray(value)) return value.flatMap(peopleOfItem);
  if (typeof value === 'string') return namesIn(foldSpaces(value.slice(0, maximumLength)), isOne);
  return [personOf(value)];
}

/** The maximum length of a text of names. */
const maximumLength = 1000;

/** An item of a list is one person, unless it joins names with "and". What follows a comma is a role or a company. */
function peopleOfItem(item: unknown): readonly (Person | null)[] {
  if (Array.isArray(item)) return [null];
  if (typeof item !== 'string') return [personOf(item)];
  const text = uninverted(foldSpaces(item.slice(0, maximumLength)));
  if (/\]\(/.test(text)) return namesIn(text, true);
  const [name = ''] = text.split(/ ?[,;](?! ?(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq|MBA|RN)\b) ?/);
  return joinedNames(name).map((it) => personOf({ name: it }));
}

/** Splits `Josh Aas and James Renken`, `By Dana Whitfield`, or names as Markdown links. */
function namesIn(text: string, isOne: boolean): readonly (Person | null)[] {
  const links = [...text.matchAll(/\[([^[\]]{1,200})\]\(([^()\s]{1,500})\)/g)];
  const handle = /^([^[(]{2,200}?)\s*\(?\[@[^[\]]{1,200}\]\(([^()\s]{1,500})\)\)?$/.exec(text);
  if (handle !== null) return [personOf({ name: handle[1], url: handle[2] })];
  if (links.length > 0) return links.map(([, name, url]) => personOf({ name, url }));
  const written = text.replace(/^(?:written )?by:? (?=\p{Lu})/iu, '');
  const given = isOne ? uninverted(written) : written;
  const names = given.split(commas).filter((part, index) => index === 0 || !isRole(part));
  return names
    .flatMap(joinedNames)
    .map((name) => personOf({ name }))
    .filter((person, index) => index === 0 || person);
}

/** Matches commas and semicolons between names. `Jr.` and degrees belong to the name before them. */
const commas = / ?[,;](?! ?(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq|MBA|RN)\b) ?(?:(?:and|&) )?/;

/** Splits names that are joined by "and". A team such as `Research and Development Team` is one name. */
function joinedNames(text: string): readonly string[] {
  const names = text.split(/ (?:and|&|\+) /);
  const isTeam = names.length > 1 && isCollective(text) && !(names[0] ?? '').includes(' ');
  return isTeam ? [text] : names;
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
