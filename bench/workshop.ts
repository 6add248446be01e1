/** The folders in which tasks work, and what several tasks share. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './measure.ts';
import { type PostOptions, writeFiles, writePosts } from './posts.ts';

export const checkout = fileURLToPath(new URL('../', import.meta.url));

/** What is downloaded for the benchmark, and kept. Git ignores it. */
export const cacheFolder = join(checkout, '.cache', 'bench');

export interface Workshop {
  /** A folder for temporary files. */
  readonly folder: string;
  /** Makes something once, by its name: everybody who asks later gets the same. */
  readonly once: <Value>(name: string, make: () => Promise<Value>) => Promise<Value>;
  /** Calls a function when everything is over. */
  readonly atEnd: (close: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

export async function createWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'presstime-bench-'));
  const made = new Map<string, Promise<unknown>>();
  const closers: (() => Promise<void>)[] = [];
  return {
    folder,
    once: <Value>(name: string, make: () => Promise<Value>) => {
      const known = made.get(name) ?? make();
      made.set(name, known);
      return known as Promise<Value>;
    },
    atEnd: (close) => {
      closers.push(close);
    },
    close: async () => {
      for (const close of closers.toReversed()) await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settings of a publication. In `all`, the live feed is as large as possible: the other entries are in the archive. */
export const settings = {
  default: '',
  all: 'limit: 1000\nlimitKilobytes: 10240\npages: true\n',
  allWithoutPages: 'limit: 1000\nlimitKilobytes: 10240\npages: false\n',
} as const;

export type SettingsName = keyof typeof settings;

export function channelText(name: SettingsName): string {
  return `title: Courier
description: News
homeUrl: https://courier.example/
feedUrl: https://feeds.courier.example/
timeZone: UTC
authority: courier.example,2026
authors: [Ada Marsh]
${settings[name]}`;
}

export interface ArticlesOptions extends PostOptions {
  readonly settings?: SettingsName;
}

/** A folder of articles with its feed.yaml. Tasks that only read it share it. */
export async function articlesFolder(
  workshop: Workshop,
  count: number,
  { settings: name = 'default', ...options }: ArticlesOptions = {},
): Promise<string> {
  const key = ['articles', count, name, ...Object.values(options)].join('-');
  const folder = join(workshop.folder, key);
  return workshop.once(key, async () => {
    await fillFolder(folder, count, { settings: name, ...options });
    return folder;
  });
}

export async function fillFolder(
  folder: string,
  count: number,
  { settings: name = 'default', ...options }: ArticlesOptions = {},
): Promise<void> {
  await writePosts(folder, count, options);
  await writeFiles(folder, { 'feed.yaml': channelText(name) });
}

const program = join(checkout, 'dist', 'cli', 'bin.js');

/** The built program, as `npx presstime` runs it. */
export function presstime(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  return { program: process.execPath, args: [program, ...args], env };
}

export function publishing(from: string, to: string): Command {
  return presstime(['publish', '--from', from, '--to', to, '--no-hubs']);
}
