/** Takes what agencies add to an update off its headline, slug and text: `UPDATE 1-`, `1st Ld-Writethru`, `Eds: …`. */
import type { WrittenCorrection } from '../story/story.ts';
import { plainSpaces } from '../text/spaces.ts';
import { isNoteToEditors } from './advisory-words.ts';

export interface MarkedHeadline {
  /** Without the marks. The whole headline if nothing else is in it. */
  readonly headline: string;
  /** As written. */
  readonly marks: readonly string[];
  readonly isCorrection: boolean;
}

interface UpdateForm {
  readonly isCorrection: boolean;
  readonly form: RegExp;
}

const corrections =
  'CORRECTED|CORRECTION|CORRECTS|CORRECTIVE|KORREKTUR|BERICHTIGUNG|BERICHTIGT|RICHTIGSTELLUNG|RECTIFICATIF|RECTIFICATION|CORRIGÉ|CORRECCI[ÓO]N|CORREGIDO|RECTIFICACI[ÓO]N|CORREZIONE|RETTIFICA|ERRATA CORRIGE|CORREÇÃO|CORRIGIDO|CORRECTIE|RECTIFICATIE|RÄTTELSE|RÄTTAD|RETTELSE|RETTET|KORJAUS|KORJATTU|SPROSTOWANIE|KOREKTA';
const repeats =
  'REFILE|REFILED|REFILING|RPT|REPEAT|REPEATS|RECASTS|RECAST|RESEND|RESENDS|RESENDING|RETRANSMISSION|RELEADS|RECROPS|WDHLG|WDH|WIEDERHOLUNG|AKTUALISIERUNG|ACTUALISATION|REDIFFUSION|REPETICI[ÓO]N|RIPETIZIONE|REPETIÇÃO|HERHALING|REPRIS|GENUDSENDELSE';
const numbered =
  '(?:UPDATE|WRAPUP|ADVISER|WRAP|ACTUALIZA|ACTUALIZACI[ÓO]N|RESUMEN|ATUALIZA|RESUMO|AGGIORNA|LEAD|FACTBOX|TABLE) \\d{1,2}(?!-\\d)';
const leads =
  '(?:\\d{1,2}(?:st|nd|rd|th)|First|Second|Third) (?:Ld|LD|Lead|Add|Sub)(?:[ -]?Writethru)?|Writethru|WRITETHRU|\\d{1,2}(?:st|nd|rd|th) (?:LEAD|LD)[ -]WRITETHRU';

/** Marks at the beginning of a headline. */
const starts: readonly UpdateForm[] = [
  {
    isCorrection: true,
    form: new RegExp(
      `^(?:${corrections})(?: \\((?:OFFICIAL|AMTLICH)\\))?(?: \\d{1,2})?(?:\\s*:\\s*|\\s*[–—]\\s*|\\s+-\\s+|-(?=\\S))`,
      'u',
    ),
  },
  {
    isCorrection: true,
    form: new RegExp(
      `^[(\\[](?:${corrections}|Korrektur|Berichtigung|Corrected|Correction|Rectificatif|Corrección|Corregido|Rättelse|Rettelse)(?:[ :][^)\\]]{0,60})?[)\\]]\\s*[:–—-]?\\s*`,
      'u',
    ),
  },
  { isCorrection: true, form: /^(?:Berichtigung|Korrektur|Rättelse|Rettelse): (?=\p{Lu})/u },
  {
    isCorrection: false,
    form: new RegExp(
      `^(?:(?:${repeats})(?:[ -](?:OFFICIAL|\\d{1,2}))?|${numbered})(?:\\s*:\\s*|\\s*[–—]\\s*|\\s+-\\s+|-(?=\\S))`,
      'u',
    ),
  },
  {
    isCorrection: false,
    form: new RegExp(
      `^[(\\[](?:${repeats}|${numbered}|${leads}|LEAD|Wdhlg|Wiederholung|Wdh|UPDATE|URGENT)[.:]?[)\\]]\\s*[:–—-]?\\s*`,
      'u',
    ),
  },
  { isCorrection: false, form: new RegExp(`^(?:${leads})\\s*[:–—-]\\s*(?=\\S)`, 'u') },
];

