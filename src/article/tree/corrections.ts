/** Corrections at the foot of an article, in a form that needs no style and survives every sanitiser. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import { months } from '../../model/calendar-names.ts';
import { localTime } from '../../model/instant.ts';
import type { Correction } from '../../model/metadata.ts';
import type { WrittenCorrection } from '../story/story.ts';

/** `<p><strong>Correction</strong> (January 6, 2026): …</p>` for each; the day is that of the place where it was written. */
export function buildCorrections(corrections: readonly WrittenCorrection[], language: string): readonly Element[] {
  const primary = language.split('-')[0]?.toLowerCase() ?? '';
  const word = words[primary] ?? 'Correction';
  return corrections.map(({ text, corrected }) => {
    const day = corrected === null ? '' : ` (${showDay(corrected, primary)})`;
    return h('p', h('strong', word), `${day}: ${text}`);
  });
}

/** True where the author has put it into the text too, alone in its paragraph or after words such as `Correction:`. */
export function standsIn({ text }: WrittenCorrection, paragraphs: readonly string[]): boolean {
  const own = paragraphs.filter((it) => it.endsWith(text)).map((it) => it.slice(0, -text.length).trim());
  return own.some((before) => before === '' || /[:)\]–—]$/.test(before));
}

/** A correction without the way in which it was written. */
export function plainCorrection({ text, corrected }: WrittenCorrection): Correction {
  return { text, corrected: corrected?.instant ?? null };
}

/** Kept here, because what a system knows of languages differs from one to the next, and feeds must not. */
const words: Readonly<Record<string, string>> = {
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
