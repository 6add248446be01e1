/** Sets the media type of a published file for the program that asks for it: a browser, or a feed reader. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaTypeOf } from '../render/outputs.ts';

export function setContentType(path: string, request: IncomingMessage, response: ServerResponse): void {
  const type = mediaTypeOf(path);
  response.setHeader('Content-Type', isXmlFeed(type) && isNavigation(request) ? 'text/xml; charset=utf-8' : type);
  if (isXmlFeed(type)) response.setHeader('Vary', 'Sec-Fetch-Dest');
}

function isXmlFeed(mediaType: string): boolean {
  return /^application\/(?:rss|atom)\+xml\b/.test(mediaType);
}

/**
 * True if a person opens the feed in a browser. Browsers apply a style sheet only to `text/xml`. Feed readers do not send
 * this header (https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header).
 */
function isNavigation({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-dest'] === 'document';
}
