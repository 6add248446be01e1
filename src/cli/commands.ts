/** The table of commands: their arguments and flags for help texts, and the module of each, which is loaded when it runs. */
import { profileNames } from '../model/channel.ts';
import { type Argument, type Command, type Flag, jsonFlag, type Wanted } from './terminal/command.ts';
import { nowFlag } from './terminal/now.ts';

const wantedLocation = async (): Promise<Wanted> => (await import('./terminal/open-store.ts')).wantedLocation;

function wantedFolder(): Wanted {
  return { description: 'a folder on this machine', accepts: (written) => !written.includes('://') };
}

const fromFlag: Flag = {
  name: 'from',
  value: 'LOCATION',
  variable: 'PRESSTIME_FROM',
  meaning: 'The folder or s3://bucket/prefix with the articles and feed.yaml (default: articles).',
  wanted: wantedLocation,
};

const toFlag: Flag = {
  name: 'to',
  value: 'LOCATION',
  variable: 'PRESSTIME_TO',
  meaning: 'The folder or s3://bucket/prefix to publish to (default: public).',
  wanted: wantedLocation,
};

const feedUrlFlag: Flag = {
  name: 'feed-url',
  value: 'URL',
  variable: 'PRESSTIME_FEED_URL',
  meaning: 'The URL at which the publication is served (default: feedUrl in feed.yaml).',
  wanted: wantedFeedUrl,
};

/** The arguments that stand for `--from` and `--to`. */
const publicationArguments: readonly Argument[] = [
  { name: 'IN', meaning: 'the same as --from', required: false, variable: null, wanted: wantedLocation },
  { name: 'OUT', meaning: 'the same as --to', required: false, variable: null, wanted: wantedLocation },
];

const verifyFlag: Flag = {
  name: 'verify',
  value: null,
  variable: 'PRESSTIME_VERIFY',
  meaning: 'Compare every file of the publication and all bytes of the articles, instead of only what looks changed.',
};

function portFlag(fallback: string): Flag {
  return {
    name: 'port',
    value: 'N',
    variable: 'PRESSTIME_PORT',
    meaning: `The port, or 0 for any free port (default: ${fallback}).`,
    wanted: () => ({
      description: 'a number from 0 to 65535',
      accepts: (written) => /^\d+$/.test(written) && Number(written) <= 65535,
    }),
  };
}

async function wantedSetting(key: 'title' | 'homeUrl' | 'authors' | 'language' | 'timeZone'): Promise<Wanted> {
  return (await import('./commands/init.ts')).wantedSetting(key);
}

const init: Command = {
  name: 'init',
  summary: 'Begin a publication: write feed.yaml and a first article, or the feed.yaml of a blog.',
  arguments: [
    {
      name: 'FOLDER',
      meaning: 'the folder to begin in, which may be missing (default: this folder)',
      required: false,
      variable: null,
      wanted: wantedFolder,
    },
  ],
  flags: [
    {
      name: 'title',
      value: 'TEXT',
      variable: null,
      meaning: 'The name of the feed (default: the name of the folder).',
      wanted: () => wantedSetting('title'),
    },
    {
      name: 'url',
      value: 'URL',
      variable: null,
      meaning: 'The URL of your site (default: none).',
      wanted: () => wantedSetting('homeUrl'),
    },
    {
      name: 'author',
      value: 'NAME',
      variable: null,
      meaning: 'The author of articles without a byline (default: none).',
      wanted: () => wantedSetting('authors'),
    },
    {
      name: 'language',
      value: 'TAG',
      variable: null,
      meaning: 'The language of the articles, such as en-GB (default: the language of this system).',
      wanted: () => wantedSetting('language'),
    },
    {
      name: 'time-zone',
      value: 'ZONE',
      variable: null,
      meaning: 'The time zone for times without one, such as Europe/Paris (default: the time zone of this system).',
      wanted: () => wantedSetting('timeZone'),
    },
    {
      name: 'from-feed',
      value: 'FEED',
      variable: null,
      meaning: 'The file or URL of the feed that the blog has: articles take over its ids and dates.',
    },
    {
      name: 'from-export',
      value: 'EXPORT',
      variable: null,
      meaning:
        'An export of WordPress (WXR), Ghost (JSON), Medium or Substack (a ZIP, or the unpacked folder): its posts become articles.',
    },
    { name: 'yes', value: null, variable: null, meaning: 'Ask nothing: use the flags and the defaults.' },
    nowFlag,
    jsonFlag,
  ],
  examples: [
    'init my-paper',
    'init my-paper --yes --url https://courier.example/',
    'init my-blog --from-feed https://courier.example/index.xml',
  ],
  load: async () => (await import('./commands/init.ts')).init,
};

