/** Reads a picture item of NewsML-G2: its renditions, caption and credit. */
import type { Image } from '../../../model/image.ts';
import { sizeOf } from '../contents.ts';
import { attributeAmong, attributeOf, bareCode, elementAt, elementLine, elementsAt } from './elements.ts';
import { imageTypeOf, type NewsRendition, pictureOfRenditions } from './news-media.ts';
import type { NewsElement } from './news-xml.ts';

/** The picture of an item. Null if it has none, or if it must not be used. */
export function pictureOfG2(item: NewsElement): Image | null {
  const status = bareCode(attributeAmong(elementAt(item, 'itemMeta', 'pubStatus'), 'qcode', 'uri', 'literal'));
  if (status !== '' && status !== 'usable') return null;
  return pictureOfRenditions(renditionsIn(item), textsOf(item));
}

/** The renditions of pictures in the content of an item. */
export function renditionsIn(item: NewsElement): readonly NewsRendition[] {
  return elementsAt(item, 'contentSet', 'remoteContent')
    .map(renditionOf)
    .filter(({ type }) => type === null || type.startsWith('image/'));
}

function renditionOf(content: NewsElement): NewsRendition {
  return {
    url: attributeOf(content, 'href'),
    type: imageTypeOf(attributeOf(content, 'contenttype')),
    width: sizeOf(attributeOf(content, 'width')),
    height: sizeOf(attributeOf(content, 'height')),
    lengthBytes: sizeOf(attributeOf(content, 'size')),
    name: attributeAmong(content, 'rendition', 'rel') ?? '',
  };
}

/** Roles of descriptions that are captions, the best first. A description without a role is one too. */
const captionRoles = ['caption', '', 'summary', 'abstract', 'generated', 'description'];

function textsOf(item: NewsElement) {
  const meta = elementAt(item, 'contentMeta');
  const descriptions = elementsAt(meta, 'description');
  const roles = captionRoles.map((role) => descriptions.find((it) => bareCode(attributeOf(it, 'role')) === role));
  const caption = roles.find((it) => it !== undefined) ?? descriptions[0] ?? null;
  return { caption: elementLine(caption), credit: creditOf(item), alt: altIn(meta) };
}

function altIn(meta: NewsElement | null): string {
  const described = elementsAt(meta, 'description').find((it) => /alt|accessib/i.test(attributeOf(it, 'role') ?? ''));
  return elementLine(described ?? null) ?? '';
}

/** The credit line. Without one, the photographer and the copyright holder. */
function creditOf(item: NewsElement): string | null {
  const meta = elementAt(item, 'contentMeta');
  const line = elementLine(elementAt(meta, 'creditline'));
  if (line !== null) return line;
  const names = [
    elementLine(elementAt(meta, 'by')) ?? nameOfParty(elementAt(meta, 'creator')),
    nameOfParty(elementAt(item, 'rightsInfo', 'copyrightHolder')),
  ];
  return (
    names.filter((name) => name !== null).join('/') || elementLine(elementAt(item, 'rightsInfo', 'copyrightNotice'))
  );
}

/** The name of a person or organisation. */
export function nameOfParty(party: NewsElement | null): string | null {
  return elementLine(elementAt(party, 'name')) ?? attributeOf(party, 'literal');
}
