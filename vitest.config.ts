import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Examples import the package by its name, and run from the sources.
  resolve: {
    alias: [
      { find: /^presstime$/, replacement: resolve('src/index.ts') },
      { find: /^presstime\/(.+)$/, replacement: resolve('src/index-$1.ts') },
    ],
  },
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