/** Marks at the end of a headline. */
const ends: readonly UpdateForm[] = [
  {
    isCorrection: true,
    form: new RegExp(
      `\\s*[(\\[](?:${corrections}|Korrektur|Berichtigung|Berichtigt|Corrected|Correction|Rectificatif|Corrección|Corregido|Rättelse|Rettelse)[)\\]]$`,
      'u',
    ),
  },
  { isCorrection: true, form: new RegExp(`(?:\\s+[–—-]+\\s*|,\\s*)(?:${corrections})(?:,\\s*\\d{1,5})?$`, 'u') },
  {
    isCorrection: false,
    form: new RegExp(`\\s*[(\\[](?:${repeats}|${numbered}|${leads}|Wdhlg|Wiederholung)[.]?[)\\]]$`, 'u'),
  },
  { isCorrection: false, form: new RegExp(`(?:\\s*,\\s*|\\s+[–—-]+\\s*|-)(?:${leads})(?:\\s*,\\s*\\d{1,5})?$`, 'u') },
  { isCorrection: false, form: new RegExp(`(?:\\s+[–—-]+\\s*|,\\s*)(?:${repeats})(?:,\\s*\\d{1,5})?$`, 'u') },
];

const maximumHeadline = 500;
const maximumMarks = 5;

/** Takes the marks of an update off a headline. */
export function takeUpdateMarks(written: string): MarkedHeadline {
  const marks: string[] = [];
  let headline = isSlug(written) && !/^[^,]* /.test(written) ? withoutCycle(written) : written;
  let isCorrection = false;
  if (written.length > maximumHeadline) return { headline: written, marks, isCorrection };
  for (let round = 0; round < maximumMarks; round += 1) {
    const found = [...starts, ...ends].flatMap((it) => {
      const match = it.form.exec(headline);
      return match === null || match[0] === headline ? [] : [{ ...it, match }];
    })[0];
    if (found === undefined) break;
    const { match } = found;
    headline = match.index === 0 ? headline.slice(match[0].length) : headline.slice(0, match.index);
    marks.push(match[0].trim());
    isCorrection ||= found.isCorrection;
  }
  return /[\p{L}\d]/u.test(headline) ? { headline, marks, isCorrection } : { headline: written, marks, isCorrection };
}

/** AP's marks of a cycle before a slug. */
const cycle = /^(?:BC|AM|PM)-+(?=[\p{Lu}\d])/u;

export function withoutCycle(slug: string): string {
  return slug.replace(cycle, '');
}

const slugWord = "[\\p{Lu}\\d][\\p{L}\\p{M}\\d.'’&]*";
const lead = `(?:(?:[ ,]|-+)\\s?(?:${leads}|${corrections}|Correction|Advisory|ADVISORY|KILL|WITHHOLD|HOLD|Correction|CORRECTIVE))?`;
const slugForm = new RegExp(
  `^(?:(?:BC|AM|PM)-+${slugWord}(?:(?:-{1,2}|/| )${slugWord}){0,8}${lead}(?:\\s*,\\s*\\d{1,5})?|${slugWord}(?:(?:-{1,2}|/)${slugWord}){1,8}/?${lead}(?:\\s*,\\s*\\d{1,5})?|${slugWord}(?:(?:-{1,2}|/| )${slugWord}){0,8},\\s*(?:${leads})(?:\\s*,\\s*\\d{1,5})?)$`,
  'u',
);

/** True for a slug line: `BC-Harl-Ferry`, `HARL-FERRY/` or `Harl Ferry, 1st Ld-Writethru,450`. */
export function isSlug(text: string): boolean {
  return text.length <= 160 && slugForm.test(plainSpaces(text).trim());
}

const slugs = new RegExp(
  `(?<![\\p{L}\\d/:._-])(?:(?:BC|AM|PM)-+${slugWord}(?:-{1,2}${slugWord}){0,8}|${slugWord}(?:-{1,2}${slugWord}){1,8})(?![\\p{L}\\d-])`,
  'gu',
);

