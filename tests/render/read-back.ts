/** Reads a feed in XML with an independent strict parser, libxml2. Errors are thrown. */
import { XmlDocument, XmlElement } from 'libxml2-wasm';

export const prefixes = {
  a: 'http://www.w3.org/2005/Atom',
  at: 'http://purl.org/atompub/tombstones/1.0',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  fh: 'http://purl.org/syndication/history/1.0',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  media: 'http://search.yahoo.com/mrss/',
  podcast: 'https://podcastindex.org/namespace/1.0',
};

/** What libxml2 finds in a text at each path, in document order. Throws if the text is not well-formed. */
export function readPaths(text: string, paths: readonly string[]): readonly (readonly string[])[] {
  const document = XmlDocument.fromString(text);
  try {
    return paths.map((path) => {
      const found = document.eval(path, prefixes);
      return Array.isArray(found) ? found.map(({ content }) => content) : [String(found)];
    });
  } finally {
    document.dispose();
  }
}

/** What libxml2 finds at one path. */
export function readPath(text: string, path: string): readonly string[] {
  return readPaths(text, [path])[0] ?? [];
}

/** The names of the elements that are children of the element at a path, in their order. */
export function readNames(text: string, path: string): readonly string[] {
  const document = XmlDocument.fromString(text);
  try {
    return document
      .find(`${path}/*`, prefixes)
      .filter((node) => node instanceof XmlElement)
      .map(({ name, prefix }) => (prefix === '' ? name : `${prefix}:${name}`));
  } finally {
    document.dispose();
  }
}

/** True if libxml2 can read the whole text. */
export function isWellFormed(text: string): boolean {
  try {
    readPaths(text, []);
    return true;
  } catch {
    return false;
  }
}
