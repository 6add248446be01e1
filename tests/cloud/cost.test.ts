/** The sums of docs/cost.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  costOf,
  originReadsOf,
  renderFormats,
  renderMeasured,
  renderParts,
  renderPrices,
  renderSecondStage,
  renderSums,
  usageOf,
} from '../../bench/cost.ts';
import { counted } from '../../bench/counted.ts';
import { gigabytesOf, requestsOf, usageOfRuns } from '../../bench/run-cost.ts';
import { sharedCacheSeconds } from '../../src/render/outputs.ts';
import { expectAsSaid } from '../support/cost.ts';

test.each([
  [1, 1],
  [999, 1],
  [1_000, 2],
  [3_000, 4],
])('%i articles need %i listings', (articles, lists) => {
  expect(requestsOf['nothing changed']({ articles, pages: true }).lists).toBe(lists);
});

test.each(counted)(
  'the requests that were counted for $articles articles (pages: $pages) are not more, and not far fewer',
  (it) => {
    expectAsSaid(it.runs, it);
  },
);

test('CloudFront makes no more requests to S3 than readers make, and no more than its cache period allows', () => {
  expect(originReadsOf(1_000)).toBe(1_000);
  expect(originReadsOf(1e9)).toBe(43_200 * 13 * 3 * 3);
  const readsWith = (subscribers: number) => usageOf(100, subscribers).reads - usageOf(100, 0).reads;
  expect([readsWith(100), readsWith(1e6)]).toEqual([72_000, 43_200 * 13 * 3 * 3]);
});

test('hubs are pinged after the old feed has left the cache of CloudFront', () => {
  const written = /PRESSTIME_CACHE_SECONDS: '(\d+)'/.exec(readFileSync('serverless.yml', 'utf8'))?.[1];
  expect(Number(written)).toBe(sharedCacheSeconds);
});

test('formats that CloudFront does not compress cost more to send, and a large publication has a large function', () => {
  expect(costOf(1, 1e6, 'JSON Feed').transfer).toBeGreaterThan(3 * costOf(1, 1e6, 'RSS').transfer);
  const { seconds } = usageOfRuns({ articles: 100_000, pages: true }, { runs: 96, changes: 100_000 / 3_650 });
  expect(gigabytesOf(100_000)).toBeGreaterThan(gigabytesOf(10_000));
  expect(usageOf(100_000, 0).lambdaTime).toBeCloseTo(30 * seconds * gigabytesOf(100_000), 3);
});

test('docs/cost.md has the sums, the parts, the formats and the prices as they are computed', () => {
  const document = readFileSync('docs/cost.md', 'utf8');
  for (const part of [
    renderSums(),
    renderParts(),
    renderFormats(),
    renderPrices(),
    renderSecondStage(),
    renderMeasured(),
  ])
    expect(document).toContain(part);
});

test('free amounts are counted once, and more readers never cost less', () => {
  expect(costOf(1, 0)).toMatchObject({ views: 0, transfer: 0, lambdaTime: 0 });
  expect(costOf(1, 1_000_000).views).toBeCloseTo((usageOf(1, 1_000_000).views - 1e7) / 1e6, 6);
});
