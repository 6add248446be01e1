/** Asks AWS, before a deploy, whether the account can reserve concurrency for the functions of a stage. */
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { type ConcurrencyPlan, type ConcurrencySettings, planConcurrency, reservedBy } from '../cloud/concurrency.ts';
import { messageOf } from '../src/problem/publish-error.ts';

/** Asks nothing if the stage reserves nothing. Throws `Error` if the account cannot reserve the numbers in the stage. */
export async function checkConcurrency(
  settings: ConcurrencySettings,
  { stage, region }: { readonly stage: string; readonly region: string },
): Promise<ConcurrencyPlan> {
  if (reservedBy(settings) === 0) return { canReserve: true, warning: null };
  const client = new LambdaClient({ region });
  const limits = await readLimits(client);
  if (typeof limits === 'string') return { canReserve: true, warning: limits };
  const names = ['publish', 'webhook'].map((name) => `presstime-${stage}-${name}`);
  const own = await Promise.all(names.map((name) => readReserved(client, name)));
  return planConcurrency(settings, { limit: limits.limit, free: limits.free + own.reduce((sum, it) => sum + it, 0) });
}

/** Returns a warning if AWS does not report the limits, for example because that is not allowed. The deploy continues. */
async function readLimits(client: LambdaClient): Promise<{ readonly limit: number; readonly free: number } | string> {
  try {
    const { AccountLimit: limits } = await client.send(new GetAccountSettingsCommand({}));
    return { limit: limits?.ConcurrentExecutions ?? 0, free: limits?.UnreservedConcurrentExecutions ?? 0 };
  } catch (thrown) {
    return `The limits of this account are unknown (${messageOf(thrown)}): if "ReservedConcurrentExecutions" is refused below, see docs/deploy.md`;
  }
}

/** Zero for a function that does not exist yet. */
async function readReserved(client: LambdaClient, name: string): Promise<number> {
  try {
    const { ReservedConcurrentExecutions = 0 } = await client.send(
      new GetFunctionConcurrencyCommand({ FunctionName: name }),
    );
    return ReservedConcurrentExecutions;
  } catch (thrown) {
    if (thrown instanceof ResourceNotFoundException) return 0;
    throw thrown;
  }
}
