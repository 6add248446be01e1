/** The Lambda function: any event means "publish now". The places come from PRESSTIME_FROM and PRESSTIME_TO. */
import type { Context } from 'aws-lambda';
import { Temporal } from 'temporal-polyfill';
import { formatInstant } from '../src/article/instant.ts';
import { createWebSubHub } from '../src/notify/websub.ts';
import { PublishError } from '../src/problem.ts';
import { publish } from '../src/publish/publish.ts';
import type { Report } from '../src/publish/report.ts';
import { createS3Store, s3OptionsFrom } from '../src/store/s3.ts';
import { overlap, type Store } from '../src/store/store.ts';

/** What is left of the time when the run stops itself, so that it ends with a message and not in the middle. */
const reserveMilliseconds = 1_500;

/** Publishes once and answers with the report; what it cannot do it throws, so that the run counts as failed. */
export async function handler(_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<Report> {
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - reserveMilliseconds));
  const from = openStore('PRESSTIME_FROM', signal);
  const to = openStore('PRESSTIME_TO', signal);
  checkApart(from, to);
  const allowRemovals = /^(?:1|true)$/.test(process.env['PRESSTIME_ALLOW_REMOVALS'] ?? '');
  const hub = createWebSubHub({ signal });
  const report = await publish({ from, to, now: formatInstant(Temporal.Now.instant()), allowRemovals, hub, signal });
  console.log(JSON.stringify({ message: 'published', ...report }));
  return report;
}

/** A publication among the articles would wake the function that writes it. */
function checkApart(from: Store, to: Store): void {
  if (!overlap(from.place, to.place)) return;
  const message = `PRESSTIME_FROM and PRESSTIME_TO must be places apart: got "${from.place}" and "${to.place}"`;
  throw new PublishError('same-place', message);
}

function openStore(variable: string, signal: AbortSignal): Store {
  const place = process.env[variable] ?? '';
  const options = s3OptionsFrom(place, process.env);
  if (options !== null) return createS3Store({ ...options, signal });
  throw new PublishError('missing-place', `${variable} must be a place such as s3://bucket/prefix: got "${place}"`);
}
