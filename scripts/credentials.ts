/** Checks that there are AWS credentials, before anything is built. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { messageOf } from '../src/problem/publish-error.ts';

/** If the SDK finds no credentials, prints what to do and ends the program with exit code 1. */
export async function checkCredentials(region: string): Promise<void> {
  try {
    await new CloudFormationClient({ region }).config.credentials();
  } catch (thrown) {
    console.error(adviceFor(messageOf(thrown), process.env['AWS_PROFILE'] ?? ''));
    process.exit(1);
  }
}

/** The advice for a missing sign-in, missing credentials, or a missing profile, which the message of the SDK does not name. */
function adviceFor(message: string, profile: string): string {
  const [named, of] = profile === '' ? ['', ''] : [` --profile ${profile}`, ` of profile "${profile}"`];
  if (/sso|login|token/i.test(message))
    return `You are not signed in to AWS${of}, or the sign-in has expired: run "aws sso login${named}"`;
  if (profile === '')
    return 'There are no AWS credentials: set AWS_PROFILE to a profile, and sign in with "aws sso login"';
  return `The profile "${profile}" in AWS_PROFILE does not exist, or contains no credentials: "aws configure list-profiles" lists all profiles`;
}