export const publish: Command = {
  name: 'publish',
  summary: 'Read articles from a folder or bucket, and publish their feeds and pages to another.',
  arguments: publicationArguments,
  flags: [
    fromFlag,
    toFlag,
    feedUrlFlag,
    nowFlag,
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Report what would be written and removed, but change nothing.',
    },
    {
      name: 'watch',
      value: null,
      variable: null,
      meaning: 'Publish again after each change of a folder, and when an article falls due, until you press Ctrl+C.',
    },
    verifyFlag,
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
  examples: [
    'publish',
    'publish my-articles my-site/feeds',
    'publish s3://my-articles s3://my-publication/feeds',
    'publish --dry-run',
  ],
  load: async () => (await import('./commands/publish-command.ts')).publishOnce,
};

const diff: Command = {
  name: 'diff',
  summary: 'Show what the next publish would change for subscribers, entry by entry. Writes nothing.',
  arguments: publicationArguments,
  flags: [
    fromFlag,
    toFlag,
    feedUrlFlag,
    nowFlag,
    {
      name: 'exit-code',
      value: null,
      variable: null,
      meaning: 'End with exit code 1 if any entry would change.',
    },
    jsonFlag,
  ],
  examples: ['diff', 'diff my-articles my-site/feeds', 'diff --exit-code'],
  load: async () => (await import('./commands/diff-command.ts')).diff,
};

async function wantedFeedUrl(): Promise<Wanted> {
  const { feedUrl } = (await import('../channel/settings.ts')).channelSettings;
  return { description: feedUrl.wanted, accepts: (written) => feedUrl.parse(written) !== undefined };
}

const profileFlag: Flag = {
  name: 'profile',
  value: 'NAME',
  variable: 'PRESSTIME_PROFILE',
  meaning: `Report which articles this aggregator would refuse: ${profileNames.join(', ')}.`,
  wanted: () => ({
    description: `one of ${profileNames.join(', ')}`,
    accepts: (written) => profileNames.some((name) => name === written),
    names: profileNames,
  }),
};

const feedFlag: Flag = {
  name: 'feed',
  value: 'FEED',
  variable: null,
  meaning: 'Check this feed instead of articles: any feed, as a file or an http or https URL.',
  wanted: async () => (await import('./commands/check/check-feed.ts')).wantedFeed,
};

const check: Command = {
  name: 'check',
  summary: 'Check all articles, or one feed, and report problems without publishing anything.',
  arguments: [
    {
      name: 'LOCATION',
      meaning: 'the folder or s3://bucket/prefix with the articles and feed.yaml (default: articles)',
      required: false,
      variable: 'PRESSTIME_FROM',
      wanted: wantedLocation,
    },
  ],
  flags: [profileFlag, feedFlag, nowFlag, jsonFlag],
  examples: ['check', 'check --profile msn', 'check --feed https://courier.example/rss.xml'],
  load: async () => (await import('./commands/check/check.ts')).check,
};

const show: Command = {
  name: 'show',
  summary: 'Show how Presstime reads one article file: its title, dates, captions and problems.',
  arguments: [{ name: 'FILE', meaning: 'the article file', required: true, variable: null }],
  flags: [
    {
      name: 'time-zone',
      value: 'ZONE',
      variable: 'PRESSTIME_TIME_ZONE',
      meaning: 'The time zone for times without one (default: timeZone in the nearest feed.yaml above the file).',
      wanted: async () => (await import('./commands/show.ts')).wantedTimeZone,
    },
    jsonFlag,
  ],
  examples: ['show articles/ferry.txt', 'show articles/ferry.txt --json'],
  load: async () => (await import('./commands/show.ts')).show,
};

const serve: Command = {
  name: 'serve',
  summary: 'Serve a publication on this machine, to try it in a browser or feed reader, until you press Ctrl+C.',
  arguments: [
    {
      name: 'FOLDER',
      meaning: 'the folder with the publication (default: public)',
      required: false,
      variable: 'PRESSTIME_TO',
      wanted: wantedFolder,
    },
  ],
  flags: [portFlag('4000')],
  examples: ['serve', 'serve public --port 8080'],
  load: async () => (await import('./commands/serve.ts')).serve,
};

