/** What differs between two versions of an entry, field by field. Pure. */
import { parseHtmlTree } from '../article/tree/html-tree.ts';
import { paragraphsOf } from '../article/tree/plain-text.ts';
import type { Entry } from '../model/entry.ts';
import type { Enclosure, Image } from '../model/image.ts';

/** A field that differs, with the values that only one version has. A text has a value for each paragraph. */
export interface FieldDifference {
  readonly field: FieldName;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The values of each field, in the order in which they are shown. */
const valuesOf = {
  title: ({ title }) => [title],
  url: ({ url }) => known([url]),
  published: ({ published }) => [published],
  authors: ({ authors }) => authors.map(({ name }) => name),
  section: ({ section }) => known([section]),
  categories: ({ categories }) => categories,
  language: ({ language }) => known([language]),
  about: ({ externalUrl }) => known([externalUrl]),
  pictures: ({ images }) => images.map(describePicture),
  attachments: ({ enclosures }) => enclosures.map(describeAttachment),
  corrections: ({ corrections }) => corrections.map(({ corrected, text }) => known([corrected, text]).join(' ')),
  text: ({ contentHtml }) => paragraphsOf(parseHtmlTree(contentHtml)),
} as const satisfies Readonly<Record<string, (entry: Entry) => readonly string[]>>;

export type FieldName = keyof typeof valuesOf | 'summary' | 'markup';

/**
 * The fields that differ. A summary that follows from the text is only reported if the text is the same, and the markup only if
 * nothing else of an edited entry differs, for example if a link has another target.
 */
export function differencesBetween(before: Entry, after: Entry): readonly FieldDifference[] {
  const fields = Object.keys(valuesOf) as (keyof typeof valuesOf)[];
  const found = fields.flatMap((field) => differenceOf(field, valuesOf[field](before), valuesOf[field](after)));
  if (found.some(({ field }) => field === 'text')) return found;
  const ofMarkup = differenceOf('markup', linesOf(before.contentHtml), linesOf(after.contentHtml));
  return [
    ...found,
    ...differenceOf('summary', [before.summary], [after.summary]),
    ...(found.length === 0 ? ofMarkup : []),
  ];
}

function differenceOf(
  field: FieldName,
  before: readonly string[],
  after: readonly string[],
): readonly FieldDifference[] {
  const isSame = before.length === after.length && before.every((value, index) => value === after[index]);
  return isSame ? [] : [{ field, before, after }];
}

function known(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null);
}

function describePicture({ url, alt, caption, credit }: Image): string {
  return [url, alt, ...known([caption, credit])].filter((text) => text !== '').join(' | ');
}

function describeAttachment({ url, type }: Enclosure): string {
  return `${url} (${type})`;
}

/** Markup with each block on its own line. */
function linesOf(html: string): readonly string[] {
  return html.split(/(?<=<\/(?:p|li|h\d|figure|blockquote|pre|tr)>)/).filter((line) => line.trim() !== '');
}
