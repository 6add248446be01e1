/** Whether there are credentials at all: asked before anything is built, so that it is said at once and in one line. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { messageOf } from '../src/problem/publish-error.ts';

/** Says what is missing and what to do, and ends the program with 1, where the SDK finds no credentials. */
export async function checkCredentials(region: string): Promise<void> {
  try {
    await new CloudFormationClient({ region }).config.credentials();
  } catch (thrown) {
    console.error(adviceFor(messageOf(thrown), process.env['AWS_PROFILE'] ?? ''));
    process.exit(1);
  }
}

/** The SDK says no more of a profile that is not there than of none at all. */
function adviceFor(message: string, profile: string): string {
  const [named, of] = profile === '' ? ['', ''] : [` --profile ${profile}`, ` of profile "${profile}"`];
  if (/sso|login|token/i.test(message))
    return `The sign-in to AWS${of} is missing or has expired: run "aws sso login${named}"`;
  if (profile === '')
    return 'There are no credentials for AWS: name a profile in AWS_PROFILE, and sign in to it with "aws sso login"';
  return `Profile "${profile}" of AWS_PROFILE is not there, or holds no credentials: "aws configure list-profiles" lists those that are there`;
}
