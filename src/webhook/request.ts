/**
 * The event of a Lambda Function URL, of which nothing is trusted, to the parts of a request that count; too large bodies
 * end here, by their length alone. Pure. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */

/** What is needed to verify a call; null where it is missing, came twice, or is no text. */
export interface SignedRequest {
  readonly id: string | null;
  readonly stamp: string | null;
  readonly signature: string | null;
  readonly body: Uint8Array | null;
}

/** A request, or why it is none that anybody need look at. */
export type Reading = SignedRequest | 'not-post' | 'too-large';

/** Senders are asked to stay below 20 KB; Lambda itself would take six megabytes. */
export const maximumBodyBytes = 65_536;

/** Reads an event. Never throws, whatever the event is. */
export function readRequest(event: unknown): Reading {
  const { requestContext, headers, body = '', isBase64Encoded } = fieldsOf(event);
  if (fieldsOf(fieldsOf(requestContext)['http'])['method'] !== 'POST') return 'not-post';
  const isEncoded = isBase64Encoded === true;
  if (typeof body === 'string' && isTooLarge(body, isEncoded)) return 'too-large';
  return {
    id: headerOf(headers, 'webhook-id'),
    stamp: headerOf(headers, 'webhook-timestamp'),
    signature: headerOf(headers, 'webhook-signature'),
    body: typeof body === 'string' ? bytesOf(body, isEncoded) : null,
  };
}

/** The fields of an object; a copy without a prototype, so that only what was sent is found. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.assign(Object.create(null), value) : {};
}

/** Counted before anything is decoded: the second count only runs over a text that passed the first. */
function isTooLarge(body: string, isEncoded: boolean): boolean {
  if (isEncoded) return (body.length / 4) * 3 - paddingOf(body) > maximumBodyBytes;
  return body.length > maximumBodyBytes || Buffer.byteLength(body) > maximumBodyBytes;
}

function paddingOf(body: string): number {
  if (body.endsWith('==')) return 2;
  return body.endsWith('=') ? 1 : 0;
}

/** Base64 that could be written in another way is refused: it would be another body with the same bytes. */
function bytesOf(body: string, isEncoded: boolean): Uint8Array | null {
  if (!isEncoded) return Buffer.from(body);
  const decoded = Buffer.from(body, 'base64');
  return decoded.toString('base64') === body ? decoded : null;
}

/** Names come in any case. A header that stands there twice says nothing. */
function headerOf(headers: unknown, name: string): string | null {
  const found = Object.entries(fieldsOf(headers)).filter(([key]) => key.toLowerCase() === name);
  const value = found.length === 1 ? found[0]?.[1] : null;
  return typeof value === 'string' ? value : null;
}
