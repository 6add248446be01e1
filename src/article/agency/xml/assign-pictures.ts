/** Decides which story of a file shows a picture that is an item of its own. */
import type { Image } from '../../../model/image.ts';
import type { SkippedKind } from '../../story/no-story.ts';
import { splitVersionedId } from '../versioned-id.ts';

/** An item of a file with several. */
export interface FileItem {
  /** What the item is known by in its file. */
  readonly key: object;
  readonly id: string | null;
  /** Null for a story. */
  readonly kind: SkippedKind | null;
  /** The ids of the items that it names. */
  readonly links: readonly string[];
  /** The picture, if the item is one. */
  readonly picture: Image | null;
}

export interface AssignedPictures {
  /** The pictures of a story. */
  readonly of: (key: object) => readonly Image[];
  readonly used: ReadonlySet<Image>;
}

/** Lists of ids that belong together, for each package of a file. */
type Packages = readonly (readonly (readonly string[])[])[];

/** Gives each picture to the story that names it, that it names, or that a package puts beside it; else to the only story. */
export function assignPictures(items: readonly FileItem[], packages: Packages): AssignedPictures {
  const stories = items.filter(({ kind }) => kind === null);
  const byId = new Map(stories.flatMap((story) => (story.id === null ? [] : [[nameOf(story.id), story] as const])));
  const naming = firstOf(stories.flatMap((story) => story.links.map((link) => [nameOf(link), story] as const)));
  const lists = [...packages.flat(), ...packages.map((groups) => groups.flat())];
  const beside = firstOf(lists.flatMap((list) => storiesBeside(list.map(nameOf), byId)));
  const only = stories.length === 1 ? stories[0] : undefined;
  const ownerOf = ({ id, links }: FileItem) => {
    const named = links.map((link) => byId.get(nameOf(link))).find((story) => story !== undefined);
    const name = id === null ? '' : nameOf(id);
    return naming.get(name) ?? named ?? beside.get(name) ?? only;
  };
  const owned = items.flatMap((item) => {
    const owner = item.picture === null ? undefined : ownerOf(item);
    return item.picture === null || owner === undefined ? [] : [{ picture: item.picture, key: owner.key }];
  });
  const byKey = Map.groupBy(owned, ({ key }) => key);
  return {
    of: (key) => (byKey.get(key) ?? []).map(({ picture }) => picture),
    used: new Set(owned.map(({ picture }) => picture)),
  };
}

/** The id without a version, which only some references have. */
function nameOf(id: string): string {
  return splitVersionedId(id).id;
}

type Pair = readonly [name: string, story: FileItem];

/** The first story of each name. */
function firstOf(pairs: readonly Pair[]): ReadonlyMap<string, FileItem> {
  return new Map(pairs.toReversed());
}

/** The story of each member of a list: the nearest one before it, or else the first one. */
function storiesBeside(list: readonly string[], byId: ReadonlyMap<string, FileItem>): readonly Pair[] {
  let nearest = list.map((name) => byId.get(name)).find((story) => story !== undefined);
  return list.flatMap((name): Pair[] => {
    nearest = byId.get(name) ?? nearest;
    return nearest === undefined ? [] : [[name, nearest]];
  });
}
