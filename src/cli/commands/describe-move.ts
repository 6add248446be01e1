/** Says how a blog moved in: how many entries keep their URL and id, and what was not understood. */
import { asUrl } from '../../model/url.ts';
import { plural, someOf } from '../../problem/wording.ts';
import type { Trial, TrialEntry } from '../../publish/trial/trial-run.ts';
import type { Unread } from '../../scaffold/tools/site.ts';
import type { Former } from './move-in.ts';

/** The result of moving in, as data. */
export interface MoveReport {
  readonly entries: number;
  readonly heldBack: number;
  readonly refused: number;
  /** Entries without a URL. */
  readonly withoutUrl: number;
  readonly former: FormerReport | null;
  /** What was not understood: how often each kind occurs, with an example. */
  readonly notUnderstood: readonly Kind[];
}

/** The comparison with the feed that the site had before. */
export interface FormerReport {
  readonly location: string;
  readonly entries: number;
  readonly found: number;
  readonly sameId: number;
  readonly sameUrl: number;
  /** Live entries whose ids the former feed does not contain. */
  readonly newToSubscribers: readonly string[];
  /** The titles of former entries without an article. */
  readonly left: readonly string[];
}

export interface Kind {
  readonly kind: string;
  readonly count: number;
  readonly example: string;
}

export function reportMove(
  trial: Trial,
  { former, unread }: { readonly former: Former; readonly unread: readonly Unread[] },
): MoveReport {
  const { entries, heldBack, refused, problems, skipped } = trial;
  const found = [
    ...unread.map(({ kind, message }) => ({ kind, message })),
    ...problems.map(({ code, file, message }) => ({ kind: code, message: `${file}: ${message}` })),
    ...skipped.map((path) => ({ kind: 'unknown-extension', message: path })),
  ];
  return {
    entries: entries.length,
    heldBack,
    refused,
    withoutUrl: entries.filter(({ url }) => url === null).length,
    former: former.location === null ? null : compareFormer(trial, { location: former.location, former }),
    notUnderstood: countKinds(found),
  };
}

function compareFormer(
  { entries, left }: Trial,
  { location, former }: { readonly location: string; readonly former: Former },
): FormerReport {
  const ids = new Set(former.entries.map(({ id }) => id));
  const both = entries.filter((entry): entry is TrialEntry & { former: object } => entry.former !== null);
  return {
    location,
    entries: former.entries.length,
    found: both.length,
    sameId: both.filter(({ id, former: before }) => before?.id === id).length,
    sameUrl: both.filter(({ url, former: before }) => asUrl(before?.url) === url).length,
    newToSubscribers: entries.filter(({ id, isLive }) => isLive && !ids.has(id)).map(({ title }) => title),
    left: left.map(({ title, id }) => title || id),
  };
}

function countKinds(found: readonly Unread[]): readonly Kind[] {
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const its = found.filter((it) => it.kind === kind);
    return { kind, count: its.length, example: its[0]?.message ?? '' };
  });
}

/** The lines of the report on the terminal. */
export function describeMove(report: MoveReport): readonly string[] {
  const { entries, heldBack, refused, withoutUrl, former, notUnderstood } = report;
  const others = [
    ...(heldBack === 0 ? [] : [`${heldBack} held back`]),
    ...(refused === 0 ? [] : [`${refused} refused`]),
    ...(withoutUrl === 0 ? [] : [`${withoutUrl} without a URL`]),
  ];
  return [
    `  ${[plural(entries, 'entry', 'entries'), ...others].join(', ')}`,
    ...(former === null ? [noFormer] : describeFormer(former)),
    ...(notUnderstood.length === 0 ? [] : ['Not understood, or left out:']),
    ...notUnderstood.map(({ kind, count, example }) => `  ${count}  ${kind}: ${example}`),
  ];
}

const noFormer =
  '  URLs and ids are made as the tool makes them. To compare them with its feed, build the site first, or name the feed with --from-feed';

function describeFormer({ location, entries, found, sameId, sameUrl, newToSubscribers, left }: FormerReport) {
  const names = newToSubscribers.length === 0 ? '' : `: ${someOf(newToSubscribers.map((it) => `"${it}"`))}`;
  return [
    `  ${found} of ${plural(entries, 'entry', 'entries')} of ${location} found: ${sameId} with the same id, ${sameUrl} with the same URL`,
    `  ${plural(newToSubscribers.length, 'entry', 'entries')} would be new to subscribers${names}`,
    ...(left.length === 0 ? [] : [`  Without an article: ${someOf(left.map((it) => `"${it}"`))}`]),
  ];
}
