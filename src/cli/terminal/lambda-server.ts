/** Where AWS Lambda is, from the environment variables of the AWS tools. */
import type { Terminal } from './command.ts';

/** The region and endpoint, from the environment variables of the AWS tools. */
export function lambdaServer(env: Terminal['env']): { readonly region?: string; readonly endpoint?: string } {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  const endpoint = env['AWS_ENDPOINT_URL_LAMBDA'] || env['AWS_ENDPOINT_URL'];
  return { ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}
