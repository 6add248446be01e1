/** Reads a parameter from the Parameter Store of AWS Systems Manager. */
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { explainAws } from '../aws/explain.ts';
import { PublishError } from '../problem/publish-error.ts';
import type { Parameter } from './secret.ts';

export interface SsmOptions {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Creates the adapter. Its timeouts are short enough for the ten seconds that the function may run. */
export function createSsmParameter(name: string, options: SsmOptions = {}): Parameter {
  const client = new SSMClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    ...options,
  });
  return { name, read: () => readParameter(client, name) };
}

async function readParameter(client: SSMClient, name: string): Promise<string> {
  try {
    const { Parameter: found } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return found?.Value ?? '';
  } catch (thrown) {
    if (thrown instanceof ParameterNotFound) throw missing(name, thrown);
    const facts = {
      task: `read parameter "${name}"`,
      location: 'the Parameter Store',
      denied: `ssm:GetParameter on ${name}`,
    };
    throw explainAws(thrown, { ...facts, service: 'webhook-secret' });
  }
}

function missing(name: string, cause: unknown): PublishError {
  const message = `There is no parameter "${name}": create it as described in docs/webhook.md, or correct PRESSTIME_WEBHOOK_SECRET`;
  return new PublishError('webhook-secret-missing', message, { cause });
}
