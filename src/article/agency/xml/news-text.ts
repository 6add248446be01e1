/** Reads a text in any form that NewsML contains: NITF, XHTML, paragraphs, or text. */
import { elementAt, elementLine, elementLines, elementsBelow } from './elements.ts';
import { bodyContent, lowerNames } from './news-body.ts';
import { namesOfByline } from './news-facts.ts';
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
  return nitf === undefined ? readPage(lowerNames(container)) : readNitfText(nitf);
}

function readPage(container: NewsElement): NitfText {
  const html = elementsBelow(container, 'html')[0] ?? null;
  const body = elementAt(html ?? container, 'body') ?? elementsBelow(container, 'body.content')[0] ?? html ?? container;
  if (!isText(body)) return emptyText;
  return {
    ...emptyText,
    title: elementLine(elementsBelow(body, 'h1')[0] ?? null) ?? elementLine(elementAt(html, 'head', 'title')),
    names: elementLines(elementsBelow(body, 'byline')).flatMap(namesOfByline),
    content: bodyContent(body),
    images: picturesInMedia(body),
  };
}

const textElements = ['p', 'br', 'div', 'li', 'td', 'pre', 'h1', 'h2', 'h3', 'hl2', 'span', 'blockquote', 'media'];

/** False for data in XML, such as results of matches, which have no paragraphs and no text outside their elements. */
function isText(body: NewsElement): boolean {
  const isMixed = body.children.some((child) => typeof child === 'string' && child.trim() !== '');
  return isMixed || textElements.some((name) => elementsBelow(body, name).length > 0);
}
