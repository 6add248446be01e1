/** Reads a text in any form that NewsML contains: NITF, XHTML, paragraphs, or text. */
import { elementAt, elementLine, elementsBelow } from './elements.ts';
import { bodyContent } from './news-body.ts';
import { picturesInMedia } from './news-media.ts';
import type { NewsElement } from './news-xml.ts';
import { type NitfText, readNitfText } from './nitf.ts';

export const emptyText: NitfText = {
  title: null,
  deck: null,
  names: [],
  dateline: null,
  abstract: null,
  notes: [],
  content: { type: 'root', children: [] },
  images: [],
};

/** Reads the content of an element that contains a text. */
export function readAnyText(container: NewsElement): NitfText {
  const [nitf] = container.name === 'nitf' ? [container] : elementsBelow(container, 'nitf');
  if (nitf !== undefined) return readNitfText(nitf);
  const [html] = elementsBelow(container, 'html');
  const body = elementAt(html ?? container, 'body') ?? elementsBelow(container, 'body.content')[0] ?? html ?? container;
  return {
    ...emptyText,
    title: elementLine(elementsBelow(body, 'h1')[0] ?? null) ?? elementLine(elementAt(html ?? null, 'head', 'title')),
    content: bodyContent(body),
    images: picturesInMedia(body),
  };
}
