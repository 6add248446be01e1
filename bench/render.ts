/** Renders the same generated entries with Presstime, `feed` and feedsmith in turn, and prints medians in milliseconds and ratios. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Feed as PeerFeed } from 'feed';
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { plainFeed } from '../src/feed/plain-feed.ts';
import { plainEntry } from '../src/item/build-entry.ts';
import type { Entry } from '../src/model/entry.ts';
import type { Feed, FormatName } from '../src/model/feed.ts';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { person } from '../src/model/metadata.ts';
import { renderAtom } from '../src/render/feed/atom.ts';
import { renderJson } from '../src/render/feed/json-feed.ts';
import { renderRss } from '../src/render/feed/rss.ts';

/** `--result` names a file for the medians of 1,000 entries, as `{ "rss ours": 1.5, … }`. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, result: { type: 'string' } } });
const rounds = Number(values.rounds);
const counts = values.result === undefined ? [50, 1_000] : [1_000];
const all: Record<string, number> = {};
const homeUrl = 'https://courier.example/';

const words =
  'the ferry to Gull Island sails again after a winter of repairs and “new” paint — say people at Café Møwe'.split(' ');

type Writer = 'ours' | 'feed' | 'feedsmith';
type Render = () => string;

for (const count of counts) {
  const feed = generateFeed(count);
  const table: Readonly<Record<FormatName, Readonly<Record<Writer, Render>>>> = {
    rss: { ours: () => renderRss(feed), feed: () => peerOf(feed).rss2(), feedsmith: () => feedsmithRss(feed) },
    atom: { ours: () => renderAtom(feed), feed: () => peerOf(feed).atom1(), feedsmith: () => feedsmithAtom(feed) },
    json: { ours: () => renderJson(feed), feed: () => peerOf(feed).json1(), feedsmith: () => feedsmithJson(feed) },
  };
  for (const [format, writers] of Object.entries(table)) {
    const medians = measure(writers);
    report({ count, format, medians });
    for (const [writer, milliseconds] of Object.entries(medians)) all[`${format} ${writer}`] = milliseconds;
  }
}
if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(all));

/** Each round renders once with each library, so that other load on the machine affects all equally. The first rounds warm up. */
function measure(writers: Readonly<Record<Writer, Render>>): Record<Writer, number> {
  const times: Record<Writer, number[]> = { ours: [], feed: [], feedsmith: [] };
  for (let round = -3; round < rounds; round += 1) {
    for (const writer of Object.keys(times) as Writer[]) {
      const milliseconds = timed(writers[writer]);
      if (round >= 0) times[writer].push(milliseconds);
    }
  }
  return { ours: median(times.ours), feed: median(times.feed), feedsmith: median(times.feedsmith) };
}

function timed(render: Render): number {
  const start = cpuMilliseconds();
  const bytes = Buffer.from(render());
  if (bytes.length === 0) throw new Error('A feed must not be empty');
  return cpuMilliseconds() - start;
}

/** Of the whole process: memory is collected in other threads. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

interface Result {
  readonly count: number;
  readonly format: string;
  readonly medians: Readonly<Record<Writer, number>>;
}

function report({ count, format, medians: { ours, feed, feedsmith } }: Result): void {
  const shown = (writer: string, time: number) =>
    `${writer} ${time.toFixed(2).padStart(6)} ms (${(time / ours).toFixed(2)} of ours)`;
  const line = `ours ${ours.toFixed(2).padStart(6)} ms · ${shown('feed', feed)} · ${shown('feedsmith', feedsmith)}`;
  console.log(`${String(count).padStart(5)} entries, ${format.padEnd(4)}: ${line}`);
}

/** Entries as on a news site: about 600 words, two pictures with captions, links and a list in each. */
function generateFeed(count: number): Feed {
  return {
    ...plainFeed,
    id: 'tag:courier.example,2026:feed:main',
    title: 'The Tern Sound Courier',
    description: 'News from the islands',
    homeUrl,
    selfUrls: { rss: `${homeUrl}rss.xml`, atom: `${homeUrl}atom.xml`, json: `${homeUrl}feed.json` },
    language: 'en',
    updated: fromEpochMilliseconds(Date.UTC(2026, 10, 1, 12)),
    authors: [],
    rights: null,
    icon: null,
    logo: null,
    hubs: [],
    entries: Array.from({ length: count }, (_, index) => generateEntry(index)),
  };
}

function generateEntry(index: number): Entry {
  const published = fromEpochMilliseconds(Date.UTC(2026, 10, 1) - index * 3_600_000);
  return {
    ...plainEntry,
    id: `tag:courier.example,2026:story-${index}`,
    url: `${homeUrl}stories/${index}?from=feed&page=1`,
    title: `Ferry & bridge: story ${index} of the “Tern Sound” crossing`,
    published,
    updated: published,
    authors: [person({ name: `Ada Marsh ${index % 7}` })],
    summary: sentence(index),
    contentHtml: contentOf(index),
    categories: ['Travel', 'Islands & coast'],
    images: [0, 1].map((picture) => imageOf(index, picture)),
    enclosures: [],
  };
}

