import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The fast tests: they start no process and no server, so all of them share two threads and what these have loaded. */
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
    exclude: ['tests/slow/**', 'tests/browser/**', '**/*.system.test.ts', '**/node_modules/**'],
    setupFiles: ['tests/support/one-process.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
