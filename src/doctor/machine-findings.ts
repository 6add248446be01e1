/** What is wrong with this machine, the settings and the stores. Pure. */
import { months } from '../model/calendar-names.ts';
import { type Instant, toEpochMilliseconds, writtenInstant } from '../model/instant.ts';
import type { Problem, Severity } from '../problem/problem.ts';
import { plural } from '../problem/wording.ts';
import { type CheckCode, type Diagnosis, found, joinDiagnoses, verdict } from './checks.ts';
import type { Answered } from './observation.ts';

/** The oldest version of Node with which Presstime works. */
const oldestNode = 22;

/** `version` is that of Node, such as `v24.1.0`. */
export function nodeDiagnosis(version: string): Diagnosis {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  const message = `Node is ${version}, and must be ${oldestNode} or later`;
  return verdict(major < oldestNode ? [found('old-node', message)] : [], `Node ${version}`);
}

const wrongSeconds = 300;
const offSeconds = 60;

/** Compares the clock with the Date header of a response. Null headers, and dates that cannot be read, say nothing. */
export function clockDiagnosis({ headers }: Pick<Answered, 'headers'>, now: Instant): Diagnosis {
  const there = parseHttpDate(headers['date'] ?? '');
  // A cache may have kept the response, with its date.
  const age = Number(headers['age'] ?? 0);
  if (there === null || age > 0) return { findings: [], passed: [] };
  const seconds = Math.round(Math.abs(toEpochMilliseconds(now) - toEpochMilliseconds(there)) / 1000);
  const message = `The clock of this machine says ${now}, and that of the server ${there}`;
  if (seconds > wrongSeconds) return verdict([found('wrong-clock', message)], '');
  return verdict(seconds > offSeconds ? [found('clock-off', message)] : [], 'The clock of this machine is right');
}

/** An HTTP date in its only current form, such as `Mon, 05 Jan 2026 00:15:00 GMT` (RFC 9110, 5.6.7). */
function parseHttpDate(text: string): Instant | null {
  const [, day = '', name = '', year = '', time = ''] =
    /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(text) ?? [];
  const month = name === '' ? 0 : months.findIndex((it) => it.name.startsWith(name)) + 1;
  return month === 0 ? null : writtenInstant(`${year}-${String(month).padStart(2, '0')}-${day}T${time}Z`);
}

/** The folder that is published to. */
export interface DiskObservation {
  readonly folder: string;
  /** Null if the file system does not say. */
  readonly freeBytes: number | null;
  /** Why it cannot be written to; null if it can. */
  readonly refusal: string | null;
}

const leastBytes = 20_000_000;

export function diskDiagnosis({ folder, freeBytes, refusal }: DiskObservation): Diagnosis {
  const full = freeBytes !== null && freeBytes < leastBytes;
  return verdict(
    [
      ...(refusal === null ? [] : [found('not-writable', `"${folder}" cannot be written to: ${refusal}`)]),
      ...(full ? [found('disk-full', `The disk of "${folder}" has ${Math.round(freeBytes / 1_000_000)} MB left`)] : []),
    ],
    `"${folder}" can be written to`,
  );
}

type RefusalCode = 'settings-missing' | 'settings-invalid' | 'unreadable-articles';

/** What was read in the folder or bucket of articles. */
export interface ArticlesObservation {
  readonly location: string;
  /** The title in `feed.yaml`; null if it cannot be used. */
  readonly title: string | null;
  /** Why there are no settings; null if there are. */
  readonly refusal: { readonly code: RefusalCode; readonly message: string } | null;
  readonly problems: readonly Pick<Problem, 'severity' | 'message'>[];
  readonly articles: number;
  readonly unreadable: readonly string[];
}

export function articlesDiagnosis(observed: ArticlesObservation): Diagnosis {
  const { location, title, refusal, articles, unreadable } = observed;
  if (refusal !== null) {
    const [first] = problemsWith('error', observed);
    const message = first === undefined ? refusal.message : `${refusal.message}: ${first}`;
    return verdict([found(refusal.code, message)], '');
  }
  const warnings = problemsWith('warning', observed);
  const more = `feed.yaml has ${plural(warnings.length, 'warning')}. The first: ${warnings[0] ?? ''}`;
  const some = unreadable[0] ?? '';
  return joinDiagnoses([
    verdict(warnings.length > 0 ? [found('settings-warnings', more)] : [], `feed.yaml: "${title}"`),
    verdict(
      [
        ...(articles === 0 ? [found('no-articles', `There are no articles in ${location}`)] : []),
        ...(unreadable.length === 0
          ? []
          : [
              found('unreadable-articles', `${plural(unreadable.length, 'article')} cannot be read, such as "${some}"`),
            ]),
      ],
      `${plural(articles, 'article')} in ${location}`,
    ),
  ]);
}

function problemsWith(wanted: Severity, { problems }: ArticlesObservation): readonly string[] {
  return problems.filter(({ severity }) => severity === wanted).map(({ message }) => message);
}

/** The credentials that the AWS tools find. */
export interface CredentialsObservation {
  /** The profile in `AWS_PROFILE`; null if none is set. */
  readonly profile: string | null;
  readonly keyId: string | null;
  readonly expires: Instant | null;
  /** Why there are none; null if there are. */
  readonly refusal: string | null;
}

const soonSeconds = 15 * 60;

export function credentialsDiagnosis(
  { profile, keyId, expires, refusal }: CredentialsObservation,
  now: Instant,
): Diagnosis {
  const of = profile === null ? '' : ` of the profile "${profile}"`;
  if (refusal !== null) return verdict([found('credentials', `The credentials${of}: ${refusal}`)], '');
  const left = expires === null ? null : (toEpochMilliseconds(expires) - toEpochMilliseconds(now)) / 1000;
  if (left !== null && left <= 0) return verdict([found('credentials', `The credentials${of} expired ${expires}`)], '');
  const soon = left !== null && left < soonSeconds;
  // Part of a key tells which one it is, without giving it away.
  const key = keyId === null ? '' : `, key …${keyId.slice(-4)}`;
  const until = expires === null ? '' : `, until ${expires}`;
  const message = `The credentials${of} expire ${expires}`;
  return verdict(soon ? [found('credentials-expire', message)] : [], `Credentials${of}${key}${until}`);
}

/** A bucket, and why something in it is not possible. Null if it is possible, or was not tried. */
export interface StoreObservation {
  readonly location: string;
  readonly region: string | null;
  readonly read: StoreRefusal | null;
  readonly write: StoreRefusal | null;
  /** True if writing was tried. */
  readonly isWritten: boolean;
}

/** A `PublishError` of a store. */
export interface StoreRefusal {
  /** Such as `store-denied`. */
  readonly code: string;
  readonly message: string;
}

/** The findings for errors whose cause is not the store itself. */
const otherCauses: Readonly<Record<string, CheckCode>> = {
  'store-credentials': 'credentials',
  'store-clock': 'wrong-clock',
  'store-unconditional': 'store-unsafe',
};

export function storeDiagnosis({ location, region, read, write, isWritten }: StoreObservation): Diagnosis {
  const refusals = [
    ...(read === null ? [] : [found(otherCauses[read.code] ?? 'store-unreadable', read.message)]),
    ...(write === null ? [] : [found(otherCauses[write.code] ?? 'store-unwritable', write.message)]),
  ];
  const able = isWritten ? 'can be read and written' : 'can be read';
  return verdict(refusals, `${location} ${able}${region === null ? '' : `, region ${region}`}`);
}
