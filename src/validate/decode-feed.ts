/** Decodes the bytes of a feed to text (RFC 7303, 3 for XML; RFC 8259, 8.1 for JSON). */
import { signatureOf } from '../model/media-type.ts';
import { feedRules, maximumLength } from './rule/feed-rules.ts';
import { findingOf, type ValidationFinding } from './rule/finding.ts';
import { quoted } from './rule/rule.ts';

export interface DecodedFeed {
  /** Null if the bytes are not text, are empty, or are too many. */
  readonly text: string | null;
  readonly findings: readonly ValidationFinding[];
}

/** The maximum size of a feed, in bytes. */
export const maximumFeedBytes = maximumLength;

/**
 * Decodes a feed. `charset` is the encoding that its server names. A byte order mark takes precedence over `charset`, and
 * `charset` over the XML declaration. Never throws.
 */
export function decodeFeed(bytes: Uint8Array, charset: string | null = null): DecodedFeed {
  const refusal = refuse(bytes);
  if (refusal !== null) return { text: null, findings: [refusal] };
  const head = latin(bytes.subarray(0, 200));
  const mark = boms.find(([signs]) => head.startsWith(signs))?.[1] ?? null;
  const declared = declaredIn(head);
  const given = mark ?? charset ?? wideEncoding(head) ?? declared ?? 'utf-8';
  const { text, findings } = decodeAs(bytes, given);
  return { text, findings: [...findings, ...mismatch(charset, declared), ...markInJson(mark, text)] };
}

function refuse(bytes: Uint8Array): ValidationFinding | null {
  if (bytes.length > maximumFeedBytes) {
    return findingOf(
      feedRules.tooLarge,
      `The feed is ${bytes.length} bytes long: at most ${maximumFeedBytes} are read`,
    );
  }
  if (bytes.length === 0) return findingOf(feedRules.empty, 'The feed is empty');
  const signature = signatureOf(bytes);
  if (signature === null || signature.isText) return null;
  return findingOf(feedRules.binary, `The feed must be text: got ${signature.name}`);
}

const boms = [
  ['\u00ef\u00bb\u00bf', 'utf-8'],
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
] as const;

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** UTF-16 without a byte order mark has a zero byte next to its first character (XML 1.0, appendix F). */
function wideEncoding(head: string): string | null {
  if (/^[<{]\0/.test(head)) return 'utf-16le';
  return /^\0[<{]/.test(head) ? 'utf-16be' : null;
}

function declaredIn(head: string): string | null {
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]?.toLowerCase() ?? null;
}

function decodeAs(
  bytes: Uint8Array,
  encoding: string,
): { readonly text: string; readonly findings: ValidationFinding[] } {
  const decoder = decoderFor(encoding);
  if (decoder === null) {
    const message = `The encoding must be a known one: got ${quoted(encoding)}`;
    return { text: new TextDecoder().decode(bytes), findings: [findingOf(feedRules.encodingUnknown, message)] };
  }
  const other =
    decoder.encoding === 'utf-8'
      ? []
      : [findingOf(feedRules.encodingOther, `The feed should be UTF-8: got ${encoding}`)];
  if (isAscii(encoding) && bytes.some((byte) => byte > 0x7f)) {
    const message = `The bytes must be ${encoding}: some are above 127, and strict readers refuse the whole feed`;
    return { text: decodeLoosely(bytes), findings: [...other, findingOf(feedRules.encodingBroken, message)] };
  }
  try {
    return { text: decoder.decode(bytes), findings: other };
  } catch {
    const message = `The bytes must be ${encoding}: some are not, and are read as "\ufffd"`;
    return {
      text: new TextDecoder(encoding).decode(bytes),
      findings: [...other, findingOf(feedRules.encodingBroken, message)],
    };
  }
}

/** The names of US-ASCII, which `TextDecoder` reads as Windows-1252. */
function isAscii(encoding: string): boolean {
  return /^(?:us-?ascii|ascii|ansi_x3\.4-1968|iso-ir-6|iso646-us)$/i.test(encoding);
}

/** As UTF-8 if it can be, or else as Windows-1252. */
function decodeLoosely(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    return null;
  }
}

function mismatch(charset: string | null, declared: string | null): readonly ValidationFinding[] {
  if (charset === null || declared === null || charset.toLowerCase() === declared) return [];
  const message = `The server and the feed should name the same encoding: got ${quoted(charset)} and ${quoted(declared)}`;
  return [findingOf(feedRules.encodingMismatch, message)];
}

function markInJson(mark: string | null, text: string): readonly ValidationFinding[] {
  if (mark === null || !/^\s*[[{]/.test(text)) return [];
  return [findingOf(feedRules.byteOrderMark, 'JSON should have no byte order mark')];
}
