/** The suite for runs that are killed at any step, for folders and buckets. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { mapConcurrently } from '../../src/store/concurrent.ts';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryFolder } from './folder.ts';
import {
  articleText,
  type Feeds,
  faultsOf,
  fill,
  newsroomFiles,
  now,
  readFeeds,
  titlesOf,
  withPicture,
} from './newsroom.ts';
import { killedAt, program } from './program.ts';

/** When a program is killed: before, during or after the step with this number, from 1. */
export interface Death {
  readonly step: number;
  readonly moment: 'before' | 'during' | 'after';
}

/** A store for one run, and how its program is killed. */
export interface Target {
  /** The location on the command line. */
  readonly place: string;
  open(): Store;
  /** Runs `presstime` until it ends or is killed. Returns the names of its steps if it was not killed. */
  run(args: readonly string[], death: Death | null): Promise<readonly string[]>;
}

export interface KilledOptions {
  readonly make: () => Promise<Target> | Target;
  /** The moments of death to try, from the names of the steps of an undisturbed run. */
  readonly deathsOf: (steps: readonly string[]) => readonly Death[];
  /** Called after each death, with its step and whether anything was lost. */
  readonly onOutcome?: (death: Death, outcome: { readonly step: string; readonly lost: boolean }) => void;
}

/** How many programs run at the same time. */
const lanes = 3;

export function killedSuite(name: string, { make, deathsOf, onOutcome = () => undefined }: KilledOptions): void {
  describe(`${name}: a killed run`, () => {
    it('leaves the last good feeds whole at every step, and the next run finishes the work', async () => {
      const from = await changedArticles();
      const undisturbed = await publishedBefore(await make());
      const before = await readFeeds(undisturbed.open());
      const steps = await undisturbed.run(argumentsOf(from, undisturbed), null);
      const after = await readFeeds(undisturbed.open());
      for (const path of Object.keys(after)) expect(after[path]).not.toBe(before[path]);

      const deaths = deathsOf(steps);
      expect(deaths.length).toBeGreaterThan(10);
      const faults = await mapConcurrently(deaths, lanes, async (death) => {
        const target = await publishedBefore(await make());
        await target.run(argumentsOf(from, target), death);
        const broken = brokenFeeds(await readFeeds(target.open()), { before, after, entries });
        await publish({ from: createDirectoryStore(from), to: target.open(), now });
        const left = brokenFeeds(await readFeeds(target.open()), { before: after, after, entries });
        const step = steps[death.step - 1] ?? '';
        const found = [...broken, ...left, ...(await faultsOf(target.open()))];
        onOutcome(death, { step, lost: found.length > 0 });
        return found.map((fault) => `${death.moment} step ${death.step}, ${step}: ${fault}`);
      });
      expect(faults.flat()).toEqual([]);
    }, 300_000);
  });
}

const names = ['anchors', 'boats', 'cranes', 'docks', 'eels'];
const entries = names.length;

/** Two runs have published already, so that the next one also removes something: ledger files and a picture. */
async function publishedBefore(target: Target): Promise<Target> {
  const from = createMemoryStore({ ...newsroomFiles(names), ...withPicture('eels', 4) });
  await publish({ from, to: target.open(), now });
  await fill(from, { 'anchors.md': articleText('anchors', 4) });
  await publish({ from, to: target.open(), now });
  return target;
}

/** The same articles after an edit, with a new one and its picture, and without an old one and its picture. */
async function changedArticles(): Promise<string> {
  const folder = await temporaryFolder();
  const from = createDirectoryStore(folder);
  const kept = newsroomFiles(names.filter((name) => name !== 'eels'));
  const changed = { 'anchors.md': articleText('anchors', 4), 'boats.md': articleText('boats', 7) };
  await fill(from, { ...kept, ...changed, ...withPicture('ferries', 4) });
  return folder;
}

function argumentsOf(from: string, { place }: Target): readonly string[] {
  return ['publish', '--from', from, '--to', place, '--now', now];
}

export interface Expectation {
  readonly before: Feeds;
  readonly after: Feeds;
  /** How many entries each feed has, if old and new feed have the same number. */
  readonly entries?: number;
}

/** What is wrong with feeds during a change: each must be whole, and either the old or the new one. */
export function brokenFeeds(feeds: Feeds, { before, after, entries: wanted }: Expectation): readonly string[] {
  return Object.entries(feeds).flatMap(([path, text]) => {
    if (text === null) return [`${path} is gone`];
    if (text !== before[path] && text !== after[path]) return [`${path} is neither the old nor the new one`];
    return titlesOf(path, text).length === (wanted ?? titlesOf(path, text).length) ? [] : [`${path} lacks entries`];
  });
}

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly death: Death | null;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program, which kills itself. Throws if it ends in another way. */
export async function runToDeath({ args, death, env = {} }: ProgramOptions): Promise<readonly string[]> {
  const stepsTo = join(await temporaryFolder(), 'steps');
  const child = spawn(process.execPath, ['--import', killedAt, program, ...args], {
    env: {
      ...process.env,
      ...env,
      STEPS_TO: stepsTo,
      KILLED_AT: death === null ? '' : `${death.step} ${death.moment}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const wanted = death === null ? code === 0 : signal === 'SIGKILL';
  if (!wanted)
    throw new Error(`Ended with ${code ?? signal} at ${JSON.stringify(death)}: ${Buffer.concat(complaints)}`);
  return death === null ? (await readFile(stepsTo, 'utf8')).split(' ') : [];
}

/** Before each step, during each write, and after the last step. The state after a step is that before the next one. */
export function everyDeath(steps: readonly string[]): readonly Death[] {
  const before = steps.map((_, index): Death => ({ step: index + 1, moment: 'before' }));
  const during = steps.flatMap((name, index): Death[] =>
    name === 'writeFile' ? [{ step: index + 1, moment: 'during' }] : [],
  );
  return [...before, ...during, { step: steps.length, moment: 'after' }];
}
