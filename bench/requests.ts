/** Counts the requests of a run with an S3 double. The cost of the stack is computed from them. */
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { readNewerDue } from '../src/publish/newer-due.ts';
import { publish } from '../src/publish/publish.ts';
import { createS3Store } from '../src/store/s3.ts';
import { startS3Double } from '../tests/support/s3-double.ts';

/** Requests by price class: listings cost as much as writes, removals are free. */
export interface Requests {
  readonly gets: number;
  readonly puts: number;
  readonly lists: number;
}

export interface CountedRuns {
  readonly first: Requests;
  readonly nothing: Requests;
  readonly oneMore: Requests;
}

/** Settings with pages, as the stack publishes them. */
export const channel = `title: Courier
description: News
homeUrl: https://courier.example/
feedUrl: https://feeds.courier.example/
timeZone: UTC
`;

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Counts the requests of three runs: a first one with this many articles, one a day; one without changes; one with a new article. */
export async function countRuns(articles: number): Promise<CountedRuns> {
  const double = await startS3Double(['articles', 'publication']);
  const open = (bucket: string) =>
    createS3Store({ bucket, endpoint: double.endpoint, region: 'us-east-1', credentials });
  const [from, to] = [open('articles'), open('publication')];
  const write = (path: string, text: string) => from.write(path, new TextEncoder().encode(text), 'any');
  await write('feed.yaml', channel);
  for (let day = articles - 1; day >= 0; day -= 1) await write(`${day}.md`, articleOf(day));
  const run = async (now: string): Promise<Requests> => {
    double.reset();
    const { generation } = await publish({ from, to, now });
    await readNewerDue(to, { generation, now: fromEpochMilliseconds(Date.parse(now)) });
    return { gets: double.count('get') + double.count('head'), puts: double.count('put'), lists: double.count('list') };
  };
  const first = await run(instantOf(0));
  const nothing = await run(instantOf(0));
  await write('new.md', articleOf(-1));
  const oneMore = await run(instantOf(-1));
  await double.close();
  return { first, nothing, oneMore };
}

export function instantOf(daysAgo: number): string {
  return new Date(Date.UTC(2026, 10, 24 - daysAgo, 18)).toISOString();
}

/** An article of the length of a short news story. */
export function articleOf(daysAgo: number): string {
  const paragraph = 'The ferry came back to the dock at noon, and the crew said that the tide had turned early. ';
  const text = Array.from({ length: 8 }, () => paragraph.repeat(4)).join('\n\n');
  return `---\ntitle: Story ${daysAgo}\ndate: ${instantOf(daysAgo).slice(0, 10)}\n---\n${text}\n`;
}
