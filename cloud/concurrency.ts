/** How many runs of its functions a stage reserves in its account, and whether the account allows that. */
import { plural } from '../src/problem/wording.ts';

/** With a webhook, `auto` reserves this much, so that its calls never keep the publishing function from running. */
export const automaticConcurrency = { reservedConcurrency: 4, webhookConcurrency: 5 } as const;

type Key = keyof typeof automaticConcurrency;
const keys = Object.keys(automaticConcurrency) as readonly Key[];

/** What a stage writes for one function: a number, `auto`, or null for no reservation. */
export type Concurrency = number | 'auto' | null;

/** The settings of a stage that decide about concurrency. */
export interface ConcurrencySettings extends Readonly<Record<Key, Concurrency>> {
  readonly webhook: boolean;
}

/** The limits of an account in a region. */
export interface AccountConcurrency {
  /** How many functions may run at once. */
  readonly limit: number;
  /** How much of that other stacks leave: what nothing reserves, and what this stage has reserved already. */
  readonly free: number;
}

/** Lambda never lets an account reserve these: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const neverReserved = 100;

/** The number to reserve for one function; null for none. */
export function resolveConcurrency(
  key: Key,
  { webhook, ...settings }: ConcurrencySettings,
  { canReserve }: { readonly canReserve: boolean },
): number | null {
  const written = settings[key];
  if (written !== 'auto') return written;
  return webhook && canReserve ? automaticConcurrency[key] : null;
}

/** How much a stage reserves for all its functions. */
export function reservedBy(settings: ConcurrencySettings, options = { canReserve: true }): number {
  const used = keys.filter((key) => key !== 'webhookConcurrency' || settings.webhook);
  return used.reduce((sum, key) => sum + (resolveConcurrency(key, settings, options) ?? 0), 0);
}

/** What a deploy does about concurrency. */
export interface ConcurrencyPlan {
  /** False if `auto` reserves nothing. */
  readonly canReserve: boolean;
  /** A message to print before the deploy; null if all is well. */
  readonly warning: string | null;
}

/** Throws `Error` if the stage asks for numbers that the account cannot reserve. */
export function planConcurrency(settings: ConcurrencySettings, { limit, free }: AccountConcurrency): ConcurrencyPlan {
  const most = Math.max(0, free - neverReserved);
  if (reservedBy(settings) <= most) return { canReserve: true, warning: null };
  const account =
    `This account allows ${plural(limit, 'run', 'runs')} of functions at once in this region, ` +
    `and ${most === 0 ? 'none' : `only ${most}`} of them can be reserved`;
  const raise =
    'ask AWS for more (Service Quotas, AWS Lambda, "Concurrent executions"; 1000 is usual, and costs nothing)';
  if (reservedBy(settings, { canReserve: false }) > most) {
    throw new Error(
      `${account}, but the stage reserves ${reservedBy(settings)}: ${raise}, or leave out ${keys.map((key) => `"${key}"`).join(' and ')}`,
    );
  }
  const warning = `${account}, so very many calls of the webhook could delay publishing: ${raise}, and deploy again`;
  return { canReserve: false, warning };
}
