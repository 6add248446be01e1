/** Reads a message (RFC 5322, MIME) with the library for it, within limits. */
import type { Attachment, Email } from 'postal-mime';
import { error, type Finding } from '../../problem/problem.ts';
import { messageOf } from '../../problem/publish-error.ts';
import { foldSpaces } from '../text/spaces.ts';

/** A message as it was sent. Nothing in it is trusted. */
export interface MailMessage {
  /** The texts of headers by their names in lower case, decoded and on one line. If a header is repeated, the first one counts. */
  readonly headers: ReadonlyMap<string, string>;
  /** The name of the sender. Null if there is only a mail address. */
  readonly sender: string | null;
  /** All mail addresses in the headers, in lower case. They are never published. */
  readonly emails: readonly string[];
  readonly plain: string | null;
  readonly html: string | null;
  /** The attached files, in order. */
  readonly files: readonly MailFile[];
  /** The error if the message cannot be read. */
  readonly refusal: Finding | null;
}

/** A file that is attached to a message, or shown in its text. */
export interface MailFile {
  /** As the sender wrote it. Null if there is none. */
  readonly name: string | null;
  /** The media type that the message names. */
  readonly type: string;
  readonly description: string | null;
  /** Without its brackets. HTML shows the file as `cid:` and this id (RFC 2392). */
  readonly contentId: string | null;
  readonly body: Uint8Array;
}

/** The maximum size of a message. Mail servers accept less. */
export const maximumMailBytes = 50_000_000;

const limits = { maxNestingDepth: 30, maxHeadersSize: 500_000, forceRfc822Attachments: true } as const;
const maximumBoundaries = 20_000;
const maximumFiles = 300;

/** Parses a message. Nothing is fetched, and no part of it is run. */
export async function readMessage(written: Uint8Array): Promise<MailMessage> {
  const body = withoutFirstLine(written);
  const refusal = refuseSize(body);
  if (refusal !== null) return refusedMessage(refusal);
  try {
    const { default: PostalMime } = await import('postal-mime');
    const email = await PostalMime.parse(body, limits);
    return email.attachments.length > maximumFiles ? refusedMessage(tooMany) : messageFrom(email);
  } catch (thrown) {
    return refusedMessage(error('invalid-email', `Cannot read the e-mail: ${messageOf(thrown)}`));
  }
}

/** The bytes of an attached file, by its position in the message, from 1. Null if there is none. */
export async function readMailFile(body: Uint8Array, position: number): Promise<Uint8Array | null> {
  const { files } = await readMessage(body);
  return files[position - 1]?.body ?? null;
}

const tooMany = error('invalid-email', `Cannot read the e-mail: it must contain at most ${maximumFiles} files`);

function refusedMessage(refusal: Finding): MailMessage {
  return { headers: new Map(), sender: null, emails: [], plain: null, html: null, files: [], refusal };
}

/** The bytes without blank lines and the line of a mailbox before the headers. */
function withoutFirstLine(body: Uint8Array): Uint8Array {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 1000)).toString('latin1');
  const [before = ''] = /^(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]{0,500}\n)?/.exec(head) ?? [];
  return body.subarray(before.length);
}

/** Refuses what would take too long: each line that looks like a boundary costs time. */
function refuseSize(body: Uint8Array): Finding | null {
  if (body.length > maximumMailBytes) {
    return error('invalid-email', `The e-mail must have at most ${maximumMailBytes} bytes: it has ${body.length}`);
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  let count = 0;
  for (let at = bytes.indexOf('\n--'); at !== -1 && count <= maximumBoundaries; count += 1) {
    at = bytes.indexOf('\n--', at + 1);
  }
  if (count <= maximumBoundaries) return null;
  return error('invalid-email', `The e-mail must have at most ${maximumBoundaries} lines that begin with "--"`);
}

function messageFrom(email: Email): MailMessage {
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, foldSpaces(value));
  const decoded = [
    ['subject', email.subject],
    ['message-id', email.messageId],
  ] as const;
  for (const [key, value] of decoded) if (value !== undefined) headers.set(key, foldSpaces(value));
  return {
    headers,
    sender: email.from?.name ?? null,
    emails: emailsIn(email),
    plain: textOrNull(email.text),
    html: textOrNull(email.html),
    files: email.attachments.map(fileFrom),
    refusal: null,
  };
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : repairEncoding(text);
}

/** Headers that name people and servers (RFC 5322, 3.6). Ids of messages have the same form, but are nobody's. */
const peopleHeader =
  /^(?:from|sender|reply-to|to|cc|bcc|return-path|delivered-to|envelope-to|received|resent-[a-z]+|errors-to|x-(?:original-to|envelope-[a-z]+|sender|forwarded-[a-z]+))$/;

function emailsIn({ headers }: Email): readonly string[] {
  const written = headers.filter(({ key }) => peopleHeader.test(key)).map(({ value }) => value.toLowerCase());
  const found = written.flatMap((value) => value.match(/[^\s@<>()[\],;:"']{1,64}@[^\s@<>()[\],;:"']{1,200}/g) ?? []);
  return [...new Set(found)].slice(0, maximumEmails);
}

const maximumEmails = 500;

function fileFrom({ filename, mimeType, description, contentId, content }: Attachment): MailFile {
  return {
    name: filename,
    type: mimeType,
    description: description === undefined ? null : foldSpaces(description) || null,
    contentId: contentId?.replace(/^<|>$/g, '') || null,
    body: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  };
}

/** 0x80 to 0x9F of Windows-1252, as text. */
const highCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text in UTF-8, if a part named ISO-8859-1 or Windows-1252 by mistake. */
function repairEncoding(text: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x100 ? code : highCharacters.indexOf(text.charAt(at)) + 0x80;
    if (byte < 0x80 && code >= 0x80) return text;
    bytes[at] = byte;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}
