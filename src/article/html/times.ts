/** The times that a page shows: when it was published, and when it was changed. */
import type { Element, Root } from 'hast';
import type { Channel } from '../../model/channel.ts';
import { parseDateTime, type ZonedInstant } from '../date/resolve.ts';
import { elementsOf, type Parents } from '../tree/walk.ts';
import { isHeadMatter } from './head-matter.ts';
import { itemName, valueOfElement } from './microdata.ts';

export interface Times {
  readonly published: Element | null;
  readonly updated: Element | null;
}

interface TimesContext {
  readonly parents: Parents;
  readonly channel: Channel;
}

/** The most times of a text that are looked at. */
const maximumTimes = 50;

/** Times that name a date, not a duration or a year, by their `itemprop` or class; times in running text are part of it. */
export function timesOf(scope: Root | Element, { parents, channel }: TimesContext): Times {
  const named = elementsOf(scope).filter((it) => it.tagName === 'time' || /^date/i.test(itemName(it)));
  const times = named.slice(0, maximumTimes).filter((it) => isHeadMatter(it, parents));
  const dated = times.filter((it) => zonedOf(valueOfElement(it) ?? '', channel) !== null);
  const pick = (kind: RegExp) => dated.find((it) => kind.test(kindOf(it))) ?? null;
  return { published: pick(publishedKind) ?? pick(/^(?!.*(?:modif|updat))/), updated: pick(/modif|updat/) };
}

function kindOf({ properties }: Element): string {
  const { itemProp, className } = properties;
  const pubdate = properties['pubdate'] === undefined ? '' : 'pubdate';
  return [itemProp, className, pubdate].flat().filter(Boolean).join(' ').toLowerCase();
}

const publishedKind = /publish|pubdate|created|dt-published|entry-date/;

/** The first that has a time of day; of dates alone, the first. */
export function fullest(written: readonly (string | null)[], channel: Channel): string | null {
  const there = written.filter((it) => it !== null);
  const dated = there.map((text) => ({ text, zoned: zonedOf(text, channel) })).filter(({ zoned }) => zoned !== null);
  const timed = dated.find(({ zoned }) => zoned?.precision !== 'day');
  return (timed ?? dated[0])?.text ?? there[0] ?? null;
}

function zonedOf(written: string, channel: Channel): ZonedInstant | null {
  return parseDateTime(written, { channel, at: { line: 1, column: 1 }, date: null }).zoned;
}
