/** Finds the text in the content of a NewsML-G2 item: XHTML or NITF, HTML or plain text. */

import { hasParagraphs } from '../../tree/plain-text.ts';
import { attributeOf, elementAt, elementsAt, rawText } from './elements.ts';
import { renditionsIn } from './g2-picture.ts';
import { contentOfText } from './news-body.ts';
import { pictureOfRenditions } from './news-media.ts';
import { emptyText, readAnyText } from './news-text.ts';
import type { NewsElement } from './news-xml.ts';
import type { NitfText } from './nitf.ts';

/** The text of an item, with the pictures in it. Several contents are the same text in other forms, so the first one is used. */
export function bodyOfG2(item: NewsElement): NitfText {
  const contents = elementAt(item, 'contentSet');
  const texts = [
    ...elementsAt(contents, 'inlineXML').map(readAnyText),
    ...elementsAt(contents, 'inlineData').filter(isText).map(textOfData),
  ];
  const found = texts.find(({ content }) => hasParagraphs(content)) ?? texts[0] ?? emptyText;
  const picture = pictureOfRenditions(renditionsIn(item), { caption: null, credit: null, alt: '' });
  return picture === null ? found : { ...found, images: [...found.images, picture] };
}

function isText(data: NewsElement): boolean {
  return /^(?:text\/|application\/(?:xhtml|xml|nitf)|$)/i.test(attributeOf(data, 'contenttype') ?? '');
}

function textOfData(data: NewsElement): NitfText {
  const written = rawText(data);
  const isEncoded = /base64/i.test(attributeOf(data, 'encoding') ?? '');
  return {
    ...emptyText,
    content: contentOfText(isEncoded ? Buffer.from(written, 'base64').toString('utf8') : written),
  };
}
