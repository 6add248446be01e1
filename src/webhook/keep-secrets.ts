/** Keeps the secrets for a few minutes, so that a changed one counts soon and not every call asks for it. */
import { type Parameter, parseSecrets } from './secret.ts';

/** How long what was read counts, in seconds; a failure less long, so that strangers cannot have us ask without end. */
const keptSeconds = 300;
const keptFailureSeconds = 10;

export interface Secrets {
  /** The secrets at an instant, in whole seconds since 1970. Throws `PublishError` where there are none. */
  at(now: number): Promise<readonly Uint8Array[]>;
}

interface Kept {
  readonly from: number;
  readonly until: number;
  readonly secrets: Promise<readonly Uint8Array[]>;
}

/** Reads the parameter when the first call comes. One that cannot be read any more is not replaced by what it was. */
export function keepSecrets(parameter: Parameter): Secrets {
  let kept: Kept | null = null;
  return {
    at: async (now) => {
      if (kept === null || now < kept.from || now >= kept.until) kept = await readSecrets(parameter, now);
      return kept.secrets;
    },
  };
}

async function readSecrets(parameter: Parameter, now: number): Promise<Kept> {
  const secrets = parameter.read().then((text) => parseSecrets(text, parameter.name));
  const [{ status }] = await Promise.allSettled([secrets]);
  return { from: now, until: now + (status === 'fulfilled' ? keptSeconds : keptFailureSeconds), secrets };
}
