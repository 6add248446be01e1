/** The message on the command line if a bucket cannot be used: exactly one line. */
import { expect, it } from 'vitest';
import { type FixedReply, startReplyServer } from '../support/reply-server.ts';
import { presstime, temporaryFolder } from '../support/run.ts';

const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
const noFiles = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
const noCredentials = { ...noFiles, AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' };

async function complaint(reply: FixedReply | null, env: Readonly<Record<string, string>> = keys): Promise<string> {
  const server = await startReplyServer(reply ?? { status: 200, body: '' });
  const endpoint = reply === null ? 'http://127.0.0.1:1' : server.endpoint;
  const args = ['publish', '--from', 's3://articles', '--to', 's3://publication/feeds'];
  const { code, stdout, stderr } = await presstime(temporaryFolder(), args, { AWS_ENDPOINT_URL: endpoint, ...env });
  await server.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr.trimEnd();
}

const error = (code: string) => `<Error><Code>${code}</Code><Message>x</Message></Error>`;
const html = { 'content-type': 'text/html' };

it.each<[string, FixedReply | null, string]>([
  [
    'a bucket that is not there',
    { status: 404, body: error('NoSuchBucket') },
    'there is no such bucket; create it, or correct its name',
  ],
  [
    'access that is denied',
    { status: 403, body: error('AccessDenied') },
    'access is denied; allow s3:GetObject on arn:aws:s3:::publication/feeds/* and s3:ListBucket on arn:aws:s3:::publication',
  ],
  [
    'a bucket in another region',
    { status: 301, body: error('PermanentRedirect'), headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    'the bucket is in the region eu-west-1; set AWS_REGION=eu-west-1',
  ],
  [
    'credentials that have expired',
    { status: 400, body: error('ExpiredToken') },
    'the credentials have expired; sign in again',
  ],
  [
    'a server that is no S3',
    { status: 200, headers: html, body: '<!doctype html><html><body><p>Hello<br></body></html>' },
    'the endpoint is not an S3 server; check AWS_ENDPOINT_URL',
  ],
  ['a server that is not there', null, 'nothing answers at the endpoint; check AWS_ENDPOINT_URL'],
])('%s', async (_what, reply, words) => {
  expect(await complaint(reply)).toBe(
    `error: Cannot read ".presstime/ledger/head.json" in s3://publication/feeds: ${words}`,
  );
});

it('no credentials', async () => {
  const words =
    'no credentials were found; set AWS_PROFILE to a profile that has some, as "aws sts get-caller-identity" shows, or set ' +
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  const line = `error: Cannot read ".presstime/ledger/head.json" in s3://publication/feeds: ${words}`;
  expect(await complaint({ status: 200, body: '' }, noCredentials)).toBe(line);
});
