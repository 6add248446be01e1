/** Recognises e-mails, parts of e-mails and mailboxes by their headers (RFC 5322, 2.2), without a parser. */
import type { ArticleFormat } from '../../model/media-type.ts';

/** What a text is: one message, several (RFC 4155), or headers without a whole message. */
export type MailKind = 'message' | 'mailbox' | 'headers';

/** The kind of a text that begins with the headers of a mail. Null for any other text. */
export function mailKindOf(text: string): MailKind | null {
  const start = text.slice(0, maximumHead).trimStart();
  if (!/^(?:>?From |[A-Za-z][\w-]*[ \t]*:|--|This is a multi)/i.test(start)) return null;
  if (isMailbox(text)) return 'mailbox';
  const headers = headersOf(start.replace(beforeHeaders, ''));
  if (isWhole(headers)) return 'message';
  return isPart(start.replace(beforeHeaders, '')) ? 'headers' : null;
}

/** True for the bytes of a message. Markdown, HTML and JSON are never read as mail, and a file without an extension may be. */
export function isMail({
  body,
  format,
}: {
  readonly body: Uint8Array;
  readonly format: ArticleFormat | null;
}): boolean {
  if (format !== 'wire' && format !== 'agency' && format !== null) return false;
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 100)).toString('latin1');
  if (!/^(?:\xef\xbb\xbf)?\s*(?:>?From |[A-Za-z][\w-]*[ \t]*:)/.test(head)) return false;
  const length = /^\s*>?From /.test(head) ? body.length : Math.min(body.length, maximumHead);
  const text = Buffer.from(body.buffer, body.byteOffset, length)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  return mailKindOf(text.replace(/\r\n?/g, '\n')) === 'message';
}

/** How far into a file its headers are looked for. */
const maximumHead = 1_000_000;

/** The first line of a message in a mailbox file, or the boundary before the first part of a message. */
const beforeHeaders =
  /^(?:>?From \S+ .*\d{4}.*\n|(?:This is a multi-?part message in MIME format\.?\s+)?--(?!-+\n)\S+\n)/i;

/** True if there are several messages, each of which begins with a line such as `From ada@home.example Sat Oct 24 08:00:00 2026`. */
function isMailbox(text: string): boolean {
  if (!/^\s*From /.test(text)) return false;
  const next = text.slice(text.indexOf('From ') + 1);
  return /^From \S+ [^\n]*\d{4}[^\n]*\n(?:[!-9;-~]+:|>From )/m.test(next);
}

/** The headers that the text of a person rarely has all together. */
function isWhole(headers: ReadonlyMap<string, string>): boolean {
  const [from = '', date = ''] = [headers.get('from'), headers.get('date')];
  if (from === '' || !headers.has('subject') || !/\d/.test(date)) return false;
  const isSent = [...headers.keys()].some((name) => transportHeader.test(name));
  return isSent || /\S@\S/.test(from) || /\b\d{1,2} [A-Z][a-z]{2} \d{4}\b/.test(date);
}

/** Headers that only mail programs write. */
const transportHeader =
  /^(?:received|return-path|delivered-to|envelope-to|message-id|mime-version|dkim-signature|authentication-results|arc-[a-z-]+|content-(?:type|transfer-encoding|disposition|id)|x-(?:mailer|originating-ip|spam-[a-z]+|google-[a-z-]+|ms-[a-z-]+|received))$/;

/** True if the text begins with the headers of a mail or of one of its parts (RFC 2045, 3). */
function isPart(text: string): boolean {
  const headers = strictHeadersOf(text);
  if ([...headers.keys()].some((name) => transportHeader.test(name))) return true;
  const hasSender = /\S@\S/.test(headers.get('from') ?? '');
  return hasSender && headers.has('subject') && (headers.has('to') || headers.has('date'));
}

/** The headers at the beginning of a text, by their names in lower case. Empty if the text begins with something else. */
function headersOf(text: string): ReadonlyMap<string, string> {
  return headersWith(text, /^([!-9;-~]+)[ \t]*:[ \t]*(.*)/);
}

/** The same for lines with a space after the colon, which exclude URLs and times. */
function strictHeadersOf(text: string): ReadonlyMap<string, string> {
  return headersWith(text, /^([A-Za-z][A-Za-z0-9-]*):(?: +|\t|$)(.*)/);
}

function headersWith(text: string, form: RegExp): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const [block = ''] = text.split(/\n[ \t]*\n/, 1);
  for (const line of block.split('\n')) {
    if (/^[ \t]/.test(line) || (headers.size > 0 && /^>From /.test(line))) continue;
    const [, name, value = ''] = form.exec(line) ?? [];
    if (name === undefined) return new Map();
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return headers;
}
