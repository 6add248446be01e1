/** A call as a Function URL hands it over, to the parts that are signed. Nothing in it is trusted. Pure. */

/** The parts of a call, as https://www.standardwebhooks.com names them. */
export interface Call {
  readonly id: string;
  /** Seconds since 1970, as the sender wrote them. */
  readonly stamp: string;
  readonly signatures: readonly string[];
  readonly body: Uint8Array;
  /** False where a part is missing or has not its form: such a call is refused, but looked at as long as any other. */
  readonly wellFormed: boolean;
}

export type Reading = { readonly call: Call } | { readonly refused: 'method' | 'large' };

/** Of the body; a Function URL would take six megabytes. */
export const maximumBytes = 65_536;
/** Senders that change their secret sign twice for a while. */
const maximumSignatures = 5;

/** Reads an event of a Function URL. What is too large is known by its length alone. */
export function readCall(event: unknown): Reading {
  const { headers, body, isBase64Encoded, requestContext } = fieldsOf(event);
  if (fieldsOf(fieldsOf(requestContext)['http'])['method'] !== 'POST') return { refused: 'method' };
  const text = typeof body === 'string' ? body : '';
  const encoded = isBase64Encoded === true;
  if (text.length > (encoded ? Math.ceil(maximumBytes / 3) * 4 : maximumBytes)) return { refused: 'large' };
  const bytes = Buffer.from(text, encoded ? 'base64' : 'utf8');
  if (bytes.length > maximumBytes) return { refused: 'large' };
  return { call: callOf(fieldsOf(headers), bytes) };
}

function callOf(headers: Readonly<Record<string, unknown>>, body: Uint8Array): Call {
  const id = headerOf(headers, { name: 'webhook-id', form: /^[\x21-\x2b\x2d-\x7e]{1,128}$/ });
  const stamp = headerOf(headers, { name: 'webhook-timestamp', form: /^[1-9]\d{0,11}$/ });
  const written = headerOf(headers, { name: 'webhook-signature', form: /^[\x20-\x7e]{1,1024}$/ });
  const signatures = (written ?? '').split(' ').slice(0, maximumSignatures);
  const wellFormed = id !== null && stamp !== null && written !== null;
  return { id: id ?? '', stamp: stamp ?? '0', signatures, body, wellFormed };
}

interface Wanted {
  readonly name: string;
  readonly form: RegExp;
}

/** Null where the header is missing, is there twice, or has another form. */
function headerOf(headers: Readonly<Record<string, unknown>>, { name, form }: Wanted): string | null {
  const [value, ...more] = Object.keys(headers)
    .filter((key) => key.toLowerCase() === name)
    .map((key) => headers[key]);
  return typeof value === 'string' && more.length === 0 && form.test(value) ? value : null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
