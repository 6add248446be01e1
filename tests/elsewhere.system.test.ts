/** The guide to other hosts, as far as it can be run here: the cron script, the Dockerfile, and the workflow. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { copied, instructions, type Step, steps, uploaded } from './support/elsewhere.ts';
import { temporaryFolder } from './support/folder.ts';
import { program } from './support/program.ts';
import { cleanEnvironment, folderWithSamples } from './support/run.ts';

const guide = readFileSync('docs/elsewhere.md', 'utf8');
const now = '2026-11-23T15:00:00Z';

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a line with sh in which `npx --no -- presstime` is this checkout, and `npm ci` does nothing. */
async function sh(folder: string, line: string): Promise<Ended> {
  const programs = await temporaryFolder();
  await writeFile(
    join(programs, 'npx'),
    `#!/bin/sh\n[ "$1 $2 $3" = "--no -- presstime" ] || exit 9\nshift 3\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  await writeFile(join(programs, 'npm'), '#!/bin/sh\n[ "$1" = ci ]\n');
  for (const name of ['npx', 'npm']) await chmod(join(programs, name), 0o755);
  const env = cleanEnvironment({ PATH: `${programs}:${process.env['PATH']}`, PRESSTIME_NOW: now });
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: folder, env });
    return { code: 0, stdout };
  } catch (thrown) {
    return thrown as Ended;
  }
}

describe('cron', () => {
  const script = /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(guide)?.[1] ?? '';

  async function folderWithScript(): Promise<string> {
    const folder = await folderWithSamples();
    await writeFile(join(folder, 'publish.sh'), script);
    return folder;
  }

  it('the script publishes, prints nothing, and keeps a log', async () => {
    const folder = await folderWithScript();
    expect(await sh('/', `sh ${folder}/publish.sh`)).toEqual({ code: 0, stdout: '' });
    expect(existsSync(join(folder, 'public/rss.xml'))).toBe(true);
    expect(await sh('/', `sh ${folder}/publish.sh`)).toEqual({ code: 0, stdout: '' });
    expect((await readFile(join(folder, 'publish.log'), 'utf8')).match(/articles in articles/g)?.length).toBe(2);
  });

  it('an error is printed, for cron to mail, and the exit code is passed on', async () => {
    const folder = await folderWithScript();
    await writeFile(join(folder, 'articles/feed.yaml'), 'title: Only a title\n');
    const { code, stdout } = await sh('/', `sh ${folder}/publish.sh`);
    expect(code).toBe(1);
    expect(stdout).toContain('feed.yaml');
  });

  it('reports that another run does not end, for cron to mail', async () => {
    const folder = await folderWithScript();
    await writeFile(join(folder, 'publish.sh'), script.replace('-w 600', '-w 0'));
    const line = `exec 8> ${folder}/publish.lock; flock 8; sh ${folder}/publish.sh`;
    const stdout = expect.stringContaining('Another run has held publish.lock');
    expect(await sh('/', line)).toMatchObject({ code: 1, stdout });
    expect(existsSync(join(folder, 'public'))).toBe(false);
  });

  it('two at the same time wait for each other, and both succeed', async () => {
    const folder = await folderWithScript();
    const runs = await Promise.all([1, 2, 3].map(() => sh('/', `sh ${folder}/publish.sh`)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});

describe('the container', () => {
  it('the copied files are enough for the build, and the entry point publishes', async () => {
    const folder = await temporaryFolder();
    for (const path of copied) await cp(path, join(folder, path), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const run = promisify(execFile);
    expect(instructions).toContainEqual({ name: 'RUN', rest: 'npm run build' });
    await run('npm', ['run', 'build'], { cwd: folder });
    const [entry, command] = ['ENTRYPOINT', 'CMD'].map(
      (name) => JSON.parse(instructions.find((it) => it.name === name)?.rest ?? '[]') as string[],
    ) as [string[], string[]];
    const [program = '', ...args] = [...entry, ...command].map((it) => it.replace(/^\/presstime/, folder));
    const news = await folderWithSamples();
    await run(program, args, { cwd: news, env: cleanEnvironment({ PRESSTIME_NOW: now }) });
    expect(existsSync(join(news, 'public/rss.xml'))).toBe(true);
  }, 120_000);
});

describe('the workflow for GitHub Pages', () => {
  /** Runs the commands of the job as GitHub does. Returns the step that fails. */
  async function endOfJob(folder: string): Promise<Step | 'success'> {
    const outcomes = new Map<string | undefined, string>();
    for (const step of steps) {
      const [, id, outcome] = /^steps\.(\w+)\.outcome == '(\w+)'$/.exec(step.if ?? '') ?? [];
      if (step.run === undefined || outcomes.get(id) !== outcome) continue;
      const { code } = await sh(folder, step.run);
      outcomes.set(step.id ?? 'unnamed', code === 0 ? 'success' : 'failure');
      if (code !== 0 && step['continue-on-error'] !== true) return step;
    }
    return 'success';
  }

  it('its commands make the uploaded files, without the ledger', async () => {
    const folder = await folderWithSamples();
    for (const _round of [1, 2]) expect(await endOfJob(folder)).toEqual('success');
    const site = join(folder, uploaded);
    expect(await readdir(site)).toEqual(expect.arrayContaining(['rss.xml', 'atom.xml', 'feed.json', 'index.html']));
    expect(existsSync(join(site, '.presstime'))).toBe(false);
    expect(existsSync(join(folder, 'public/.presstime/ledger/head.json'))).toBe(true);
  });

  it('an article with errors does not stop the others: they are uploaded and remembered before the job fails', async () => {
    const folder = await folderWithSamples();
    await writeFile(join(folder, 'articles/broken.md'), '---\ntitle: [\n---\nText.\n');
    expect(await endOfJob(folder)).toBe(steps.at(-1));
    expect(await readFile(join(folder, uploaded, 'rss.xml'), 'utf8')).toContain('<item>');
    const done = steps.slice(0, -1).flatMap(({ uses }) => uses?.split('@')[0] ?? []);
    expect(done).toEqual(
      expect.arrayContaining(['actions/cache/save', 'actions/upload-pages-artifact', 'actions/deploy-pages']),
    );
  });

  it('wrong settings, before anything was published, end the job before anything is uploaded', async () => {
    const folder = await folderWithSamples();
    await writeFile(join(folder, 'articles/feed.yaml'), 'title: Only a title\n');
    const end = await endOfJob(folder);
    expect(steps.indexOf(end as Step)).toBeLessThan(steps.findIndex(({ uses }) => uses?.startsWith('actions/upload')));
  });
});
