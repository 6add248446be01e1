/** Programs of Debian: the installed one, or else one that is unpacked into the cache without installing it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchPackages } from '../../scripts/servers/process.ts';
import { smallEnvironment } from '../measure.ts';

export interface Unpacked {
  readonly root: string;
  /** The loader and its options. They come before the path of a program, which then uses only libraries in `root`. */
  readonly loader: readonly [string, ...string[]];
}

/** Starts programs without the script of the cache, because that would be measured too. */
export function unpack(name: string, packages: readonly string[], suite: string): Unpacked {
  const root = join(dirname(fetchPackages(name, packages, suite)), 'root');
  const [loader] = globSync(join(root, '{usr/lib,lib}/*-linux-gnu/ld-linux-*.so.*'));
  if (loader === undefined) throw new Error(`${root} contains no loader`);
  const libraries = globSync(join(root, '{usr/lib,lib}/*-linux-gnu'));
  return { root, loader: [loader, '--library-path', libraries.join(':')] };
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What a command prints, in the environment in which it is measured. Throws with what it says if it fails. */
export function outputOf([program, ...args]: readonly [string, ...string[]], env: Record<string, string> = {}): string {
  const options = { encoding: 'utf8', env: { ...smallEnvironment(), ...env } } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout.trim();
}
