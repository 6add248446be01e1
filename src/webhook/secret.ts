/** The text of the parameter to the secrets in it: more than one while the secret is changed. Pure. */
import { PublishError } from '../problem/publish-error.ts';

/** Where the secret is kept. */
export interface Parameter {
  readonly name: string;
  /** The text of the parameter. Throws `PublishError` where it cannot be read. */
  read(): Promise<string>;
}

const maximumSecrets = 5;
/** https://www.standardwebhooks.com: 192 bits at the least, 512 at the most. */
const minimumBytes = 24;
const maximumBytes = 64;

/** Reads one or more secrets `whsec_…`, between them spaces or commas. Throws `PublishError`, which never shows a secret. */
export function parseSecrets(text: string, name: string): readonly Uint8Array[] {
  const written = text.split(/[\s,]+/).filter((it) => it !== '');
  const secrets = written.map(decode);
  const isGood = secrets.length > 0 && secrets.length <= maximumSecrets;
  if (isGood && secrets.every((secret) => secret !== null)) return secrets;
  const wanted = `one to five secrets of ${minimumBytes} to ${maximumBytes} bytes, "whsec_" and base64`;
  const message = `The parameter "${name}" must hold ${wanted}; docs/webhook.md says how to make one`;
  throw new PublishError('webhook-secret', message);
}

/** The bytes of a secret, with or without the padding at its end; null where it is none. */
function decode(written: string): Uint8Array | null {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+)={0,2}$/.exec(written) ?? [];
  if (encoded === undefined) return null;
  const secret = Buffer.from(encoded, 'base64');
  const isWhole = secret.toString('base64').replace(/=+$/, '') === encoded;
  return isWhole && secret.length >= minimumBytes && secret.length <= maximumBytes ? secret : null;
}
