/** Turns an error of an AWS client into one line: what could not be done, where, why, and what to do. */
import type { Service } from '../problem/codes.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { type Advice, advices, messagePatterns } from './advice.ts';

export interface Failed {
  /** The task that failed, such as `write "a.md"`. */
  readonly task: string;
  /** Where, such as `s3://bucket/prefix`. */
  readonly location: string;
  /** The actions that must be allowed for the task, and their resources. */
  readonly denied: string;
  /** The first part of the error code. */
  readonly service: Service;
}

/** Makes the error to throw instead. Its code is the service and the reason, such as `store-denied`. */
export function explainAws(thrown: unknown, { task, location, denied, service }: Failed): PublishError {
  const facts = { denied: refusedAction(thrown) ?? denied, region: regionOf(thrown) };
  const name = namesOf(thrown).find((it) => Object.hasOwn(advices, it)) ?? '';
  const unknown: Advice = ['failed', firstLine(thrown)];
  const [refusal, advice] = advices[name] ?? unknown;
  const reason = typeof advice === 'string' ? advice : advice(facts);
  const code = refusal === 'stopped' ? refusal : (`${service}-${refusal}` as const);
  return new PublishError(code, `Cannot ${task} in ${location}: ${reason}`, { cause: thrown });
}

/** The status of the response; undefined if there was none. */
export function statusOf(thrown: unknown): number | undefined {
  return fieldOf(fieldOf(thrown, '$metadata'), 'httpStatusCode') as number | undefined;
}

/** How many attempts the client made. */
export function attemptsOf(thrown: unknown): number {
  return (fieldOf(fieldOf(thrown, '$metadata'), 'attempts') as number | undefined) ?? 1;
}

/** A header of the response; empty if there was none. */
function headerOf(thrown: unknown, name: string): string {
  return textOf(fieldOf(fieldOf(thrown, '$response'), 'headers'), name);
}

/** True if the response is an HTML page without an error code. Some servers send real errors with the type of a page. */
export function isPage(thrown: unknown): boolean {
  return headerOf(thrown, 'content-type').startsWith('text/html') && textOf(thrown, 'Code') === '';
}

/**
 * Possible keys of `advices`, the most specific first. For an HTML page, such as that of a broken gateway, only the status
 * is used.
 */
function namesOf(thrown: unknown): readonly string[] {
  const status = statusOf(thrown);
  const message = messageOf(thrown);
  const fromMessage = messagePatterns.flatMap(([pattern, name]) => (pattern.test(message) ? [name] : []));
  const named = [...fromMessage, textOf(thrown, 'code'), textOf(thrown, 'name')];
  if (fromMessage.includes('NotS3') || isPage(thrown))
    return [status !== undefined && status >= 500 ? String(status) : 'NotS3'];
  return [...named, ...causeCodes(thrown), String(status)];
}

/** The codes of wrapped errors: the SDK wraps some network errors in others. */
function causeCodes(thrown: unknown): readonly string[] {
  const cause = fieldOf(thrown, 'cause');
  const all = fieldOf(thrown, 'errors');
  return [cause, ...(Array.isArray(all) ? all : [])].flatMap((it) => textOf(it, 'code'));
}

/** The denied action and its resource, which newer responses name. */
function refusedAction(thrown: unknown): string | null {
  const match = /not authorized to perform:? ([\w-]+:\w+)(?: on resource:? "?([^"\s]+))?/.exec(messageOf(thrown));
  if (match === null) return null;
  return match[2] === undefined ? (match[1] ?? null) : `${match[1]} on ${match[2]}`;
}

function regionOf(thrown: unknown): string {
  const expected = /expecting '?([a-z0-9-]+)/.exec(messageOf(thrown))?.[1] ?? '';
  return headerOf(thrown, 'x-amz-bucket-region') || textOf(thrown, 'Region') || expected;
}

function firstLine(thrown: unknown): string {
  const name = textOf(thrown, 'name') || 'Error';
  return `${name}: ${messageOf(thrown).replace(/\s+/g, ' ')}`;
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
