/** The pages that list articles: the index, the older ones, and one for each section, category and author. */
import type { Entry, FormatUrls, Grouping } from '../model.ts';
import type { PageContext } from './page.ts';

export interface ListPage {
  readonly kind: 'index' | 'archive' | 'group';
  readonly title: string;
  readonly url: string;
  /** The feeds that tell of the same articles. */
  readonly feedUrls: FormatUrls;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The page of newer articles. */
  readonly newer: string | null;
  readonly older: string | null;
  /** More pages, shown on the index. */
  readonly groups: readonly { readonly grouping: Grouping; readonly name: string; readonly url: string }[];
}

/** Renders a page of headlines, with how to subscribe. */
export function renderListPage(page: ListPage, _context: PageContext): string {
  return `<!doctype html>${page.entries.length}`;
}
