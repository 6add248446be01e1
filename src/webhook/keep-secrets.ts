/** Caches the secrets for a few minutes: a changed secret takes effect soon, and not every call reads the parameter. */
import { type Parameter, parseSecrets } from './secret.ts';

/** How long secrets are cached, in seconds. A failure is cached too, for a shorter time, so that calls of strangers cannot cause a read each. */
const keptSeconds = 300;
const keptFailureSeconds = 10;

export interface Secrets {
  /** Returns the secrets at an instant, in whole seconds since 1970. Throws `PublishError` if they cannot be read. */
  at(now: number): Promise<readonly Uint8Array[]>;
}

interface Kept {
  readonly from: number;
  readonly until: number;
  readonly secrets: Promise<readonly Uint8Array[]>;
}

/** Reads the parameter at the first call. If it cannot be read later, the old secrets are not used any longer. */
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
