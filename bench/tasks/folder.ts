/** Runs of Presstime on folders: first runs, runs with small changes, and a run after an upgrade. */
import { cp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, measure, measureOften } from '../measure.ts';
import { makePost, renderPost, writeFiles } from '../posts.ts';
import type { Sample, Task } from '../task.ts';
import { type ArticlesOptions, articlesFolder, checkout, fillFolder, publishing, type Workshop } from '../workshop.ts';

/** How often a task with so many articles runs at most. */
export function roundsFor(count: number): number {
  return count >= 100_000 ? 2 : count >= 10_000 ? 5 : Number.POSITIVE_INFINITY;
}

/** A run into an empty folder. */
export function firstRunTask(workshop: Workshop, name: string, count: number, options: ArticlesOptions): Task {
  const to = join(workshop.folder, `${name.replace(/\W+/g, '-')}-public`);
  return {
    name,
    maximumRounds: roundsFor(count),
    setUp: async () => void (await articlesFolder(workshop, count, options)),
    run: async () => {
      const from = await articlesFolder(workshop, count, options);
      await rm(to, { recursive: true, force: true });
      const sample = await measure(publishing(from, to));
      await rm(to, { recursive: true, force: true });
      return sample;
    },
  };
}

/** A publication with default settings, that is three formats, archives and pages. Its tasks share it. */
interface Publication {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly command: Command;
}

/** Changes something before a run. */
type Edit = (publication: Publication, round: number) => Promise<void>;

/** One article of each kind of change, another one in each round. The articles stay as many as they are. */
const edits: Readonly<Record<string, Edit>> = {
  'new edited': (publication, round) => editArticle(publication, 1, round),
  'old edited': (publication, round) => editArticle(publication, Math.floor(publication.count * 0.7) + round, round),
  added: async ({ from }, round) => writeArticle(from, -1 - round),
  removed: ({ from, count }, round) => rm(articlePath(from, Math.floor(count * 0.5) + round)),
};

const timesARound = 3;

/** Runs with one change, in this order. */
export function changeTasks(workshop: Workshop, count: number): readonly Task[] {
  return Object.entries(edits).map(([change, edit]) => ({
    name: `${change}, ${count}`,
    maximumRounds: roundsFor(count),
    setUp: async () => void (await openPublication(workshop, count, {})),
    run: async (round: number) => {
      const publication = await openPublication(workshop, count, {});
      await edit(publication, round);
      return measure(publication.command);
    },
  }));
}

/** A run without changes. */
export function nothingTask(workshop: Workshop, count: number, options: ArticlesOptions = {}): Task {
  return {
    name: `nothing, ${count}`,
    maximumRounds: roundsFor(count),
    setUp: async () => void (await openPublication(workshop, count, options)),
    run: async () => {
      const { command } = await openPublication(workshop, count, options);
      // The first run after a change reads a file again if it may have changed in the instant in which it was read.
      await measure(command);
      return measureOften(command, count >= 10_000 ? 1 : timesARound);
    },
  };
}

function openPublication(workshop: Workshop, count: number, options: ArticlesOptions): Promise<Publication> {
  return workshop.once(`publication-${count}`, async () => {
    const from = join(workshop.folder, `publication-${count}-from`);
    const to = join(workshop.folder, `publication-${count}-to`);
    await fillFolder(from, count, options);
    const command = publishing(from, to);
    await measure(command);
    return { from, to, count, command };
  });
}

function articlePath(from: string, index: number): string {
  return join(from, `${makePost(index).name}.md`);
}

async function editArticle({ from }: Publication, index: number, round: number): Promise<void> {
  const path = articlePath(from, index);
  await writeFile(path, `${await readFile(path, 'utf8')}\nCorrection ${round}: the ferry sails at noon.\n`);
}

async function writeArticle(from: string, index: number): Promise<void> {
  await writeFiles(from, { [`${makePost(index).name}.md`]: renderPost(makePost(index)) });
}

/** A run with another version of the program than the last run, which changes no output. Versions take turns. */
export function upgradeTask(workshop: Workshop, count: number): Task {
  const upgraded = join(workshop.folder, 'upgraded');
  const from = join(workshop.folder, `upgrade-${count}-from`);
  const to = join(workshop.folder, `upgrade-${count}-to`);
  return {
    name: `upgrade, ${count}`,
    maximumRounds: roundsFor(count),
    setUp: async () => {
      await workshop.once('upgraded', () => copyWithVersion(upgraded));
      const original = await openPublication(workshop, count, {});
      await cp(original.from, from, { recursive: true, preserveTimestamps: true });
      await cp(original.to, to, { recursive: true, preserveTimestamps: true });
      // The copies are other files, which this run finds to be unchanged.
      await measure(publishing(from, to));
    },
    run: (round): Promise<Sample> => {
      const { program, args, ...more } = publishing(from, to);
      const newer = [join(upgraded, 'dist', 'cli', 'bin.js'), ...args.slice(1)];
      return measure({ program, args: round % 2 === 0 ? newer : args, ...more });
    },
  };
}

async function copyWithVersion(folder: string): Promise<void> {
  await cp(join(checkout, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(checkout, 'package.json'), join(folder, 'package.json'));
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  const program = join(folder, 'dist', 'cli');
  let count = 0;
  for (const name of await readdir(program)) {
    if (!name.endsWith('.js')) continue;
    const text = await readFile(join(program, name), 'utf8');
    const changed = text.replace(/var version = "\d+\.\d+\.\d+"/, 'var version = "999.0.0"');
    if (changed === text) continue;
    await writeFile(join(program, name), changed);
    count += 1;
  }
  if (count === 0) throw new Error(`Cannot change the version in ${program}`);
}
