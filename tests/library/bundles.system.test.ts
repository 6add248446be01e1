/** Bundles the entry points: no module of Node for browsers, the AWS SDK only in `presstime/s3`, and small bundles. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { measure, subjects } from '../../bench/size.ts';
import { cleanEnvironment, folderWithSamples } from '../support/run.ts';

test.each(['presstime/render', 'presstime/validate'])('all of %s can be bundled for a browser', async (specifier) => {
  const { inputs, minifiedBytes } = await measure(specifier, `export * from '${specifier}';`);
  expect(inputs.filter((path) => path.includes('node:'))).toEqual([]);
  expect(minifiedBytes).toBeGreaterThan(50_000);
});

test('a bundle with a module of Node is rejected', async () => {
  await expect(measure('digests', "export { digestOf } from './src/model/digest.ts';")).rejects.toThrow('node:crypto');
});

test('renderRss alone is small, without an HTML parser or serialiser', async () => {
  const { inputs, minifiedBytes } = await measure('renderRss', subjects['`renderRss`'] ?? '');
  expect(minifiedBytes).toBeLessThan(12_000);
  expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
});

/** The paths of all modules that load when `start` loads. Dynamic imports are not followed. */
async function loadedWith(entry: string, start: readonly string[] = [entry]): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    splitting: true,
    outdir: 'unused',
    logLevel: 'silent',
  });
  return reachable(metafile, start);
}

function reachable({ inputs }: Metafile, start: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const waiting = [...start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const imports = inputs[path]?.imports ?? [];
    waiting.push(...imports.filter(({ kind }) => kind !== 'dynamic-import').map((it) => it.path));
  }
  return [...found];
}

const isAws = (path: string) => /@aws-sdk|@smithy/.test(path);

test.each([
  ['presstime', 'src/index.ts', ['src/index.ts']],
  [
    'the command line',
    'src/cli/bin.ts',
    ['src/cli/main.ts', 'src/cli/commands/publish-command.ts', 'src/publish/run.ts'],
  ],
])('%s loads no AWS SDK', async (_name, entry, start) => {
  const loaded = await loadedWith(entry, start);
  expect(loaded.length).toBeGreaterThan(100);
  expect(loaded.filter(isAws)).toEqual([]);
});

test('presstime/s3 loads the AWS SDK', async () => {
  expect((await loadedWith('src/index-s3.ts')).some(isAws)).toBe(true);
});

/** A hook that prints the URL of each module that a program loads. */
const hook = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => { process.stderr.write('loaded ' + url + '\\n'); return next(url, context); } });`;

function modulesOf(args: readonly string[], cwd: string): readonly string[] {
  const program = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, resolve('src/cli/bin.ts')];
  // No server listens on this port, so the run to a bucket fails at once.
  const aws = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1' };
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const script = '"$0" "$@" 2>&1 || true';
  const command = ['-c', script, process.execPath, ...program, ...args];
  const printed = execFileSync('sh', command, { cwd, env: cleanEnvironment({ ...aws, ...keys }), encoding: 'utf8' });
  return [...printed.matchAll(/^loaded (.+)$/gm)].map(([, url = '']) => url);
}

test('a run from folder to folder does not load the AWS SDK, and a run to a bucket does', async () => {
  const cwd = await folderWithSamples();
  const modules = modulesOf(['publish', '--now', '2026-11-23T15:00:00Z'], cwd);
  expect(existsSync(join(cwd, 'public/rss.xml'))).toBe(true);
  expect(modules).toContain(pathToFileURL(resolve('src/publish/publish.ts')).href);
  expect(modules.filter(isAws)).toEqual([]);
  expect(modulesOf(['publish', '--to', 's3://bucket'], cwd).some(isAws)).toBe(true);
});

test('the sizes in the README are right within 5 percent', async () => {
  const rows = readFileSync('README.md', 'utf8').matchAll(/^\| (.+?) \| ([\d.]+) kB \| ([\d.]+) kB \|$/gm);
  const written = Object.fromEntries([...rows].map(([, name = '', ...sizes]) => [name, sizes.map(Number)]));
  expect(Object.keys(written)).toEqual(Object.keys(subjects));
  for (const [name, contents] of Object.entries(subjects)) {
    const { minifiedBytes, gzippedBytes } = await measure(name, contents);
    const wanted = [minifiedBytes / 1000, gzippedBytes / 1000];
    const shares = wanted.map((size, index) => Math.abs((written[name]?.[index] ?? 0) / size - 1));
    expect({ name, isNear: shares.every((share) => share < 0.05) }).toEqual({ name, isNear: true });
  }
});
