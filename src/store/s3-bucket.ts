/** Opens a bucket: creates its client with timeouts, retries and checksums. */
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { PublishError } from '../problem/publish-error.ts';
import { explain, type Failed } from './s3-error.ts';

/**
 * Whether checksums are sent with every request, or only with requests that require them.
 *
 * @example
 * const checksums: Checksums = 'WHEN_REQUIRED';
 */
export type Checksums = 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';

/**
 * Which bucket is a store, and how it is asked.
 *
 * @example
 * const options: S3StoreOptions = { bucket: 'courier', endpoint: 'http://localhost:9000', region: 'us-east-1' };
 */
export interface S3StoreOptions {
  readonly bucket: string;
  /** The folder in the bucket; empty or left out for the whole bucket. */
  readonly prefix?: string;
  /** The URL of another S3-compatible server. Its buckets are then part of the path. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Defaults to `WHEN_REQUIRED` if `endpoint` is set, because many servers refuse the SDK's checksums. */
  readonly checksums?: Checksums;
  /** Aborts all running requests. */
  readonly signal?: AbortSignal;
  /** How long the server may send nothing. Defaults to ten seconds. */
  readonly requestTimeoutMilliseconds?: number;
  /** The maximum number of attempts for a request. Defaults to five. */
  readonly attempts?: number;
}

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly location: string;
  readonly prefix: string;
  readonly attempts: number;
  readonly request: { readonly abortSignal?: AbortSignal };
  /** How long to wait for the response to a request with a body of this length, in milliseconds. */
  readonly timeoutFor: (lengthBytes: number) => number;
  readonly explained: <T>(what: Pick<Failed, 'task' | 'path'>, work: () => Promise<T>) => Promise<T>;
}

export function openBucket(options: S3StoreOptions): Bucket {
  const prefix = options.prefix === undefined || options.prefix === '' ? '' : `${options.prefix}/`;
  const location = `s3://${options.bucket}/${prefix}`.replace(/\/$/, '');
  const { requestTimeoutMilliseconds: milliseconds = defaultTimeoutMilliseconds } = options;
  return {
    client: new S3Client(clientConfig(options)),
    name: options.bucket,
    location,
    prefix,
    attempts: options.attempts ?? defaultAttempts,
    request: options.signal === undefined ? {} : { abortSignal: options.signal },
    timeoutFor: (lengthBytes) => milliseconds + Math.ceil(lengthBytes / slowestBytesPerMillisecond),
    explained: async (what, work) => {
      try {
        return await work();
      } catch (thrown) {
        throw thrown instanceof PublishError ? thrown : explain(thrown, { ...what, bucket: options.bucket, prefix });
      }
    },
  };
}

const defaultTimeoutMilliseconds = 10_000;
const connectionMilliseconds = 3_000;
/** 100 kB per second. The timeout includes the time to send the body. */
const slowestBytesPerMillisecond = 100;
/** For the SDK's own retries (500, 503 and resets), and for ours: truncated bodies and 409, which the SDK does not retry. */
const defaultAttempts = 5;

function clientConfig(options: S3StoreOptions): S3ClientConfig {
  const { endpoint, region, credentials, requestTimeoutMilliseconds = defaultTimeoutMilliseconds } = options;
  const checksums = options.checksums ?? (endpoint === undefined ? undefined : 'WHEN_REQUIRED');
  return {
    maxAttempts: options.attempts ?? defaultAttempts,
    requestHandler: timeouts(requestTimeoutMilliseconds),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    ...(checksums === undefined
      ? {}
      : { requestChecksumCalculation: checksums, responseChecksumValidation: checksums }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/**
 * The SDK has no time limits of its own, so a request that hangs or a body that stops in the middle would hang forever. A
 * body that continues, however slowly, does not time out.
 */
function timeouts(milliseconds: number) {
  return {
    connectionTimeout: Math.min(milliseconds, connectionMilliseconds),
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  };
}
