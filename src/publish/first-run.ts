/** Publishes, and reports success if nothing has been sent yet: a deployed function is invoked before the first articles arrive. */
import { isArticlePath } from '../article/story/path.ts';
import { channelFile } from '../channel/channel-file.ts';
import { error, type Finding, inFile, warning } from '../problem/problem.ts';
import { PublishError } from '../problem/publish-error.ts';
import { publish } from './publish.ts';
import { type PublishOptions, parseNow } from './read/publish-options.ts';
import type { Report } from './report.ts';

/**
 * Publishes once, as `publish` does. If there are no settings, no articles and no publication, it returns an empty report
 * with the warning `nothing-sent` instead of throwing `missing-channel`. If no file is an article yet, the report has the error
 * `nothing-readable`.
 */
export async function publishIfSent(
  options: PublishOptions,
  run: (options: PublishOptions) => Promise<Report> = publish,
): Promise<Report> {
  try {
    return await run(options);
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    // The first file that an agency sends may be a picture: the invocation did not fail, and the next one may find a story.
    if (thrown.code === 'nothing-readable') {
      return await emptyReport(options, error('nothing-readable', thrown.message));
    }
    if (thrown.code !== 'missing-channel' || !(await isEmpty(options))) throw thrown;
    const message = `There are no articles in ${options.from.location} yet: send ${channelFile} and the articles with the command "push"`;
    return await emptyReport(options, warning('nothing-sent', message));
  }
}

/** Pictures do not count: they are sent before the settings. */
async function isEmpty({ from, to }: PublishOptions): Promise<boolean> {
  const [articles, published] = await Promise.all([from.list(isArticlePath), to.list(() => true)]);
  return articles.length === 0 && published.length === 0;
}

async function emptyReport({ from, to, now }: PublishOptions, finding: Finding): Promise<Report> {
  return {
    from: from.location,
    to: to.location,
    now: await parseNow(now),
    dryRun: false,
    articles: 0,
    skipped: [],
    noStories: [],
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
    problems: inFile(channelFile, [finding]),
    feeds: [],
    page: null,
  };
}