/** The slugs that a text contains. */
export function slugsIn(text: string): readonly string[] {
  return [...text.matchAll(slugs)].map(([slug]) => slug.replace(/[.'’]+$/, ''));
}

/** What a line or paragraph at the head of a text says of the update. */
export type NoteKind = 'correction' | 'note';

const maximumNote = 600;

/**
 * What a line above a story is, if it is not a part of it: a note to editors, which nobody else reads, or a correction, such as
 * `(Corrects number in paragraph 1)`, which readers see.
 */
export function readNote(text: string): NoteKind | null {
  const line = plainSpaces(text).trim();
  if (line.length > maximumNote) return null;
  if (isNoteToEditors(line)) return 'note';
  if (bracketedCorrection.test(line)) return 'correction';
  if (bareCorrection.test(line)) return 'correction';
  return bracketedNote.test(line) || bareNote.test(line) ? 'note' : null;
}

const bracketedCorrection =
  /^[([](?:(?:Corrects|Clarifies|Fixes|Corrige|Rectifie|Korrigiert|Berichtigt|Corregge|Rättar|Retter|Korjaa)\b|Correction\s*:)[^()[\]]{3,}[)\]]\.?$/u;
const bracketedNote =
  /^[([](?:Adds|Recasts|Updates|Refiles|Repeats|Releads|Rewrites|Writes through|Resends|Removes|Deletes|Drops|Actualise|Ajoute|Actualiza|Agrega|Añade|Aggiunge|Aktualisiert|Ergänzt|Neu|NEU|RECASTS|UPDATES|ADDS|Wdhlg|Wiederholung)\b[^()[\]]{0,}[)\]]\.?$/u;
/** A whole sentence, because a headline does not end with a full stop. */
const bareCorrection = new RegExp(`^(?:${corrections})\\s*[:–—]\\s*\\S.{8,}[.!]$`, 'u');
const bareNote = /^(?:RECASTS|UPDATES|ADDS|REFILES|REPEATS|RELEADS)(?::|,|\s+[–—-])\s*\S/;

/** The text of a correction for readers, from a line in brackets. */
export function correctionIn(line: string): string {
  const inside = line.trim().replace(/^[([]|(?<=^[([].*)[)\]]\.?$/g, '');
  return inside.replace(bareStart, '').trim();
}

const bareStart = new RegExp(`^(?:${corrections}|Correction)\\s*[:–—]\\s*`, 'u');

/** The sentence that readers see of a correction whose note is for editors. A table, because feeds must not differ. */
export function correctionSentence(language: string): string {
  return sentences[language.split('-')[0]?.toLowerCase() ?? ''] ?? 'This story was corrected.';
}

const sentences: Readonly<Record<string, string>> = {
  da: 'Denne artikel er blevet rettet.',
  de: 'Diese Meldung wurde berichtigt.',
  es: 'Esta noticia ha sido corregida.',
  fi: 'Tätä juttua on korjattu.',
  fr: 'Cet article a été corrigé.',
  it: 'Questo articolo è stato corretto.',
  nb: 'Denne saken er rettet.',
  nl: 'Dit artikel is gecorrigeerd.',
  no: 'Denne saken er rettet.',
  pl: 'Ten artykuł został poprawiony.',
  pt: 'Este artigo foi corrigido.',
  sv: 'Den här artikeln har rättats.',
};

/** True if a note to editors says that the text corrects an earlier one. The note itself is not for readers. */
export function noteCorrects(note: string): boolean {
  return correctingNote.test(plainSpaces(note.slice(0, maximumNote)).trim());
}

const correctingNote = new RegExp(
  `^(?:eds(?:\\.|:)\\s*)?(?:(?:${corrections})\\b|(?:corrects|correction|corrected|korrigiert|berichtigt|berichtigung|korrektur|corrige|rectifie|rectificatif|corrección|corregge|correzione|rättar|rättelse|rettelse|retter)\\b)`,
  'iu',
);

interface CorrectionContext {
  /** True if a mark or a note says that the text corrects an earlier one. */
  readonly isCorrection: boolean;
  readonly paragraphs: readonly string[];
  readonly language: string;
}

/** The corrections that readers see below a story. One that the text itself reports is not reported again. */
export function correctionsOf(
  written: readonly string[],
  { isCorrection, paragraphs, language }: CorrectionContext,
): readonly WrittenCorrection[] {
  const texts =
    written.length === 0 && isCorrection && !paragraphs.some(saysCorrected) ? [correctionSentence(language)] : written;
  return texts.map((text) => ({ text, corrected: null }));
}

/** True for a paragraph that tells readers of a correction. */
function saysCorrected(paragraph: string): boolean {
  return correctedParagraph.test(paragraph.slice(0, maximumNote).trim());
}

const correctedParagraph = new RegExp(
  `^[(\\[*–—-]*\\s*(?:(?:${corrections}|clarification|editor['’]s note)s?\\b[^.]{0,40}[:–—-]|this (?:story|article|report|version) (?:has been|was|is|corrects)\\b[^.]{0,60}correct|(?:an|the) (?:earlier|previous) version|in (?:a|an earlier|a previous) (?:story|article|version)\\b|diese meldung wurde|in einer früheren (?:version|fassung)|cet article a été|une (?:première|précédente) version)`,
  'iu',
);
