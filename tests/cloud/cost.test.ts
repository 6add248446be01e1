/** The sums of docs/cost.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  costOf,
  originReadsOf,
  renderFormats,
  renderParts,
  renderPrices,
  renderSums,
  requestsOf,
  usageOf,
} from '../../bench/cost.ts';
import { sharedCacheSeconds } from '../../src/render/outputs.ts';

test.each([
  [1, 2],
  [999, 3],
  [1_000, 4],
  [3_000, 8],
])('%i articles need %i listings, as counted', (articles, lists) => {
  expect(requestsOf.nothing({ articles, months: 1 }).lists).toBe(lists);
});

test('CloudFront makes no more requests to S3 than readers make, and no more than its cache period allows', () => {
  expect(originReadsOf(1_000)).toBe(1_000);
  expect(originReadsOf(1e9)).toBe(43_200 * 13 * 3);
  const readsWith = (subscribers: number) => usageOf(100, subscribers).reads - usageOf(100, 0).reads;
  expect([readsWith(100), readsWith(1e6)]).toEqual([72_000, 43_200 * 13 * 3]);
});

test('hubs are pinged after the old feed has left the cache of CloudFront', () => {
  const written = /PRESSTIME_CACHE_SECONDS: '(\d+)'/.exec(readFileSync('serverless.yml', 'utf8'))?.[1];
  expect(Number(written)).toBe(sharedCacheSeconds);
});

test('formats that CloudFront does not compress cost more to send, and a large publication has a large function', () => {
  expect(costOf(1, 1e6, 'JSON Feed').transfer).toBeGreaterThan(3 * costOf(1, 1e6, 'RSS').transfer);
  const runs = 96 * 30 + (30 * 100_000) / 3_650;
  expect(usageOf(100_000, 0).lambdaTime).toBeCloseTo(runs * 16 * 4, 3);
});

test('docs/cost.md has the sums, the parts, the formats and the prices as they are computed', () => {
  const document = readFileSync('docs/cost.md', 'utf8');
  for (const table of [renderSums(), renderParts(), renderFormats(), renderPrices()]) expect(document).toContain(table);
});

test('free amounts are counted once, and more readers never cost less', () => {
  expect(costOf(1, 0)).toMatchObject({ views: 0, transfer: 0, lambdaTime: 0 });
  expect(costOf(1, 1_000_000).views).toBeCloseTo((usageOf(1, 1_000_000).views - 1e7) / 1e6, 6);
});
