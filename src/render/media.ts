/** Pictures as Media RSS 1.5.1, the same in RSS and in Atom. */
import type { Image } from '../model.ts';
import { element, type XmlElement } from './xml.ts';

export const mediaNamespace = 'http://search.yahoo.com/mrss/';

/**
 * `media:content` with its description and credit inside it: on the item itself some readers would show the caption
 * instead of the article.
 */
export function renderMedia({ url, type, width, height, lengthBytes, caption, credit }: Image): XmlElement {
  return element(
    'media:content',
    { url, medium: 'image', type, width, height, fileSize: lengthBytes },
    ...described(caption),
    ...credited(credit),
  );
}

function described(caption: string | null): readonly XmlElement[] {
  return caption === null ? [] : [element('media:description', { type: 'plain' }, caption)];
}

/** `photographer` in the list of EBU roles. */
function credited(credit: string | null): readonly XmlElement[] {
  if (credit === null) return [];
  return [element('media:credit', { role: 'photographer', scheme: 'urn:ebu' }, credit)];
}
