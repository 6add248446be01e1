/** Gathers the files of each item: which version is current, and which file of this run or of an earlier one contains it. Pure. */
import { allReadings, articleOf, plainFacts, type Reading, withdrawalOf } from '../../article/reading.ts';
import { foldId, hideName, hidePath } from '../../article/story/hidden-names.ts';
import { fileOfPart, pathOfPart } from '../../article/story/path.ts';
import type { Article } from '../../model/article.ts';
import type { Channel } from '../../model/channel.ts';
import { digestOfText } from '../../model/digest.ts';
import { groupBy } from '../../model/group-by.ts';
import { earliest, type Instant, isAfter } from '../../model/instant.ts';
import { type ItemVersion, plainVersion } from '../../model/metadata.ts';
import { explicitId } from '../id.ts';
import { entryOf, type Item, isWithdrawn, type KnownVersion } from '../item.ts';
import { type FileRead, hasFile, type SourceChange } from '../source-change.ts';
import { compareVersions, type Decision, decideVersion } from './decide-version.ts';

export interface GatherInput {
  readonly items: readonly Item[];
  readonly changes: readonly SourceChange[];
  readonly channel: Pick<Channel, 'authority'>;
}

/** What the changes mean for items with versions, and the changes of all other articles. */
export interface Gathered {
  /** The changes that concern articles without versions. Each article of a file is on its own. */
  readonly changes: readonly SourceChange[];
  /** The items that no version belongs to. */
  readonly items: readonly Item[];
  readonly stories: readonly VersionedStory[];
}

/** One item whose versions changed. */
export interface VersionedStory {
  /** The id, as the agency wrote it. */
  readonly id: string;
  /** The item before this run. Null if it is new. */
  readonly before: Item | null;
  /** Other items that turned out to be versions of this one. */
  readonly absorbed: readonly Item[];
  /** All versions after this run. Empty if all files are gone. */
  readonly versions: readonly KnownVersion[];
  /** Null if there is no version any more. */
  readonly decision: Decision<KnownVersion> | null;
  /** The file with the current version. Null if this run did not read it. */
  readonly file: FileRead | null;
  /** The versions that this run read. */
  readonly arrived: readonly KnownVersion[];
  /** The files of those versions, by path. */
  readonly readings: ReadonlyMap<string, FileRead>;
  /** The title of the entry, or of a version that this run read. Null if no text is known. */
  readonly title: string | null;
  /** The version that was current before this run, if its file is gone or says something else now. */
  readonly lost: KnownVersion | null;
}

/** One version that a file contains. */
interface Claim {
  readonly id: string;
  /** The file as it was read. */
  readonly source: FileRead;
  readonly file: FileRead;
  readonly version: KnownVersion;
}

/** Gathers the versions. Items that are not in `items` cannot be found, so it must contain all that the changes can concern. */
export function gatherVersions({ items, changes, channel }: GatherInput): Gathered {
  const parts = changes.flatMap((change) => (change.kind === 'read' ? partsOf(change) : []));
  const names = indexItems(items, channel);
  const claims = parts.flatMap((file) => claimsOf(file, names));
  const touched = new Set(changes.map(({ path }) => hidePath(path)));
  const isTouched = ({ path }: KnownVersion) => touched.has(hidePath(fileOfPart(path)));
  const named = items.filter(({ name, versions }) => name !== null && versions.some(isTouched));
  if (claims.length === 0 && named.length === 0) return { changes: [...parts, ...goneIn(changes)], items, stories: [] };
  const keyOf = (id: string) => identityKey(id, names);
  const byId = groupBy(claims, ({ id }) => [keyOf(id)]);
  const ids = new Map([
    ...named.map(({ name }) => [hideName(name ?? ''), name ?? ''] as const),
    ...claims.map(({ id }) => [keyOf(id), id] as const),
  ]);
  const byFile = groupBy(parts, ({ path }) => [fileOfPart(hidePath(path))]);
  const stories = [...ids].flatMap(([key, id]) => {
    const own = byId.get(key) ?? [];
    const known = knownItems(id, { names, claims: own });
    const isVersioned = known.some(({ versions }) => versions.length > 0) || own.some(isNumbered);
    const isStory = isVersioned || hasKill(own, { known, touched });
    return isStory ? [storyOf(id, { known, claims: own, touched, byFile })] : [];
  });
  const taken = new Set(stories.flatMap(({ before, absorbed }) => [before, ...absorbed]));
  const storyKeys = new Set(stories.map(({ id }) => keyOf(id)));
  const claimed = new Set(claims.filter(({ id }) => storyKeys.has(keyOf(id))).map(({ version }) => version.path));
  const heard = new Set(
    claims.filter(({ source }) => source.reading.advisory !== null).map(({ source }) => source.path),
  );
  const rest = parts.filter(({ path }) => !claimed.has(path) && !heard.has(path));
  return { changes: [...rest, ...goneIn(changes)], items: items.filter((item) => !taken.has(item)), stories };
}

