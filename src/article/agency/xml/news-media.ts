/** Reads the pictures of NITF: `media` with its references, caption and producer. */
import type { Image } from '../../../model/image.ts';
import { fileTypeOf } from '../../../model/media-type.ts';
import { buildImage, sizeOf } from '../contents.ts';
import { bestRendition, type Rendition } from '../renditions.ts';
import {
  attributeAmong,
  attributeOf,
  elementAt,
  elementLine,
  elementLines,
  elementsAt,
  elementsBelow,
} from './elements.ts';
import type { NewsElement } from './news-xml.ts';

/** A picture in one size, with its facts. */
export interface NewsRendition extends Rendition {
  readonly height: number | null;
  readonly lengthBytes: number | null;
}

interface PictureTexts {
  readonly caption: string | null;
  readonly credit: string | null;
  readonly alt: string;
}

/** Builds the picture of the best rendition, or of one that is reported because it cannot be shown. Null if there is none. */
export function pictureOfRenditions(renditions: readonly NewsRendition[], texts: PictureTexts): Image | null {
  const best = bestRendition(renditions) ?? renditions.find(isReported) ?? null;
  if (best === null || best.url === null) return null;
  const { url, type, width, height, lengthBytes } = best;
  return buildImage({ url: url.replaceAll('\\', '/'), type, width, height, lengthBytes, ...texts });
}

/** True for a picture that is written into the file, and for a file of a type that no browser shows. */
function isReported({ url }: NewsRendition): boolean {
  if (url === null || /^[a-z][a-z0-9+.-]*:/i.test(url)) return url?.startsWith('data:') ?? false;
  return fileTypeOf(url.split(/[?#]/)[0] ?? '')?.kind === 'picture';
}

/** A media type in lower case, with the usual name of JPEG. */
export function imageTypeOf(type: string | null): string | null {
  const lower = type?.toLowerCase() ?? null;
  return lower === 'image/jpg' || lower === 'image/pjpeg' ? 'image/jpeg' : lower;
}

/** What `media` is: `image`, `video`, `audio`, or another word of NITF. */
export function mediaKindOf(media: NewsElement): string {
  const written = attributeOf(media, 'media-type')?.toLowerCase() ?? null;
  const mime = attributeOf(elementAt(media, 'media-reference'), 'mime-type')?.split('/')[0]?.toLowerCase();
  const kind = written ?? mime ?? 'image';
  return /^(?:photo|picture|graphic|infographic)$/.test(kind) ? 'image' : kind;
}

/** The picture of a `media` element. Null if it has none. */
export function pictureOfMedia(media: NewsElement): Image | null {
  if (mediaKindOf(media) !== 'image') return null;
  const renditions = [
    ...[...elementsAt(media, 'media-reference'), ...elementsAt(media, 'bildfil')].map(renditionOf),
    ...inlineRenditions(media),
  ];
  const alt = attributeAmong(elementAt(media, 'media-reference'), 'alternate-text') ?? '';
  return pictureOfRenditions(renditions, { ...textsOfMedia(media), alt });
}

/** The caption and the credit of a `media` element, or of `bild` of TT. */
export function textsOfMedia(media: NewsElement): Omit<PictureTexts, 'alt'> {
  const captions = [...elementsAt(media, 'media-caption'), ...elementsAt(media, 'bildtext')];
  const producer = elementAt(media, 'media-producer') ?? elementAt(media, 'bildskapare');
  return {
    caption: elementLines(captions).join(' ') || metadataOf(media, /^caption$/i),
    credit: elementLine(producer) ?? metadataOf(media, /^(?:credit|creditline|byline)$/i),
  };
}

/** All pictures below an element. */
export function picturesInMedia(body: NewsElement): readonly Image[] {
  const media = [...elementsBelow(body, 'media'), ...elementsBelow(body, 'bild')];
  return media.flatMap((it) => pictureOfMedia(it) ?? []);
}

function renditionOf(reference: NewsElement): NewsRendition {
  return {
    url: attributeAmong(reference, 'source', 'data-location', 'href') ?? elementLine(reference),
    type: imageTypeOf(attributeOf(reference, 'mime-type')),
    width: sizeOf(attributeOf(reference, 'width')),
    height: sizeOf(attributeOf(reference, 'height')),
    lengthBytes: null,
    name: attributeAmong(reference, 'name', 'id', 'media-reference-type') ?? '',
  };
}

/** A picture that is written into the file cannot be published. Its beginning is enough to report it. */
function inlineRenditions(media: NewsElement): readonly NewsRendition[] {
  return elementsAt(media, 'media-object').map((object) => {
    const type = imageTypeOf(attributeOf(elementAt(media, 'media-reference'), 'mime-type')) ?? 'image/jpeg';
    const data = elementLine(object)?.slice(0, 30) ?? null;
    const url = data === null ? null : `data:${type};base64,${data}`;
    return { url, type, width: null, height: null, lengthBytes: null, name: '' };
  });
}

function metadataOf(media: NewsElement, pattern: RegExp): string | null {
  const found = elementsAt(media, 'media-metadata').find((it) => pattern.test(attributeOf(it, 'name') ?? ''));
  return attributeOf(found ?? null, 'value');
}
