/**
 * Reads the signed parts of a request from the event of a Lambda Function URL. Nothing in the event is trusted. A body that is
 * too large is refused here, by its length alone. Pure. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */

/** What is needed to verify a call. A field is null if it is missing, was sent twice, or is not text. */
export interface SignedRequest {
  readonly id: string | null;
  readonly stamp: string | null;
  readonly signature: string | null;
  readonly body: Uint8Array | null;
}

/** A request, or the reason to refuse it without verifying it. */
export type Reading = SignedRequest | 'not-post' | 'too-large';

/** Standard Webhooks asks senders to stay below 20 KB. Lambda itself accepts 6 MB. */
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

/** Copies the fields of an object to one without a prototype, so that only fields that were sent are found. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.assign(Object.create(null), value) : {};
}

/** Checks the length before decoding. Bytes are counted only in a text that is short enough in characters. */
function isTooLarge(body: string, isEncoded: boolean): boolean {
  if (isEncoded) return (body.length / 4) * 3 - paddingOf(body) > maximumBodyBytes;
  return body.length > maximumBodyBytes || Buffer.byteLength(body) > maximumBodyBytes;
}

function paddingOf(body: string): number {
  if (body.endsWith('==')) return 2;
  return body.endsWith('=') ? 1 : 0;
}

/** Returns null for base64 that is not in canonical form: it would be a different body with the same bytes. */
function bytesOf(body: string, isEncoded: boolean): Uint8Array | null {
  if (!isEncoded) return Buffer.from(body);
  const decoded = Buffer.from(body, 'base64');
  return decoded.toString('base64') === body ? decoded : null;
}

/** Names of headers may be in any case. Returns null for a header that was sent twice. */
function headerOf(headers: unknown, name: string): string | null {
  const found = Object.entries(fieldsOf(headers)).filter(([key]) => key.toLowerCase() === name);
  const value = found.length === 1 ? found[0]?.[1] : null;
  return typeof value === 'string' ? value : null;
}
