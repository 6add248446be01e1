/** Builds what follows the text of an article, the link of a link post and corrections, in HTML that every sanitiser keeps. */
import type { Element, Root } from 'hast';
import { h } from 'hastscript';
import { months } from '../../model/calendar-names.ts';
import type { Correction } from '../../model/metadata.ts';
import { localTime } from '../../time/zoned-time.ts';
import type { WrittenCorrection } from '../story/story.ts';
import { elementsOf } from './walk.ts';

/** The link of a link post, so that it works in every feed reader. Empty if the text already contains the link. */
export function buildExternalLink(url: string | null, tree: Root): readonly Element[] {
  if (url === null || elementsOf(tree).some(({ properties }) => isSame(properties['href'], url))) return [];
  return [h('p', h('a', { href: url }, shortened(new URL(url))))];
}

function isSame(href: unknown, url: string): boolean {
  return typeof href === 'string' && withoutEnd(href) === withoutEnd(url);
}

function withoutEnd(url: string): string {
  return url.replace(/#.*$/, '').replace(/\/$/, '');
}

const maximumLength = 60;

/** `host/path`, cut if it is too long. */
function shortened({ hostname, pathname }: URL): string {
  const text = `${hostname.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}`;
  return text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
}

/** Builds `<p><strong>Correction</strong> (January 6, 2026): …</p>` for each, with the date in the zone in which it was written. */
export function buildCorrections(corrections: readonly WrittenCorrection[], language: string): readonly Element[] {
  const primary = language.split('-')[0]?.toLowerCase() ?? '';
  const label = labels[primary] ?? 'Correction';
  return corrections.map(({ text, corrected }) => {
    const day = corrected === null ? '' : ` (${showDay(corrected, primary)})`;
    return h('p', h('strong', label), `${day}: ${text}`);
  });
}

/** True if the text already contains the correction, as a paragraph or after a label such as `Correction:`. */
export function isInText({ text }: WrittenCorrection, paragraphs: readonly string[]): boolean {
  const own = paragraphs.filter((it) => it.endsWith(text)).map((it) => it.slice(0, -text.length).trim());
  return own.some((before) => before === '' || /[:)\]–—]$/.test(before));
}

/** A correction with only the instant of its date. */
export function plainCorrection({ text, corrected }: WrittenCorrection): Correction {
  return { text, corrected: corrected?.instant ?? null };
}

/** A table instead of `Intl`, because locale data differ between systems, and feeds must not. */
const labels: Readonly<Record<string, string>> = {
  da: 'Rettelse',
  de: 'Korrektur',
  es: 'Corrección',
  fi: 'Korjaus',
  it: 'Correzione',
  nb: 'Rettelse',
  nl: 'Correctie',
  no: 'Rettelse',
  pl: 'Sprostowanie',
  pt: 'Correção',
  sv: 'Rättelse',
};

function showDay({ instant, timeZone }: NonNullable<WrittenCorrection['corrected']>, language: string): string {
  const { year, month, day } = localTime(instant, timeZone);
  return language === 'en' ? `${months[Number(month) - 1]?.name} ${Number(day)}, ${year}` : `${year}-${month}-${day}`;
}
