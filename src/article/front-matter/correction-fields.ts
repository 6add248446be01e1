/** Reads corrections in front matter: text, {date, text}, or a list of these. */
import { recordIn } from '../../model/record.ts';
import type { Finding } from '../../problem/problem.ts';
import type { ZonedInstant } from '../date/resolve.ts';
import type { Field, Fields } from '../story/field.ts';
import type { WrittenCorrection } from '../story/story.ts';
import {
  all,
  type FieldReading,
  type FieldsContext,
  fine,
  invalidField,
  listIn,
  plainText,
  readDateTime,
  stringIn,
} from './field-values.ts';

/** All corrections, in the order of the file. */
export function readCorrections(fields: Fields, context: FieldsContext): FieldReading<readonly WrittenCorrection[]> {
  const written = all(fields, 'correction').flatMap((field) =>
    listIn(field.value).map((value) => ({ ...field, value })),
  );
  const readings = written.filter(({ value }) => value !== false && value !== null).map((it) => readOne(it, context));
  return {
    value: readings.flatMap(({ value }) => value ?? []),
    findings: readings.flatMap(({ findings }) => findings),
  };
}

const textKeys = ['text', 'correction', 'note', 'description', 'message', 'body'];
const dateKeys = ['date', 'corrected', 'at', 'time', 'published'];

function readOne(field: Field, context: FieldsContext): FieldReading<WrittenCorrection | null> {
  const given = recordIn(field.value) ?? { text: field.value };
  const written = stringIn(given, textKeys);
  const text = written === null ? null : plainText(written);
  if (text === null) return { value: null, findings: [invalidField(field, 'text, {date, text}, or a list of these')] };
  const { value: corrected, findings } = readDateIn(given, { field, context });
  return { value: { text, corrected }, findings };
}

interface DateIn {
  readonly field: Field;
  readonly context: FieldsContext;
}

/** Reads the date of a correction. An invalid date is only a warning, and the correction stays. */
function readDateIn(
  given: Readonly<Record<string, unknown>>,
  { field, context }: DateIn,
): FieldReading<ZonedInstant | null> {
  const written = stringIn(given, dateKeys);
  if (written === null) return fine(null);
  const { value, findings } = readDateTime({ ...field, value: written }, context);
  return { value, findings: findings.map(asWarning) };
}

function asWarning(finding: Finding): Finding {
  return { ...finding, severity: 'warning' };
}
