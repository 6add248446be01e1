/** The secrets that calls are signed with: `whsec_` and base64, several where one takes the place of another. Pure. */
import { PublishError } from '../problem.ts';

/** Where secrets are kept. */
export interface SecretSource {
  /** The text of the secrets. Throws `PublishError`. */
  read(): Promise<string>;
}

/** What Standard Webhooks asks for: 24 to 64 bytes. */
const [leastBytes, mostBytes] = [24, 64];

/** The keys in a text. Throws `PublishError` where there is none, or one has not its form; the message never quotes it. */
export function parseSecrets(text: string): readonly Uint8Array[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((it) => it !== '')
    .map(parseSecret);
  if (keys.length > 0 && keys.every((key) => key !== null)) return keys;
  const message = `The secret must be "whsec_" and ${leastBytes} to ${mostBytes} bytes in base64; docs/webhook.md says how to make one`;
  throw new PublishError('invalid-secret', message);
}

function parseSecret(text: string): Uint8Array | null {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const key = Buffer.from(encoded ?? '', 'base64');
  return key.length < leastBytes || key.length > mostBytes ? null : key;
}
