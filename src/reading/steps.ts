/** The steps of reading in the form that another process can run: each is a function from plain data to plain data. */
import { wantedFiles } from '../article/attachments/attach.ts';
import type { Beside } from '../article/attachments/beside.ts';
import { loadMetadataLibrary, withEmbedded } from '../article/attachments/embedded-captions.ts';
import { readSidecar, type Sidecar } from '../article/attachments/sidecar.ts';
import { storyParsers } from '../article/parse-article.ts';
import { completeReading, type Parsed, parseFile, type StoryParsers, storiesIn } from '../article/parse-file.ts';
import { prepareArticle } from '../article/prepare-article.ts';
import { type Reading, refuseAsFault } from '../article/reading.ts';
import type { Channel } from '../model/channel.ts';
import type { File } from '../model/file.ts';
import type { ChannelStep } from './channel-step.ts';

/** What all articles of a run are read with. */
export interface ArticleSettings {
  readonly channel: Channel;
  readonly index: Beside;
}

export interface ArticleStep {
  readonly kind: 'article';
  /** The same for all steps of one article. */
  readonly id: number;
  readonly file: File;
  /** The files beside the article that have been read so far. */
  readonly bodies: Beside['bodies'];
}

export type Step = ArticleStep | ChannelStep;

/** `wanted` lists the files beside the article that have to be read before the article can be completed. */
export type ArticleAnswer =
  | { readonly kind: 'wanted'; readonly paths: readonly string[] }
  | { readonly kind: 'read'; readonly reading: Reading };

export type StepReader = (step: Omit<ArticleStep, 'kind'>, settings: ArticleSettings) => Promise<ArticleAnswer>;

/**
 * Makes a function that reads an article with the files that have been read so far. It keeps what it parsed last, so that the
 * next step of the same article does not parse it again. Any step can also be the first.
 */
export function createStepReader(parsers: StoryParsers = storyParsers): StepReader {
  let kept: { readonly id: number; readonly parsed: Parsed } | null = null;
  return async ({ id, file, bodies }, { channel, index }) => {
    try {
      const parsed =
        kept?.id === id ? kept.parsed : parseFile(await prepareArticle(file, channel), channel, { parsers });
      kept = null;
      if (parsed.state !== 'parsed') return { kind: 'read', reading: parsed };
      const context = { path: file.path, beside: index, channel };
      const wantedBy = (sidecar: Sidecar | null) =>
        missingFrom(bodies, [
          ...new Set(storiesIn(parsed).flatMap((story) => wantedFiles(story, { ...context, sidecar }))),
        ]);
      const wanted = wantedBy(null);
      const sidecar = wanted.length > 0 ? null : readSidecar(file.path, { bodies });
      const more = sidecar === null ? wanted : wantedBy(sidecar);
      if (sidecar === null || more.length > 0) {
        kept = { id, parsed };
        return { kind: 'wanted', paths: more };
      }
      const beside = { ...index, bodies, enclosed: parsed.enclosed };
      const described = channel.pictureCaptions ? withEmbedded(beside, await loadMetadataLibrary()) : beside;
      return { kind: 'read', reading: completeReading(parsed, { beside: described, sidecar }) };
    } catch (thrown) {
      return { kind: 'read', reading: refuseAsFault(file.path, thrown) };
    }
  };
}

function missingFrom(bodies: Beside['bodies'], paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !bodies.has(path));
}
