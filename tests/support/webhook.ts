/** A sender of webhook calls, signed with the independent library of Standard Webhooks. */
import { Webhook } from 'standardwebhooks';
import type { SignedRequest } from '../../src/webhook/request.ts';
import { parseSecrets } from '../../src/webhook/secret.ts';

export const secret = `whsec_${Buffer.alloc(32, 'tern').toString('base64')}`;
export const otherSecret = `whsec_${Buffer.alloc(24, 'gull').toString('base64')}`;

export const keys = (...written: readonly string[]) => parseSecrets(written.join(' '), 'secret');

/** 2026-10-01T12:00:00Z, in seconds. */
export const now = 1_790_856_000;

export interface Writing {
  readonly by?: string;
  readonly id?: string;
  readonly stamp?: number;
  readonly body?: string;
}

export const sampleBody = '{"type":"article.published","data":{"id":"ferry"}}';

/** The signature in the form of the header. */
export function sign({ by = secret, id = 'msg_1', stamp = now, body = sampleBody }: Writing = {}): string {
  return new Webhook(by).sign(id, new Date(stamp * 1000), Buffer.from(body));
}

/** A valid request, with the given parts replaced. */
export function request(writing: Writing = {}, changed: Partial<SignedRequest> = {}): SignedRequest {
  const { id = 'msg_1', stamp = now, body = sampleBody } = writing;
  return { id, stamp: `${stamp}`, signature: sign(writing), body: Buffer.from(body), ...changed };
}

/** The headers of such a request. */
export function headersOf(writing: Writing = {}): Record<string, string> {
  const { id, stamp, signature } = request(writing);
  return {
    'content-type': 'application/json',
    'webhook-id': id ?? '',
    'webhook-timestamp': stamp ?? '',
    'webhook-signature': signature ?? '',
  };
}
