/** The Lambda function that does the steps of an import. A state machine calls it: cloud/import-machine.json. */
import type { Context } from 'aws-lambda';
import { joinImport } from '../src/import/join.ts';
import { planImport } from '../src/import/plan-import.ts';
import { readBatch } from '../src/import/read-batch.ts';
import { reduceImport } from '../src/import/reduce.ts';
import { renderBatch } from '../src/import/render-batch.ts';
import { renderPart } from '../src/import/render-part.ts';
import { removeScratch } from '../src/import/scratch.ts';
import { fromEpochMilliseconds } from '../src/model/instant.ts';
import { renderLine } from '../src/monitor/log.ts';
import { createWebSubHub } from '../src/notify/websub.ts';
import { messageOf, PublishError } from '../src/problem/publish-error.ts';
import { openScratch, openStore, writeLine } from './environment.ts';
import { type ImportStep, parseImportEvent } from './import-event.ts';

type ImportContext = Pick<Context, 'getRemainingTimeInMillis' | 'awsRequestId'>;

/** The remaining time at which a step stops itself, so that it ends with a message instead of being killed. */
const reserveMilliseconds = 2_000;

/** Does one step and returns what the state machine needs. Throws if the step fails: then it is done again. */
export async function handler(event: unknown, context: ImportContext): Promise<unknown> {
  const step = parseImportEvent(event);
  try {
    const result = await doStep(step, context);
    log(context, { level: 'info', message: 'import step done', more: { ...step, result } });
    return result;
  } catch (thrown) {
    const code = thrown instanceof PublishError ? thrown.code : 'internal';
    log(context, { level: 'error', message: messageOf(thrown), more: { ...step, code } });
    throw thrown;
  }
}

async function doStep(event: ImportStep, context: ImportContext): Promise<unknown> {
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - reserveMilliseconds));
  const from = openStore('PRESSTIME_FROM', signal);
  const to = openStore('PRESSTIME_TO', signal);
  const scratch = openScratch(signal);
  const now = fromEpochMilliseconds(Date.now());
  const stores = { from, to, scratch };
  switch (event.step) {
    case 'plan': {
      const feedUrl = process.env['PRESSTIME_FEED_URL'];
      const size = event.batchSize === null ? {} : { batchSize: event.batchSize };
      const { articles, batches } = await planImport({ ...stores, now, ...size, ...(feedUrl ? { feedUrl } : {}) });
      return { articles, batches: numbersTo(batches) };
    }
    case 'read':
      await readBatch(stores, event.batch);
      return null;
    case 'reduce': {
      const { pass, parts } = await reduceImport({ ...stores, now });
      return { pass, parts: numbersTo(parts) };
    }
    case 'render':
      await renderBatch(stores, event);
      return null;
    case 'part':
      await renderPart(stores, event);
      return null;
    case 'join': {
      const hub = createWebSubHub({
        signal,
        cacheMilliseconds: Number(process.env['PRESSTIME_CACHE_SECONDS'] ?? 0) * 1000,
      });
      return joinImport({ ...stores, hub }, event.pass);
    }
    case 'end':
      await removeScratch(scratch);
      return null;
  }
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

interface LogEntry {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly more: Readonly<Record<string, unknown>>;
}

function log({ awsRequestId: runId }: ImportContext, { level, message, more }: LogEntry): void {
  const time = fromEpochMilliseconds(Date.now());
  writeLine(renderLine({ level, time, stage: process.env['PRESSTIME_STAGE'] ?? '', runId, message }, more));
}
