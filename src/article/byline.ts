/** Who wrote a story: `By Dana Whitfield and Jo Park, Port Alder Post`, or `OAN Staff Dana Whitfield`. */

/** The names of a byline that fills a line; null where the line is none. */
export function parseByline(line: string): readonly string[] | null {
  const text = line.trim().replace(/\.$/, '');
  if (text.length > 200) return null;
  return namedByline(text) ?? staffByline(text);
}

/** The names in a text such as `Josh Aas and James Renken`; an organisation after the last comma is left out. */
export function splitNames(text: string): readonly string[] {
  const [first = '', ...others] = text.split(/\s*,\s*(?:and\s+|&\s*)?/);
  const people = others.filter((part) => !isOrganisation(part));
  return [first, ...people].flatMap((part) => part.split(/\s+(?:and|&)\s+/)).filter((name) => name !== '');
}

const word =
  "(?:[\\p{Lu}][\\p{L}\\p{M}.'’-]*|de|da|del|della|di|du|van|von|der|den|al|bin|ibn|la|le|el|y|[\\p{Lu}]\\.)";
const name = `${word}(?: ${word}){0,4}`;
const organisation = "[\\p{Lu}][\\p{L}\\p{M}\\p{N} .'’&-]{1,60}";
const people = new RegExp(`^${name}(?:(?:, and |, & |, | and | & )${name})*(?:, ${organisation})?$`, 'u');
const notNames =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|The|Noon|Midnight)\b/;

function namedByline(text: string): readonly string[] | null {
  const match = /^by:?\s+(.+)$/i.exec(text);
  const names = match?.[1]?.replace(/\s+/g, ' ');
  if (names === undefined || notNames.test(names) || !people.test(names)) return null;
  return splitNames(names);
}

const staff = new RegExp(
  `^([\\p{Lu}][\\p{Lu}\\p{N}&.-]{1,14}(?: News)?) (Staff|Newsroom)(?: (?:Writer )?(${name}(?:(?:, | and | & )${name})*))?$`,
  'u',
);

function staffByline(text: string): readonly string[] | null {
  const match = staff.exec(text.replace(/\s+/g, ' '));
  if (match === null) return null;
  return match[3] === undefined ? [`${match[1]} ${match[2]}`] : splitNames(match[3]);
}

const organisationWords =
  /\b(?:Press|News|Post|Times|Journal|Herald|Tribune|Gazette|Reuters|AP|AFP|UPI|Staff|Writer|Reporter|Correspondent|Editor|Bureau|Network|Agency|Media|Radio|TV|Magazine|Report|Wire|Service|Daily|Weekly|Chronicle|Star|Sun|Globe|Guardian|Observer|Review|Today|Desk)\b/;

function isOrganisation(part: string): boolean {
  return organisationWords.test(part) || /^[\p{Lu}\p{N}&.]{2,}$/u.test(part) || !part.includes(' ');
}
