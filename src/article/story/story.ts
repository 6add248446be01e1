/** What every format reader makes of a file, before it is sanitised and completed to an `Article`. */
import type { Root } from 'hast';
import type { Channel } from '../../model/channel.ts';
import type { Episode } from '../../model/episode.ts';
import type { Enclosure, Image } from '../../model/image.ts';
import type { Caption, Dateline, Person, Source, Withdrawal } from '../../model/metadata.ts';
import type { Finding } from '../../problem/problem.ts';
import type { When } from '../date/resolve.ts';

/** A correction as its author wrote it. */
export interface WrittenCorrection {
  readonly text: string;
  readonly corrected: When | null;
}

export interface Story {
  readonly id: string | null;
  readonly url: string | null;
  /** Null where the author wrote none. */
  readonly title: string | null;
  readonly published: When | null;
  readonly updated: When | null;
  readonly expires: When | null;
  readonly byline: readonly string[];
  readonly authors: readonly Person[];
  readonly dateline: Dateline | null;
  /** Captions that have no picture. */
  readonly captions: readonly Caption[];
  /** The captions that found a picture, by its address. */
  readonly pictured?: ReadonlyMap<string, Caption>;
  /** The picture that leads; addresses as written. */
  readonly image: Image | null;
  /** Pictures beside the leading one that the content does not hold yet. */
  readonly pictures?: readonly Image[];
  readonly enclosures: readonly Enclosure[];
  readonly summary: string | null;
  readonly categories: readonly string[];
  /** The main subject, where the author names it apart from the categories. */
  readonly section: string | null;
  readonly language: string | null;
  readonly rights: string | null;
  readonly externalUrl: string | null;
  readonly source: Source | null;
  readonly commentsUrl: string | null;
  readonly episode: Episode | null;
  readonly corrections: readonly WrittenCorrection[];
  readonly withdrawal: Withdrawal | null;
  readonly draft: boolean;
  /** As written: nothing in it is trusted. */
  readonly content: Root;
}

export interface StoryReading {
  /** Null where an error keeps the article out. */
  readonly story: Story | null;
  readonly findings: readonly Finding[];
}

/** A text file and what to read it by. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly channel: Channel;
}

export const emptyStory: Story = {
  id: null,
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
  enclosures: [],
  summary: null,
  categories: [],
  section: null,
  language: null,
  rights: null,
  externalUrl: null,
  source: null,
  commentsUrl: null,
  episode: null,
  corrections: [],
  withdrawal: null,
  draft: false,
  content: { type: 'root', children: [] },
};
