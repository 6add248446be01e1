/**
 * Verifies that a request was signed with one of our secrets a short while ago (https://www.standardwebhooks.com). Pure.
 * Whatever is wrong with a request, every HMAC is computed and compared with every signature before the verdict.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SignedRequest } from './request.ts';

export interface Verifying {
  readonly secrets: readonly Uint8Array[];
  /** Whole seconds since 1970. */
  readonly now: number;
}

/** Why a request is not authentic. For the log only; the caller never gets it. */
export type Fault =
  | 'malformed-id'
  | 'malformed-stamp'
  | 'malformed-signature'
  | 'malformed-body'
  | 'old-stamp'
  | 'early-stamp'
  | 'wrong-signature';

/** `digest` is the SHA-256 of the id in hexadecimal. The id itself comes from the sender and may contain anything. */
export type Verdict = { readonly kind: 'authentic'; readonly digest: string } | { readonly kind: Fault };

/** How long ago a call may have been signed, and how far the clock of the sender may be ahead. */
export const oldestSeconds = 300;
export const earliestSeconds = 60;

/** Verifies a request. Takes the same time whether it is refused or not. */
export function verify(request: SignedRequest, { secrets, now }: Verifying): Verdict {
  const fault = checks.find(({ fails }) => fails(request, now))?.fault ?? null;
  const { id, stamp, body } = fault === null ? request : { ...dummyRequest, body: request.body };
  const text = Buffer.concat([Buffer.from(`${id}.${stamp}.`), body ?? Buffer.alloc(0)]);
  const matches = countMatches(text, { secrets, signatures: signaturesOf(request.signature) });
  const digest = createHash('sha256').update(`${id}`).digest('hex');
  if (fault !== null) return { kind: fault };
  return matches > 0 ? { kind: 'authentic', digest } : { kind: 'wrong-signature' };
}

/** Signed instead of a request that is refused anyway, so that refusing it takes the same time. */
const dummyRequest = { id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', stamp: '1674087231' };

interface Check {
  readonly fault: Fault;
  readonly fails: (request: SignedRequest, now: number) => boolean;
}

/**
 * Printable ASCII without a full stop and a comma. With a full stop, the id "a.1" signed at 2 would be the same text as the id
 * "a" signed at 1 with a body that begins with "2.". A comma separates two headers of the same name.
 */
const idPattern = /^[\x21-\x2b\x2d\x2f-\x7e]{1,128}$/;
const stampPattern = /^[0-9]{1,12}$/;
const maximumSignatureLength = 1024;

const checks: readonly Check[] = [
  { fault: 'malformed-id', fails: ({ id }) => !idPattern.test(id ?? '') },
  { fault: 'malformed-stamp', fails: ({ stamp }) => !stampPattern.test(stamp ?? '') },
  { fault: 'malformed-signature', fails: ({ signature }) => !isSignatureList(signature ?? '') },
  { fault: 'malformed-body', fails: ({ body }) => body === null },
  { fault: 'old-stamp', fails: ({ stamp }, now) => now - Number(stamp) > oldestSeconds },
  { fault: 'early-stamp', fails: ({ stamp }, now) => Number(stamp) - now > earliestSeconds },
];

/** While a secret is being changed, a sender signs with both the old one and the new one. */
const maximumSignatures = 5;

/** True for one to five signatures, separated by single spaces. */
function isSignatureList(header: string): boolean {
  return header.length <= maximumSignatureLength && /^[!-~]+(?: [!-~]+){0,4}$/.test(header);
}

/** 32 bytes in base64. The two lowest bits of the last letter before `=` must be zero. */
const signaturePattern = /^v1,([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)$/;
const digestBytes = 32;

/**
 * Returns always the same number of signatures, of the same length. One that is missing, or is of another kind such as `v1a`,
 * becomes zeros, which no HMAC equals.
 */
function signaturesOf(header: string | null): readonly Uint8Array[] {
  const written = isSignatureList(header ?? '') ? (header ?? '').split(' ') : [];
  return Array.from({ length: maximumSignatures }, (_, index) => {
    const [, encoded] = signaturePattern.exec(written[index] ?? '') ?? [];
    return encoded === undefined ? Buffer.alloc(digestBytes) : Buffer.from(encoded, 'base64');
  });
}

interface Comparing {
  readonly secrets: readonly Uint8Array[];
  readonly signatures: readonly Uint8Array[];
}

/** Compares each secret with each signature, and does not stop at the first match. */
function countMatches(text: Uint8Array, { secrets, signatures }: Comparing): number {
  let matches = 0;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(text).digest();
    for (const signature of signatures) matches += Number(timingSafeEqual(signature, expected));
  }
  return matches;
}
