/** Parses the dateline at the start of the first paragraph: `PORTLAND, Maine (AP) — …`. */
import { anyNames, fullNames, months, weekdays } from '../../model/calendar-names.ts';
import type { Dateline } from '../../model/metadata.ts';
import { once } from '../text/once.ts';
import { plainSpaces } from '../text/spaces.ts';

export interface DatelineReading {
  readonly dateline: Dateline | null;
  /** The paragraph after the dateline. */
  readonly rest: string;
}

const place =
  "(?:St\\. |Mc|Mac)?[\\p{Lu}][\\p{Lu}\\p{M}.'’]+(?:(?:[ -]|[ ]?/[ ]?)(?:de |la |del |of |and )?[\\p{Lu}][\\p{Lu}\\p{M}.'’]*){0,5}";
const region = "[\\p{Lu}][\\p{L}\\p{M}.'’]*(?:[ -](?:of |and )?[\\p{Lu}][\\p{L}\\p{M}.'’]*){0,3}";
const weekday = fullNames(weekdays);
const month = `(?:${anyNames(months)})[a-z]*\\.?`;
const day = `(?:(?:(?:${weekday}), )?(?:${month} \\d{1,2}|\\d{1,2} ${month}))(?:,? \\d{4})?`;
const notDay = `(?!(?:${weekday}|${month})(?:[ ,]|$))`;
const agency = "\\(([\\p{L}\\p{N} .&’'/-]{2,40})\\)|/([\\p{L}\\p{N} .-]{2,40})/";
const dash = '(?: ?(?:—|–|--|―) ?| - )';
const form = once(
  () =>
    new RegExp(
      `^(${place})(?:, ${notDay}(${region}))?(?:, ${notDay}(${region}))?(?:, ?${day})?(?:,? ?(?:${agency}))?(${dash})(?=\\S)`,
      'u',
    ),
);

/** Words in capitals that begin sentences rather than datelines. */
const notPlaces =
  /^(?:[UE]\.?[SNKU]\.?|USA|NASA|NATO|FBI|CIA|FEMA|NHS|WHO|CDC|EPA|IRS|NOAA|FAA|DOJ|DHS|ICE|UNESCO|UNICEF|OPEC|COVID|AIDS|GOP|CEO|AI|TV|OK|NOTE|Q&A|BREAKING|UPDATED?|WATCH|VIDEO|EXCLUSIVE|ANALYSIS|OPINION|LIVE|JUST IN)$/;

/** The maximum length of a dateline. */
const maximumLength = 200;

/** Parses the dateline of a first paragraph. A dateline needs a place in capitals and a dash. */
export function parseDateline(paragraph: string): DatelineReading {
  const none = { dateline: null, rest: paragraph };
  const match = form().exec(plainSpaces(paragraph.slice(0, maximumLength)));
  const [whole = '', city = '', region, country, bracketed, slashed, dash = ''] = match ?? [];
  if (match === null || notPlaces.test(city)) return none;
  const agency = bracketed ?? slashed ?? null;
  const bare = agency === null && region === undefined;
  if (bare && dash.trim() === dash) return none;
  const place = [city, region, country].filter((part) => part !== undefined).join(', ');
  return { dateline: { place, agency }, rest: paragraph.slice(whole.length) };
}
