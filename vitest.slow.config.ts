import { defineConfig } from 'vitest/config';
import { longestFirst } from './tests/support/longest-first.ts';

const longest = ['faults', 'ceph', 'moto', 'lambda-ceph', 'deploy', 'webhook', 'lambda'];

/** Tests against real servers, which are downloaded. They take minutes. Each file starts its own server; two run at a time. */
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
