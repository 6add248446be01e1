/** Builds messages for tests. */

/** A message of an invented sender. `body` begins with the headers of its part. */
export function mail(headers: Readonly<Record<string, string>>, body: string): string {
  const all = {
    'Return-Path': '<ada.private@vale.example>',
    From: 'Ada Quill <ada.private@vale.example>',
    To: 'copy.private@courier.example',
    Date: 'Sat, 24 Oct 2026 10:00:00 +0200',
    Subject: 'The bridge is closed',
    'Message-ID': '<a1@vale.example>',
    'MIME-Version': '1.0',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}${body}`;
}

/** A part with its headers. */
export function part(type: string, text: string, encoding: string): string {
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${text}\r\n`;
}

export function plain(text: string): string {
  return part('text/plain; charset=utf-8', text.replaceAll('\n', '\r\n'), '8bit');
}

export function html(text: string): string {
  return part('text/html; charset=utf-8', `<html><body>${text}</body></html>`, '8bit');
}

/** Several parts. A boundary with their number makes nested ones differ. */
export function multipart(kind: string, parts: readonly string[]): string {
  const boundary = `b-${kind}-${parts.length}`;
  const inner = parts.map((it) => `--${boundary}\r\n${it}`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`;
}

interface FileHeaders {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly id?: string;
}

/** An attached file. */
export function picture(body: Uint8Array, { name, type = 'image/png', description, id }: FileHeaders): string {
  const headers = [
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: ${id === undefined ? 'attachment' : 'inline'}; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    ...(description === undefined ? [] : [`Content-Description: ${description}`]),
    ...(id === undefined ? [] : [`Content-ID: <${id}>`]),
  ];
  const lines = Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n');
  return `${headers.join('\r\n')}\r\n\r\n${lines}\r\n`;
}
