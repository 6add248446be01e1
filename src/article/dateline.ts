/** Where a story was filed, at the head of its first paragraph: `PORTLAND, Maine (AP) — …`. */
import type { Dateline } from '../model.ts';

export interface DatelineReading {
  readonly dateline: Dateline | null;
  /** The paragraph after the dateline. */
  readonly rest: string;
}

const place = "(?:St\\. |Mc)?[\\p{Lu}][\\p{Lu}\\p{M}.'’]+(?:[ /-](?:de |la |del )?[\\p{Lu}][\\p{Lu}\\p{M}.'’]*){0,5}";
const region = "[\\p{Lu}][\\p{L}\\p{M}.'’]*(?: [\\p{Lu}][\\p{L}\\p{M}.'’]*){0,3}";
const day =
  '(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\\.? \\d{1,2}(?:, \\d{4})?';
const agency = '\\(([\\p{L}\\p{N} ./&-]{2,40})\\)|/([\\p{L}\\p{N} .-]{2,40})/';
const form = new RegExp(`^(${place})(?:, (?!${day})(${region}))?(?:, ${day})?(?: ?(?:${agency}))? ?(?:—|–|--|-) `, 'u');

/** Acronyms that open sentences, not datelines. */
const notPlaces =
  /^(?:NASA|NATO|FBI|CIA|FEMA|NHS|WHO|UNESCO|UNICEF|OPEC|BREAKING|UPDATE|WATCH|VIDEO|EXCLUSIVE|NOTE|Q&A)$/;

/** Reads the dateline of a first paragraph; none where a place in capitals, or the dash, is missing. */
export function parseDateline(paragraph: string): DatelineReading {
  const match = form.exec(paragraph);
  const city = match?.[1];
  if (match === null || city === undefined || notPlaces.test(city)) return { dateline: null, rest: paragraph };
  const full = match[2] === undefined ? city : `${city}, ${match[2]}`;
  const dateline = { place: full, agency: match[3] ?? match[4] ?? null };
  return { dateline, rest: paragraph.slice(match[0].length) };
}
