import { defineConfig } from 'vitest/config';
import { longestFirst } from './tests/support/longest-first.ts';

const longest = ['killed', 'elsewhere', 's3-faults', 'redeploy'];

/** Tests that start a process or a server on this machine, and need nothing but this checkout. */
export default defineConfig({
  test: {
    include: ['tests/**/*.system.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Much of the time goes to programs that are waited for.
    maxWorkers: '100%',
    sequence: { sequencer: longestFirst(longest) },
    globalSetup: ['tests/build.ts'],
  },
});
