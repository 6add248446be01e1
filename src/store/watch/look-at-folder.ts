/** Looks at all files in a folder without reading them, to find out later which ones changed. */
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a folder contains: a stamp for each file and each folder, by path. The path of the root is an empty string. */
export interface FolderLook {
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, string>;
}

/** Folders that contain no articles and change often. */
const ignored: ReadonlySet<string> = new Set(['node_modules', '.git', '.presstime']);

/** Looks at all files in a folder without reading them. Whatever cannot be looked at is left out. */
export function lookAtFolder(root: string): FolderLook {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const walk = (path: string): void => {
    const stats = statsOf(join(root, path), path === '' ? statSync : lstatSync);
    if (stats === null) return;
    if (!stats.isDirectory()) {
      files.set(path, `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}`);
      return;
    }
    folders.set(path, `${stats.ino} ${stats.birthtimeMs}`);
    for (const name of namesIn(join(root, path))) if (!ignored.has(name)) walk(path === '' ? name : `${path}/${name}`);
  };
  walk('');
  return { files, folders };
}

/** Links are not followed, except for the root. */
function statsOf(path: string, look: (path: string) => Stats): Stats | null {
  try {
    return look(path);
  } catch {
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
