/** `presstime publish`: the flags of the command, and one publish from one store to another. */
import { channelSettings } from '../../channel/settings.ts';
import { createWebSubHub } from '../../notify/websub.ts';
import { hasError } from '../../problem/problem.ts';
import { publish as publishOnce } from '../../publish/publish.ts';
import { type Command, jsonFlag } from '../terminal/command.ts';
import { describeReport } from '../terminal/messages.ts';
import { nowFlag, readNow } from '../terminal/now.ts';
import { checkNoOverlap, fromFlag, openSource, openStore, wantedLocation } from '../terminal/open-store.ts';
import { sayProblems } from '../terminal/problems.ts';
import { showProgress } from '../terminal/progress.ts';

const { feedUrl } = channelSettings;

export const publish: Command = {
  name: 'publish',
  summary: 'Read articles from a folder or bucket, and publish their feeds and pages to another.',
  argument: null,
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'LOCATION',
      variable: 'PRESSTIME_TO',
      meaning: 'The folder or s3://bucket/prefix to publish to (default: public).',
      wanted: wantedLocation,
    },
    {
      name: 'feed-url',
      value: 'URL',
      variable: 'PRESSTIME_FEED_URL',
      meaning: 'The URL at which the publication is served (default: feedUrl in feed.yaml).',
      wanted: { description: feedUrl.wanted, accepts: (written) => feedUrl.parse(written) !== undefined },
    },
    nowFlag,
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Report what would be written and removed, but change nothing.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a run that removes more than half of the entries.',
    },
    {
      name: 'replace-foreign',
      value: null,
      variable: 'PRESSTIME_REPLACE_FOREIGN',
      meaning: 'Replace feeds and pages at the target that another program made.',
    },
    {
      name: 'no-hubs',
      value: null,
      variable: 'PRESSTIME_NO_HUBS',
      meaning: 'Do not ping WebSub hubs, for example if the folder is uploaded to its server later.',
    },
    jsonFlag,
  ],
  run: async (given, terminal) => {
    const locations = { from: given.text('from') ?? 'articles', to: given.text('to') ?? 'public' };
    checkNoOverlap(locations.from, locations.to);
    const now = readNow(given, terminal);
    const from = await openSource(locations.from, terminal);
    const url = given.text('feed-url');
    const report = await publishOnce({
      from,
      to: await openStore(locations.to, terminal.env),
      now,
      ...(url === null ? {} : { feedUrl: url }),
      dryRun: given.yes('dry-run'),
      allowRemovals: given.yes('allow-removals'),
      replaceForeign: given.yes('replace-foreign'),
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
