/** The page of an article, and the page that stands where one was withdrawn. */
import type { Channel, Entry, Grouping, Instant } from '../model.ts';

/** What every page knows about the publication around it. */
export interface PageContext {
  readonly channel: Channel;
  /** The address of the page of a section, category or author; null where the channel has none. */
  readonly groupUrl: (grouping: Grouping, name: string) => string | null;
}

/** An article that its author took back. */
export interface WithdrawnPage {
  readonly url: string;
  readonly withdrawn: Instant;
  /** What the author says about it. */
  readonly notice: string | null;
}

/** Renders the page of an entry; `entry.url` is its own address. */
export function renderEntryPage(entry: Entry, _context: PageContext): string {
  return `<!doctype html>${entry.contentHtml}`;
}

/** Renders the page that says that an article was withdrawn, without its title. */
export function renderWithdrawnPage(page: WithdrawnPage, _context: PageContext): string {
  return `<!doctype html>${page.withdrawn}`;
}
