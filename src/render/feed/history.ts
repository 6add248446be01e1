/** The links between the documents of a feed with archives, in RSS and Atom (RFC 5005, 4 and Appendix B). */
import type { ArchiveLinks, Feed } from '../../model/feed.ts';
import { element, type XmlAttributes, type XmlElement } from './xml.ts';

/** The namespace of `fh:archive`. Null if the document is not an archive, so that the namespace is not declared. */
export function historyNamespace({ archive }: Feed): string | null {
  return archive?.isArchive ? 'http://purl.org/syndication/history/1.0' : null;
}

/** Renders `fh:archive`, which marks an archive document. */
export function renderArchiveMark({ archive }: Feed): readonly XmlElement[] {
  return archive?.isArchive ? [element('fh:archive', {})] : [];
}

/** The links to other documents: the live feed links to the newest archive, an archive to the live feed and its neighbours. */
export function historyLinks({ archive }: Feed, format: 'rss' | 'atom'): readonly XmlAttributes[] {
  if (archive === null) return [];
  const targets = archive.isArchive ? archiveTargets(archive) : [['prev-archive', archive.previous] as const];
  return targets.flatMap(([rel, urls]) =>
    urls === null ? [] : [{ rel, type: `application/${format}+xml`, href: urls[format] }],
  );
}

function archiveTargets({ current, previous, next }: ArchiveLinks) {
  return [
    ['current', current],
    ['prev-archive', previous],
    ['next-archive', next],
  ] as const;
}
