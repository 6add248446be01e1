/** The documents, checked against the program: help texts, settings, variables, commands and links. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fieldAliases } from '../src/article/front-matter/aliases.ts';
import { parseChannel } from '../src/channel/parse-channel.ts';
import { channelSettings } from '../src/channel/settings.ts';
import { commands } from '../src/cli/commands.ts';
import { type Command, readArguments } from '../src/cli/terminal/command.ts';
import { helpFor } from '../src/cli/terminal/help.ts';

const document = (path: string) => readFileSync(path, 'utf8');
const npmScripts = () => (JSON.parse(document('package.json')) as { scripts: Record<string, string> }).scripts;
const decisions = readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`);
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...decisions,
];

const byName = commands.map((command) => [command.name, command] as const);

/** Run `UPDATE_DOCS=1 npx vitest run tests/docs.test.ts` to write the help texts into the document. */
test.each(byName)('docs/commands.md has the help text of %s', (name, command) => {
  const shown = `## presstime ${name}\n\n\`\`\`\n${helpFor(command, { program: 'presstime', columns: null })}\n\`\`\``;
  const path = 'docs/commands.md';
  if (process.env['UPDATE_DOCS']) {
    const block = new RegExp(`^## presstime ${name}\\n\\n\`\`\`\\n[\\s\\S]*?^\`\`\``, 'm');
    writeFileSync(
      path,
      document(path).replace(block, () => shown),
    );
  }
  expect(document(path)).toContain(shown);
});

test.each(byName)('the examples in the help text of %s are valid', async (name, command) => {
  expect(command.examples.length).toBeGreaterThan(0);
  for (const example of command.examples) {
    const [called, ...args] = (example.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
    expect(called).toBe(name);
    await expect(readArguments(command, args, { env: {}, program: 'presstime' })).resolves.toBeDefined();
  }
});

function variablesOf({ arguments: positionals, flags }: Command) {
  const all = [
    ...flags.map(({ name, variable }) => ({ shown: `--${name}`, variable })),
    ...positionals.map(({ name, variable }) => ({ shown: name, variable })),
  ];
  return all.filter(({ variable }) => variable !== null);
}

test('docs/commands.md has the table of all variables', () => {
  const rows = new Map<string, string[]>();
  for (const command of commands) {
    for (const { variable, shown } of variablesOf(command)) {
      const key = `| \`${variable}\` | \`${shown}\` |`;
      rows.set(key, [...(rows.get(key) ?? []), `\`${command.name}\``]);
    }
  }
  const table = [...rows].map(([key, names]) => `${key} ${names.join(', ')} |`);
  const shown = ['| variable | stands for | commands |', '| --- | --- | --- |', ...table].join('\n');
  const path = 'docs/commands.md';
  if (process.env['UPDATE_DOCS']) {
    writeFileSync(
      path,
      document(path).replace(/^\| variable \| stands for \| commands \|(?:\n\|.*)*/m, () => shown),
    );
  }
  expect(document(path)).toContain(shown);
});

test('docs/settings.md has every key of feed.yaml with its default', () => {
  const rows = Object.entries(channelSettings).map(([key, setting]) => {
    const fallback = setting.fallback === undefined ? 'required' : setting.fallback.shown;
    return `| \`${key}\` | ${setting.meaning} | ${setting.wanted} | ${fallback} |`;
  });
  expect(document('docs/settings.md')).toContain(
    ['| key | what it is | what it must be | default |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  );
});

test('the example in docs/settings.md is a valid channel', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(document('docs/settings.md'))?.[1] ?? '';
  expect(parseChannel(example)).toMatchObject({
    problems: [],
    channel: { title: 'The Tern Sound Courier', limit: 50 },
  });
});

test('every npm script that a document names exists', () => {
  const scripts = npmScripts();
  for (const path of documents) {
    for (const [, name = ''] of document(path).matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z:]+)/g)) {
      expect({ path, name, there: name in scripts }).toEqual({ path, name, there: true });
    }
  }
});

test('.ci/run runs every part of npm run test:full, and each once', () => {
  const parts = npmScripts()['test:full']?.split(' && ') ?? [];
  const [, suites = ''] = /^for suite in ([a-z: ]+); do$/m.exec(document('.ci/run')) ?? [];
  const lines = document('.ci/run').split('\n');
  const run = [...lines.filter((line) => line === 'npm test'), ...suites.split(' ').map((suite) => `npm run ${suite}`)];
  expect(run).toEqual(parts);
  expect(parts.length).toBeGreaterThan(3);
});

test('every presstime command and flag that a document names exists', () => {
  for (const path of documents) {
    for (const [, name = '', rest = ''] of document(path).matchAll(/npx --no -- presstime ([a-z]+)([^\n`]*)/g)) {
      const command = commands.find((it) => it.name === name);
      expect({ path, name, there: command !== undefined }).toEqual({ path, name, there: true });
      const flags = [...rest.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
      const known = command?.flags.map((flag) => flag.name) ?? [];
      expect({ path, flags: flags.filter((flag) => flag === undefined || !known.includes(flag)) }).toEqual({
        path,
        flags: [],
      });
    }
  }
});

test('every link from one document to another has a target', () => {
  for (const path of documents) {
    for (const [, target = ''] of document(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect({ path, target, there: existsSync(join(dirname(path), target)) }).toEqual({ path, target, there: true });
    }
  }
});

test('docs/architecture.md leads an article through at most ten steps, each in a file that is there', () => {
  const [, section = ''] = document('docs/architecture.md').split('## One article from file to feed\n');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThanOrEqual(10);
  const files = rows.flatMap((row) => [...row.matchAll(/`([\w/-]+\/[\w-]+\.ts)`/g)].map(([, path = '']) => path));
  expect(files.filter((path) => !existsSync(join('src', path)))).toEqual([]);
});

test('docs/decisions has the number of packages that each dependency brings', () => {
  const { packages } = JSON.parse(document('package-lock.json')) as { packages: Record<string, LockedPackage> };
  const rows = document('docs/decisions/0001-dependencies.md').matchAll(/^\| `([^`]+)` \| [^|]+ \| (\d+) \|/gm);
  const written = Object.fromEntries([...rows].map(([, name = '', count]) => [name, Number(count)]));
  const { dependencies = {}, optionalDependencies = {} } = packages[''] ?? {};
  const names = Object.keys({ ...dependencies, ...optionalDependencies });
  expect(names.length).toBeGreaterThan(15);
  const counted = names.map((name) => [name, broughtBy(packages, `node_modules/${name}`).size]);
  expect(written).toEqual(Object.fromEntries(counted));
});

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package and all its installed dependencies, by their folders. */
function broughtBy(
  packages: Readonly<Record<string, LockedPackage>>,
  folder: string,
  found: Set<string> = new Set(),
): Set<string> {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {}, optionalDependencies = {} } = packages[folder] ?? {};
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const nested = `${folder}/node_modules/${name}`;
    broughtBy(packages, nested in packages ? nested : `node_modules/${name}`, found);
  }
  return found;
}

test('docs/articles.md has every key of front matter', () => {
  const text = document('docs/articles.md');
  for (const keys of Object.values(fieldAliases)) {
    expect(text).toContain(`| ${keys.map((key) => `\`${key}\``).join(', ')} |`);
  }
});
