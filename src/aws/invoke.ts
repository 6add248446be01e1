/** Invokes a function of AWS Lambda and waits for its answer. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishError } from '../problem.ts';
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
    const denied = `lambda:InvokeFunction on ${functionName}`;
    throw explainAws(thrown, { task: `invoke ${functionName}`, place: region ?? 'AWS', denied, kind: 'invoke' });
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

function parse(text: string, functionName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new PublishError('invoke-answer', `${functionName} answered something that is no JSON`, { cause: thrown });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function errorOf(answer: unknown): string {
  const message =
    typeof answer === 'object' && answer !== null && 'errorMessage' in answer ? answer.errorMessage : null;
  return typeof message === 'string'
    ? message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    : 'it says no more; see its log';
}
