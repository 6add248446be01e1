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
  const owners = new Map<Image, object>();
  for (const item of items) {
    const owner = item.picture === null ? null : ownerOf(item, { stories, packages });
    if (item.picture !== null && owner !== null) owners.set(item.picture, owner.key);
  }
  return {
    of: (key) => [...owners].filter(([, owner]) => owner === key).map(([picture]) => picture),
    used: new Set(owners.keys()),
  };
}

interface Candidates {
  readonly stories: readonly FileItem[];
  readonly packages: Packages;
}

function ownerOf({ id, links }: FileItem, { stories, packages }: Candidates): FileItem | null {
  const named = stories.find((story) => id !== null && story.links.some((link) => isSameItem(link, id)));
  const naming = stories.find((story) => links.some((link) => story.id !== null && isSameItem(link, story.id)));
  const inGroup = id === null ? null : inPackages(id, { stories, packages });
  return named ?? naming ?? inGroup ?? (stories.length === 1 ? (stories[0] ?? null) : null);
}

/** The story of the same group, or else of the same package: the nearest one before the picture, or else the first one. */
function inPackages(id: string, { stories, packages }: Candidates): FileItem | null {
  const lists = [...packages.flat(), ...packages.map((groups) => groups.flat())];
  for (const list of lists.filter((it) => it.some((member) => isSameItem(member, id)))) {
    const at = list.findIndex((member) => isSameItem(member, id));
    const found = [...list.slice(0, at).toReversed(), ...list.slice(at)]
      .map((member) => stories.find((story) => story.id !== null && isSameItem(member, story.id)))
      .find((story) => story !== undefined);
    if (found !== undefined) return found;
  }
  return null;
}

/** True for the same id, even if only one of them ends in a version. */
function isSameItem(one: string, other: string): boolean {
  return one === other || splitVersionedId(one).id === splitVersionedId(other).id;
}
