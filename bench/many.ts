/**
 * Makes a folder of very many short articles, a thousand in each folder: `node bench/many.ts FOLDER COUNT`. The folder is made
 * anew, so it must not exist.
 */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePost, renderPost } from './posts.ts';
import { channelText } from './workshop.ts';

const inFolder = 1_000;

/** Written synchronously, because for many small files that takes a fraction of the time. */
function writeMany(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'feed.yaml'), `${channelText('default')}pages: false\n`, { flag: 'wx' });
  for (let index = 0; index < count; index += 1) {
    const post = makePost(index, { length: 'short' });
    const inside = join(folder, String(Math.floor(index / inFolder)).padStart(4, '0'));
    if (index % inFolder === 0) mkdirSync(inside);
    const path = join(inside, `${post.name}.md`);
    writeFileSync(path, renderPost(post));
    utimesSync(path, post.date, post.date);
  }
}

const [folder = '', count = ''] = process.argv.slice(2);
if (folder === '' || !/^[1-9]\d*$/.test(count)) throw new Error('Usage: node bench/many.ts FOLDER COUNT');
writeMany(folder, Number(count));
