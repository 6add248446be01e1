/** One table of the errors of AWS, S3-compatible servers and the network: for each a short code, the reason, and what to do. */
import type { Refusal } from '../problem/codes.ts';

/** What is known about a failure, besides its name. */
export interface Facts {
  /** The denied action and its resource, such as `s3:PutObject on arn:aws:s3:::bucket/*`. */
  readonly denied: string;
  /** The region that the response named; empty if it named none. */
  readonly region: string;
}

/** The last part of the error code, and the reason with the advice, as part of a message. */
export type Advice = readonly [code: Refusal | 'stopped', message: string | ((facts: Facts) => string)];

const denied: Advice = ['denied', (facts) => `access is denied; allow ${facts.denied}`];
const keys: Advice = [
  'credentials',
  'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
];
const unprovided: Advice = [
  'credentials',
  'no credentials were found; set AWS_PROFILE to a profile that has some, as "aws sts get-caller-identity" shows, or set ' +
    'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
];
const expired: Advice = ['credentials', 'the credentials have expired; sign in again'];
const region: Advice = [
  'region',
  ({ region: name }) =>
    name === ''
      ? 'the bucket is in another region; set AWS_REGION to the region of the bucket'
      : `the bucket is in the region ${name}; set AWS_REGION=${name}`,
];
const clock: Advice = ['clock', 'the clock of this machine is wrong; set it'];
const throttled: Advice = ['busy', 'the server receives too many requests; try again later'];
const busy: Advice = ['busy', 'the server is busy or out of order; try again later'];
const slow: Advice = ['timeout', 'the server did not answer in time; try again'];
const contested: Advice = ['busy', 'another request is changing the same object; try again later'];
const full: Advice = ['full', 'the store is full or over its quota; free some space, or raise the quota'];
const key: Advice = [
  'denied',
  'access to the encryption key of the bucket is denied, or the key is disabled; allow kms:GenerateDataKey and kms:Decrypt on it',
];
const broken: Advice = ['unreachable', 'the connection was lost several times; check the network'];
const unroutable: Advice = ['unreachable', 'the endpoint cannot be reached; check AWS_ENDPOINT_URL and the network'];
const unresolved: Advice = [
  'unreachable',
  'the host name of the endpoint was not found; check the bucket, the region and the network',
];
const untrusted: Advice = [
  'tls',
  "the server's certificate is not trusted; check AWS_ENDPOINT_URL, or add its authority with NODE_EXTRA_CA_CERTS",
];
const notTls: Advice = [
  'tls',
  'the server does not speak TLS; check whether AWS_ENDPOINT_URL begins with http or https',
];
const oldCertificate: Advice = [
  'tls',
  "the server's certificate has expired; check the clock of this machine, or renew the certificate",
];
const foreign: Advice = ['not-s3', 'the endpoint is not an S3 server; check AWS_ENDPOINT_URL'];
const archived: Advice = ['archived', 'the object is archived (Glacier); restore it, or upload the file again'];
const accessLists: Advice = ['acl', 'the bucket does not accept access control lists; use a bucket policy instead'];
const unsupported: Advice = [
  'unsupported',
  'the server does not support this kind of request; see docs/elsewhere.md for what a store must support',
];

