/** Packages that only the benchmark uses. They are installed into its cache, not into the project. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../workshop.ts';

/** Exact versions, by package. */
export type Versions = Readonly<Record<string, string>>;

/** Installs packages into a folder of the cache unless they are there. Runs none of their scripts. Returns the folder. */
export function installPackages(name: string, versions: Versions): string {
  const folder = join(cacheFolder, name);
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies: versions });
  const path = join(folder, 'package.json');
  const complete = join(folder, 'complete');
  if (existsSync(complete) && readFileSync(complete, 'utf8') === manifest) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, manifest);
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  writeFileSync(complete, manifest);
  return folder;
}
