/**
 * A double of Lambda's event source mapping for a queue: collects messages until the batch is full or its window ends,
 * invokes the function once with all of them, and removes them if it succeeds.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
import { setTimeout as wait } from 'node:timers/promises';

export interface EventSourceOptions {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  readonly windowMilliseconds: number;
  /** The clock of the window, in milliseconds. */
  readonly now: () => number;
  /** Throws if the function fails: then the messages are delivered again. */
  readonly invoke: (event: unknown) => Promise<void>;
}

export interface EventSource {
  /** How many messages each run got. */
  readonly runs: readonly number[];
  stop(): Promise<void>;
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
}

export function startEventSource(options: EventSourceOptions): EventSource {
  const runs: number[] = [];
  const stopping = new AbortController();
  const done = poll(options, { runs, signal: stopping.signal });
  return {
    runs,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

interface Polling {
  readonly runs: number[];
  readonly signal: AbortSignal;
}

async function poll(options: EventSourceOptions, { runs, signal }: Polling): Promise<void> {
  while (!signal.aborted) {
    const batch = await gather(options, signal);
    if (batch.length === 0) continue;
    runs.push(batch.length);
    await options.invoke({ Records: batch.map(recordOf) });
    for (const { ReceiptHandle } of batch) await call(options, 'DeleteMessage', { ReceiptHandle });
  }
}

/** The window begins with the first message, and a stop ends it. */
async function gather(options: EventSourceOptions, signal: AbortSignal): Promise<readonly Message[]> {
  const batch: Message[] = [];
  let end = Number.POSITIVE_INFINITY;
  while (batch.length < options.batchSize && options.now() < end && !signal.aborted) {
    const { Messages = [] } = await call(options, 'ReceiveMessage', { MaxNumberOfMessages: 10 });
    if (batch.length === 0 && Messages.length > 0) end = options.now() + options.windowMilliseconds;
    batch.push(...Messages);
    if (Messages.length === 0) await wait(100);
  }
  return batch;
}

function recordOf({ MessageId, ReceiptHandle, Body }: Message) {
  return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, eventSource: 'aws:sqs' };
}

async function call(
  { endpoint, queueUrl }: EventSourceOptions,
  action: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<{ readonly Messages?: readonly Message[] }> {
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ QueueUrl: queueUrl, ...parameters }),
  });
  if (!reply.ok) throw new Error(`${action}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as { readonly Messages?: readonly Message[] };
}
