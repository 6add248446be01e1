/** What a test knows of a site generator: how it builds a site, and blogs in its shape, which are made up. */
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ToolName } from '../../src/model/channel.ts';

export interface Generator {
  readonly tool: ToolName;
  /** The program and its first arguments. A variable named after the tool, such as `HUGO`, replaces the last one. */
  readonly command: readonly string[];
  /** The arguments that build the site in the current folder. */
  readonly build: readonly string[];
  /** The folder of the packages that blogs of this tool import. Null if they import none. */
  readonly packages: string | null;
  readonly blogs: readonly Blog[];
}

export interface Blog {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The folder of the built site. */
  readonly output: string;
  /** The feed in that folder. Null if the tool makes none. */
  readonly feed: string | null;
  /** The number of entries in its feed, or of posts if it has none: all but drafts and posts of the future. */
  readonly entries: number;
  /** The time zone of the machine that builds the site. */
  readonly zone: string;
  /** More arguments of the build. */
  readonly arguments: readonly string[];
  /** Entries whose links in the tool's own feed lead nowhere. */
  readonly brokenLinks: number;
  /** Entries whose ids are not valid in Atom, so that our Atom feed cannot have them. */
  readonly newIds: number;
}

/** Packages of the lighter generators, and those of Docusaurus, which are far more. */
export const packages = resolve('tests/generators/node_modules');
export const docusaurusPackages = resolve('tests/generators/docusaurus/node_modules');

/** The path of a file in the packages. */
export const inPackages = (path: string): string => join(packages, path);

function commandOf({ tool, command }: Generator): readonly [string, ...string[]] {
  const given = process.env[tool.toUpperCase()];
  const [program = '', ...args] = given === undefined ? command : [...command.slice(0, -1), given];
  return [program, ...args];
}

/** True if the program is there: as a file, or as a name in PATH. */
export function isInstalled(generator: Generator): boolean {
  const program = commandOf(generator).at(-1) ?? '';
  const folders = isAbsolute(program) ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Builds the site in a folder. */
export function buildSite(
  generator: Generator,
  { blog, folder }: { readonly blog: Blog; readonly folder: string },
): void {
  const [program, ...args] = commandOf(generator);
  if (generator.packages !== null) symlinkSync(generator.packages, join(folder, 'node_modules'));
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', LANG: 'C.UTF-8', TZ: blog.zone };
  execFileSync(program, [...args, ...generator.build, ...blog.arguments], { cwd: folder, stdio: 'pipe', env });
}

/** True if a built site contains the page of a URL. */
export function hasPage(folder: string, { output, url, homeUrl }: Page): boolean {
  const base = new URL(homeUrl).pathname.replace(/\/?$/, '/');
  const path = decodeURIComponent(new URL(url).pathname);
  if (!path.startsWith(base)) return false;
  const page = join(folder, output, path.slice(base.length));
  const candidates = path.endsWith('/') ? [join(page, 'index.html')] : [page, `${page}.html`, join(page, 'index.html')];
  return candidates.some((candidate) => existsSync(candidate));
}

export interface Page {
  /** The folder of the built site. */
  readonly output: string;
  readonly url: string;
  readonly homeUrl: string;
}

/** A post with front matter in YAML. */
export function post(title: string, lines: readonly string[] = []): string {
  return ['---', `title: ${JSON.stringify(title)}`, ...lines, '---', 'The tide *turned* at noon.', ''].join('\n');
}

/** A post with front matter in TOML. */
export function tomlPost(title: string, lines: readonly string[] = []): string {
  return ['+++', `title = ${JSON.stringify(title)}`, ...lines, '+++', 'The tide *turned* at noon.', ''].join('\n');
}