/** The advice by the name of the error, the code of the operating system, or the status of the response. */
export const advices: Readonly<Record<string, Advice>> = {
  NoSuchBucket: ['missing', 'there is no such bucket; create it, or correct its name'],
  InvalidBucketName: ['missing', 'the name of the bucket is not valid; correct it'],
  '404': ['missing', 'there is no such store; check the bucket and AWS_ENDPOINT_URL'],
  ResourceNotFoundException: ['missing', 'there is no resource with this name; correct the name, or the region'],
  AccessDenied: denied,
  AccessDeniedException: denied,
  UnauthorizedAccess: denied,
  '403': denied,
  AllAccessDisabled: ['denied', 'all access is disabled; check the account and its bills'],
  AccountProblem: ['denied', 'the account is suspended; check the account and its bills'],
  RequesterPays: ['denied', 'the bucket is set to "requester pays"; use a bucket without that setting'],
  SecondFactor: ['denied', 'the bucket requires a second factor (MFA); use a role or keys that need none'],
  'KMS.DisabledException': key,
  'KMS.InvalidStateException': key,
  'KMS.NotFoundException': key,
  'KMS.KMSInvalidStateException': key,
  KMSAccess: key,
  PermanentRedirect: region,
  AuthorizationHeaderMalformed: region,
  IllegalLocationConstraintException: region,
  '301': region,
  RegionMissing: ['region', 'no region is set; set AWS_REGION, for example AWS_REGION=eu-north-1'],
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  InvalidToken: expired,
  InvalidAccessKeyId: keys,
  InvalidClientTokenId: keys,
  UnrecognizedClientException: keys,
  SignatureDoesNotMatch: keys,
  InvalidSignatureException: keys,
  CredentialsProviderError: unprovided,
  SignInEnded: ['credentials', 'the sign-in of the profile has ended; run "aws sso login"'],
  LoginEnded: ['credentials', 'the sign-in of the profile has ended; run "aws login"'],
  ProfileFactor: [
    'credentials',
    'the profile requires a second factor (MFA); use one that needs none, such as one for "aws sso login"',
  ],
  TokenProviderError: expired,
  '401': keys,
  RequestTimeTooSkewed: clock,
  RequestExpired: clock,
  SlowDown: throttled,
  Throttling: throttled,
  ThrottlingException: throttled,
  TooManyRequests: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  '429': throttled,
  '500': busy,
  '502': busy,
  '503': busy,
  '504': busy,
  '409': contested,
  '412': contested,
  QuotaExceeded: full,
  QuotaExceededException: full,
  InsufficientStorage: full,
  InsufficientCapacity: full,
  XMinioStorageFull: full,
  '507': full,
  ENOSPC: full,
  InvalidObjectState: archived,
  AccessControlListNotSupported: accessLists,
  NotImplemented: unsupported,
  '501': unsupported,
  NotS3: foreign,
  TimeoutError: slow,
  RequestTimeout: slow,
  '408': slow,
  AbortError: ['stopped', 'the run was stopped'],
  ECONNREFUSED: ['unreachable', 'nothing answers at the endpoint; check AWS_ENDPOINT_URL'],
  ECONNRESET: broken,
  EPIPE: broken,
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  EHOSTUNREACH: unroutable,
  ENETUNREACH: unroutable,
  EADDRNOTAVAIL: unroutable,
  ETIMEDOUT: slow,
  ERR_INVALID_URL: ['unreachable', 'AWS_ENDPOINT_URL is not a URL; write it as https://host'],
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', "the server's certificate is for another name; check AWS_ENDPOINT_URL"],
  CERT_HAS_EXPIRED: oldCertificate,
  CERT_NOT_YET_VALID: oldCertificate,
  EPROTO: notTls,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
};

/** Patterns of messages for errors whose name says too little, each with a key of `advices`. */
export const messagePatterns: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^Region is missing$/, 'RegionMissing'],
  // Lambda and Scheduler use the same error name for a wrong clock and for a wrong key.
  [/^Signature (?:expired|not yet current)\b/, 'RequestTimeTooSkewed'],
  [/\baws sso login\b|\bSession token not found or invalid\b/, 'SignInEnded'],
  [/\baws login\b|\blogin\/cache\/|\bplease reauthenticate\b/i, 'LoginEnded'],
  [/^(?:Profile \S+|Temporary credential) requires multi-factor/, 'ProfileFactor'],
  [/\bkms:[A-Z]|\bKMS key\b/, 'KMSAccess'],
  [/requester.?pays|x-amz-request-payer/i, 'RequesterPays'],
  [/\bMFA\b|multi-?factor/i, 'SecondFactor'],
  [/XML parse error/, 'NotS3'],
];
