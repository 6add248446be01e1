/** Finds the marks that an author set in the fields of an article, and decides what they mean together. */
import type { Visibility } from '../../model/article.ts';
import { recordIn } from '../../model/record.ts';
import { error, type Finding, warning } from '../../problem/problem.ts';
import { type Field, type Fields, normaliseKey } from '../story/field.ts';
import type { FoundMark, MarkMeaning } from '../story/found-mark.ts';
import { isDraftPath } from '../story/path.ts';
import { type MarkRow, markRows, meaningOf } from './marks.ts';

export interface MarksReading {
  readonly marks: readonly FoundMark[];
  readonly findings: readonly Finding[];
}

/** Finds all marks. If a value cannot be read, the article is held back with an error. */
export function findMarks(fields: Fields): MarksReading {
  const paths = keyPaths.filter(({ literal, first }) => fields.has(literal) || fields.has(first));
  const found = paths.flatMap((path) => fieldsAt(path, fields).map((field) => ({ row: path.row, field })));
  const read = found.map(readMark);
  return { marks: read.flatMap(({ marks }) => marks), findings: read.flatMap(({ findings }) => findings) };
}

/** The mark of a file whose name or folder says that it is a draft. It means the same in every format. */
export function marksOfPath(path: string): readonly FoundMark[] {
  return isDraftPath(path)
    ? [{ key: 'the file name', line: null, tool: 'Jekyll, Hexo, Docusaurus', meaning: 'out' }]
    : [];
}

interface RowField {
  readonly row: MarkRow;
  readonly field: Field;
}

/** Where a mark can be: at the top, in its object, or in the table of a theme. All names are normalised. */
interface KeyPath {
  readonly row: MarkRow;
  /** The whole path as a key with dots. */
  readonly literal: string;
  readonly first: string;
  readonly rest: readonly string[];
}

/** The tables in which the themes of Hugo and Zola keep their settings. */
const themeTables = ['params', 'extra'];

const keyPaths: readonly KeyPath[] = markRows.flatMap((row) => row.keys.flatMap((key) => pathsOf(key, row)));

function pathsOf(key: string, row: MarkRow): readonly KeyPath[] {
  const paths = [key, ...(row.inThemes ? themeTables.map((table) => `${table}.${key}`) : [])];
  return paths.map((path) => {
    const [first = '', ...rest] = path.split('.').map(normaliseKey);
    return { row, literal: normaliseKey(path), first, rest };
  });
}

function fieldsAt({ literal, first, rest }: KeyPath, fields: Fields): readonly Field[] {
  const whole = fields.get(literal);
  if (whole !== undefined) return [whole];
  const outer = rest.length === 0 ? undefined : fields.get(first);
  if (outer === undefined) return [];
  return rest.reduce<Field[]>((found, name) => found.flatMap((field) => inner(field, name)), [outer]);
}

/** The fields in the object of a field that have a name, in any spelling. */
export function inner({ key, value, at }: Field, name: string): Field[] {
  return Object.entries(recordIn(value) ?? {})
    .filter(([it]) => normaliseKey(it) === name)
    .map(([it, its]) => ({ key: `${key}.${it}`, value: its, at }));
}

function readMark({ row, field: { key, value, at } }: RowField): MarksReading {
  const meaning = meaningOf(row, value);
  if (meaning === 'public') return { marks: [], findings: [] };
  const mark = { key, line: at.line, tool: row.tool };
  if (meaning === 'error') {
    const message = describeInvalidMark(key, { value, wanted: wantedBy(row) });
    return { marks: [{ ...mark, meaning: 'out' }], findings: [error('invalid-mark', message, at)] };
  }
  const note = notes[meaning];
  const findings = note === undefined ? [] : [warning('mark-not-followed', `"${key}" ${note}`, at)];
  return { marks: [{ ...mark, meaning }], findings };
}

/** The message about a mark whose value cannot be read. */
export function describeInvalidMark(
  key: string,
  { value, wanted }: { readonly value: unknown; readonly wanted: string },
): string {
  return `"${key}" must be ${wanted}: got ${JSON.stringify(value)?.slice(0, 100)}, so the article is held back`;
}

/** What is said about marks that do not hide as much as they seem to. */
const notes: Partial<Readonly<Record<MarkMeaning, string>>> = {
  pageless: 'prevents a page, but the article stays in the feed: to keep it out, write "draft: true"',
  listed: 'does not keep the article out of the feed: to keep it out, write "draft: true"',
};

/** The first values that a row knows, such as `true or false`. */
function wantedBy({ values }: MarkRow): string {
  const words = Object.keys(values).filter((word) => word !== 'date');
  const names = words.slice(0, 12).map((word) => ({ yes: 'true', no: 'false' })[word] ?? word);
  return names.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** Who sees an article with these marks: the strictest one decides. Without a page and an entry, nobody does. */
export function visibilityOf(marks: readonly Pick<FoundMark, 'meaning'>[]): Visibility | 'out' {
  const meanings = new Set(marks.map(({ meaning }) => meaning));
  if (meanings.has('unlisted') && meanings.has('pageless')) return 'out';
  return strictestFirst.find((meaning) => meanings.has(meaning)) ?? 'listed';
}

const strictestFirst = ['out', 'unlisted', 'excerpt'] as const;

/** True if only the text above the paywall is for everybody. */
export function isForMembers(marks: readonly Pick<FoundMark, 'meaning'>[]): boolean {
  return marks.some(({ meaning }) => meaning === 'members');
}
