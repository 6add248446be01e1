/** A bucket that is open: its client, how long it waits, and what it sends. */
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { PublishError } from '../problem/publish-error.ts';
import type { RetryOptions } from './retry.ts';
import { explain, type Failed } from './s3-error.ts';

/**
 * Whether checksums go with every request, or only with those that S3 takes no other way.
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
  /** The folder in the bucket; empty for the whole bucket. */
  readonly prefix?: string;
  /** Another S3-compatible server; its buckets are then part of the path. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Many servers refuse the SDK's checksums, so with an endpoint they are sent only where they must be. */
  readonly checksums?: Checksums;
  /** Ends all requests that are under way. */
  readonly signal?: AbortSignal;
  /** How long the server may be silent: ten seconds, unless told otherwise. */
  readonly requestTimeoutMilliseconds?: number;
  /** How often a request is tried: five times, unless told otherwise. */
  readonly attempts?: number;
}

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  readonly location: string;
  readonly prefix: string;
  readonly attempts: number;
  readonly request: { readonly abortSignal?: AbortSignal };
  /** How long the answer to a request with a body of this length is waited for. */
  readonly patienceFor: (lengthBytes: number) => number;
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
    patienceFor: (lengthBytes) => milliseconds + Math.ceil(lengthBytes / slowestBytesPerMillisecond),
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
/** 100 kB a second: a body is sent before its answer can come. */
const slowestBytesPerMillisecond = 100;
/** The SDK's own tries, for 500, 503 and resets; and ours, for a body that was cut and for 409, which the SDK gives up on. */
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

/** A request that hangs, or a body that stops in the middle, would hang for ever: the SDK has no time limit of its own. A body that goes on, however slowly, is no silence. */
function timeouts(milliseconds: number) {
  return {
    connectionTimeout: Math.min(milliseconds, connectionMilliseconds),
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  };
}

/** How our own attempts follow each other, where the SDK makes none. */
export function ownAttempts({ attempts }: Bucket): Pick<RetryOptions, 'attempts' | 'delayMilliseconds'> {
  return { attempts, delayMilliseconds: (attempt) => 50 * 2 ** attempt };
}
