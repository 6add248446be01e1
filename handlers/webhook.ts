/** The function behind a Function URL: takes signed calls of a CMS, and has the publisher woken. */
import type { Context } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { formatInstant } from '../src/article/instant.ts';
import { renderLine } from '../src/monitor/log.ts';
import { type Answered, answerCall } from '../src/webhook/answer.ts';
import { createParameterSecret } from '../src/webhook/parameter.ts';
import { type Reply, replyTo } from '../src/webhook/reply.ts';
import { parseSecrets } from '../src/webhook/secret.ts';
import { openStore, writeLine } from './environment.ts';

/** Callers wait no longer. */
const patienceMilliseconds = 8_000;
/** A secret that was changed is known after this. */
const keptSeconds = 300;

/** Answers one call. */
export async function handler(event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<Reply> {
  const began = Temporal.Now.instant();
  const now = Math.floor(began.epochMilliseconds / 1_000);
  const answered = await answer(event, { now, runId: awsRequestId });
  const { outcome } = answered;
  const level = outcome === 'unavailable' ? 'error' : 'info';
  const line = { level, time: formatInstant(began), stage: process.env['PRESSTIME_STAGE'] ?? '' } as const;
  writeLine(renderLine({ ...line, runId: awsRequestId, message: 'webhook' }, { ...answered }));
  return replyTo(outcome);
}

async function answer(
  event: unknown,
  { now, runId }: { readonly now: number; readonly runId: string },
): Promise<Answered> {
  const store = openStore('PRESSTIME_WEBHOOK_STATE', AbortSignal.timeout(patienceMilliseconds));
  const callsPerMinute = Number(process.env['PRESSTIME_WEBHOOK_CALLS']) || 6;
  return answerCall(event, { store, keys: () => keysAt(now), now, callsPerMinute, runId });
}

let kept: { readonly keys: readonly Uint8Array[]; readonly since: number; readonly name: string } | null = null;

async function keysAt(now: number): Promise<readonly Uint8Array[]> {
  const name = process.env['PRESSTIME_WEBHOOK_SECRET'] ?? '';
  if (kept !== null && kept.name === name && now - kept.since < keptSeconds) return kept.keys;
  kept = { keys: parseSecrets(await createParameterSecret(name).read()), since: now, name };
  return kept.keys;
}