function goneIn(changes: readonly SourceChange[]): readonly SourceChange[] {
  return changes.filter(({ kind }) => kind === 'gone');
}

/** Finds items by an id, which their agency wrote or their entry has, and by the path of their file. */
interface ItemIndex {
  readonly byId: (id: string) => readonly Item[];
  readonly byPath: ReadonlyMap<string, readonly Item[]>;
}

function indexItems(items: readonly Item[], { authority }: Pick<Channel, 'authority'>): ItemIndex {
  const byName = groupBy(items, ({ name }) =>
    name === null ? [] : [...new Set([hideName(name), hideName(foldId(name))])],
  );
  const byEntry = groupBy(items, (item) => {
    const entry = entryOf(item);
    return entry === null ? [] : [entry.id];
  });
  return {
    byId: (id) => {
      const named = [hideName(id), hideName(foldId(id))].flatMap((key) => byName.get(key) ?? []);
      return [...new Set([...named, ...(byEntry.get(explicitId(authority, id)) ?? [])])];
    },
    byPath: groupBy(items, (item) => (hasFile(item) ? [hidePath(item.path)] : [])),
  };
}

/** The key of an item: the name that it is remembered by, or else its folded id. */
function identityKey(id: string, names: ItemIndex): string {
  const known = names.byId(id).find(({ name }) => name !== null);
  return hideName(known?.name ?? foldId(id));
}

/** The articles of a file, each as if it had a file of its own. */
export function partsOf(file: FileRead): readonly FileRead[] {
  if (file.reading.more.length === 0) return [file];
  const readings = allReadings(file.reading);
  const stories = readings.filter(({ state }) => state !== 'skipped');
  const [first] = readings;
  if (stories.length <= 1) return [{ ...file, reading: stories[0] ?? first ?? file.reading }];
  return stories.map((reading, at) => ({
    ...file,
    path: pathOfPart(file.path, at + 1),
    digest: file.digest === null ? null : digestOfText(`${file.digest} ${at + 1}`),
    reading,
  }));
}

/** The versions that a file contains: its own, and the kills of other items that it names. */
function claimsOf(file: FileRead, names: ItemIndex): readonly Claim[] {
  const { item, advisory } = file.reading;
  const own =
    item === null || !isUsable(file.reading)
      ? []
      : [{ id: item.id, source: file, file, version: versionOf(file, item) }];
  const ended = item === null || !isUsable(file.reading) ? [] : item.ends.filter((id) => id !== item.id);
  const named = advisory === null || !advisory.isKill ? [] : advisory.ids.filter((id) => names.byId(id).length > 0);
  const kills = [...new Set([...ended, ...named])].slice(0, maximumKills).map((id, at) => {
    const facts = { ...plainVersion, id, created: item?.created ?? null, status: 'canceled' as const };
    const path = pathOfKill(file.path, at);
    return { id, source: file, file: { ...file, path }, version: versionOf({ ...file, path }, facts) };
  });
  return [...own, ...kills];
}

/** How many other items a file can end. */
const maximumKills = 100;

/** A kill that a file contains besides its own article has a path of its own. */
function pathOfKill(path: string, at: number): string {
  const file = fileOfPart(path);
  const part = path === file ? 1 : Number(path.slice(file.length + 2));
  return pathOfPart(file, part * 1_000 + at + 1);
}

/** A refused file says nothing that can be relied on, so the last good version stays. */
function isUsable({ state }: Reading): boolean {
  return state === 'accepted' || state === 'held';
}

