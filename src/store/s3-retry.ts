/** Decides which S3 requests are tried again, and how long to wait. The SDK itself retries 500, 503 and lost connections. */
import { PublishError } from '../problem/publish-error.ts';
import { type RetryOptions, retry } from './retry.ts';
import type { Bucket } from './s3-bucket.ts';
import { isForeign, isRequestConflict, wasRetried } from './s3-error.ts';

/** Retries a response whose body ended early or is not from S3. */
export function retryIfTruncated<T>(bucket: Bucket, work: () => Promise<T>): Promise<T> {
  return retry(work, { ...ownAttempts(bucket), isTemporary: (thrown) => isTruncated(thrown) && !wasRetried(thrown) });
}

/** Retries a write that S3 answered with 409 because another one was going on. */
export function retryIfConflicting<T>(bucket: Bucket, work: () => Promise<T>): Promise<T> {
  return retry(work, { ...ownAttempts(bucket), isTemporary: isRequestConflict });
}

/** Options for our own retries, of errors that the SDK does not retry. */
function ownAttempts({ attempts }: Bucket): Pick<RetryOptions, 'attempts' | 'delayMilliseconds'> {
  return { attempts, delayMilliseconds: (attempt) => 50 * 2 ** attempt };
}

/** The response ended early: its length or digest is wrong, it is not XML, or the connection broke or timed out after the headers. */
function isTruncated(thrown: unknown): boolean {
  if (thrown instanceof PublishError) return thrown.code === 'cut-body';
  return (
    thrown instanceof Error &&
    thrown.name !== 'AbortError' &&
    (isForeign(thrown) ||
      /aborted|ECONNRESET|premature|socket hang up|TimeoutError/i.test(`${thrown.message} ${thrown.name}`))
  );
}
