/** Every row of the table of advice: from a real response of a server, or a real network failure, to one clear line. */
import { expect, it } from 'vitest';
import { createS3Store } from '../../src/store/s3.ts';
import type { Store } from '../../src/store/store.ts';
import { closedPort, type FixedReply, startReplyServer } from '../support/reply-server.ts';
import { thrownBy } from '../support/store.ts';
import { wrongClocks } from '../support/wrong-clocks.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function open(endpoint: string): Store {
  const options = { bucket: 'bucket', prefix: 'news', region: 'us-east-1', credentials };
  return createS3Store({ ...options, endpoint, attempts: 1 });
}

function read(endpoint: string): Promise<Error | null> {
  return thrownBy(open(endpoint).read('a.md'));
}

/** The error that a read throws if every response is this one. */
async function readFrom(reply: FixedReply): Promise<Error | null> {
  const server = await startReplyServer(reply);
  const thrown = await read(server.endpoint);
  await server.close();
  return thrown;
}

const denied =
  'access is denied; allow s3:GetObject on arn:aws:s3:::bucket/news/* and s3:ListBucket on arn:aws:s3:::bucket';
const keys = 'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
const key =
  'access to the encryption key of the bucket is denied, or the key is disabled; allow kms:GenerateDataKey and kms:Decrypt on it';
const throttled = 'the server receives too many requests; try again later';
const busy = 'the server is busy or out of order; try again later';
const contested = 'another request is changing the same object; try again later';
const expired = 'the credentials have expired; sign in again';
const full = 'the store is full or over its quota; free some space, or raise the quota';
const clock = 'the clock of this machine is wrong; set it';
const elsewhere = 'the bucket is in another region; set AWS_REGION to the region of the bucket';
const unsupported =
  'the server does not support this kind of request; see docs/elsewhere.md for what a store must support';
const barred = (what: string) => `${what}; check the account and its bills`;

/** The code in the response, its status, and the message. */
const replies: readonly (readonly [name: string, status: number, code: string, words: string])[] = [
  ['NoSuchBucket', 404, 'missing', 'there is no such bucket; create it, or correct its name'],
  ['InvalidBucketName', 400, 'missing', 'the name of the bucket is not valid; correct it'],
  ['ResourceNotFoundException', 400, 'missing', 'there is no resource with this name; correct the name, or the region'],
  ['AccessDenied', 403, 'denied', denied],
  ['AccessDeniedException', 403, 'denied', denied],
  ['UnauthorizedAccess', 403, 'denied', denied],
  ['AllAccessDisabled', 403, 'denied', barred('all access is disabled')],
  ['AccountProblem', 403, 'denied', barred('the account is suspended')],
  ['KMS.DisabledException', 400, 'denied', key],
  ['KMS.InvalidStateException', 400, 'denied', key],
  ['KMS.NotFoundException', 400, 'denied', key],
  ['KMS.KMSInvalidStateException', 400, 'denied', key],
  ['PermanentRedirect', 301, 'region', elsewhere],
  ['AuthorizationHeaderMalformed', 400, 'region', elsewhere],
  ['IllegalLocationConstraintException', 400, 'region', elsewhere],
  ['ExpiredToken', 400, 'credentials', expired],
  ['ExpiredTokenException', 400, 'credentials', expired],
  ['TokenRefreshRequired', 400, 'credentials', expired],
  ['InvalidToken', 400, 'credentials', expired],
  ['TokenProviderError', 400, 'credentials', expired],
  ['InvalidAccessKeyId', 403, 'credentials', keys],
  ['InvalidClientTokenId', 403, 'credentials', keys],
  ['UnrecognizedClientException', 403, 'credentials', keys],
  ['SignatureDoesNotMatch', 403, 'credentials', keys],
  ['InvalidSignatureException', 403, 'credentials', keys],
  ['RequestTimeTooSkewed', 403, 'clock', clock],
  ['RequestExpired', 400, 'clock', clock],
  ['SlowDown', 503, 'busy', throttled],
  ['Throttling', 400, 'busy', throttled],
  ['ThrottlingException', 400, 'busy', throttled],
  ['TooManyRequests', 429, 'busy', throttled],
  ['TooManyRequestsException', 429, 'busy', throttled],
  ['RequestLimitExceeded', 503, 'busy', throttled],
  ['QuotaExceeded', 403, 'full', full],
  ['QuotaExceededException', 400, 'full', full],
  ['InsufficientStorage', 507, 'full', full],
  ['InsufficientCapacity', 507, 'full', full],
  ['XMinioStorageFull', 507, 'full', full],
  ['ENOSPC', 507, 'full', full],
  ['InvalidObjectState', 403, 'archived', 'the object is archived (Glacier); restore it, or upload the file again'],
  [
    'AccessControlListNotSupported',
    400,
    'acl',
    'the bucket does not accept access control lists; use a bucket policy instead',
  ],
  ['NotImplemented', 501, 'unsupported', unsupported],
  ['RequestTimeout', 400, 'timeout', 'the server did not answer in time; try again'],
  ['Unheard', 401, 'credentials', keys],
  ['Unheard', 403, 'denied', denied],
  ['Unheard', 301, 'region', elsewhere],
  ['Unheard', 429, 'busy', throttled],
  ['Unheard', 408, 'timeout', 'the server did not answer in time; try again'],
  ['Unheard', 409, 'busy', contested],
  ['Unheard', 412, 'busy', contested],
  ['Unheard', 500, 'busy', busy],
  ['Unheard', 502, 'busy', busy],
  ['Unheard', 503, 'busy', busy],
  ['Unheard', 504, 'busy', busy],
  ['Unheard', 501, 'unsupported', unsupported],
  ['Unheard', 507, 'full', full],
];

