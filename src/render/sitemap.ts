/** What search engines read: a news sitemap and `robots.txt` (RFC 9309). */
import type { Channel, Entry } from '../model.ts';

/** Renders the news of the two days before the newest article. */
export function renderNewsSitemap(_entries: readonly Entry[], channel: Channel): string {
  return channel.title;
}

/** Renders `robots.txt`. */
export function renderRobots(channel: Channel): string {
  return channel.title;
}
