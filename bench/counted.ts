/**
 * The requests that `node bench/requests.ts` counted, and the times and memory that `node bench/function.ts` measured, in November
 * 2026. Tests count the requests of small publications again.
 */
import type { CountedRuns } from './requests.ts';
import type { Size } from './run-cost.ts';

export interface CountedSize extends Size {
  readonly runs: CountedRuns;
}

export const counted: readonly CountedSize[] = [
  {
    articles: 1_000,
    pages: true,
    runs: {
      'first run': { lists: 3, gets: 1006, puts: 1104 },
      'nothing changed': { lists: 2, gets: 3, puts: 0 },
      'new article': { lists: 2, gets: 8.2, puts: 7.5 },
      'old article edited': { lists: 2, gets: 10.1, puts: 8.1 },
      'article removed': { lists: 2, gets: 8.3, puts: 9.3 },
      'event, new article': { lists: 0, gets: 11, puts: 7 },
      'event, ten new articles': { lists: 0, gets: 32.6, puts: 21.3 },
      'event, old article': { lists: 0, gets: 13.5, puts: 8 },
      'listing after an event': { lists: 2, gets: 6, puts: 1 },
      verification: { lists: 4, gets: 16, puts: 0 },
    },
  },
  {
    articles: 1_000,
    pages: false,
    runs: {
      'first run': { lists: 3, gets: 1006, puts: 80 },
      'nothing changed': { lists: 2, gets: 3, puts: 0 },
      'new article': { lists: 2, gets: 7.2, puts: 4.2 },
      'old article edited': { lists: 2, gets: 10.2, puts: 7.3 },
      'article removed': { lists: 2, gets: 7, puts: 6 },
      'event, new article': { lists: 0, gets: 9, puts: 4 },
      'event, ten new articles': { lists: 0, gets: 28.4, puts: 8.6 },
      'event, old article': { lists: 0, gets: 11, puts: 7 },
      'listing after an event': { lists: 2, gets: 5, puts: 1 },
      verification: { lists: 3, gets: 12, puts: 0 },
    },
  },
  {
    articles: 10_000,
    pages: true,
    runs: {
      'first run': { lists: 12, gets: 10003, puts: 10926 },
      'nothing changed': { lists: 11, gets: 3, puts: 0 },
      'new article': { lists: 11, gets: 10.7, puts: 7.3 },
      'old article edited': { lists: 11, gets: 15.3, puts: 8.6 },
      'article removed': { lists: 11, gets: 8, puts: 9 },
      'event, new article': { lists: 0, gets: 12.2, puts: 7 },
      'event, ten new articles': { lists: 0, gets: 33.2, puts: 23.2 },
      'event, old article': { lists: 0, gets: 16.8, puts: 8 },
      'listing after an event': { lists: 11, gets: 6, puts: 1 },
      verification: { lists: 23, gets: 52, puts: 0 },
    },
  },
  {
    articles: 10_000,
    pages: false,
    runs: {
      'first run': { lists: 12, gets: 10003, puts: 710 },
      'nothing changed': { lists: 11, gets: 3, puts: 0 },
      'new article': { lists: 11, gets: 9.2, puts: 4.2 },
      'old article edited': { lists: 11, gets: 13.4, puts: 7.5 },
      'article removed': { lists: 11, gets: 7, puts: 6 },
      'event, new article': { lists: 0, gets: 10.8, puts: 4 },
      'event, ten new articles': { lists: 0, gets: 30.6, puts: 9.3 },
      'event, old article': { lists: 0, gets: 14.7, puts: 7 },
      'listing after an event': { lists: 11, gets: 5, puts: 1 },
      verification: { lists: 12, gets: 41, puts: 0 },
    },
  },
];

export interface MeasuredRun {
  readonly articles: number;
  readonly run: string;
  readonly cpuMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly residentMegabytes: number;
}

export const measuredRuns: readonly MeasuredRun[] = [
  { articles: 10, run: 'first', cpuMilliseconds: 858, wallMilliseconds: 5_050, residentMegabytes: 161 },
  { articles: 10, run: 'nothing to do', cpuMilliseconds: 22, wallMilliseconds: 118, residentMegabytes: 133 },
  {
    articles: 10,
    run: 'one more, named by an event',
    cpuMilliseconds: 384,
    wallMilliseconds: 1_883,
    residentMegabytes: 151,
  },
  { articles: 10, run: 'verification', cpuMilliseconds: 38, wallMilliseconds: 120, residentMegabytes: 134 },
  { articles: 1_000, run: 'first', cpuMilliseconds: 5_828, wallMilliseconds: 51_630, residentMegabytes: 337 },
  { articles: 1_000, run: 'nothing to do', cpuMilliseconds: 56, wallMilliseconds: 498, residentMegabytes: 141 },
  {
    articles: 1_000,
    run: 'one more, named by an event',
    cpuMilliseconds: 426,
    wallMilliseconds: 1_126,
    residentMegabytes: 170,
  },
  { articles: 1_000, run: 'verification', cpuMilliseconds: 233, wallMilliseconds: 1_101, residentMegabytes: 160 },
  { articles: 10_000, run: 'first', cpuMilliseconds: 30_689, wallMilliseconds: 153_894, residentMegabytes: 691 },
  { articles: 10_000, run: 'nothing to do', cpuMilliseconds: 163, wallMilliseconds: 749, residentMegabytes: 338 },
  {
    articles: 10_000,
    run: 'one more, named by an event',
    cpuMilliseconds: 440,
    wallMilliseconds: 739,
    residentMegabytes: 338,
  },
  { articles: 10_000, run: 'verification', cpuMilliseconds: 3_447, wallMilliseconds: 5_863, residentMegabytes: 347 },
];
