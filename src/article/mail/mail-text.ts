/** Cuts what mail programs put around the plain text of a message: signatures, footers, quoted messages and forwarded headers. */
import { cleanPlainText } from '../text/decode.ts';
import { endMark } from '../wire/wire.ts';

export interface MailText {
  readonly lines: readonly string[];
  /** The text above a forwarded message, which the person who forwarded it wrote. */
  readonly above: string | null;
}

export interface MailTextContext {
  /** True if the subject says that the message was forwarded. */
  readonly isForwarded: boolean;
  /** The mail addresses in the headers, in lower case. */
  readonly emails: readonly string[];
}

/** The lines of a text without what is not part of it. */
export function cutMailText(text: string, { isForwarded, emails }: MailTextContext): MailText {
  const lines = cleanPlainText(text.replace(/\r\n?/g, '\n'))
    .split('\n')
    .map((line) => line.trimEnd());
  const { own, forwarded } = splitForwarded(lines, text);
  const isWanted = forwarded !== null && (isForwarded || !own.some(isWritten));
  const shown = isWanted ? (forwarded ?? []) : own;
  const cut = withoutEndMark(withoutQuoted(withoutFooter(withoutSignature(shown))));
  return {
    lines: withoutEmails(cut, emails),
    above: isWanted ? own.join('\n').trim() || null : null,
  };
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}

/** The lines that mail programs put above a forwarded or answered message. */
const messageStart =
  /^(?:>? ?-{2,}.{0,20}(?:forwarded|original|weitergeleitete|ursprüngliche|transféré|origine|reenviado|inoltrato|doorgestuurd).{0,30}|begin forwarded message:?|anfang der weitergeleiteten (?:e-mail|nachricht):?|début du message (?:transféré|réexpédié) ?:?)-*$/i;

/** A header in the text above a forwarded message, in the languages of mail programs. */
const shownHeader =
  /^[>* ]*(?:from|sent|date|subject|to|cc|bcc|reply-to|von|gesendet|datum|betreff|an|antwort an|de|envoyé(?: le)?|objet|à|répondre à|enviado(?: el)?|fecha|asunto|para|da|inviato|data|oggetto|a|van|verzonden|onderwerp|aan)\*?[ \u00a0]?:\*?(?: |$)/iu;

interface Forwarded {
  readonly own: readonly string[];
  /** Null if the message contains no other one. */
  readonly forwarded: readonly string[] | null;
}

function splitForwarded(lines: readonly string[], whole: string): Forwarded {
  if (whole.length > maximumLength) return { own: lines, forwarded: null };
  const start = lines.findIndex((line, index) => messageStart.test(line.trim()) || beginsHeaders(lines, index));
  if (start === -1) return { own: lines, forwarded: null };
  const rest = lines.slice(messageStart.test(lines[start]?.trim() ?? '') ? start + 1 : start);
  const first = rest.findIndex(isWritten);
  const headers = rest.slice(Math.max(first, 0));
  const end = headers.findIndex((line) => !shownHeader.test(line) && !/^\s+\S/.test(line));
  const forwarded = end <= 0 ? headers : headers.slice(end);
  const isQuoted = forwarded.filter(isWritten).every((line) => line.startsWith('>'));
  return {
    own: lines.slice(0, start),
    forwarded: isQuoted ? forwarded.map((line) => line.replace(/^> ?/, '')) : forwarded,
  };
}

/** True for the headers of another message without a line above them, as Outlook writes them. */
function beginsHeaders(lines: readonly string[], index: number): boolean {
  if (!/^[>* ]*(?:from|von|de|da|van)\*?[ \u00a0]?:/i.test(lines[index] ?? '')) return false;
  return describesMessage(lines.slice(index, index + 8).join(' '));
}

/** True for a text that names the sender, the date and the subject of a message. */
export function describesMessage(text: string): boolean {
  return (
    /^[^:]{0,80}\b(?:from|von|de|da|van)\*?\s?:/i.test(text) &&
    /\b(?:sent|gesendet|date|datum|fecha|data|verzonden|inviato|enviado(?: el)?)\*?\s?:|\benvoyé(?: le)?\s?:/i.test(
      text,
    ) &&
    /\b(?:subject|betreff|objet|asunto|oggetto|onderwerp)\*?\s?:/i.test(text)
  );
}

const maximumLength = 2_000_000;

/** How many lines can be in a signature whose separator lacks its space. */
const signatureLines = 15;

