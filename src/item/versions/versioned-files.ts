/** Decides what each item with versions is published from in this run, and says what editors must know: kills, late versions, conflicts. Pure. */
import { hidePath, isHiddenName } from '../../article/story/hidden-names.ts';
import { fileOfPart } from '../../article/story/path.ts';
import { type Instant, isAfter } from '../../model/instant.ts';
import { error, type Finding, inFile, type Problem, warning } from '../../problem/problem.ts';
import { entryOf, type Item, isWithdrawn, type KnownVersion } from '../item.ts';
import type { VersionedFile } from '../next-items.ts';
import type { FileRead } from '../source-change.ts';
import { compareVersions } from './decide-version.ts';
import { type VersionedStory, versionToRead, withFirstDate } from './gather-versions.ts';

/** The files that the items with versions are published from. */
export function versionedFiles(stories: readonly VersionedStory[], now: Instant): readonly VersionedFile[] {
  return stories.map((story) => withoutPlain(versionedFile(story, now)));
}

/** An article of which nothing else is known is no item with versions. */
function withoutPlain(file: VersionedFile): VersionedFile {
  const [version, ...others] = file.versions;
  const isPlain =
    others.length === 0 && version?.status !== 'canceled' && version?.number === null && version.created === null;
  return isPlain ? { ...file, versions: [] } : file;
}

function versionedFile(story: VersionedStory, now: Instant): VersionedFile {
  const { before, versions, decision } = story;
  const plain = { before, versions, isEmpty: versions.length === 0, file: null, problems: [], refused: [] };
  if (decision === null) return plain;
  if (decision.kind === 'conflict') return withoutConflict(story, decision.versions);
  const current = decision.version;
  const problems = problemsOf(story, current);
  const unread = versionToRead(story);
  if (unread !== null) return { ...plain, versions: readAgain(versions, unread), problems };
  if (story.file === null) return { ...plain, problems };
  const file = withFirstDate(story.file, versions);
  const embargo = embargoOf(file, now);
  if (embargo === null || before?.state !== 'published') return { ...plain, file, problems };
  const waiting: Item = { ...before, nextReading: embargo };
  return { ...plain, before: waiting, problems: [...problems, ...inFile(current.path, [embargoed(current, embargo)])] };
}

/** Marks a version so that the next run reads its file. */
function readAgain(versions: readonly KnownVersion[], path: string): readonly KnownVersion[] {
  return versions.map((it) => (it.path === path ? { ...it, version: null } : it));
}

/** The end of an embargo in the future. Null if there is none. */
function embargoOf({ reading }: FileRead, now: Instant): Instant | null {
  const end = reading.state === 'accepted' ? (reading.item?.embargoed ?? null) : null;
  return end !== null && isAfter(end, now) ? end : null;
}

function embargoed(version: KnownVersion, end: Instant): Finding {
  const message = `${describeVersion(version)} waits until its embargo ends at ${end}; until then, what is published stays as it was`;
  return warning('embargoed-version', message);
}

/**
 * Refuses versions of which nothing says that they are newer than what is out. If nothing was out, the first file by path is
 * published, unless an agency holds the item back in another one.
 */
function withoutConflict(story: VersionedStory, [one, other]: readonly [KnownVersion, KnownVersion]): VersionedFile {
  const { before, versions, arrived, readings } = story;
  const tied = arrived.filter((it) => it.status !== 'canceled' && compareVersions(it, one) === 0);
  const isOwn = ({ path }: KnownVersion) => before !== null && hidePath(path) === hidePath(before.path);
  const [first] = tied.toSorted(usableFirst);
  const mayBeFirst = before === null && !isHeldBack(tied);
  const winner = tied.find(isOwn) ?? (mayBeFirst ? first : undefined) ?? null;
  const lost = tied.filter((it) => it !== winner && it.digest !== winner?.digest);
  const kept = versions.filter((it) => !lost.includes(it));
  const read = winner === null ? undefined : readings.get(winner.path);
  return {
    before,
    versions: kept,
    isEmpty: false,
    file: read === undefined ? null : withFirstDate(read, kept),
    problems: lost.flatMap((it) => inFile(it.path, [conflict(it, it.digest === one.digest ? other : one)])),
    refused: lost.map(({ path }) => path),
  };
}

/** True if one of several versions of an agency is withheld. A draft beside an article with the same id is only a mistake. */
function isHeldBack(versions: readonly KnownVersion[]): boolean {
  return versions.some(({ status, number, created }) => status === 'withheld' && (number !== null || created !== null));
}

function usableFirst(one: KnownVersion, other: KnownVersion): number {
  const byStatus = Number(other.status === 'usable') - Number(one.status === 'usable');
  return byStatus || Number(one.path > other.path) - Number(one.path < other.path);
}

function conflict(version: KnownVersion, other: KnownVersion): Finding {
  const message = `${describeVersion(version)} and ${describeVersion(other)} are the same item and differ, and nothing says which one is newer: give the newer one a higher version, or remove one`;
  return error('version-conflict', message, { line: 1, column: 1 });
}

/** What editors must know of the versions that arrived or left. */
function problemsOf({ before, title, arrived, lost, id }: VersionedStory, current: KnownVersion): readonly Problem[] {
  const name = title === null ? `The item "${id}"` : `"${title}"`;
  const isKill = current.status === 'canceled';
  const isTold = isKill && (arrived.includes(current) || before === null || !isWithdrawn(before));
  const kill = isTold ? [inFile(current.path, [killed(current, { name, before })])] : [];
  const late = arrived.includes(current) ? [] : arrived.filter(({ status }) => status !== 'canceled');
  const lates = late.map((it) => inFile(it.path, isKill ? [afterKill(it, current)] : lateFindings(it, current)));
  const isOlder = !isKill && lost?.status === 'usable' && compareVersions(current, lost) < 0;
  return [...kill, ...lates, ...(isOlder ? [inFile(current.path, [olderAgain(current, lost)])] : [])].flat();
}

interface KillContext {
  readonly name: string;
  readonly before: Item | null;
}

function killed(kill: KnownVersion, { name, before }: KillContext): Finding {
  const wasOut = entryOf(before) !== null;
  const what = wasOut ? 'is withdrawn' : 'is not published';
  return warning('killed-item', `${name} ${what}, because ${describeVersion(kill)} kills it`);
}

function afterKill(version: KnownVersion, kill: KnownVersion): Finding {
  return warning(
    'late-version',
    `${describeVersion(version)} is not published, because ${describeVersion(kill)} killed the item`,
  );
}

function lateFindings(version: KnownVersion, current: KnownVersion): readonly Finding[] {
  if (version.digest === current.digest || compareVersions(version, current) >= 0) return [];
  const message = `${describeVersion(version)} came after ${describeVersion(current)}, which is newer and stays`;
  return [warning('late-version', message)];
}

function olderAgain(version: KnownVersion, lost: KnownVersion): Finding {
  const message = `The file of ${describeVersion(lost)} is gone, so ${describeVersion(version)} is current again`;
  return warning('older-version', message);
}

/** A version for messages, such as `version 3 in "drop/0417.xml"`. The path of an item that is not out is not known. */
export function describeVersion({ number, path, hasFile, created }: KnownVersion): string {
  const which = number !== null ? `version ${number}` : created !== null ? `the version of ${created}` : 'the version';
  return hasFile && !isHiddenName(path) ? `${which} in "${fileOfPart(path)}"` : which;
}
