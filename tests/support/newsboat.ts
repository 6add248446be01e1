/** A subscriber who reads one feed with newsboat. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Subscriber {
  /** Asks for the feed again. Returns the number of unread entries. */
  readonly reload: () => Promise<number>;
  /** Marks the entries with these ids as read. */
  readonly markRead: (ids: readonly string[]) => Promise<void>;
}

/** Subscribes to a feed. All files of newsboat are in the folder, which is empty. */
export async function subscribe(folder: string, feedUrl: string): Promise<Subscriber> {
  const file = (name: string) => join(folder, name);
  await writeFile(file('urls'), `${feedUrl}\n`);
  await writeFile(file('config'), '');
  const files = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config')];
  const newsboat = async (...args: readonly string[]) =>
    (await run('newsboat', [...files, ...args], { env: { ...process.env, HOME: folder, LANG: 'C.UTF-8' } })).stdout;
  return {
    reload: async () => Number.parseInt(await newsboat('-x', 'reload', 'print-unread'), 10),
    markRead: async (ids) => {
      await writeFile(file('read'), `${ids.join('\n')}\n`);
      await newsboat('-I', file('read'));
    },
  };
}
