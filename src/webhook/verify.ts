/**
 * Whether a call is from who knows the secret, and is fresh (Standard Webhooks, "Verifying signatures"). Every call that is
 * refused here takes the same work: which part was wrong cannot be told from the time. Pure.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from './call.ts';

/** For our log; the caller is never told. */
export type Refusal = 'malformed' | 'signature' | 'old' | 'early';

/** How old a stamp may be, and how far ahead of our clock. */
export const toleranceSeconds = { back: 300, ahead: 60 };

export interface VerifyOptions {
  readonly keys: readonly Uint8Array[];
  /** Seconds since 1970. */
  readonly now: number;
}

/** Null where the call is good. */
export function refusalOf(call: Call, { keys, now }: VerifyOptions): Refusal | null {
  const signed = isSigned(call, keys);
  const age = now - Number(call.stamp);
  if (!call.wellFormed) return 'malformed';
  if (!signed) return 'signature';
  if (age > toleranceSeconds.back) return 'old';
  return age < -toleranceSeconds.ahead ? 'early' : null;
}

/** Each signature is compared with each key's, whatever was found before. */
function isSigned({ id, stamp, body, signatures }: Call, keys: readonly Uint8Array[]): boolean {
  const given = signatures.map(digestIn);
  const right = keys.map((key) => createHmac('sha256', key).update(`${id}.${stamp}.`).update(body).digest());
  const found = right.flatMap((digest) => given.map((it) => timingSafeEqual(digest, it)));
  return found.includes(true);
}

const digestBytes = 32;

/** The bytes of `v1,<base64>`; of anything else, bytes that no HMAC is likely to have. */
function digestIn(signature: string): Uint8Array {
  const encoded = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature)?.[1] ?? '';
  const digest = Buffer.alloc(digestBytes);
  Buffer.from(encoded, 'base64').copy(digest);
  return digest;
}
