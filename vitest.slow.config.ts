import { defineConfig } from 'vitest/config';

/** Tests against servers that are fetched: minutes, not seconds. One file after another, since each starts a server. */
export default defineConfig({
  test: {
    include: ['tests/slow/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    globalSetup: ['tests/build.ts'],
  },
});
