/** What an AWS client throws, in one line: what could not be done, where, why, and what to do. */
import type { Service } from '../problem/codes.ts';
import { messageOf, PublishError } from '../problem/publish-error.ts';
import { type Advice, advices, telling } from './advice.ts';

export interface Failed {
  /** What could not be done, such as `write "a.md"`. */
  readonly task: string;
  /** Where, such as `s3://bucket/prefix`. */
  readonly location: string;
  /** The actions that must be allowed for it, and on what. */
  readonly denied: string;
  /** What the code begins with. */
  readonly service: Service;
}

/** The error to throw instead; its code is `store-denied` and the like. */
export function explainAws(thrown: unknown, { task, location, denied, service }: Failed): PublishError {
  const facts = { denied: refusedAction(thrown) ?? denied, region: regionOf(thrown) };
  const name = namesOf(thrown).find((it) => Object.hasOwn(advices, it)) ?? '';
  const unknown: Advice = ['failed', firstLine(thrown)];
  const [refusal, advice] = advices[name] ?? unknown;
  const reason = typeof advice === 'string' ? advice : advice(facts);
  const code = refusal === 'stopped' ? refusal : (`${service}-${refusal}` as const);
  return new PublishError(code, `Cannot ${task} in ${location}: ${reason}`, { cause: thrown });
}

/** The status of the reply; undefined where none came. */
export function statusOf(thrown: unknown): number | undefined {
  return fieldOf(fieldOf(thrown, '$metadata'), 'httpStatusCode') as number | undefined;
}

/** How often the client tried. */
export function attemptsOf(thrown: unknown): number {
  return (fieldOf(fieldOf(thrown, '$metadata'), 'attempts') as number | undefined) ?? 1;
}

/** A header of the reply; empty where none came. */
function headerOf(thrown: unknown, name: string): string {
  return textOf(fieldOf(fieldOf(thrown, '$response'), 'headers'), name);
}

/** A page for people, by its type and because it has no code; some servers give the type of a page to their errors too. */
export function isPage(thrown: unknown): boolean {
  return headerOf(thrown, 'content-type').startsWith('text/html') && textOf(thrown, 'Code') === '';
}

/** Names under which there may be advice, the most telling first. A page of a gateway that is out of order is no more than its status. */
function namesOf(thrown: unknown): readonly string[] {
  const status = statusOf(thrown);
  const message = messageOf(thrown);
  const told = telling.flatMap(([pattern, name]) => (pattern.test(message) ? [name] : []));
  const named = [...told, textOf(thrown, 'code'), textOf(thrown, 'name')];
  if (told.includes('NotS3') || isPage(thrown))
    return [status !== undefined && status >= 500 ? String(status) : 'NotS3'];
  return [...named, ...deeper(thrown), String(status)];
}

/** The SDK wraps some errors of the network in others. */
function deeper(thrown: unknown): readonly string[] {
  const cause = fieldOf(thrown, 'cause');
  const all = fieldOf(thrown, 'errors');
  return [cause, ...(Array.isArray(all) ? all : [])].flatMap((it) => textOf(it, 'code'));
}

/** Newer replies name the action and what it was refused on. */
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
