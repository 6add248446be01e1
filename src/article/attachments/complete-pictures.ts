/** The pictures of an article: which lead, which the text shows already, and the words about each. */
import type { Root } from 'hast';
import type { Image } from '../../model/image.ts';
import { typeOfReference } from '../../model/media-type.ts';
import type { Caption } from '../../model/metadata.ts';
import { firstPicture, readFigures } from '../tree/figures.ts';
import { resolveWeb } from '../tree/sanitise.ts';
import type { AttachedStory } from './attach.ts';
import { fillShown } from './shown-pictures.ts';

export interface Pictures {
  /** Every picture that has words of its own, the leading one first. */
  readonly images: readonly Image[];
  /** The words of those. */
  readonly captions: readonly Caption[];
  /** What leads the text and is not shown in it. */
  readonly lead: readonly Image[];
  /** The others that the text does not show. */
  readonly others: readonly Image[];
}

export interface PicturesContext {
  /** The sanitised text; pictures in it are given the words that they lack. */
  readonly tree: Root;
  readonly base: string;
}

export function completePictures(
  { image, pictures, pictured }: Pick<AttachedStory, 'image' | 'pictures' | 'pictured'>,
  { tree, base }: PicturesContext,
): Pictures {
  const place = (it: Image) => placeImage(it, { tree, base });
  const lead = image === null ? [] : place(image);
  const others = pictures.flatMap(place);
  const images = allImages(
    [...lead, ...others].map((it) => it.image),
    tree,
  );
  return {
    images,
    captions: images.flatMap((it) => pictured.get(it.url) ?? captionOf(it)),
    lead: lead.filter(({ isShown }) => !isShown).map((it) => it.image),
    others: others.filter(({ isShown }) => !isShown).map((it) => it.image),
  };
}

interface PlacedImage {
  readonly image: Image;
  /** True where the text shows it. */
  readonly isShown: boolean;
}

/** None where its address cannot be fetched. */
function placeImage(written: Image, { tree, base }: PicturesContext): PlacedImage[] {
  const url = resolveWeb(written.url, base);
  if (url === null) return [];
  const image = { ...written, url, type: written.type ?? typeOfReference(url) };
  const shown = fillShown(image, tree);
  return [{ image: shown ?? image, isShown: shown !== null }];
}

/** The pictures given and those of the content's figures, each address once; without any, the first picture there is. */
function allImages(given: readonly Image[], tree: Root): readonly Image[] {
  const figures = [...given, ...readFigures(tree)];
  const first = figures.length === 0 ? firstPicture(tree) : null;
  const images = first === null ? figures : [first];
  return images.filter(({ url }, index) => images.findIndex((other) => other.url === url) === index);
}

function captionOf({ caption, credit }: Image): Caption[] {
  return caption === null && credit === null ? [] : [{ text: caption ?? '', credit, position: null }];
}
