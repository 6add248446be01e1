/** Finds the ids and names in a text to editors, by which a person or the program finds the story that it is about. */
import type { EditorialText } from '../story/no-story.ts';
import { slugsIn, withoutCycle } from './update-marks.ts';

const maximumFound = 50;
const maximumLength = 500;

/** The words of a text that may be the id of an item, as written. */
export function findIds({ ids, ...text }: EditorialText): readonly string[] {
  const found = textsOf(text).flatMap((it) => idForms.flatMap((form) => [...it.matchAll(form)].map(trimmed)));
  return distinct([...ids, ...found.filter((it) => /[\d:._/-]/.test(it))]);
}

/** URIs, and what follows `id`, `item` or `Ref`, or is in quotation marks without a space. */
const idForms: readonly RegExp[] = [
  /(?<![\w-])((?:urn|tag):[^\s"'<>(){}«»„“”]{3,500})/gi,
  /(?<![\w-])(https?:\/\/[^\s"'<>(){}«»„“”]{3,500})/gi,
  /(?<![\w-])(?:(?:item|story|doc(?:ument)?)[ -])?(?:ids?|guid|uri|usn|item|ref(?:erence)?|kennung|référence|referencia)\.?(?:\s*(?:no\.?|nr\.?|number|is|:|#|=)){0,2}\s*["“„«(]?((?!(?:urn|tag|https?):)(?=\S*\d)[\w][^\s"'<>(){}«»„“”,;]{2,200})/gi,
  /["“„«]([^\s"“”„«»]{3,200})["“”»]/g,
];

function trimmed([, found = '']: RegExpExecArray | readonly string[]): string {
  return found.replace(/[.,;:!?\])]+$/, '').slice(0, maximumLength);
}

/** Texts that may name the story: quoted headlines, slugs, transmission numbers, and the headline without the order. */
export function findNames({ headline, slug, ...text }: EditorialText, word: string): readonly string[] {
  const headings = [slug, headline, ...text.body.slice(0, 4).map((line) => line.text)].flatMap((heading) =>
    heading?.includes(word) ? [withoutWord(heading, word)] : [],
  );
  const own = slug === null || slug.includes(word) ? [] : [slug];
  const texts = textsOf({ headline, slug, ...text });
  const quoted = texts.flatMap((it) =>
    [...it.matchAll(quotation)].map(([, ...groups]) => groups.find((it) => it !== undefined) ?? ''),
  );
  const slugs = texts.flatMap(slugsIn);
  const numbers = texts.flatMap((it) => [...it.matchAll(transmission)].map(([found]) => found));
  const named = [...headings, ...own, ...quoted, ...slugs, ...numbers].flatMap((it) => [it, withoutCycle(it)]);
  return distinct(named.map((it) => it.trim()).filter((it) => /[\p{L}\d]{3}/u.test(it) && it !== word));
}

const quotation = /"([^"\n]{3,300})"|“([^”\n]{3,300})”|„([^“”\n]{3,300})[“”]|«([^»\n]{3,300})»|»([^«\n]{3,300})«/g;

/** `lnw0219`, `V0377`, and the numbers of Reuters: `L1N14N0FF`. */
const transmission = /(?<![\p{L}\d-])(?:[a-z]{2,4}\d{3,5}|[A-Z]\d{4,5}|[A-Z]\d[A-Z]\d[A-Z\d]{4,6})(?![\p{L}\d])/gu;

/** The heading without the order, its marks, and the number of words that agencies put behind it. */
function withoutWord(heading: string, word: string): string {
  const at = heading.indexOf(word);
  const before = heading.slice(0, at).replace(/[\s,:;/([*_=#–—-]+$/, '');
  const after = heading.slice(at + word.length).replace(/^[\s,:;/)\]*_=#!.–—-]+/, '');
  const isLeadIn = /^(?:ATTENTION|ACHTUNG|ATENCIÓN|URGENT|EDITORS?|ADVISORY|BC|AM|PM)$/.test(before);
  return (isLeadIn || before === '' ? after : `${before} ${after}`).replace(/[\s,]+\d{0,4}$|[\s*_=#[(]+$/, '');
}

function textsOf({ headline, slug, note, body }: Omit<EditorialText, 'ids'>): readonly string[] {
  return [slug, headline, note, ...body.map(({ text }) => text)].filter((text) => text !== null);
}

function distinct(found: readonly string[]): readonly string[] {
  return [...new Set(found)].slice(0, maximumFound).map((it) => it.slice(0, maximumLength));
}
