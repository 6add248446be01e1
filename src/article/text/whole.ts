/** Recognises texts that end in the middle, as files do while another program still writes them. */

/** True unless the text is in a format with an end, and the end is missing. */
export function isWholeText(text: string): boolean {
  const format = formats.find(({ start }) => start.test(text));
  return format === undefined || format.isWhole(text);
}

interface FormatWithEnd {
  readonly start: RegExp;
  readonly isWhole: (text: string) => boolean;
}

const formats: readonly FormatWithEnd[] = [
  // A line of Markdown can begin with a brace or a bracket, too.
  { start: /^\s*(?:\{\s*["}]|\[\s*[{\]])/, isWhole: endsLikeJson },
  {
    start: /^\s*<(?:\?xml\s|!DOCTYPE\s+(?!html)|[\w.-]+:|(?:nitf|NewsML|newsItem|newsMessage|packageItem)\b)/i,
    isWhole: endsLikeXml,
  },
  // IPTC 7901 and ANPA 1312: the text ends with ETX (03).
  { start: /^\s*(?:\x16+)?\x01/, isWhole: (text) => text.includes('\x03') },
  { start: /^(?:[\w-]+: .*\n(?:[ \t].*\n)*){2}/, isWhole: endsLikeMail },
];

/** Front matter in JSON is followed by a text, so only a text with no closing sign at the start of a line is cut off. */
function endsLikeJson(text: string): boolean {
  return /[}\]]\s*$/.test(text) || /^[}\]]/m.test(text);
}

/** True if the root element is closed. */
function endsLikeXml(text: string): boolean {
  const rest = text.replace(/^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*/i, '');
  const root = /^<([\w.:-]+)/.exec(rest)?.[1];
  if (root === undefined) return false;
  const last = /(?:<\/([\w.:-]+)\s*|\/)>\s*(?:<!--[^<]*-->\s*)*$/.exec(rest.slice(-10_000));
  return last !== null && (last[1] === root || (last[1] === undefined && rest.lastIndexOf('<') === 0));
}

/** True if a mail with several parts has its last boundary (RFC 2046, 5.1.1). */
function endsLikeMail(text: string): boolean {
  const [headers = ''] = text.split(/\n[ \t]*\n/, 1);
  if (headers.length === text.length) return !/^(?:received|from|message-id|mime-version):/im.test(headers);
  const [, quoted, plain] =
    /^content-type:\s*multipart\/[^\n]*(?:\n[ \t][^\n]*)*?boundary=(?:"([^"\n]+)"|([^\s;]+))/im.exec(headers) ?? [];
  const boundary = quoted ?? plain;
  return boundary === undefined || text.includes(`--${boundary}--`);
}