const preview: Command = {
  name: 'preview',
  summary:
    'Show in a browser what the next publish changes for subscribers, again at each save, until you press Ctrl+C.',
  arguments: publicationArguments,
  flags: [
    fromFlag,
    {
      ...toFlag,
      meaning: 'The folder or s3://bucket/prefix that subscribers have now, which is only read (default: public).',
    },
    feedUrlFlag,
    {
      ...nowFlag,
      name: 'future',
      meaning: 'Show the publication as it will be at an instant, such as 2026-01-05T00:15:00Z (default: the clock).',
    },
    portFlag('4100'),
    {
      name: 'open',
      value: null,
      variable: null,
      meaning: 'Open the preview in your browser.',
    },
    { ...jsonFlag, meaning: 'Print each round as one line of JSON.' },
  ],
  examples: ['preview', 'preview my-articles my-site/feeds', 'preview --future 2026-12-24T18:00:00Z', 'preview --open'],
  load: async () => (await import('./commands/preview.ts')).preview,
};

const push: Command = {
  name: 'push',
  summary:
    'Check articles, send new and changed files to a bucket or folder, and remove the files that you removed locally.',
  arguments: [],
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'LOCATION',
      variable: 'PRESSTIME_ARTICLES',
      meaning: 'The s3://bucket/prefix or folder to send to, such as s3://bucket/articles (required).',
      wanted: wantedLocation,
    },
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Report what would be sent and removed, but change nothing.',
    },
    {
      name: 'ask',
      value: null,
      variable: null,
      meaning: 'Show the plan, and ask before anything is sent or removed. Needs a terminal.',
    },
    {
      name: 'allow-errors',
      value: null,
      variable: 'PRESSTIME_ALLOW_ERRORS',
      meaning: 'Send even if feed.yaml or an article has errors.',
    },
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a push that removes more than half of the files.',
    },
    {
      name: 'no-removals',
      value: null,
      variable: 'PRESSTIME_NO_REMOVALS',
      meaning: 'Remove nothing: keep files that are only in the bucket, such as those of a CMS.',
    },
    jsonFlag,
  ],
  examples: ['push --to s3://my-articles', 'push --to s3://my-articles --dry-run'],
  load: async () => (await import('./commands/push-command.ts')).pushArticles,
};

const redeploy: Command = {
  name: 'redeploy',
  summary: 'Publish now in the cloud: run the deployed function, wait for it, and print its report.',
  arguments: [],
  flags: [
    {
      name: 'stage',
      value: 'NAME',
      variable: 'PRESSTIME_STAGE',
      meaning: 'The stage whose function is run (default: prod).',
    },
    {
      name: 'function',
      value: 'NAME',
      variable: 'PRESSTIME_FUNCTION',
      meaning: 'The name of the function (default: presstime-STAGE-publish).',
    },
    verifyFlag,
    {
      name: 'allow-removals',
      value: null,
      variable: 'PRESSTIME_ALLOW_REMOVALS',
      meaning: 'Allow a run that removes more than half of the entries.',
    },
    jsonFlag,
  ],
  examples: ['redeploy', 'redeploy --stage beta --verify'],
  load: async () => (await import('./commands/redeploy.ts')).redeploy,
};

const status: Command = {
  name: 'status',
  summary: 'Show what is published, what is due next, and whether the last run was healthy.',
  arguments: [
    {
      name: 'LOCATION',
      meaning: 'the folder or s3://bucket/prefix that was published to (default: public)',
      required: false,
      variable: 'PRESSTIME_TO',
      wanted: wantedLocation,
    },
  ],
  flags: [
    {
      name: 'stage',
      value: 'NAME',
      variable: null,
      meaning: 'Show the stage of this name: its function, and the bucket that it publishes to.',
    },
    {
      name: 'from',
      value: 'LOCATION',
      variable: null,
      meaning:
        'The folder or s3://bucket/prefix with the articles: names what is held back or refused, and counts changed files.',
      wanted: wantedLocation,
    },
    nowFlag,
    jsonFlag,
  ],
  examples: ['status', 'status public --from articles', 'status s3://my-publication/feeds', 'status --stage prod'],
  load: async () => (await import('./commands/status.ts')).status,
};

