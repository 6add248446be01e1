/** Measures how the CPU time of reading grows when the repeated part of a text is doubled. */
import { parseArticle } from '../../src/article/parse-article.ts';
import { channel } from '../support/channel.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import type { Sample } from './fuzz.ts';

/** A file with a part that is repeated some times. */
export type Repeated = (times: number) => Sample;

export interface Growth {
  /** 1 is linear, 2 is quadratic. 0 if even the longest text took too little time to say. */
  readonly exponent: number;
  readonly times: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

export interface GrowthLimits {
  /** The longest text that is tried. */
  readonly mostBytes: number;
  /** Shorter times say nothing, because compiling and collecting garbage take part of them. */
  readonly leastMilliseconds: number;
  readonly read: (sample: Sample) => unknown;
}

export const growthLimits: GrowthLimits = {
  mostBytes: 400_000,
  leastMilliseconds: 60,
  read: (sample) => parseArticle(sample, channel),
};

/** Doubles the repeated part until reading takes long enough to compare it with half of the repetitions. */
export function growthOf(make: Repeated, limits: Partial<GrowthLimits> = {}): Growth {
  const { mostBytes, leastMilliseconds, read } = { ...growthLimits, ...limits };
  const timeOf = (sample: Sample) => cpuOf(() => read(sample));
  let before = Number.POSITIVE_INFINITY;
  for (let times = 16; ; times *= 2) {
    const sample = make(times);
    const bytes = sample.body.length;
    const took = timeOf(sample);
    const grown = Math.log2(took / before);
    if (took > leastMilliseconds && before > leastMilliseconds / 6) {
      // A second look at both: the first may have met the compiler or the collector.
      const exponent = Math.min(grown, Math.log2(timeOf(sample) / timeOf(make(times / 2))));
      return { exponent, times, bytes, milliseconds: took };
    }
    if (bytes * 2 > mostBytes || took > leastMilliseconds * 100) {
      const isSteep = took > leastMilliseconds * 100;
      return { exponent: isSteep ? grown : 0, times, bytes, milliseconds: took };
    }
    before = took;
  }
}

function cpuOf(work: () => unknown): number {
  const started = cpuMilliseconds();
  try {
    work();
  } catch {
    // The fuzzer reports what is thrown.
  }
  return cpuMilliseconds() - started;
}
