/** The table of advice, and what the SDK says before anything is sent. */
import { expect, it } from 'vitest';
import { advices } from '../../src/aws/advice.ts';
import { explainAws } from '../../src/aws/explain.ts';
import { wrongClocks } from '../support/wrong-clocks.ts';

const keys = 'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
const signIn = 'the sign-in of the profile has ended; run "aws sso login"';
const login = 'the sign-in of the profile has ended; run "aws login"';
const factor = 'the profile requires a second factor (MFA); use one that needs none, such as one for "aws sso login"';
const refresh = "To refresh this SSO session run 'aws sso login' with the corresponding profile.";
const wrongKey =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';
const unprovided =
  'no credentials were found; set AWS_PROFILE to a profile that has some, as "aws sts get-caller-identity" shows, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/** The errors of the SDK before anything is sent. */
it.each([
  [
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    signIn,
  ],
  ['CredentialsProviderError', `Token is expired. ${refresh}`, signIn],
  [
    'TokenProviderError',
    `The SSO session token associated with profile=news was not found or is invalid. ${refresh}`,
    signIn,
  ],
  ['CredentialsProviderError', 'UnauthorizedException: Session token not found or invalid', signIn],
  ['CredentialsProviderError', 'Your session has expired. Please reauthenticate.', login],
  ['CredentialsProviderError', 'Failed to load a token for session a, please re-authenticate using aws login', login],
  [
    'CredentialsProviderError',
    'Profile news requires multi-factor authentication, but no MFA code callback was provided.',
    factor,
  ],
  ['CredentialsProviderError', 'Could not load credentials from any providers', unprovided],
  ['InvalidSignatureException', wrongKey, keys],
])('no credentials: %s: %s', (name, message, words) => {
  expect(explained(name, message)).toMatchObject({
    code: 'invoke-credentials',
    message: `Cannot invoke publish in AWS: ${words}`,
  });
});

function explained(name: string, message: string): Error {
  const what = { task: 'invoke publish', location: 'AWS', denied: 'lambda:InvokeFunction', service: 'invoke' } as const;
  return explainAws(Object.assign(new Error(message), { name }), what);
}

it.each(wrongClocks)('a wrong clock, as reported by %s', (_service, name, message) => {
  expect(explained(name, message)).toMatchObject({ code: 'invoke-clock' });
});

it('another service has its own codes', () => {
  const thrown = Object.assign(new Error('x'), { name: 'AccessDeniedException' });
  const what = {
    task: 'invoke "publish"',
    location: 'AWS Lambda',
    denied: 'lambda:InvokeFunction',
    service: 'invoke',
  } as const;
  const message = 'Cannot invoke "publish" in AWS Lambda: access is denied; allow lambda:InvokeFunction';
  expect(explainAws(thrown, what)).toMatchObject({ code: 'invoke-denied', message });
});

it('every piece of advice is one line in two parts, and the second says what to do', () => {
  for (const [name, [code, said]] of Object.entries(advices)) {
    const words = typeof said === 'string' ? said : said({ denied: 'an action', region: '' });
    expect({ name, words }).toEqual({
      name,
      words: expect.stringMatching(code === 'stopped' ? /./ : /^[^\n;]+; [^\n]+$/),
    });
  }
});
