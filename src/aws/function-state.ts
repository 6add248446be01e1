/** Reads the state and the settings of an AWS Lambda function. Does not run it. */
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { explainAws, statusOf } from './explain.ts';
import { type InvokeOptions, missingFunction } from './invoke.ts';

/** What AWS says about a function. */
export interface FunctionConfiguration {
  /** Such as `Active`; empty if the server does not say. */
  readonly state: string;
  /** Such as `Successful`; empty if the server does not say. */
  readonly lastUpdate: string;
  readonly lastModified: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Throws `PublishError` with code `invoke-missing` if there is no such function, or with the reason why it could not be asked. */
export async function readFunctionState(options: Omit<InvokeOptions, 'event'>): Promise<FunctionConfiguration> {
  const { functionName, region, endpoint } = options;
  const client = new LambdaClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  try {
    const reply = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    return {
      state: reply.State ?? '',
      lastUpdate: reply.LastUpdateStatus ?? '',
      lastModified: reply.LastModified ?? '',
      variables: reply.Environment?.Variables ?? {},
    };
  } catch (thrown) {
    if (statusOf(thrown) === 404) throw missingFunction(functionName, region);
    const denied = `lambda:GetFunctionConfiguration on ${functionName}`;
    throw explainAws(thrown, { task: `read ${functionName}`, location: region ?? 'AWS', denied, service: 'invoke' });
  }
}
