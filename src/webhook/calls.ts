/** Decides from the accepted calls whether a new call is a replay or exceeds the rate limit; reads and renders the stored calls. Pure. */
import { earliestSeconds, oldestSeconds } from './verify.ts';

export interface Call {
  /** SHA-256 of the id that the sender gave, in hexadecimal. */
  readonly digest: string;
  /** When it arrived, in whole seconds since 1970. */
  readonly at: number;
  /** The run that accepted it. So two runs that accept the same call in the same second write different bytes. */
  readonly by: string;
}

export type Decision =
  | { readonly kind: 'admitted'; readonly calls: readonly Call[] }
  | { readonly kind: 'replay' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/** A call is kept for as long as its time stamp could be valid, and a minute longer because clocks differ. */
const keptSeconds = oldestSeconds + earliestSeconds + 60;
const rateSeconds = 60;

/** Decides on a call. If it is admitted, returns the calls to keep. `limit` is how many calls are accepted per minute. */
export function decide(
  calls: readonly Call[],
  { call, limit }: { readonly call: Call; readonly limit: number },
): Decision {
  const kept = calls.filter(({ at }) => Math.abs(call.at - at) <= keptSeconds);
  if (kept.some(({ digest }) => digest === call.digest)) return { kind: 'replay' };
  const recent = kept.map(({ at }) => at).filter((at) => Math.abs(call.at - at) < rateSeconds);
  const first = recent.sort((one, other) => one - other).at(-limit);
  if (first !== undefined) return { kind: 'too-many', retryAfterSeconds: first + rateSeconds - call.at };
  return { kind: 'admitted', calls: [...kept, call] };
}

/** At 60 calls a minute, a few hundred are kept. A longer list was not written by Presstime. */
export const maximumCalls = 1_000;
const maximumBytes = 262_144;

/** Renders the calls as the bytes to store. */
export function renderCalls(calls: readonly Call[]): Uint8Array {
  return Buffer.from(`${JSON.stringify({ version: 1, calls })}\n`);
}

/** Parses the stored calls. Returns null if the bytes are not in the format of `renderCalls`. */
export function parseCalls(body: Uint8Array): readonly Call[] | null {
  if (body.length > maximumBytes) return null;
  try {
    const { version, calls } = (JSON.parse(Buffer.from(body).toString()) ?? {}) as Record<string, unknown>;
    const isOurs = version === 1 && Array.isArray(calls) && calls.length <= maximumCalls && calls.every(isCall);
    return isOurs ? calls : null;
  } catch {
    return null;
  }
}

function isCall(value: unknown): value is Call {
  if (typeof value !== 'object' || value === null) return false;
  const { digest, at, by } = value as Record<string, unknown>;
  return typeof digest === 'string' && typeof by === 'string' && Number.isSafeInteger(at);
}