const doctor: Command = {
  name: 'doctor',
  summary:
    'Check this machine, the settings, the buckets, and the public feed as feed readers see it, and say what to do.',
  arguments: [
    {
      name: 'URL',
      meaning: 'the URL of a feed, or of a page that names one (default: the feeds at feedUrl in feed.yaml)',
      required: false,
      variable: null,
      wanted: async () => (await import('./commands/doctor.ts')).wantedFeedOrPage,
    },
  ],
  flags: [
    fromFlag,
    {
      name: 'to',
      value: 'LOCATION',
      variable: 'PRESSTIME_TO',
      meaning: 'The folder or s3://bucket/prefix that you publish to (default: public).',
      wanted: wantedLocation,
    },
    jsonFlag,
  ],
  examples: ['doctor', 'doctor https://courier.example/rss.xml', 'doctor --to s3://my-publication/feeds'],
  load: async () => (await import('./commands/doctor.ts')).doctor,
};

const newCommand: Command = {
  name: 'new',
  summary: 'Write the file of a new article, and open it in your editor.',
  arguments: [{ name: 'HEADLINE', meaning: 'the headline of the article, in quotes', required: true, variable: null }],
  flags: [
    {
      name: 'in',
      value: 'FOLDER',
      variable: 'PRESSTIME_FROM',
      meaning: 'The folder for the file: the articles folder, or one below it (default: articles).',
      wanted: wantedFolder,
    },
    { name: 'wire', value: null, variable: null, meaning: 'Write wire text instead of Markdown with front matter.' },
    {
      name: 'from-picture',
      value: 'FILE',
      variable: null,
      meaning: 'Copy this picture beside the article, with the caption and credit in its IPTC or XMP metadata.',
    },
    { name: 'draft', value: null, variable: null, meaning: 'Mark the article as a draft.' },
    { name: 'no-edit', value: null, variable: null, meaning: 'Do not open the editor that VISUAL or EDITOR names.' },
    nowFlag,
    jsonFlag,
  ],
  examples: [
    'new "The ferry returns on Thursday"',
    'new "The ferry returns on Thursday" --wire --from-picture ferry.jpg',
    'new "The ferry returns on Thursday" --draft',
  ],
  load: async () => (await import('./commands/new/new.ts')).newArticle,
};

const redirect: Command = {
  name: 'redirect',
  summary: 'Tell subscribers at an old URL that the publication moved to another URL.',
  arguments: [
    {
      name: 'URL',
      meaning: 'the new URL of the publication, its feedUrl from now on',
      required: true,
      variable: null,
      wanted: wantedFeedUrl,
    },
  ],
  flags: [
    {
      name: 'to',
      value: 'LOCATION',
      variable: 'PRESSTIME_TO',
      meaning: 'The folder or s3://bucket/prefix of the old publication (default: public).',
      wanted: wantedLocation,
    },
    {
      name: 'rules',
      value: 'SERVER',
      variable: null,
      meaning: 'Change nothing, and print the rule for this server: netlify, nginx, apache, caddy, cloudfront, s3.',
      wanted: async () => {
        const { serverNames } = await import('./commands/redirect/redirect-rules.ts');
        return {
          description: `one of ${serverNames.join(', ')}`,
          accepts: (written) => serverNames.includes(written),
          names: serverNames,
        };
      },
    },
    {
      name: 'dry-run',
      value: null,
      variable: 'PRESSTIME_DRY_RUN',
      meaning: 'Report which feeds would change, but change nothing.',
    },
    jsonFlag,
  ],
  examples: ['redirect https://news.example/feeds/ --rules nginx', 'redirect https://news.example/feeds/ --dry-run'],
  load: async () => (await import('./commands/redirect/redirect.ts')).redirect,
};

const completions: Command = {
  name: 'completions',
  summary: 'Print a script that lets your shell complete commands, flags, values and paths.',
  arguments: [
    {
      name: 'SHELL',
      meaning: 'the shell: bash, zsh or fish',
      required: true,
      variable: null,
      wanted: async () => {
        const { shellNames } = await import('./commands/shell/completions.ts');
        return {
          description: 'bash, zsh or fish',
          accepts: (written) => shellNames.includes(written),
          names: shellNames,
        };
      },
    },
  ],
  flags: [],
  examples: ['completions bash', 'completions zsh', 'completions fish'],
  load: async () => (await import('./commands/shell/completions.ts')).printCompletions(commands),
};

const man: Command = {
  name: 'man',
  summary: 'Print the manual page, for man: it describes all commands and flags.',
  arguments: [],
  flags: [],
  examples: ['man'],
  load: async () => (await import('./commands/shell/man.ts')).printMan(commands),
};

export const commands: readonly Command[] = [
  publish,
  preview,
  diff,
  check,
  show,
  init,
  newCommand,
  serve,
  push,
  redeploy,
  redirect,
  status,
  doctor,
  completions,
  man,
];
