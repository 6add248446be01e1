/** `story.images.yaml`: the pictures of `story.txt` in the order of its captions, as names or as {file, alt, caption, credit}. */
import { parseDocument } from 'yaml';
import type { Image } from '../../model/image.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { plainText, stringIn } from '../front-matter/field-values.ts';
import { nameOf } from '../story/path.ts';
import { readBeside, type Search } from './find.ts';
import { candidatesFor, isPicturePath, sideEnding } from './picture.ts';

export interface SideRow {
  /** As written: a path beside the article, or from the root. */
  readonly file: string;
  readonly words: Partial<Pick<Image, 'alt' | 'caption' | 'credit'>>;
}

export interface SideFile {
  /** Null where a row names no picture. */
  readonly rows: readonly (SideRow | null)[];
  readonly findings: readonly Finding[];
}

/** Without a side file there are no rows. */
export function readSideFile(search: Search): SideFile {
  const path = `${nameOf(search.path)}${sideEnding}`;
  const body = readBeside(path, search);
  if (body === null) return { rows: [], findings: [] };
  const { list, wrong } = listIn(new TextDecoder().decode(body));
  const rows = list.map((item) => rowOf(item, search.path));
  const reason = wrong ?? (rows.includes(null) ? wanted : null);
  const findings = reason === null ? [] : [warning('invalid-side-file', `Cannot use "${path}": ${reason}`)];
  return { rows, findings };
}

const wanted = 'it must be a list of pictures, or of {file, alt, caption, credit}';

/** The most pictures of one article. */
const maximumRows = 200;

interface List {
  readonly list: readonly unknown[];
  /** Null where nothing is. */
  readonly wrong: string | null;
}

function listIn(text: string): List {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [fault] = document.errors;
  if (fault !== undefined) return { list: [], wrong: fault.message };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return Array.isArray(value) ? { list: value.slice(0, maximumRows), wrong: null } : { list: [], wrong: wanted };
  } catch (thrown) {
    return { list: [], wrong: messageOf(thrown) };
  }
}

function rowOf(item: unknown, articlePath: string): SideRow | null {
  const given = isRecord(item) ? item : { file: item };
  const file = stringIn(given, ['file', 'image', 'src', 'url']);
  if (file === null || !isPicturePath(file) || candidatesFor(file, articlePath).length === 0) return null;
  return { file, words: wordsIn(given) };
}

/** What is not said leaves the words that others have. */
function wordsIn(given: UnknownRecord): SideRow['words'] {
  const words = {
    alt: stringIn(given, ['alt']),
    caption: plainTextIn(given, 'caption'),
    credit: plainTextIn(given, 'credit'),
  };
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== null));
}

function plainTextIn(given: UnknownRecord, key: string): string | null {
  const text = stringIn(given, [key]);
  return text === null ? null : plainText(text);
}
