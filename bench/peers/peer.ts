/** What every program is asked to do that Presstime is compared with. */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, measure } from '../measure.ts';
import type { Task } from '../task.ts';
import { roundsFor } from '../tasks/folder.ts';
import type { Workshop } from '../workshop.ts';

export interface SiteOptions {
  readonly count: number;
  /** Whether there is a page for each post. */
  readonly hasPages: boolean;
}

/** A folder that a program publishes from scratch: RSS, Atom and JSON Feed with the full text of all posts. */
export interface Site {
  readonly command: Command;
  /** What is removed before each run. */
  readonly output: string;
  /** Paths in the output. */
  readonly feeds: Readonly<Record<Format, string>>;
  /** The page of a post, as a path in the output. It exists only if there are pages. */
  readonly page: string;
}

type Format = 'rss' | 'atom' | 'json';

export interface ReadyPeer {
  readonly version: string;
  /** Makes a site in a folder that does not exist yet. */
  readonly createSite: (folder: string, options: SiteOptions) => Promise<Site>;
}

export interface Peer {
  readonly name: string;
  /** How it is set up, for the notes below the table. */
  readonly setting: string;
  /** How often it runs at most with 10,000 posts, if it takes many minutes for them; null if it is as fast as others. */
  readonly roundsOfTenThousand: number | null;
  /** Downloads it if need be. Throws with the reason if it cannot run here. */
  readonly setUp: () => Promise<ReadyPeer>;
}

export function peerTask(workshop: Workshop, peer: Peer, options: SiteOptions): Task {
  const name = peerTaskName(peer.name, options);
  const open = () =>
    workshop.once(name, async () => {
      const { createSite } = await workshop.once(`peer ${peer.name}`, peer.setUp);
      return createSite(join(workshop.folder, name.replace(/\W+/g, '-')), options);
    });
  return {
    name,
    maximumRounds: maximumRoundsOf(peer, options),
    setUp: async () => void (await open()),
    run: async (round) => {
      const site = await open();
      await rm(site.output, { recursive: true, force: true });
      const sample = await measure(site.command);
      if (round === 0) await checkOutput(site, options);
      return sample;
    },
  };
}

function maximumRoundsOf({ roundsOfTenThousand }: Peer, { count }: SiteOptions): number {
  const rounds = roundsFor(count);
  return count < 10_000 || roundsOfTenThousand === null ? rounds : roundsOfTenThousand;
}

export function peerTaskName(peer: string, { count, hasPages }: SiteOptions): string {
  return `${peer}, ${hasPages ? 'pages' : 'no pages'}, ${count}`;
}

const entryOf: Readonly<Record<Format, RegExp>> = { rss: /<item>/g, atom: /<entry>/g, json: /"content_html":/g };

/** The text alone of a post has more characters. */
const fewestBytesOfEntry = 3_500;

/** A comparison is only fair if the other program does all of the work. */
async function checkOutput({ output, feeds, page }: Site, { count, hasPages }: SiteOptions): Promise<void> {
  for (const [format, path] of Object.entries(feeds) as [Format, string][]) {
    const text = await readFile(join(output, path), 'utf8');
    const found = text.match(entryOf[format])?.length ?? 0;
    if (found !== count) throw new Error(`${path} must contain ${count} entries: got ${found}`);
    if (text.length < count * fewestBytesOfEntry) throw new Error(`${path} must contain the whole text of all entries`);
  }
  const exists = await stat(join(output, page)).then(
    () => true,
    () => false,
  );
  if (exists !== hasPages) throw new Error(`${page} must ${hasPages ? '' : 'not '}exist`);
}
