/** Reads a sidecar: `story.images.yaml` lists the pictures of `story.txt`, as file names or {file, alt, caption, credit}. */

import { nestedKeyMessage, parseYaml } from '../../channel/yaml.ts';
import type { Image } from '../../model/image.ts';
import { isRecord, type UnknownRecord } from '../../model/record.ts';
import { type Finding, warning } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { plainText, stringIn } from '../front-matter/field-values.ts';
import { nameOf } from '../story/path.ts';
import { type Beside, isOtherPicturePath, isPicturePath, sidecarExtension } from './beside.ts';
import { candidatesFor } from './references.ts';

export interface Sidecar {
  /** In the order of the captions of the article. Null if a row does not name a picture. */
  readonly rows: readonly (SidecarRow | null)[];
  readonly findings: readonly Finding[];
}

export interface SidecarRow {
  /** The path as written, relative to the article or from the root. */
  readonly file: string;
  readonly texts: Partial<Pick<Image, 'alt' | 'caption' | 'credit'>>;
}

/** The path of the sidecar of an article. */
export function sidecarPathOf(articlePath: string): string {
  return `${nameOf(articlePath)}${sidecarExtension}`;
}

/** Reads the sidecar of an article. It has no rows if it does not exist or its bytes are not in `bodies`. */
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

const wanted = 'it must be a list of picture files, or of {file, alt, caption, credit}';

/** The maximum number of pictures of one article. */
const maximumRows = 200;

interface List {
  readonly list: readonly unknown[];
  /** Null if nothing is wrong. */
  readonly wrong: string | null;
}

function listIn(text: string): List {
  const { document, nestedKey } = parseYaml(text);
  const [fault] = document.errors;
  if (fault !== undefined) return { list: [], wrong: fault.message };
  if (nestedKey !== null) return { list: [], wrong: nestedKeyMessage };
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
  if (
    file === null ||
    !(isPicturePath(file) || isOtherPicturePath(file)) ||
    candidatesFor(file, { path: articlePath, static: [] }).length === 0
  )
    return null;
  return { file, texts: textsIn(given) };
}

/** Only the texts that are set, so that they do not override other sources. */
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
