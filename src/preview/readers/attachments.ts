/** The media of an entry as a reader lists them with the article: players, pictures with captions, and links. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import { writeTree } from '../../article/tree/html-tree.ts';
import type { Entry } from '../../model/entry.ts';
import type { Enclosure, Image } from '../../model/image.ts';
import { mediumOf } from '../../model/media-type.ts';
import type { AttachmentRules } from './reader.ts';

/** The HTML that follows the article. Empty if the reader lists nothing. */
export function attachmentsHtml(entry: Entry, contentHtml: string, rules: AttachmentRules): string {
  const pictures = entry.images.filter(({ url }) => isListed(url, contentHtml, rules.pictures));
  const urls = new Set(entry.images.map(({ url }) => url));
  const others = entry.enclosures.filter(({ url }) => !urls.has(url) && isListed(url, contentHtml, rules.enclosures));
  const listed = rules.enclosures === 'first' ? others.slice(0, 1) : others;
  const blocks = [
    ...pictures.map((picture) => pictureBlock(picture, rules)),
    ...listed.map((enclosure) => enclosureBlock(enclosure, rules)),
  ];
  return blocks.length === 0 ? '' : writeTree({ type: 'root', children: layouts[rules.layout](blocks) });
}

function isListed(url: string, contentHtml: string, which: AttachmentRules['pictures' | 'enclosures']): boolean {
  if (which === 'none') return false;
  if (which === 'if-no-picture') return !/<img/i.test(contentHtml);
  return which !== 'new' || !contentHtml.includes(url.replaceAll('&', '&amp;'));
}

const layouts: Readonly<Record<AttachmentRules['layout'], (blocks: readonly Element[]) => Element[]>> = {
  folded: (blocks) => [h('details', h('summary', `Attachments (${blocks.length})`), ...blocks)],
  open: (blocks) => [...blocks],
};

function pictureBlock({ url, alt, caption, credit }: Image, { hasCaptions, linksMedia }: AttachmentRules): Element {
  return h(
    'figure',
    h('img', { src: url, alt }),
    linksMedia ? h('p', h('a', { href: url }, url)) : null,
    hasCaptions && credit !== null ? h('p', `© ${credit}`) : null,
    hasCaptions && caption !== null ? h('figcaption', caption) : null,
  );
}

function enclosureBlock({ url, type, title }: Enclosure, { linksMedia }: AttachmentRules): Element {
  const medium = mediumOf(type);
  const label = title ?? url;
  if (medium === 'audio')
    return h('p', h('audio', { src: url, controls: true, preload: 'none' }), linkTo(url, linksMedia));
  if (medium === 'video')
    return h('p', h('video', { src: url, controls: true, preload: 'none' }), linkTo(url, linksMedia));
  if (medium === 'image') return h('p', h('img', { src: url, alt: label }), linkTo(url, linksMedia));
  return h('p', h('a', { href: url }, label));
}

function linkTo(url: string, isLinked: boolean): Element | null {
  return isLinked ? h('a', { href: url }, url) : null;
}
