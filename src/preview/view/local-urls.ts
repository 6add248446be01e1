/** Replaces the URL of the publication with that of the preview, so that what is not published yet can be looked at. Pure. */

/** Where the preview serves the publication. */
export interface Serving {
  /** The URL that the publication has for subscribers. Ends in a slash. */
  readonly feedUrl: string;
  /** The URL under which the preview serves the same files. Ends in a slash. */
  readonly localUrl: string;
}

/** The text with all URLs of the publication replaced. */
export function withLocalUrls(text: string, { feedUrl, localUrl }: Serving): string {
  return feedUrl === localUrl ? text : text.replaceAll(feedUrl, localUrl);
}

/** HTML with the URLs replaced in attributes, but not in the text that people read. */
export function withLocalLinks(html: string, serving: Serving): string {
  return html.replace(/<[a-z][^>]*>/gi, (element) => withLocalUrls(element, serving));
}

/** The path of a published file in the publication; null if the URL is not in it. */
export function pathInPublication(url: string | null, { feedUrl }: Pick<Serving, 'feedUrl'>): string | null {
  if (url === null || !url.startsWith(feedUrl)) return null;
  const [path = ''] = url.slice(feedUrl.length).split(/[?#]/);
  return decoded(path);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