/** The lines above the signature separator (RFC 3676, 4.3). Trailing spaces are removed already. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex(isWritten);
  const end = lines.findIndex((line, index) => line === '--' && index > first && isShort(lines.slice(index)));
  return first === -1 || end === -1 ? lines : lines.slice(0, end);
}

function isShort(lines: readonly string[]): boolean {
  return lines.slice(0, 4 * signatureLines).length === lines.length && lines.filter(isWritten).length <= signatureLines;
}

/** How many lines a footer has at most. */
const footerLines = 40;

/** The beginnings of footers of mailing lists, mail programs and companies. */
const footer =
  /^(?:to (?:unsubscribe|stop receiving|change your)|you (?:received|are receiving) this (?:e-?mail|message)|you can unsubscribe|unsubscribe\b.{0,60}$|sent from my |sent (?:with|from|via) (?:proton|outlook|yahoo|mail)|get outlook for|von meinem .{0,40}gesendet|gesendet von |envoyé (?:de|depuis) mon|enviado desde mi|inviato da(?:l mio)? |this (?:e-?mail|message)(?:,? (?:and|including) .{0,60})? (?:is|are|may be|may contain|contains?) .{0,60}(?:confidential|privileged|intended)|confidentiality notice|disclaimer:|diese (?:e-?mail|nachricht) (?:enthält|ist) .{0,60}vertraulich|um sich (?:von .{0,60})?abzumelden|sie (?:erhalten|bekommen) diese (?:e-?mail|nachricht)|pour (?:vous désabonner|se désabonner)|ce (?:message|courriel) .{0,60}confidentiel)/i;

function withoutFooter(lines: readonly string[]): readonly string[] {
  const from = Math.max(0, lines.length - footerLines);
  const at = lines.findIndex((line, index) => index >= from && isFooter(lines, index, line.trim()));
  return at <= 0 || !lines.slice(0, at).some(isWritten) ? lines : lines.slice(0, at);
}

/** Mailman separates its footer by a line of underscores. */
function isFooter(lines: readonly string[], index: number, line: string): boolean {
  if (isFooterLine(line)) return true;
  const next = lines.slice(index + 1, index + 5).join(' ');
  return /^_{20,}$/.test(line) && /mailing list|listinfo|unsubscribe|https?:/i.test(next);
}

/** True for a line that begins a footer, or the contacts and notes for editors below a press release. */
export function isFooterLine(line: string): boolean {
  return footer.test(line) || (line.length <= 80 && contacts.test(line));
}

const contacts =
  /^(?:presse[ -]?kontakte?|ansprechpartner(?:in)?(?: für .{1,40})?|(?:für )?rückfragen(?: .{1,60})?|(?:media|press) (?:contacts?|enquiries|inquiries)|contacts?(?: for)? (?:media|press)|contacts? presse|notes? (?:to|for) (?:the )?editors?)\s?:?$|^(?:pressekontakt|media contact|press contact|contact presse)\s?:/i;

/** Removes the marks that close a press release. */
function withoutEndMark(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => isWritten(line) && !endMark.test(line.trim()));
  return lines.slice(0, last + 1);
}

/** The line above a quoted message: `On Friday, Ada wrote:`. */
const attribution =
  /^(?:on|am|le|el|il|op)\b.{5,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)\b.{0,100}:$/i;

/** Removes a quoted message at the end, which readers of the article never saw. */
function withoutQuoted(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !line.startsWith('>'));
  const hasQuoted = lines.slice(last + 1).some(isWritten);
  if (!hasQuoted || last === -1) return lines;
  const kept = lines.slice(0, last + 1);
  const above = kept.slice(-2).map((line) => line.trim());
  if (attribution.test(above.at(-1) ?? '')) return kept.slice(0, -1);
  return attribution.test(above.join(' ')) ? kept.slice(0, -2) : lines;
}

/** Removes mail addresses of the headers, with the whole line if it only says how to reach somebody. */
function withoutEmails(lines: readonly string[], emails: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const rest = removeEmails(line, emails);
    return rest !== line && isContactLine(rest) ? [] : [rest];
  });
}

/** A text without the mail addresses of the headers. */
export function removeEmails(text: string, emails: readonly string[]): string {
  if (!text.includes('@')) return text;
  const lower = text.toLowerCase();
  const present = emails.filter((email) => lower.includes(email));
  return present.reduce((rest, email) => {
    const written = email.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return rest.replace(new RegExp(`\\s?(?:[<([]\\s?)?(?:mailto:)?${written}(?:\\s?[>)\\]])?`, 'gi'), '');
  }, text);
}

/** True for what is left of a line that named a mail address to reach somebody. */
function isContactLine(rest: string): boolean {
  const words = rest.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return (
    words.length <= 3 ||
    /^\W*(?:contacts?|kontakt|e-?mail|mail|tel|phone|reply|from|reporter|author|autor)\b[^.!?]{0,20}[:：]/i.test(rest)
  );
}
