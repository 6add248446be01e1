/** The first run of a function: it is woken before the first articles are sent. */
import { isArticlePath } from '../article/story/path.ts';
import { channelFile } from '../channel/parse-channel.ts';
import { inFile, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { publish } from './publish.ts';
import { type PublishOptions, parseNow } from './publish-options.ts';
import type { Report } from './report.ts';

/** Publishes once, as `publish` does. If there are neither settings nor articles, nor a publication, there is nothing to do. */
export async function publishIfSent(options: PublishOptions): Promise<Report> {
  try {
    return await publish(options);
  } catch (thrown) {
    const isMissing = thrown instanceof PublishError && thrown.code === 'missing-channel';
    if (!isMissing || !(await nothingIsThere(options))) throw thrown;
    return reportOfNothing(options);
  }
}

/** Pictures may be there: they are sent before the settings. */
async function nothingIsThere({ from, to }: PublishOptions): Promise<boolean> {
  const [articles, published] = await Promise.all([from.list(isArticlePath), to.list(() => true)]);
  return articles.length === 0 && published.length === 0;
}

function reportOfNothing({ from, to, now }: PublishOptions): Report {
  const message = `There is nothing in ${from.location} yet: send ${channelFile} and the articles with "presstime push"`;
  return {
    from: from.location,
    to: to.location,
    now: parseNow(now),
    dryRun: false,
    articles: 0,
    skipped: [],
    read: 0,
    entries: 0,
    archived: 0,
    entryChanges: [],
    heldBack: [],
    refused: [],
    nextDue: null,
    changes: [],
    ledgerWrites: 0,
    generation: 0,
    problems: inFile(channelFile, [warning('nothing-sent', message)]),
    feeds: [],
    page: null,
  };
}
