/** Invokes a function of AWS Lambda and waits for its answer. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishError } from '../problem/publish-error.ts';
import { explainAws, statusOf } from './explain.ts';

export interface InvokeOptions {
  readonly functionName: string;
  readonly event: unknown;
  readonly region?: string;
  /** Another server than AWS. */
  readonly endpoint?: string;
}

/** As long as a function may run at the most, and a little more. */
const patienceMilliseconds = 910_000;

/**
 * Gives what the function answers. Throws `PublishError`: what the function threw, under its own code `run-failed`, or why
 * it could not be invoked.
 */
export async function invokeFunction({ functionName, event, region, endpoint }: InvokeOptions): Promise<unknown> {
  const client = new LambdaClient({
    // The function is at work even where its answer is lost: trying again would only run it twice.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: patienceMilliseconds, throwOnRequestTimeout: true },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const reply = await send(client, { functionName, event, region });
  const answer = parse(Buffer.from(reply.Payload ?? []).toString(), functionName);
  if (reply.FunctionError === undefined) return answer;
  throw new PublishError('run-failed', `The run of ${functionName} failed: ${errorOf(answer)}`);
}

async function send(client: LambdaClient, { functionName, event, region }: InvokeOptions | Sent) {
  try {
    return await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }));
  } catch (thrown) {
    if (statusOf(thrown) === 404) throw missing(functionName, region);
    if (isCut(thrown)) throw cut(functionName, thrown);
    const denied = `lambda:InvokeFunction on ${functionName}`;
    throw explainAws(thrown, { task: `invoke ${functionName}`, location: region ?? 'AWS', denied, service: 'invoke' });
  }
}

interface Sent {
  readonly functionName: string;
  readonly event: unknown;
  readonly region: string | undefined;
}

function missing(functionName: string, region: string | undefined): PublishError {
  const where = region === undefined ? 'there' : `in ${region}`;
  const message = `There is no function "${functionName}" ${where}: check --stage or --function, and AWS_REGION`;
  return new PublishError('invoke-missing', message);
}

/** The request was out already. */
function isCut(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE');
}

function cut(functionName: string, cause: unknown): PublishError {
  const message = `The connection broke before ${functionName} answered: the run may be under way; look into its log, or try again, which does no harm`;
  return new PublishError('invoke-cut', message, { cause });
}

function parse(text: string, functionName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new PublishError('invoke-answer', `${functionName} answered something that is no JSON`, { cause: thrown });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function errorOf(answer: unknown): string {
  const { errorMessage: message, errorType: type } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return 'it says no more; see its log';
  const advice = limits.find(([pattern]) => pattern.test(`${type} ${message}`))?.[1];
  const line = message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return advice === undefined ? line : `${line}; ${advice}`;
}

/** What the service says where it ended the function: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
const limits: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /Task timed out|Sandbox\.Timedout/,
    'raise timeoutSeconds in the file of the stage, or memoryMegabytes, which makes it faster, and deploy again',
  ],
  [
    /signal: (?:killed|aborted)|OutOfMemory|heap out of memory/,
    'it had too little memory; raise memoryMegabytes in the file of the stage, and deploy again',
  ],
];
