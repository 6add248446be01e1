/** The links of a feed in several documents, the same in RSS and in Atom (RFC 5005, 4 and Appendix B). */
import type { ArchiveLinks, Feed } from '../../model/feed.ts';
import { element, type XmlAttributes, type XmlElement } from './xml.ts';

/** The namespace of `fh:archive`; null where a feed has none, so that it is not declared. */
export function historyNamespace({ archive }: Feed): string | null {
  return archive?.isArchive ? 'http://purl.org/syndication/history/1.0' : null;
}

/** `fh:archive` in an archive document. */
export function renderArchiveMark({ archive }: Feed): readonly XmlElement[] {
  return archive?.isArchive ? [element('fh:archive', {})] : [];
}

/** What links to the documents around this one: the live feed knows the newest archive, an archive both its neighbours. */
export function historyLinks({ archive }: Feed, format: 'rss' | 'atom'): readonly XmlAttributes[] {
  if (archive === null) return [];
  const targets = archive.isArchive ? neighbours(archive) : [['prev-archive', archive.previous] as const];
  return targets.flatMap(([rel, urls]) =>
    urls === null ? [] : [{ rel, type: `application/${format}+xml`, href: urls[format] }],
  );
}

function neighbours({ current, previous, next }: ArchiveLinks) {
  return [
    ['current', current],
    ['prev-archive', previous],
    ['next-archive', next],
  ] as const;
}
