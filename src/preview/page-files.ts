/** The table of the files of the page. */
import { type PageFileName, readPageFile } from './read-page-file.ts';

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
