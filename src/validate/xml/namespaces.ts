/** The namespaces that rules know, with the prefix that rules use for each, whatever prefix a feed uses (Namespaces in XML 1.0). */

const prefixes: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/Atom': 'atom',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://search.yahoo.com/mrss/': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'https://podcastindex.org/namespace/1.0': 'podcast',
  'https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': 'podcast',
  'http://purl.org/syndication/history/1.0': 'fh',
  'http://purl.org/syndication/thread/1.0': 'thr',
  'http://purl.org/atompub/tombstones/1.0': 'at',
  'http://www.w3.org/2007/app': 'app',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://www.w3.org/XML/1998/namespace': 'xml',
  'http://purl.org/rss/1.0/': 'rss1',
  'http://purl.org/rss/1.0/modules/syndication/': 'sy',
  'http://purl.org/rss/1.0/modules/slash/': 'slash',
  'http://wellformedweb.org/CommentAPI/': 'wfw',
  'http://www.smartnews.be/snf': 'snf',
  'http://www.google.com/schemas/play-podcasts/1.0': 'googleplay',
  'http://www.georss.org/georss': 'georss',
  'http://a9.com/-/spec/opensearch/1.1/': 'openSearch',
  'http://webns.net/mvcb/': 'admin',
  'http://backend.userland.com/creativeCommonsRssModule': 'creativeCommons',
};

/** The same namespaces, without the parts that people often get wrong: scheme, case, and last character. */
const nearly = new Map(Object.entries(prefixes).map(([uri, prefix]) => [looselyOf(uri), { uri, prefix }]));

/** Returns the prefix that rules use for a namespace, even if it is misspelled, or null if no rule knows it. */
export function prefixOf(uri: string): string | null {
  return nearly.get(looselyOf(uri))?.prefix ?? null;
}

/** Returns the right form of a misspelled namespace, or null if it is right already or no rule knows it. */
export function correctionOf(uri: string): string | null {
  return Object.hasOwn(prefixes, uri) ? null : (nearly.get(looselyOf(uri))?.uri ?? null);
}

function looselyOf(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]$/, '');
}
