/** Pictures, and attached media. */

/** A picture. RSS and Atom media:content · JSON image. Null where a thing is not known; it is never guessed. */
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

/** Attached media. RSS enclosure · Atom link rel=enclosure · JSON attachments. */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  /** Null where it is not known. */
  readonly lengthBytes: number | null;
  readonly title: string | null;
  /** Of audio and video, in whole seconds. RSS itunes:duration · JSON duration_in_seconds. */
  readonly durationSeconds?: number;
}