function imageOf(index: number, picture: number) {
  return {
    url: `${homeUrl}pictures/${index}-${picture}.jpg`,
    type: 'image/jpeg',
    width: 1200,
    height: 800,
    lengthBytes: 123_456 + index,
    alt: 'A ferry',
    caption: `Workers paint the ferry's deck & rails, ${index}.`,
    credit: 'Lee Marsh/Harbour Pictures',
  };
}

function contentOf(index: number): string {
  const paragraphs = Array.from(
    { length: 12 },
    (_, at) => `<p>${sentence(index + at)} ${sentence(index * 3 + at)}</p>`,
  );
  const figures = [0, 1].map((picture) => figureOf(index, picture));
  const list = `<ul>${[1, 2, 3].map((at) => `<li><a href="${homeUrl}${at}?a=1&amp;b=2">${sentence(at)}</a></li>`).join('')}</ul>`;
  return [figures[0], ...paragraphs.slice(0, 6), list, figures[1], ...paragraphs.slice(6)].join('\n');
}

function figureOf(index: number, picture: number): string {
  const { url, caption, credit } = imageOf(index, picture);
  return `<figure><img src="${url}" alt="A ferry" width="1200" height="800"><figcaption><p>${caption.replace('&', '&amp;')} <small>(${credit})</small></p></figcaption></figure>`;
}

function sentence(seed: number): string {
  return `${Array.from({ length: 22 }, (_, at) => words[(seed * 7 + at * 5) % words.length]).join(' ')}.`;
}

function peerOf(feed: Feed): PeerFeed {
  const { id, title, description, homeUrl: link, language, selfUrls } = feed;
  const feedLinks = { rss: selfUrls.rss ?? '', atom: selfUrls.atom ?? '', json: selfUrls.json ?? '' };
  const peer = new PeerFeed({ id, title, description, link, language, updated: new Date(feed.updated), feedLinks });
  for (const entry of feed.entries) {
    peer.addItem({
      id: entry.url ?? '',
      title: entry.title,
      link: entry.url ?? '',
      date: new Date(entry.updated),
      published: new Date(entry.published),
      description: entry.summary,
      content: entry.contentHtml,
      author: entry.authors.map(({ name }) => ({ name })),
      category: entry.categories.map((name) => ({ name, term: name })),
      image: entry.images[0]?.url ?? '',
    });
  }
  return peer;
}

function mediaOf({ images }: Entry) {
  return {
    contents: images.map(({ url, type, width, height, lengthBytes, caption, credit }) => ({
      url,
      type: type ?? '',
      width: width ?? 0,
      height: height ?? 0,
      fileSize: lengthBytes ?? 0,
      medium: 'image',
      description: { value: caption ?? '', type: 'plain' },
      credits: [{ value: credit ?? '', role: 'photographer', scheme: 'urn:ebu' }],
    })),
  };
}

function feedsmithRss({ title, homeUrl: link, description, language, updated, entries }: Feed): string {
  return generateRssFeed({
    title,
    link,
    description,
    language,
    lastBuildDate: new Date(updated),
    items: entries.map((entry) => ({
      title: entry.title,
      link: entry.url ?? '',
      guid: { value: entry.id, isPermaLink: false },
      pubDate: new Date(entry.published),
      dc: { creators: entry.authors.map(({ name }) => name) },
      categories: entry.categories.map((name) => ({ name })),
      description: entry.summary,
      content: { encoded: entry.contentHtml },
      atom: { updated: new Date(entry.updated) },
      media: mediaOf(entry),
    })),
  });
}

function feedsmithAtom({ id, title, homeUrl: href, updated, entries }: Feed): string {
  return generateAtomFeed({
    id,
    title: { value: title },
    updated: new Date(updated),
    links: [{ href, rel: 'alternate' }],
    entries: entries.map((entry) => ({
      id: entry.id,
      title: { value: entry.title },
      links: [{ href: entry.url ?? '', rel: 'alternate' }],
      published: new Date(entry.published),
      updated: new Date(entry.updated),
      authors: entry.authors.map(({ name }) => ({ name })),
      categories: entry.categories.map((term) => ({ term })),
      summary: { value: entry.summary, type: 'text' },
      content: { value: entry.contentHtml, type: 'html' },
      media: mediaOf(entry),
    })),
  });
}

function feedsmithJson({ title, homeUrl: home_page_url, entries }: Feed): string {
  const feed = generateJsonFeed({
    title,
    home_page_url,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url ?? '',
      title: entry.title,
      summary: entry.summary,
      content_html: entry.contentHtml,
      date_published: new Date(entry.published),
      date_modified: new Date(entry.updated),
      authors: entry.authors.map(({ name }) => ({ name })),
      tags: [...entry.categories],
    })),
  });
  return JSON.stringify(feed, null, 2);
}
