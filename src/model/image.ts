/** The `Image` and `Enclosure` types: pictures and attached media. */

/**
 * A picture. RSS and Atom media:content · JSON image. What is not known is null, never a guess.
 *
 * @example
 * const picture: Image = {
 *   url: 'https://courier.example/terns.jpg',
 *   type: 'image/jpeg',
 *   width: 1200,
 *   height: 800,
 *   lengthBytes: null,
 *   alt: 'Terns above a beach',
 *   caption: null,
 *   credit: 'Joss Whitlow',
 * };
 */
export interface Image {
  readonly url: string;
  /** The media type, such as `image/jpeg`. */
  readonly type: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly lengthBytes: number | null;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** The values of a picture of which only the URL is known. The order of the keys is fixed, because it affects digests. */
export const unknownImage = {
  type: null,
  width: null,
  height: null,
  lengthBytes: null,
  alt: '',
  caption: null,
  credit: null,
} as const satisfies Omit<Image, 'url'>;

/** Makes a picture from what is known of it; the rest is null. */
export function image(known: Pick<Image, 'url'> & Partial<Image>): Image {
  return { ...unknownImage, ...known };
}

/**
 * Attached media. RSS enclosure · Atom link rel=enclosure · JSON attachments.
 *
 * @example
 * const sound: Enclosure = {
 *   url: 'https://courier.example/terns.mp3',
 *   type: 'audio/mpeg',
 *   lengthBytes: 4_200_000,
 *   title: null,
 *   durationSeconds: 312,
 * };
 */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  /** Null if it is not known. */
  readonly lengthBytes: number | null;
  readonly title: string | null;
  /** For audio and video, in whole seconds. Null if it is not known. RSS itunes:duration · JSON duration_in_seconds. */
  readonly durationSeconds: number | null;
}

/** The values of an enclosure of which only the URL and type are known. */
export const unknownEnclosure = {
  lengthBytes: null,
  title: null,
  durationSeconds: null,
} as const satisfies Omit<Enclosure, 'url' | 'type'>;

/** Makes an enclosure from what is known of it; the rest is null. */
export function enclosure({ url, type, ...known }: Pick<Enclosure, 'url' | 'type'> & Partial<Enclosure>): Enclosure {
  return { url, type, ...unknownEnclosure, ...known };
}
