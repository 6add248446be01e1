/** The GitHub workflows, as far as they can be checked without GitHub. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseStage } from '../../cloud/stage.ts';
import { commands } from '../../src/cli/commands.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: { readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, unknown>> } | null };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[]; readonly environment?: unknown }>>;
}

const read = (name: string) => parse(readFileSync(`.github/workflows/${name}`, 'utf8')) as Workflow;
const stepsOf = (name: string) => Object.values(read(name).jobs).flatMap(({ steps }) => steps);
const names = readdirSync('.github/workflows');
const toAws = ['publish.yml', 'redeploy.yml'];

test('there are four', () => {
  expect(names).toEqual(['pages.yml', 'publish.yml', 'redeploy.yml', 'test.yml']);
});

test.each(names)('%s: no user input becomes part of a command', (name) => {
  for (const { run = '' } of stepsOf(name)) expect(run).not.toContain('${{');
});

test.each(names)('%s: an action of GitHub has a version, any other is pinned to a commit', (name) => {
  for (const { uses = 'actions/none@v1' } of stepsOf(name)) {
    expect(uses).toMatch(/^actions\/[\w/-]+@v\d+$|^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  }
});

test.each(names)('%s: every command, flag and variable that it uses exists', (name) => {
  const call = /^(?:npx --no -- presstime|node dist\/cli\/bin\.js) (\w+)(.*)$/m;
  const calls = stepsOf(name).filter(({ run = '' }) => call.test(run));
  expect(calls.length).toBeGreaterThan(0);
  for (const { run = '', env = {} } of calls) {
    const [, called = '', flags = ''] = call.exec(run) ?? [];
    const command = commands.find((it) => it.name === called);
    expect(command?.name).toBe(called);
    const known = command?.flags.map((flag) => `--${flag.name}`) ?? [];
    for (const [flag] of flags.matchAll(/--[\w-]+/g)) expect(known).toContain(flag);
    const variables = [...(command?.arguments ?? []), ...(command?.flags ?? [])].map(({ variable }) => variable);
    for (const variable of Object.keys(env)) expect(variables).toContain(variable);
  }
});

test.each(toAws)('%s: reads the repository, assumes a role, and contains no keys', (name) => {
  expect(read(name).permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  const [login] = stepsOf(name).filter(({ uses = '' }) => uses.startsWith('aws-actions/'));
  expect(Object.keys(login?.with ?? {})).toEqual(['role-to-assume', 'aws-region']);
  expect(readFileSync(`.github/workflows/${name}`, 'utf8')).not.toMatch(/secrets\./);
});

test.each(toAws)('%s: uses no environment, because the trust of the roles names a branch', (name) => {
  for (const job of Object.values(read(name).jobs)) expect(job.environment).toBeUndefined();
  expect(parseStage('', { stage: 'prod', path: '' })['subjects']).toContainEqual(
    expect.stringContaining(':ref:refs/heads/'),
  );
});

test('publish: checks before it sends, and sends before it publishes', () => {
  const calls = stepsOf('publish.yml').flatMap(({ run = '' }) => /presstime (\w+)/.exec(run)?.[1] ?? []);
  expect(calls).toEqual(['check', 'push', 'redeploy']);
});

test('publish: checks the folder that it sends', () => {
  const folders = stepsOf('publish.yml').flatMap(({ run = '', env = {} }) =>
    /presstime (?:check|push)/.test(run) ? [env['PRESSTIME_FROM']] : [],
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own placeholder
  expect(folders).toEqual(['${{ vars.PRESSTIME_FROM }}', '${{ vars.PRESSTIME_FROM }}']);
});

test('redeploy: publishes the stage of its role, which cannot be chosen', () => {
  const { on } = read('redeploy.yml');
  expect(Object.keys(on.workflow_dispatch?.inputs ?? {})).toEqual(['allow-removals']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own placeholder
  const variable = '${{ vars.PRESSTIME_STAGE }}';
  const stages = toAws.flatMap((name) => stepsOf(name).flatMap(({ env = {} }) => env['PRESSTIME_STAGE'] ?? []));
  expect(stages).toEqual(toAws.map(() => variable));
});

test('docs/github.md names every variable that the workflows read', () => {
  const document = readFileSync('docs/github.md', 'utf8');
  for (const name of toAws) {
    const text = readFileSync(`.github/workflows/${name}`, 'utf8');
    for (const [, variable] of text.matchAll(/vars\.(\w+)/g)) expect(document).toContain(`| \`${variable}\` |`);
  }
});

test('test: runs npm test and the system tests, and the program on the oldest Node that package.json names', () => {
  const { jobs, permissions } = read('test.yml');
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs['test']?.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm test', 'npm run test:system']);
  const { steps = [] } = jobs['oldest'] ?? {};
  const oldest = steps.find(({ uses = '' }) => uses.startsWith('actions/setup-node'))?.with?.['node-version'];
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(`>=${oldest}`).toBe(`${engines.node}.0.0`);
  const program = 'node dist/cli/bin.js';
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', `${program} check`, `${program} publish`]);
});
