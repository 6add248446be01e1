import { defineConfig } from 'vitest/config';
import { longestFirst } from './tests/support/longest-first.ts';

const longest = ['faults', 'ceph', 'moto', 'lambda-ceph', 'deploy', 'webhook', 'lambda'];

/** Tests against servers that are fetched: minutes, not seconds. Each file starts its own, and two run at once. */
export default defineConfig({
  test: {
    include: ['tests/slow/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: longestFirst(longest) },
    globalSetup: ['tests/build.ts'],
  },
});
