/** The files of the page of the preview. The bundle contains their texts: see `scripts/bundle.ts`. */
import { readFileSync } from 'node:fs';

export type PageFileName = 'preview.html' | 'preview.css' | 'preview.js';

export function readPageFile(name: PageFileName): string {
  return readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');
}
