/** The Lambda function that a CMS calls: handles the call, and logs one line about it. docs/webhook.md says how to call it. */
import type { Context } from 'aws-lambda';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { renderLine } from '../src/monitor/log.ts';
import { PublishError } from '../src/problem/publish-error.ts';
import { keepSecrets, type Secrets } from '../src/webhook/keep-secrets.ts';
import { type Outcome, receive, unavailable } from '../src/webhook/receive.ts';
import { type Reply, replyTo } from '../src/webhook/reply.ts';
import { createSsmParameter } from '../src/webhook/ssm.ts';
import { openStore, writeLine } from './environment.ts';

type WebhookContext = Pick<Context, 'getRemainingTimeInMillis' | 'awsRequestId'>;

/** The remaining time at which the function responds that it is unavailable, instead of being killed. */
const reserveMilliseconds = 1_000;

/** Handles the event of a Function URL, whatever it contains. Never throws. */
export async function handler(event: unknown, context: WebhookContext): Promise<Reply> {
  const outcome = await receiveNow(event, context);
  log(outcome, context.awsRequestId);
  return replyTo(outcome);
}

async function receiveNow(event: unknown, { awsRequestId: runId, ...context }: WebhookContext): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - reserveMilliseconds));
    const store = openStore('PRESSTIME_WEBHOOK_STATE', signal);
    const now = Math.floor(Date.now() / 1000);
    return await receive(event, { secrets: openSecrets(), store, limit: readLimit(), now, runId });
  } catch (thrown) {
    return unavailable(thrown);
  }
}

/** Kept for the lifetime of the process, which handles many calls. */
let secrets: Secrets | null = null;

function openSecrets(): Secrets {
  const name = process.env['PRESSTIME_WEBHOOK_SECRET'] ?? '';
  if (name === '') {
    const message =
      'PRESSTIME_WEBHOOK_SECRET must name the parameter that contains the secret, such as /presstime/prod/webhook: got none';
    throw new PublishError('webhook-setting', message);
  }
  secrets ??= keepSecrets(createSsmParameter(name));
  return secrets;
}

function readLimit(): number {
  const written = process.env['PRESSTIME_WEBHOOK_CALLS'] || '6';
  if (/^(?:[1-9]|[1-5][0-9]|60)$/.test(written)) return Number(written);
  const message = `PRESSTIME_WEBHOOK_CALLS must be a whole number from 1 to 60: got "${written}"`;
  throw new PublishError('webhook-setting', message);
}

function log(outcome: Outcome, runId: string): void {
  const { kind, ...more } = outcome;
  const time = fromEpochMilliseconds(Date.now());
  const stage = process.env['PRESSTIME_STAGE'] ?? '';
  const [level, message] = describe(outcome);
  writeLine(renderLine({ level, time, stage, runId, message }, { ...more, outcome: kind }));
}

function describe(outcome: Outcome): readonly ['info' | 'warn' | 'error', string] {
  if (outcome.kind === 'unavailable') return ['error', outcome.message];
  if (outcome.kind !== 'accepted') return ['warn', 'A call was refused'];
  if (outcome.isDamaged)
    return ['warn', 'A call was accepted; the record of earlier calls could not be read and was discarded'];
  return ['info', 'A call was accepted'];
}
