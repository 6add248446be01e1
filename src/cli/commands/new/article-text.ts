/** Makes the text of a new article, as Markdown with front matter or as wire text. Pure. */
import { months, weekdays } from '../../../model/calendar-names.ts';
import { type Instant, weekdayOf } from '../../../model/instant.ts';
import { localTime } from '../../../time/zoned-time.ts';

export interface NewArticle {
  readonly headline: string;
  readonly now: Instant;
  readonly timeZone: string;
  readonly isDraft: boolean;
  /** Null if the article has no picture yet. */
  readonly picture: NewPicture | null;
}

/** A picture beside the article, with what its own metadata says. */
export interface NewPicture {
  readonly name: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

const body = 'Write the article here.';

/** A text in double quotes has the same meaning in YAML as in JSON. */
export function markdownArticle({ headline, now, timeZone, isDraft, picture }: NewArticle): string {
  const rows: readonly (readonly [string, string | null])[] = [
    ['title', JSON.stringify(headline)],
    ['date', localTime(now, timeZone).offsetTime],
    ['draft', isDraft ? 'true' : null],
    ['image', picture && JSON.stringify(picture.name)],
    ['alt', picture && '""'],
    ['caption', picture && JSON.stringify(picture.caption ?? '')],
    ['credit', picture && JSON.stringify(picture.credit ?? '')],
  ];
  const lines = rows.flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return ['---', ...lines, '---', '', body, ''].join('\n');
}

/** A headline of wire text must not end in a full stop. */
export function wireArticle({ headline, now, timeZone, isDraft, picture }: NewArticle): string {
  const { year, month, day } = localTime(now, timeZone);
  const caption = picture?.caption ?? 'Write the caption here.';
  const credit = picture?.credit ?? 'Photographer/Agency';
  return [
    ` date ${year}-${month}-${day} ${caption} (${credit})`,
    ...(isDraft ? ['draft: true'] : []),
    '',
    headline.replace(/\s*\.$/, ''),
    '',
    wireStamp(now, timeZone),
    '',
    body,
    '',
  ].join('\n');
}

/** A time stamp such as `9:05 AM – Monday, October 12, 2026`. */
function wireStamp(now: Instant, timeZone: string): string {
  const { year, month, day, hour, minute } = localTime(now, timeZone);
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const weekday = weekdays[weekdayOf(date) - 1]?.name ?? '';
  const time = `${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
  return `${time} – ${weekday}, ${months[date.month - 1]?.name ?? ''} ${date.day}, ${year}`;
}
