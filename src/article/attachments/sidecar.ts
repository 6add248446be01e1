/** A sidecar, `story.images.yaml`: the pictures of `story.txt` in the order of its captions, as names or as {file, alt, caption, credit}. */
import { parseDocument } from 'yaml';
import type { Image } from '../../model/image.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { plainText, stringIn } from '../front-matter/field-values.ts';
import { nameOf } from '../story/path.ts';
import { type Beside, isPicturePath, sidecarExtension } from './beside.ts';
import { candidatesFor } from './references.ts';

export interface Sidecar {
  /** Null if a row names no picture. */
  readonly rows: readonly (SidecarRow | null)[];
  readonly findings: readonly Finding[];
}

export interface SidecarRow {
  /** As written: a path beside the article, or from the root. */
  readonly file: string;
  readonly texts: Partial<Pick<Image, 'alt' | 'caption' | 'credit'>>;
}

/** Where an article may have its sidecar. */
export function sidecarPathOf(articlePath: string): string {
  return `${nameOf(articlePath)}${sidecarExtension}`;
}

/** The sidecar of an article; one that is not there, or has not been read, has no rows. */
export function readSidecar(articlePath: string, { bodies }: Pick<Beside, 'bodies'>): Sidecar {
  const path = sidecarPathOf(articlePath);
  const body = bodies.get(path);
  if (body === undefined) return { rows: [], findings: [] };
  const { list, wrong } = listIn(new TextDecoder().decode(body));
  const rows = list.map((item) => rowOf(item, articlePath));
  const reason = wrong ?? (rows.includes(null) ? wanted : null);
  const findings = reason === null ? [] : [warning('invalid-sidecar', `Cannot use "${path}": ${reason}`)];
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

function rowOf(item: unknown, articlePath: string): SidecarRow | null {
  const given = isRecord(item) ? item : { file: item };
  const file = stringIn(given, ['file', 'image', 'src', 'url']);
  if (file === null || !isPicturePath(file) || candidatesFor(file, articlePath).length === 0) return null;
  return { file, texts: textsIn(given) };
}

/** What is not said is left to others. */
function textsIn(given: UnknownRecord): SidecarRow['texts'] {
  const texts = {
    alt: stringIn(given, ['alt']),
    caption: plainTextIn(given, 'caption'),
    credit: plainTextIn(given, 'credit'),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null));
}

function plainTextIn(given: UnknownRecord, key: string): string | null {
  const text = stringIn(given, [key]);
  return text === null ? null : plainText(text);
}