function versionOf({ path, version, digest, reading }: FileRead, item: ItemVersion): KnownVersion {
  const article = articleOf(reading);
  const { number, created, status } = item;
  return {
    path,
    version,
    hasFile: true,
    number,
    created,
    status,
    published: article === null ? null : firstPublished(article, item),
    digest: article === null ? (digest ?? '') : `${status} ${digestOfArticle(article)}`,
  };
}

/** An embargo moves the date of publication, so that date is not when the item was first created. */
function firstPublished({ published }: Article, { embargoed }: ItemVersion): Instant | null {
  return embargoed !== null && published === embargoed ? null : published;
}

/** The same story can be sent twice, in files with different bytes. */
function digestOfArticle(article: Article): string {
  return digestOfText(JSON.stringify({ ...article, path: '' })).slice(0, 20);
}

interface KnownContext {
  readonly names: ItemIndex;
  readonly claims: readonly Claim[];
}

/** The items that an id belongs to, the one that was published first. An article that had no id when it was published keeps its entry. */
function knownItems(id: string, { names, claims }: KnownContext): readonly Item[] {
  const named = names.byId(id);
  const atPaths = claims.flatMap(({ version }) => names.byPath.get(hidePath(version.path)) ?? []);
  const unnamed = atPaths.filter((item) => item.name === null && entryOf(item) !== null);
  const rank = (item: Item) =>
    Number(entryOf(item) !== null) * 4 + Number(item.versions.length > 0) * 2 + Number(!isWithdrawn(item));
  return (named.length > 0 ? named : unnamed).toSorted((one, other) => rank(other) - rank(one));
}

function isNumbered({ version: { number, created } }: Claim): boolean {
  return number !== null || created !== null;
}

interface Others {
  readonly known: readonly Item[];
  readonly touched: ReadonlySet<string>;
}

/** True if one of several files with the same id withdraws the article, or holds it back. */
function hasKill(claims: readonly Claim[], { known, touched }: Others): boolean {
  const others = known.filter((item) => hasFile(item) && !touched.has(hidePath(fileOfPart(item.path))));
  const statuses = [...claims.map(({ version }) => version.status), ...others.map(statusOf)];
  return statuses.length > 1 && statuses.some((status) => status !== 'usable');
}

function statusOf(item: Item): ItemVersion['status'] {
  if (isWithdrawn(item)) return 'canceled';
  return item.state === 'draft' ? 'withheld' : 'usable';
}

/** The versions that an item has had so far. An article without versions is its own only one. */
function knownVersions(item: Item): readonly KnownVersion[] {
  if (item.versions.length > 0) return item.versions;
  if (!hasFile(item)) return [];
  const { path, version, digest } = item;
  const published = item.state === 'published' ? item.published : null;
  return [{ path, version, hasFile: true, number: null, created: null, status: statusOf(item), published, digest }];
}

interface StoryContext extends Others {
  readonly claims: readonly Claim[];
  /** The articles of each file that was read, by its hidden path. */
  readonly byFile: ReadonlyMap<string, readonly FileRead[]>;
}

function storyOf(id: string, { known, claims, touched, byFile }: StoryContext): VersionedStory {
  const [before = null, ...absorbed] = known;
  const earlier = known.flatMap(knownVersions);
  const kept = earlier.flatMap((version) => keep(version, { touched, byFile, claims }));
  const claimed = new Set(claims.map(({ version }) => hidePath(version.path)));
  const stays = kept.filter(({ path, hasFile }) => !hasFile || !claimed.has(hidePath(path)));
  const arrived = claims.map(({ version }) => version);
  const versions = [...stays, ...withoutRepeats(arrived)];
  const decision = versions.length === 0 ? null : decideVersion(versions);
  const current = decision?.kind === 'current' ? decision.version : null;
  const claim = claims.find(({ version }) => version === current) ?? null;
  const was = before === null ? undefined : earlier.find(({ path }) => hidePath(path) === hidePath(before.path));
  const isLost = was !== undefined && !stays.some(({ path }) => path === was.path) && !claimed.has(hidePath(was.path));
  return {
    id,
    before,
    absorbed,
    versions,
    decision,
    file: current === null ? null : fileOf(current, { claim, id }),
    arrived,
    readings: new Map(claims.map(({ file, version }) => [version.path, file])),
    title: titleOf(before, claims),
    lost: isLost ? was : null,
  };
}

