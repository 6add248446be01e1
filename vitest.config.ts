import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/slow/**', 'tests/browser/**', '**/node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Much of the time goes to programs that are waited for.
    maxWorkers: '100%',
    globalSetup: ['tests/build.ts'],
  },
});
