/** Reads withdrawals in front matter: `withdrawn: true`, a date, a notice or both, or `status: withdrawn`. */

import type { Withdrawal } from '../../model/metadata.ts';
import { type ItemVersion, plainVersion } from '../../model/metadata.ts';
import { recordIn } from '../../model/record.ts';
import { hasError } from '../../problem/problem.ts';
import { isWithdrawingStatus } from '../marks/marks.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import {
  all,
  type FieldReading,
  type FieldsContext,
  fine,
  first,
  invalidField,
  plainText,
  readDateTime,
  readText,
  readTitle,
  stringIn,
} from './field-values.ts';
import type { MatterFile } from './front-matter.ts';

/** Null if the article is not withdrawn. `withdrawn: false`, and a `notice` without a withdrawal, do not count. */
export function readWithdrawal(fields: Fields, context: FieldsContext): FieldReading<Withdrawal | null> {
  const given = all(fields, 'withdrawn').filter(({ value }) => !no.test(String(value).trim()));
  const status = readText(first(fields, 'status'));
  if (given.length === 0 && !isWithdrawingStatus(status)) return fine(null);
  const readings = given.map((field) => readStatement(field, context));
  const statements = readings.map(({ value }) => value);
  return {
    value: {
      notice:
        readTitle(first(fields, 'withdrawalNotice')) ?? statements.find((it) => it.notice !== null)?.notice ?? null,
      withdrawn: statements.find((it) => it.withdrawn !== null)?.withdrawn ?? null,
    },
    findings: readings.flatMap(({ findings }) => findings),
  };
}

const yes = /^(?:true|yes|on|1|y)$/i;
const no = /^(?:false|no|off|0|n|none|never)$/i;

/** Reads true, a date, a notice, or {date, notice}. */
function readStatement(field: Field, context: FieldsContext): FieldReading<Withdrawal> {
  const given = recordIn(field.value);
  if (given !== null) return readBoth(field, { given, context });
  const text = readText(field);
  if (text === null || yes.test(text)) return fine(bare);
  if (text.length > longestDate) return fine({ ...bare, notice: plainText(text) });
  const date = readDateTime(field, context);
  const isDate = !hasError(date.findings);
  if (isDate) return { value: { notice: null, withdrawn: date.value?.instant ?? null }, findings: date.findings };
  return /\p{L}{2}/u.test(text) ? fine({ ...bare, notice: plainText(text) }) : wrongDate(field, bare);
}

/** The maximum length of a date. Longer text is a notice. */
const longestDate = 100;

const bare: Withdrawal = { notice: null, withdrawn: null };

interface Both {
  readonly given: Readonly<Record<string, unknown>>;
  readonly context: FieldsContext;
}

function readBoth(field: Field, { given, context }: Both): FieldReading<Withdrawal> {
  const written = stringIn(given, ['notice', 'text', 'reason', 'note', 'message']);
  const withNotice = { ...bare, notice: written === null ? null : plainText(written) };
  const date = stringIn(given, ['date', 'withdrawn', 'retracted', 'at']);
  if (date === null) return fine(withNotice);
  const { value, findings } = readDateTime({ ...field, value: date }, context);
  if (hasError(findings)) return wrongDate(field, withNotice);
  return { value: { ...withNotice, withdrawn: value?.instant ?? null }, findings };
}

/** An invalid date is a warning. The article stays withdrawn. */
function wrongDate(field: Field, value: Withdrawal): FieldReading<Withdrawal> {
  return { value, findings: [invalidField(field, 'true, a date, a notice, or {date, notice}')] };
}

/** The withdrawal of a file that cannot be read, from its front matter, or from its lines if the front matter is invalid. */
export function rescueWithdrawal({ path, text, channel, matter }: MatterFile): Withdrawal | null {
  const found = hasError(matter.findings) ? linesOf(text.slice(0, maximumLength)) : matter.fields;
  return readWithdrawal(found, { path, channel }).value;
}

/** The id of the item, of a file that cannot be read but says that it is withdrawn. */
export function rescueItem({ text, matter }: MatterFile): ItemVersion | null {
  const found = hasError(matter.findings) ? linesOf(text.slice(0, maximumLength)) : matter.fields;
  const id = readText(all(found, 'id').find(({ key }) => normaliseKey(key) !== 'slug') ?? null);
  return id === null ? null : { ...plainVersion, id, number: readText(first(found, 'version')), status: 'canceled' };
}

const maximumLength = 50_000;

/** Reads the lines of front matter as keys and values, without parsing YAML or TOML. */
function linesOf(text: string): Fields {
  const [, source = ''] = text.split(/^(?:---|\+\+\+)[ \t]*$/m);
  const lines = [...source.matchAll(/^([\w-]{1,40})[ \t]*[:=][ \t]*(\S.*)$/gm)];
  return new Map(
    lines.map(([, key = '', written = '']): [string, Field] => {
      const value = written.trim().replace(/^(["'])(.*)\1$/, '$2');
      return [normaliseKey(key), { key, value, at: { line: 1, column: 1 } }];
    }),
  );
}
