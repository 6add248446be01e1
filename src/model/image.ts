/** Pictures, and attached media. */

/**
 * A picture. RSS and Atom media:content · JSON image. Null if something is not known; it is never guessed.
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

/** What a picture has if nothing is known of it but its URL. Its keys have one order, so that it has one digest. */
export const unknownImage = {
  type: null,
  width: null,
  height: null,
  lengthBytes: null,
  alt: '',
  caption: null,
  credit: null,
} as const satisfies Omit<Image, 'url'>;

/** A picture of which no more is known than what is given. */
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
  /** Of audio and video, in whole seconds; null if it is not known. RSS itunes:duration · JSON duration_in_seconds. */
  readonly durationSeconds: number | null;
}

/** What media have if nothing is known of them but their URL and type. */
export const unknownEnclosure = {
  lengthBytes: null,
  title: null,
  durationSeconds: null,
} as const satisfies Omit<Enclosure, 'url' | 'type'>;

/** Media of which no more is known than what is given. */
export function enclosure({ url, type, ...known }: Pick<Enclosure, 'url' | 'type'> & Partial<Enclosure>): Enclosure {
  return { url, type, ...unknownEnclosure, ...known };
}