/** The title of the entry, or of a version. A file that only ends the item has the title of another one. */
function titleOf(before: Item | null, claims: readonly Claim[]): string | null {
  const own = claims.filter(({ source, version }) => source.path === version.path);
  return entryOf(before)?.title ?? own.flatMap(({ source }) => articleOf(source.reading)?.title ?? [])[0] ?? null;
}

/** One file can claim an item twice, if it is a version of it and names it as ended, too. */
function withoutRepeats(versions: readonly KnownVersion[]): readonly KnownVersion[] {
  return versions.filter(
    (it, at) => !versions.slice(0, at).some((other) => other.path === it.path && other.status === it.status),
  );
}

interface KeepContext {
  readonly touched: ReadonlySet<string>;
  /** The articles of each file that was read, by its hidden path. */
  readonly byFile: ReadonlyMap<string, readonly FileRead[]>;
  /** The versions of the same item that this run read. */
  readonly claims: readonly Claim[];
}

/** A version that its file no longer contains is forgotten, but a kill stays. A version whose file cannot be read any more stays as it was. */
function keep(version: KnownVersion, { touched, byFile, claims }: KeepContext): readonly KnownVersion[] {
  const file = hidePath(fileOfPart(version.path));
  if (!version.hasFile || !touched.has(file)) return [version];
  const now = byFile.get(file) ?? [];
  if (now.some(({ reading }) => reading.state === 'refused')) return [{ ...version, version: null }];
  const own = claims.filter(({ source }) => hidePath(fileOfPart(source.path)) === file);
  // An edit of the same file can take a kill back. An older version in a file with the same name cannot.
  const isReplaced = own.some((claim) => compareVersions(claim.version, version) >= 0);
  if (isReplaced || version.status !== 'canceled') return [];
  return [{ ...version, path: pathOfKept(version), version: null, hasFile: false }];
}

/** The path of a kill without a file. No file has it, because another item may be in a file with the old name. */
function pathOfKept({ path, digest, number, created }: KnownVersion): string {
  return hidePath(digestOfText(JSON.stringify([path, digest, number, created])));
}

/** The file with the current version. A kill needs no text, so it need not have been read in this run. */
function fileOf(
  current: KnownVersion,
  { claim, id }: { readonly claim: Claim | null; readonly id: string },
): FileRead | null {
  if (current.status === 'canceled') return killFile(current, { claim, id });
  return claim?.file ?? null;
}

function killFile(
  { path, version, digest, number, created }: KnownVersion,
  { claim, id }: { readonly claim: Claim | null; readonly id: string },
): FileRead {
  const withdrawal = claim === null ? null : withdrawalOf(claim.file.reading);
  const facts = { ...plainVersion, id, number, created, status: 'canceled' as const };
  const reading: Reading = {
    ...plainFacts,
    state: 'held',
    mark: { kind: 'withdrawn', withdrawal: withdrawal ?? { notice: null, withdrawn: null } },
    article: null,
    item: facts,
    problems: claim === null || withdrawal === null ? [] : claim.file.reading.problems,
  };
  return { kind: 'read', path, version, digest: claim?.file.digest ?? digest, reading, beside: {} };
}

/** The current version of an item whose file has to be read, because another version was current before. Null if there is none. */
export function versionToRead({ before, decision, file }: VersionedStory): string | null {
  if (decision?.kind !== 'current' || file !== null || before === null) return null;
  return hidePath(decision.version.path) === hidePath(before.path) ? null : decision.version.path;
}

/** The file as the item is published from it: the item was first published when its first version says. */
export function withFirstDate(file: FileRead, versions: readonly KnownVersion[]): FileRead {
  const { reading } = file;
  const article = articleOf(reading);
  if (article === null || (reading.state !== 'accepted' && reading.state !== 'held')) return file;
  const first = earliest([article.published, ...versions.map(({ published }) => published)]);
  const created = reading.item?.created ?? article.updated;
  const isEmbargoed = reading.item?.embargoed === article.published;
  const published = isEmbargoed ? article.published : first;
  const updated = created !== null && isAfter(created, published) ? created : null;
  return { ...file, reading: { ...reading, article: { ...article, published, updated } } };
}

/** True if a version came after a newer one that was known before. */
export function isLate(version: KnownVersion, current: KnownVersion): boolean {
  return version.status !== 'canceled' && version.digest !== current.digest && compareVersions(version, current) < 0;
}
