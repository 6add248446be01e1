/** Finds files that programs make beside articles: lock files, backups, and copies. They are not published. */
import { lastPartOf } from '../model/file.ts';
import { extensionOf } from '../model/media-type.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { formatOf, isArticlePath } from './story/path.ts';

/** Names that programs give to their own files. */
export interface NameRule {
  /** What the file is, for messages: `a lock file of Word`. */
  readonly name: string;
  /** Matches the file name. The group `article` is the name of the article; `end` is its end, if its beginning is cut off. */
  readonly pattern: RegExp;
}

/** Names that no author gives to an article. `article` must have the extension of an article. */
export const workingNames: readonly NameRule[] = [
  { name: 'a lock file of Word', pattern: /^~\$(?<end>.+)$/ },
  { name: 'a temporary file of Word', pattern: /^~WR[A-Z]\d+\.\w+$/i },
  { name: 'a lock file of LibreOffice', pattern: /^\.~lock\.(?<article>.+)#$/ },
  { name: 'a lock file of Emacs', pattern: /^\.#(?<article>.+)$/ },
  { name: 'unsaved text of Emacs', pattern: /^#(?<article>.+)#$/ },
  { name: 'a swap file of Vim', pattern: /^\.?(?<article>.+)\.sw[a-px]$/i },
  { name: 'a test file of Vim', pattern: /^(?:4913|5036|5159)$/ },
  { name: 'the backup of an editor', pattern: /^(?<article>.+?)(?:\.?~\d+)?~$/ },
  { name: 'a backup', pattern: /^(?<article>.+)\.(?:bak|backup|old|orig|save|sav|mine|rej|r\d+)\d*$/i },
  {
    name: 'an unfinished file',
    pattern: /^(?<article>.+?)\.(?:tmp|temp|autosave|part|partial|filepart|crdownload|download)(?:[.-]\d+)*$/i,
  },
  { name: 'one side of a merge in Git', pattern: /^(?<article>.+)~[\w./-]+$/ },
  { name: 'metadata of macOS', pattern: /^\._(?<article>.+)$/ },
];

const copyWords = [
  'copy|copie|copia|c[oó]pia|kopie|kopia|kopi|kopio|kopya|kopyası|k[oó]pia|kopija|m[aá]solat',
  'копия|копія|副本|拷贝|コピー|복사본',
].join('|');
const conflictWords = 'conflict|conflit|conflitto|konflikt|ristiriita|конфликт|冲突|衝突|競合|충돌';

/** Names that programs give to copies of an article. An author can give such a name, too, so the article itself must be there. */
export const copyNames: readonly NameRule[] = [
  { name: 'a numbered copy', pattern: /^(?<article>.+?)(?: ?\([1-9]\d?\))+$/ },
  {
    name: 'a copy',
    pattern: new RegExp(
      `^(?<article>.+?)(?: [-–—] |[ _.]|的|の(?=コ))(?:${copyWords})(?:[ _-]?\\(?\\d{1,2}\\)?)?$`,
      'iu',
    ),
  },
  {
    name: 'a copy',
    pattern: new RegExp(
      `^(?<article>.+?) ?\\((?:another |\\d{1,2}(?:st|nd|rd|th) )?(?:${copyWords})(?: \\d{1,2})?\\)$`,
      'iu',
    ),
  },
  {
    name: 'a copy',
    pattern:
      /^(?:copy|kopie|copie|copia|cópia|kopia|kopi)(?: ?\(\d{1,2}\))? (?:of|von|van|de|di|do|da|av|af) (?<article>.+)$/iu,
  },
  {
    name: 'a backup',
    pattern:
      /^(?:backup of|sicherung von|sicherungskopie von|copia de seguridad de|copie de sauvegarde de|sauvegarde de) (?<article>.+)$/iu,
  },
  { name: 'a backup', pattern: /^(?<article>.+)\.(?:bak|backup|old|orig|tmp|temp|autosave)$/i },
  { name: 'a conflict copy of Syncthing', pattern: /^(?<article>.+?)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?$/i },
  {
    name: 'a conflict copy',
    pattern: new RegExp(
      `^(?<article>.+?) ?\\((?=[^()]*(?:${conflictWords}))[^()]*(?:conflicted|case|${copyWords}|kopieret|\\d{4}[-. ]?\\d\\d[-. ]?\\d\\d)[^()]*\\)$`,
      'iu',
    ),
  },
  {
    name: 'a conflict copy',
    pattern: /^(?<article>.+?)(?:\.conflict(?:ed)?\d*|[_.-]conflict-\d{8}(?:-\d{4,6})?|_conf\([\d-]+\))$/i,
  },
  {
    name: 'a conflict copy of OneDrive',
    pattern:
      /^(?<article>.+?)-(?:(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,11}|[\w-]*[\w’']s-(?:MacBook|iMac)(?:-\w+)*)(?:-\d{1,2})?$/,
  },
  { name: 'one side of a merge in Git', pattern: /^(?<article>.+?)[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+$/ },
];

/** Ordinary names, which no rule matches: lower case, and no sign that any of them needs. They are tested first, because most names are like that. */
const ordinaryName = /^(?!.*conflict)[a-z0-9-]+\.[a-z]+$/;

/** True for a file that a program made for its own use, by its name alone. */
export function isWorkingFile(path: string): boolean {
  return matchWorking(lastPartOf(path)) !== null;
}

export interface WorkingFiles {
  /** The paths of the files that are not articles. */
  readonly paths: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Finds working files and copies among files in the folders of articles. Copies of files that are not there are articles. `others` gives
 * files that are also there, and are no working files.
 */
export function findWorkingFiles(paths: readonly string[], others: () => readonly string[] = () => []): WorkingFiles {
  let made: ReadonlyMap<string, string> | null = null;
  const names: Names = () => {
    made ??= new Map([...paths, ...others()].filter(isArticlePath).map((path) => [keyOf(path), path]));
    return made;
  };
  const found = paths.flatMap((path) => findWorking(path, names) ?? findCopy(path, names) ?? []);
  return {
    paths: new Set(found.map(({ path }) => path)),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** All articles, by a key that is the same for names that only differ in case or Unicode form. Made only if a name needs it. */
type Names = () => ReadonlyMap<string, string>;

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

interface FoundFile {
  readonly path: string;
  readonly problems: readonly Problem[];
}

/** A hidden file is only reported if its article is there. */
function findWorking(path: string, names: Names): FoundFile | null {
  const name = lastPartOf(path);
  const match = matchWorking(name);
  if (match === null) return null;
  const folder = path.slice(0, path.length - name.length);
  const twin = twinOf(match.groups, { folder, names });
  if (twin === null && name.startsWith('.')) return { path, problems: [] };
  const beside = twin === null ? '' : ` beside "${lastPartOf(twin)}"`;
  const message = `The file is ${match.name}${beside}, not an article, so it was not read: remove it if no program uses it`;
  return { path, problems: inFile(path, [warning('working-file', message)]) };
}

interface Match {
  readonly name: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

function matchWorking(fileName: string): Match | null {
  if (isOrdinaryArticle(fileName)) return null;
  for (const { name, pattern } of workingNames) {
    const match = pattern.exec(fileName);
    if (match === null) continue;
    const groups = match.groups ?? {};
    if (groups['article'] === undefined || formatOf(groups['article']) !== null) return { name, groups };
  }
  return null;
}

/** True for an article whose name is so ordinary that it is no working file and no copy. */
export function hasOrdinaryName(path: string): boolean {
  return isOrdinaryArticle(lastPartOf(path));
}

function isOrdinaryArticle(fileName: string): boolean {
  return ordinaryName.test(fileName) && formatOf(fileName) !== null;
}

/** Word replaces up to two characters of a long name in the name of its lock file. */
function twinOf(
  { article, end }: Match['groups'],
  { folder, names }: { readonly folder: string; readonly names: Names },
): string | null {
  if (article !== undefined) return names().get(keyOf(`${folder}${article}`)) ?? null;
  if (end === undefined) return null;
  const isTwin = (key: string) => {
    const start = keyOf(folder);
    const cut = key.length - start.length - keyOf(end).length;
    return (
      key.startsWith(start) && key.endsWith(keyOf(end)) && cut >= 0 && cut <= 2 && !key.includes('/', start.length)
    );
  };
  for (const [key, path] of names()) if (isTwin(key) && !isWorkingFile(path)) return path;
  return null;
}

function findCopy(path: string, names: Names): FoundFile | null {
  if (isOrdinaryArticle(lastPartOf(path)) || !isArticlePath(path)) return null;
  const extension = extensionOf(path) === '' ? '' : `.${extensionOf(path)}`;
  const stem = lastPartOf(path).slice(0, lastPartOf(path).length - extension.length);
  const folder = path.slice(0, path.length - lastPartOf(path).length);
  for (const { name, pattern } of copyNames) {
    const article = pattern.exec(stem.normalize('NFC'))?.groups?.['article'];
    const twin = article === undefined ? undefined : names().get(keyOf(`${folder}${article}${extension}`));
    if (twin === undefined) continue;
    const message = `The file looks like ${name} of "${lastPartOf(twin)}", so it is not published: remove it, or give it another name if it is another article`;
    return { path, problems: inFile(path, [warning('copied-file', message)]) };
  }
  return null;
}
