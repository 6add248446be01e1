/** What S3 and the SDK throw: told apart, and put in words that say what to do. */
import { messageOf, PublishError } from '../problem.ts';
import type { Expected } from './store.ts';

/** There is no such object. */
export function isMissing(thrown: unknown): boolean {
  return (
    ['NoSuchKey', 'NotFound'].includes(nameOf(thrown)) ||
    (statusOf(thrown) === 404 && nameOf(thrown) !== 'NoSuchBucket')
  );
}

/** 412: something else is there than the request names. */
export function isPreconditionFailed(thrown: unknown): boolean {
  return statusOf(thrown) === 412;
}

/** 404 to a write that expects a version: the object was removed meanwhile. */
export function isGone(thrown: unknown, expected: Expected): boolean {
  return typeof expected === 'object' && isMissing(thrown);
}

/** 409: another conditional request for the same object is under way. */
export function isRequestConflict(thrown: unknown): boolean {
  return statusOf(thrown) === 409;
}

/** An error in one line: what could not be done, why, and what to do. */
export function explain(
  thrown: unknown,
  { task, place }: { readonly task: string; readonly place: string },
): PublishError {
  const name = nameOf(thrown);
  const advice = advices[name] ?? advices[String(statusOf(thrown))];
  const [code, words] = advice ?? ['store-failed', `${name || 'Error'}: ${messageOf(thrown).replace(/\s+/g, ' ')}`];
  return new PublishError(code, `Cannot ${task} in ${place}: ${words}`, { cause: thrown });
}

type Advice = readonly [code: string, words: string];

const denied: Advice = [
  'store-denied',
  'access is denied; allow s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject there',
];
const credentials: Advice = [
  'store-credentials',
  'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
];
const region: Advice = ['store-region', 'the bucket is in another region; set AWS_REGION to the region of the bucket'];
const slow: Advice = ['store-timeout', 'the server did not answer in time; try again'];
const busy: Advice = ['store-busy', 'the server is busy or out of order; try again later'];
const broken: Advice = ['store-unreachable', 'the connection broke again and again; check the network'];

const advices: Readonly<Record<string, Advice>> = {
  NoSuchBucket: ['store-missing', 'there is no such bucket; make it, or mend its name'],
  AccessDenied: denied,
  '403': denied,
  AllAccessDisabled: denied,
  PermanentRedirect: region,
  AuthorizationHeaderMalformed: region,
  '301': region,
  RegionMissing: ['store-region', 'no region is set; set AWS_REGION to the region of the bucket'],
  ExpiredToken: ['store-credentials', 'the credentials have expired; sign in again'],
  InvalidAccessKeyId: credentials,
  SignatureDoesNotMatch: credentials,
  CredentialsProviderError: credentials,
  RequestTimeTooSkewed: ['store-clock', 'the clock of this machine is wrong; set it'],
  SlowDown: ['store-busy', 'the server asks for fewer requests; try again later'],
  '500': busy,
  '502': busy,
  '503': busy,
  '504': busy,
  TimeoutError: slow,
  RequestTimeout: slow,
  AbortError: ['stopped', 'the run was stopped'],
  ECONNREFUSED: ['store-unreachable', 'nothing answers at the endpoint; check AWS_ENDPOINT_URL'],
  ECONNRESET: broken,
  EPIPE: broken,
  ENOTFOUND: ['store-unreachable', 'the endpoint has no address; check the bucket, the region and the network'],
};

/** The error's own name, or the code the operating system gave. */
function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  if (thrown.message === 'Region is missing') return 'RegionMissing';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return code in advices ? code : thrown.name;
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('$metadata' in thrown)) return undefined;
  return (thrown.$metadata as { httpStatusCode?: number }).httpStatusCode;
}
