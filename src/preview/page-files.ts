/** The files of the page of the preview. The bundle contains their texts: see `scripts/bundle.ts`. */
import { readFileSync } from 'node:fs';

export type PageFileName = 'preview.html' | 'preview.css' | 'preview.js';

interface PageFile {
  /** The Content-Type. */
  readonly type: string;
  readonly text: () => string;
}

export const pageFiles: Readonly<Record<PageFileName, PageFile>> = {
  'preview.html': { type: 'text/html; charset=utf-8', text: () => readPageFile('preview.html') },
  'preview.css': { type: 'text/css; charset=utf-8', text: () => readPageFile('preview.css') },
  'preview.js': { type: 'text/javascript; charset=utf-8', text: () => readPageFile('preview.js') },
};

function readPageFile(name: PageFileName): string {
  return readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');
}
