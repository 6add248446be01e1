/** Invokes an AWS Lambda function and waits for its response. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishError } from '../problem/publish-error.ts';
import { explainAws, statusOf } from './explain.ts';

export interface InvokeOptions {
  readonly functionName: string;
  readonly event: unknown;
  readonly region?: string;
  /** The URL of a server other than AWS. */
  readonly endpoint?: string;
}

/** The longest time that a function may run, and ten seconds more. */
const timeoutMilliseconds = 910_000;

/**
 * Returns the parsed JSON response of the function. Throws `PublishError`: with code `run-failed` and the function's error
 * if the function failed, or with the reason why it could not be invoked.
 */
export async function invokeFunction({ functionName, event, region, endpoint }: InvokeOptions): Promise<unknown> {
  const client = new LambdaClient({
    // The function keeps running even if its response is lost: a retry would only run it twice.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: timeoutMilliseconds, throwOnRequestTimeout: true },
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
    if (statusOf(thrown) === 404) throw missingFunction(functionName, region);
    if (isConnectionLost(thrown)) throw connectionLost(functionName, thrown);
    const denied = `lambda:InvokeFunction on ${functionName}`;
    throw explainAws(thrown, { task: `invoke ${functionName}`, location: region ?? 'AWS', denied, service: 'invoke' });
  }
}

interface Sent {
  readonly functionName: string;
  readonly event: unknown;
  readonly region: string | undefined;
}

/** The error if there is no such function. */
export function missingFunction(functionName: string, region: string | undefined): PublishError {
  const where = region === undefined ? 'there' : `in ${region}`;
  const message = `There is no function "${functionName}" ${where}: check --stage or --function, and AWS_REGION`;
  return new PublishError('invoke-missing', message);
}

/** The connection broke after the request was sent. */
function isConnectionLost(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE');
}

function connectionLost(functionName: string, cause: unknown): PublishError {
  const message = `The connection broke before ${functionName} responded: the run may still be in progress; check its log, or run this again, which is safe`;
  return new PublishError('invoke-cut', message, { cause });
}

function parse(text: string, functionName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new PublishError('invoke-answer', `The response of ${functionName} is not JSON`, { cause: thrown });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function errorOf(answer: unknown): string {
  const { errorMessage: message, errorType: type } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return 'it gave no reason; check its log';
  const advice = limits.find(([pattern]) => pattern.test(`${type} ${message}`))?.[1];
  const line = message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return advice === undefined ? line : `${line}; ${advice}`;
}

/** Messages of Lambda when it ends a function, with advice: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
const limits: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /Task timed out|Sandbox\.Timedout/,
    'raise timeoutSeconds in the stage file, or memoryMegabytes, which makes the function faster, and deploy again',
  ],
  [
    /signal: (?:killed|aborted)|OutOfMemory|heap out of memory/,
    'it had too little memory; raise memoryMegabytes in the stage file, and deploy again',
  ],
];
