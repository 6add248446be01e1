/** Runs of Presstime on S3, with a server in this process that counts requests, beside a plain listing with the SDK. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type S3Double, startS3Double } from '../../tests/support/s3-double.ts';
import { type Command, measure } from '../measure.ts';
import { makePost, renderPost } from '../posts.ts';
import type { Task } from '../task.ts';
import { channelText, presstime, type Workshop } from '../workshop.ts';
import { roundsFor } from './folder.ts';

/** A bucket of articles, and one in which they are published with default settings. */
export interface Buckets {
  readonly server: S3Double;
  readonly write: (name: string, text: string) => void;
  readonly env: Readonly<Record<string, string>>;
}

type Run = 'nothing' | 'edited' | 'listing';

export function s3TaskName(run: Run, count: number): string {
  return `S3, ${run}, ${count}`;
}

const publish = presstime(['publish', '--from', 's3://articles', '--to', 's3://publication', '--no-hubs']);
const list: Command = { program: process.execPath, args: [fileURLToPath(new URL('list.mjs', import.meta.url))] };

export function s3Tasks(workshop: Workshop, count: number): readonly Task[] {
  return [
    s3Task(workshop, { run: 'nothing', count, command: publish }),
    s3Task(workshop, { run: 'edited', count, command: publish }),
    s3Task(workshop, { run: 'listing', count, command: list }),
  ];
}

interface S3Run {
  readonly run: Run;
  readonly count: number;
  readonly command: Command;
}

function s3Task(workshop: Workshop, { run, count, command }: S3Run): Task {
  return {
    name: s3TaskName(run, count),
    maximumRounds: roundsFor(count),
    setUp: async () => void (await openPublication(workshop, count)),
    run: async (round) => {
      const buckets = await openPublication(workshop, count);
      if (run === 'edited') writeArticle(buckets.write, 1 + round, `Correction ${round}.`);
      buckets.server.reset();
      const sample = await measure({ ...command, env: buckets.env });
      return { ...sample, counts: countsOf(buckets.server) };
    },
  };
}

/** Articles that are published. All tasks with so many articles share them, those of the function too. */
export function openPublication(workshop: Workshop, count: number): Promise<Buckets> {
  return workshop.once(`buckets-${count}`, async () => {
    const buckets = await openBuckets(workshop, count);
    await measure({ ...publish, env: buckets.env });
    return buckets;
  });
}

/** Starts a server with articles in one bucket. It closes when everything is over. */
async function openBuckets(workshop: Workshop, count: number): Promise<Buckets> {
  const server = await startS3Double(['articles', 'publication']);
  workshop.atEnd(() => server.close());
  const write = (name: string, text: string) => {
    const body = Buffer.from(text);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    server.objects.set(`articles/${name}`, { body, etag, headers: {} });
  };
  write('feed.yaml', channelText('default'));
  for (let index = 0; index < count; index += 1) writeArticle(write, index, '');
  const env = {
    AWS_ENDPOINT_URL_S3: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { server, write, env };
}

export function writeArticle(write: Buckets['write'], index: number, more: string): void {
  const post = makePost(index);
  write(`${post.name}.md`, `${renderPost(post)}${more}\n`);
}

export function countsOf(server: S3Double): Readonly<Record<'lists' | 'gets' | 'puts', number>> {
  const gets = server.count('get') + server.count('head');
  return { lists: server.count('list'), gets, puts: server.count('put') };
}
