/** Parses the webhook secrets in the text of a parameter. There is more than one while the secret is being changed. Pure. */
import { PublishError } from '../problem/publish-error.ts';

/** The parameter that the secrets are stored in. */
export interface Parameter {
  readonly name: string;
  /** Returns the text of the parameter. Throws `PublishError` if it cannot be read. */
  read(): Promise<string>;
}

const maximumSecrets = 5;
/** https://www.standardwebhooks.com: from 192 to 512 bits. */
const minimumBytes = 24;
const maximumBytes = 64;

/** Parses one to five secrets `whsec_…`, separated by spaces or commas. Throws `PublishError`, whose message never contains a secret. */
export function parseSecrets(text: string, name: string): readonly Uint8Array[] {
  const written = text.split(/[\s,]+/).filter((it) => it !== '');
  const secrets = written.map(decode);
  const isGood = secrets.length > 0 && secrets.length <= maximumSecrets;
  if (isGood && secrets.every((secret) => secret !== null)) return secrets;
  const wanted = `one to five secrets of ${minimumBytes} to ${maximumBytes} bytes, each "whsec_" followed by base64`;
  const message = `The parameter "${name}" must contain ${wanted}; docs/webhook.md says how to make one`;
  throw new PublishError('webhook-secret', message);
}

/** Returns the bytes of a secret, written with or without base64 padding, or null if it is not valid. */
function decode(written: string): Uint8Array | null {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+)={0,2}$/.exec(written) ?? [];
  if (encoded === undefined) return null;
  const secret = Buffer.from(encoded, 'base64');
  const isWhole = secret.toString('base64').replace(/=+$/, '') === encoded;
  return isWhole && secret.length >= minimumBytes && secret.length <= maximumBytes ? secret : null;
}
