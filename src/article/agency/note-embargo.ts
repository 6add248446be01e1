/** Finds an embargo in what an agency tells editors, such as `Embargoed until 0600 GMT Friday, November 6, 2026.` */
import type { Channel } from '../../model/channel.ts';
import type { Finding } from '../../problem/problem.ts';
import type { Field } from '../story/field.ts';
import type { Line } from '../wire/header.ts';
import { takeHoldLines } from '../wire/hold-lines.ts';
import type { WrittenArticle } from './written-article.ts';

interface NoteReading {
  readonly article: WrittenArticle;
  readonly findings: readonly Finding[];
}

/** Adds the embargo of the note to an article without another one. If its end cannot be read, the article is held back. */
export function applyNoteEmbargo(article: WrittenArticle, channel: Channel): NoteReading {
  const { agency, fields } = article;
  const note = agency?.note ?? null;
  if (agency === null || note === null || agency.status !== 'usable' || fields.has('embargo')) {
    return { article, findings: [] };
  }
  const date = dateOf(fields.get('date'));
  const { marks, until, findings } = takeHoldLines(sentencesOf(note, channel), { channel, date });
  if (until !== null) {
    const embargo: Field = { key: 'note', value: until.instant, at: { line: 1, column: 1 } };
    return { article: { ...article, fields: new Map([...fields, ['embargo', embargo]]) }, findings };
  }
  return {
    article: marks.length === 0 ? article : { ...article, agency: { ...agency, status: 'withheld' } },
    findings,
  };
}

/** The maximum length of a note that is searched. */
const maximumLength = 2000;

/** The sentences of a note. What is not for broadcast only may still be published. */
function sentencesOf(note: string, { language }: Channel): readonly Line[] {
  const sentences = note.slice(0, maximumLength).split(/\n|(?<=[.!?])\s+/);
  const kept = sentences.filter((text) => !/broadcast/i.test(text) || /publi|release|\buse\b|print|web/i.test(text));
  return kept.map((text) => ({ text: text.trim(), number: 1, column: 1, block: 0, language, isBoilerplate: false }));
}

function dateOf(field: Field | undefined) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(String(field?.value)) ?? [];
  return day === undefined ? null : { year: Number(year), month: Number(month), day: Number(day) };
}
