/** The command that starts Presstime again in the same way, for messages and help texts. */
import { basename, delimiter, dirname, isAbsolute, relative, sep } from 'node:path';
import { quoteForShell } from './quote.ts';

/**
 * Runs the program of the clone or project that contains the working folder. `--no` keeps npm from running a package of this
 * name from a registry if there is no such program.
 */
export const localProgram = 'npx --no -- presstime';

/** How the program was started. */
export interface Start {
  /** The path of the script, `process.argv[1]`. */
  readonly script: string;
  /** Resolves links in the path of the script. If left out, the script is not a link. */
  readonly realPath?: (script: string) => string;
  /** The working folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Returns a command such as `presstime`, `node dist/cli/bin.js` or `npx --no -- presstime`. It never names a package to fetch. */
export function describeProgram(start: Start): string {
  return programOfNpm(start) ?? programOnPath(start) ?? programAtPath(start);
}

/** For npx, and for a script of the project that contains the program: what its user can type in the same folder. */
function programOfNpm({ script, realPath, env }: Start): string | null {
  const event = env['npm_lifecycle_event'] ?? '';
  const project = env['npm_config_local_prefix'] ?? '';
  if (event === '' || project === '') return null;
  if (event !== 'npx' && !isInside(script, project)) return null;
  // npx starts the program of a project by a link in its cache. A program that it downloaded is in the cache itself.
  if (event === 'npx' && realPath !== undefined && !isInside(realPath(script), project)) return null;
  if (isInside(env['INIT_CWD'] || project, project)) return localProgram;
  return `npm --prefix ${quoteForShell(project)} exec --no -- presstime`;
}

function programOnPath({ script, env }: Start): string | null {
  // npx puts its cache into PATH for this run only.
  if (script.split(sep).includes('_npx')) return null;
  const folders = (env['PATH'] ?? '').split(delimiter);
  return basename(script) === 'presstime' && folders.includes(dirname(script)) ? 'presstime' : null;
}

function programAtPath({ script, folder }: Start): string {
  const shown = quoteForShell(isInside(script, folder) ? relative(folder, script) : script);
  if (/\.[cm]?[jt]s\b/.test(basename(script))) return `node ${shown}`;
  return shown.includes('/') ? shown : `./${shown}`;
}

/** Resolves links. An import would load `node:fs` in every run, but only npx needs it. Node before 22.3 has no such function. */
export function realPath(path: string): string {
  return process.getBuiltinModule?.('node:fs').realpathSync(path) ?? path;
}

function isInside(path: string, folder: string): boolean {
  const between = relative(folder, path);
  return between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}
