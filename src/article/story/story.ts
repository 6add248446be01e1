/** The `Story` type: the result of every format parser, before it is sanitised and completed to an `Article`. */
import type { Root } from 'hast';
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/image.ts';
import type { ItemVersion } from '../../model/metadata.ts';
import { type Caption, type Metadata, noStatements, type Withdrawal } from '../../model/metadata.ts';
import type { Finding } from '../../problem/problem.ts';
import type { ZonedInstant } from '../date/resolve.ts';
import type { FoundMark } from './found-mark.ts';
import type { Advisory, EditorialFacts } from './no-story.ts';

/** A correction as its author wrote it. */
export interface WrittenCorrection {
  readonly text: string;
  readonly corrected: ZonedInstant | null;
}

/** What an author wrote in one file. The URLs in `image` and other metadata are as written. */
export interface Story extends Metadata {
  /** The id by the setting `ids`. Null if there is none, or if only the URL of the article is needed for it. */
  readonly siteId: string | null;
  /** Which version of an item it is. Null if the file names no id. */
  readonly item: ItemVersion | null;
  /** Null if the author did not write one. */
  readonly title: string | null;
  readonly summary: string | null;
  readonly published: ZonedInstant | null;
  readonly updated: ZonedInstant | null;
  readonly expires: ZonedInstant | null;
  /** Captions that have no picture. */
  readonly captions: readonly Caption[];
  /** Pictures other than the lead picture that the content does not contain yet. */
  readonly pictures: readonly Image[];
  readonly corrections: readonly WrittenCorrection[];
  readonly withdrawal: Withdrawal | null;
  /** True if nobody sees it. */
  readonly draft: boolean;
  /** The marks that keep the article, or a part of it, from the public. */
  readonly marks: readonly FoundMark[];
  /** The keys of front matter that were not used, as written. */
  readonly unusedKeys: readonly string[];
  /** What an agency tells editors. Null in formats that are not of agencies. */
  readonly editorial: EditorialFacts | null;
  /** The direction of the text, if the file says it: `rtl`, `ltr` or `auto`. */
  readonly direction: string | null;
  /** As written, and not sanitised. */
  readonly content: Root;
}

export interface StoryReading {
  /**
   * Set if the text tells editors what to do with another story. Then there is no story, except if the order is above a whole story
   * that it also holds back.
   */
  readonly advisory?: Advisory | null;
  /** Null if an error keeps the article out. */
  readonly story: Story | null;
  readonly findings: readonly Finding[];
}

/** The input of a parser: the text of a file with its path and the settings. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly channel: Channel;
}

export const emptyStory: Story = {
  id: null,
  siteId: null,
  item: null,
  url: null,
  title: null,
  published: null,
  updated: null,
  expires: null,
  byline: [],
  authors: [],
  dateline: null,
  captions: [],
  image: null,
  pictures: [],
  enclosures: [],
  summary: null,
  categories: [],
  section: null,
  ...noStatements,
  episode: null,
  corrections: [],
  withdrawal: null,
  draft: false,
  marks: [],
  unusedKeys: [],
  editorial: null,
  direction: null,
  content: { type: 'root', children: [] },
};
