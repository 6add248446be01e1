/** `presstime publish`: articles in one place to feeds in another. */
import { channelSettings } from '../../channel/settings.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish as publishOnce } from '../../publish/publish.ts';
import { type Command, jsonFlag } from '../terminal/command.ts';
import { describeReport } from '../terminal/messages.ts';
import { nowFlag, readNow } from '../terminal/now.ts';
import { checkApart, fromFlag, openSource, openStore, wantedPlace } from '../terminal/open-store.ts';
import { sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';

const { feedUrl } = channelSettings;

export const publish: Command = {
  name: 'publish',
  summary: 'Read the articles in one place and write the feeds to another.',
  argument: null,
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'PLACE',
      variable: 'PRESSTIME_TO',
      meaning: 'Where the publication goes (default: public).',
      wanted: wantedPlace,
    },
    {
      name: 'feed-url',
      value: 'ADDRESS',
      variable: 'PRESSTIME_FEED_URL',
      meaning: 'The address that the publication is served from (default: feedUrl in feed.yaml).',
      wanted: { words: feedUrl.wanted, accepts: (written) => feedUrl.parse(written) !== undefined },
    },
    nowFlag,
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Say what would be done, and write nothing.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a run that takes more than half of the entries away.',
    },
    {
      name: 'no-hubs',
      value: null,
      variable: 'PRESSTIME_NO_HUBS',
      meaning: 'Tell no WebSub hub, such as where the folder goes to its server later.',
    },
    jsonFlag,
  ],
  run: async (given, terminal) => {
    const places = { from: given.text('from') ?? 'articles', to: given.text('to') ?? 'public' };
    checkApart(places.from, places.to);
    const now = readNow(given, terminal);
    const from = await openSource(places.from, terminal.env);
    const address = given.text('feed-url');
    const report = await publishOnce({
      from,
      to: await openStore(places.to, terminal.env),
      now,
      ...(address === null ? {} : { feedUrl: address }),
      dryRun: given.yes('dry-run'),
      allowRemovals: given.yes('allow-removals'),
      ...(given.yes('no-hubs') ? {} : { hub: createWebSubHub() }),
      onProgress: showProgress(terminal),
    });
    if (given.yes('json')) terminal.print(JSON.stringify(report, null, 2));
    else {
      await sayProblems(report.problems, { from, to: report.to }, terminal);
      terminal.print(describeReport(report, terminal));
    }
    return hasError(report.problems) ? 1 : 0;
  },
};
