/** Secrets in a SecureString of AWS's Parameter Store. */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { explainAws } from '../aws/explain.ts';
import { PublishError } from '../problem.ts';
import type { SecretSource } from './secret.ts';

/** Makes the source for a parameter, by its name. */
export function createParameterSecret(name: string): SecretSource {
  const client = new SSMClient({
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return { read: () => read(client, name) };
}

async function read(client: SSMClient, name: string): Promise<string> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ParameterNotFound') throw missing(name);
    throw explainAws(thrown, { task: 'read the secret', place: name, denied: 'ssm:GetParameter', kind: 'secret' });
  }
}

function missing(name: string): PublishError {
  const message = `There is no parameter "${name}": make it as docs/webhook.md says, or set webhookSecret of the stage`;
  return new PublishError('secret-missing', message);
}
