/** Classifies the errors of S3 and the SDK, and turns them into a `PublishError`. */
import { attemptsOf, explainAws, isPage, statusOf } from '../aws/explain.ts';
import { messageOf, type PublishError } from '../problem/publish-error.ts';
import type { Expected } from './store.ts';

/** The object does not exist. An HTML page comes from something other than the store, and says nothing about objects. */
export function isMissing(thrown: unknown): boolean {
  return isMissingHead(thrown) && nameOf(thrown) !== 'NoSuchBucket' && !isPage(thrown) && !isForeign(thrown);
}

/** The same for a response without a body, which has only a status. */
export function isMissingHead(thrown: unknown): boolean {
  return statusOf(thrown) === 404;
}

/** The response is not complete XML, or lacks something that every S3 server sends. */
export function isForeign(thrown: unknown): boolean {
  return nameOf(thrown) === 'NotS3' || messageOf(thrown).includes('XML parse error');
}

/** The SDK has retried the request without success. */
export function wasRetried(thrown: unknown): boolean {
  return attemptsOf(thrown) > 1;
}

/** 412: the object does not have the version that the request expects. */
export function isPreconditionFailed(thrown: unknown): boolean {
  return statusOf(thrown) === 412;
}

/** 404 in response to a write that expects a version: the object was removed meanwhile. */
export function isGone(thrown: unknown, expected: Expected): boolean {
  return typeof expected === 'object' && isMissing(thrown);
}

/** 409: another conditional request for the same object is in progress. */
export function isRequestConflict(thrown: unknown): boolean {
  return statusOf(thrown) === 409;
}

/** The error for a response that no S3 server gives. */
export function notS3(): Error {
  return Object.assign(new Error('The response is not from an S3 server'), { name: 'NotS3' });
}

/** The action that each kind of request needs. Reading also needs `s3:ListBucket`: without it, a missing object looks like a forbidden one. */
const actions = { list: 's3:ListBucket', read: 's3:GetObject', write: 's3:PutObject', remove: 's3:DeleteObject' };

export interface Failed {
  readonly task: keyof typeof actions;
  /** The object; null for a listing. */
  readonly path: string | null;
  readonly bucket: string;
  /** Ends in a slash, or is empty. */
  readonly prefix: string;
}

/** Makes an error that says in one line what could not be done, why, and what to do. */
export function explain(thrown: unknown, { task, path, bucket, prefix }: Failed): PublishError {
  const location = `s3://${bucket}/${prefix}`.replace(/\/$/, '');
  const list = `s3:ListBucket on arn:aws:s3:::${bucket}`;
  const own = `${actions[task]} on arn:aws:s3:::${bucket}/${prefix}*`;
  const denied = { list, read: `${own} and ${list}`, write: own, remove: own }[task];
  return explainAws(thrown, { task: path === null ? task : `${task} "${path}"`, location, denied, service: 'store' });
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : '';
}
