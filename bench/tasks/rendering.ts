/** Rendering alone: 1,000 entries in each format, with Presstime, `feed` and feedsmith, in one process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from '../measure.ts';
import { notMeasured, type Task } from '../task.ts';
import type { Workshop } from '../workshop.ts';

const roundsInside = 9;

/** Its counts are medians in milliseconds, by format and library, such as `rss feed`. */
export function renderingTask(workshop: Workshop): Task {
  const script = fileURLToPath(new URL('../render.ts', import.meta.url));
  const result = join(workshop.folder, 'rendering.json');
  return {
    name: 'rendering',
    maximumRounds: Number.POSITIVE_INFINITY,
    setUp: async () => {},
    run: async () => {
      const args = [script, '--rounds', String(roundsInside), '--result', result];
      await measure({ program: process.execPath, args });
      return { ...notMeasured, counts: JSON.parse(await readFile(result, 'utf8')) as Record<string, number> };
    },
  };
}
