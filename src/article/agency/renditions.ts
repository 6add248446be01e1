/** Chooses one of the sizes in which agencies send a picture. */
import { fileTypeOf, fileTypes } from '../../model/media-type.ts';

/** A picture in one size. */
export interface Rendition {
  readonly url: string | null;
  /** The media type. Null if it is not known. */
  readonly type: string | null;
  /** In pixels. Null if it is not known. */
  readonly width: number | null;
  /** What the agency calls the size, such as `rnd:highRes`. */
  readonly name: string;
}

/** The maximum width that a page needs, in pixels. */
const widest = 2048;

/** The widest rendition up to `widest`, or else the smallest of the larger ones. Without widths, the one with the best name. */
export function bestRendition<T extends Rendition>(renditions: readonly T[]): T | null {
  return renditions.filter(isShown).toSorted((a, b) => rank(b) - rank(a) || nameRank(b) - nameRank(a))[0] ?? null;
}

/** Types that browsers show. */
const shownTypes: ReadonlySet<string> = new Set(
  fileTypes.filter(({ kind, use }) => kind === 'picture' && use === 'beside').map(({ mediaType }) => mediaType),
);

/** True for a picture on the web, or a file beside the item. */
function isShown({ url, type }: Rendition): boolean {
  const known = (type ?? 'image/jpeg').toLowerCase().replace(/^image\/(?:jpg|pjpeg|pjpg)$/, 'image/jpeg');
  if (url === null || !shownTypes.has(known)) return false;
  if (/^https?:/i.test(url)) return true;
  return !/^[a-z][a-z0-9+.-]*:/i.test(url) && fileTypeOf(url.split(/[?#]/)[0] ?? '')?.kind === 'picture';
}

/** A picture with a watermark comes last. */
function rank({ width, name }: Rendition): number {
  const size = width === null ? 0 : width > widest ? widest - width : width;
  return /watermark/i.test(name) ? size - 1_000_000 : size;
}

/** Names of sizes, with the least useful first. Other names are in the middle. */
const names: readonly (readonly [RegExp, number])[] = [
  [/thumb|icon|square|quicklook/i, 0],
  [/preview|low|small/i, 1],
  [/web|view|base|main|high|large/i, 3],
];

function nameRank({ name }: Rendition): number {
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? 2;
}