it.each(replies)('a response %s with status %i: %s', async (name, status, code, words) => {
  const reply = { status, body: errorXml(name, 'The words of the server') };
  const message = `Cannot read "a.md" in s3://bucket/news: ${words}`;
  expect(await readFrom(reply)).toMatchObject({ name: 'PublishError', code: `store-${code}`, message });
});

function errorXml(code: string, message: string, more = ''): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;
}

it.each(wrongClocks)('a wrong clock, as reported by %s', async (_service, name, message) => {
  const reply = { status: 403, body: errorXml(name, message) };
  expect(await readFrom(reply)).toMatchObject({
    code: 'store-clock',
    message: `Cannot read "a.md" in s3://bucket/news: ${clock}`,
  });
});

const mfa = 'the bucket requires a second factor (MFA); use a role or keys that need none';
const pays = 'the bucket is set to "requester pays"; use a bucket without that setting';

it.each([
  ['the key', 'User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt on this resource', key],
  ['a second factor', 'Mfa Authentication must be used for this request: MFA', mfa],
  ['requester pays', 'Bucket is requester pays bucket but no "x-amz-request-payer" header found.', pays],
  [
    'the action and the place',
    'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::bucket/news/a.md" because no identity-based policy allows the s3:GetObject action',
    'access is denied; allow s3:GetObject on arn:aws:s3:::bucket/news/a.md',
  ],
])('access is denied, and the message names %s', async (_what, message, words) => {
  const line = `Cannot read "a.md" in s3://bucket/news: ${words}`;
  const reply = { status: 403, body: errorXml('AccessDenied', message) };
  expect(await readFrom(reply)).toMatchObject({ code: 'store-denied', message: line });
});

it.each([
  [
    'in a header',
    { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' }, body: errorXml('PermanentRedirect', 'x') },
  ],
  ['in the body', { status: 400, body: errorXml('AuthorizationHeaderMalformed', 'x', '<Region>eu-west-1</Region>') }],
  [
    'in the message',
    {
      status: 400,
      body: errorXml('AuthorizationHeaderMalformed', "the region 'us-east-1' is wrong; expecting 'eu-west-1'"),
    },
  ],
])('a bucket in another region, named %s', async (_where, reply) => {
  const message =
    'Cannot read "a.md" in s3://bucket/news: the bucket is in the region eu-west-1; set AWS_REGION=eu-west-1';
  expect(await readFrom(reply)).toMatchObject({ code: 'store-region', message });
});

const foreign = 'the endpoint is not an S3 server; check AWS_ENDPOINT_URL';
const page = '<!doctype html><html><body><p>Hello<br></body></html>';

it.each([
  ['a page where nothing is', 404, { 'content-type': 'text/html' }, page, 'not-s3', foreign],
  ['a page that forbids', 403, { 'content-type': 'text/html' }, page, 'not-s3', foreign],
  ['a page of a gateway', 502, { 'content-type': 'text/html' }, page, 'busy', busy],
  ['a file without an ETag', 200, { 'content-type': 'text/html' }, page, 'not-s3', foreign],
])('not an S3 server: %s', async (_what, status, headers, body, code, words) => {
  expect(await readFrom({ status, headers, body })).toMatchObject({
    code: `store-${code}`,
    message: `Cannot read "a.md" in s3://bucket/news: ${words}`,
  });
});

it.each([
  ['a page', page],
  ['a page that is XML', '<html><body><p>Hello</p></body></html>'],
  ['JSON', '{"hello": 1}'],
  ['nothing', ''],
])('a listing that is %s does not count as empty', async (_what, body) => {
  const server = await startReplyServer({ status: 200, body });
  const store = open(server.endpoint);
  expect(await thrownBy(store.list(() => true))).toMatchObject({ code: 'store-not-s3' });
  expect(await thrownBy(store.write('a.md', new Uint8Array(), 'any'))).toMatchObject({ code: 'store-not-s3' });
  expect(await thrownBy(store.remove('a.md'))).toMatchObject({ code: 'store-not-s3' });
  await server.close();
});

it('a listing of a store that does not exist', async () => {
  const server = await startReplyServer({ status: 404, body: errorXml('Unheard', 'x') });
  const message = 'Cannot list in s3://bucket/news: there is no such store; check the bucket and AWS_ENDPOINT_URL';
  expect(await thrownBy(open(server.endpoint).list(() => true))).toMatchObject({ code: 'store-missing', message });
  await server.close();
});

it('a server that does not speak TLS', async () => {
  const server = await startReplyServer({ status: 200, body: '' });
  expect(await read(server.endpoint.replace('http:', 'https:'))).toMatchObject({ code: 'store-tls' });
  await server.close();
});

it('an invalid URL, a host name that is not found, a port where nothing listens', async () => {
  const endpoints = ['http://', 'http://no-such-host.invalid', `http://127.0.0.1:${await closedPort()}`];
  for (const thrown of await Promise.all(endpoints.map(read))) {
    expect(thrown).toMatchObject({ code: 'store-unreachable' });
  }
});
