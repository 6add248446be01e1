/** Reads a file of the page of the preview. In a bundle, `scripts/bundle.ts` replaces this module with the texts of the files. */
import { readFileSync } from 'node:fs';

export type PageFileName = 'preview.html' | 'preview.css' | 'preview.js';

export function readPageFile(name: PageFileName): string {
  return readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');
}
