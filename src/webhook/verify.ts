/**
 * Whether a request was signed with our secret, a short while ago: https://www.standardwebhooks.com. Pure. Whatever is
 * wrong with a request, each HMAC is computed and each is compared with each signature, and only then is it decided.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SignedRequest } from './request.ts';

export interface Verifying {
  readonly secrets: readonly Uint8Array[];
  /** Whole seconds since 1970. */
  readonly now: number;
}

/** Why a request is not authentic: for our log, never for the caller. */
export type Fault =
  | 'malformed-id'
  | 'malformed-stamp'
  | 'malformed-signature'
  | 'malformed-body'
  | 'old-stamp'
  | 'early-stamp'
  | 'wrong-signature';

/** A digest stands for the id, which is the sender's and may hold anything. */
export type Verdict = { readonly kind: 'authentic'; readonly digest: string } | { readonly kind: Fault };

/** How long ago a call may have been signed, and how far the sender's clock may be ahead. */
export const oldestSeconds = 300;
export const earliestSeconds = 60;

/** Verifies a request; takes as long for one that is refused as for one that is not. */
export function verify(request: SignedRequest, { secrets, now }: Verifying): Verdict {
  const fault = checks.find(({ fails }) => fails(request, now))?.fault ?? null;
  const { id, stamp, body } = fault === null ? request : { ...standIn, body: request.body };
  const text = Buffer.concat([Buffer.from(`${id}.${stamp}.`), body ?? Buffer.alloc(0)]);
  const matches = countMatches(text, { secrets, signatures: signaturesOf(request.signature) });
  const digest = createHash('sha256').update(`${id}`).digest('hex');
  if (fault !== null) return { kind: fault };
  return matches > 0 ? { kind: 'authentic', digest } : { kind: 'wrong-signature' };
}

/** What is signed in place of a request that is refused in any case. */
const standIn = { id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', stamp: '1674087231' };

interface Check {
  readonly fault: Fault;
  readonly fails: (request: SignedRequest, now: number) => boolean;
}

/**
 * Printable ASCII without a full stop, since "a.1" signed at 2 would also be "a" signed at 1 with a body that begins with
 * "2."; and without a comma, which stands between two headers of one name.
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

/** While a secret is changed, a sender signs with the old one and the new one. */
const maximumSignatures = 5;

/** Signatures with one space between them. */
function isSignatureList(header: string): boolean {
  return header.length <= maximumSignatureLength && /^[!-~]+(?: [!-~]+){0,4}$/.test(header);
}

/** Thirty-two bytes in base64; the last letter before the sign has two bits that must be zero. */
const signaturePattern = /^v1,([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)$/;
const digestBytes = 32;

/** Always as many, of the same length. What is no signature of ours, such as `v1a`, is zeros, which no HMAC is. */
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

/** Each with each, to the end. */
function countMatches(text: Uint8Array, { secrets, signatures }: Comparing): number {
  let matches = 0;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(text).digest();
    for (const signature of signatures) matches += Number(timingSafeEqual(signature, expected));
  }
  return matches;
}
