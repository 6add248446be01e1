import { defineConfig } from 'vitest/config';

/** Tests of pages in a real browser: Chromium at /usr/bin/chromium, or at the path in CHROMIUM. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
