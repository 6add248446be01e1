/** `npm run deploy`: deploys the stack of a stage, sends its articles if asked to, publishes once, and prints the URLs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { ConcurrencySettings } from '../cloud/concurrency.ts';
import { channelFile } from '../src/channel/channel-file.ts';
import { parseChannel } from '../src/channel/parse-channel.ts';
import { localProgram } from '../src/cli/terminal/program.ts';
import { quoteForShell } from '../src/cli/terminal/quote.ts';
import { defaultFileNames, type FeedFileNames } from '../src/model/feed.ts';
import { decideSending, pushArguments } from './articles.ts';
import { checkConcurrency } from './concurrency.ts';
import { checkCredentials } from './credentials.ts';
import { runOsls } from './osls.ts';
import { orEnd, readStageArguments, type StageArguments } from './stage-arguments.ts';

const purpose =
  'Deploys the stack of a stage, publishes what is in its bucket once, and prints the URLs.\nSends articles only with --articles, or if you answer "yes" to a question on a terminal.';
const given = readStageArguments('deploy', purpose, [
  { name: 'articles', value: 'FOLDER', meaning: 'Also send this folder, which the stage must name as "articles".' },
  {
    name: 'allow-removals',
    value: null,
    meaning: 'Also remove files from the bucket that are not in the folder, such as those of a CMS.',
  },
  { name: 'allow-errors', value: null, meaning: 'Send the articles even if feed.yaml or an article has errors.' },
]);
const folder = String(given.settings['articles']);
const sending = orEnd(2, () => decideArticles(given), 'Nothing was deployed.');
await checkCredentials(given.region);
const concurrency = await checkConcurrency(given.settings['concurrency'] as ConcurrencySettings, given).catch(endWith);
if (concurrency.warning !== null) console.error(concurrency.warning);
await import('./build.ts');
runOsls(['deploy', ...(concurrency.canReserve ? [] : ['--param=reserve=no'])], given);
const outputs = await readOutputs(given);
const location = `s3://${outputs['ArticlesBucket']}/articles`;
// The stack is deployed by now, so its URLs are printed even if the articles have errors.
const sent = sending === null ? 0 : presstime(pushArguments(sending, { location, ...allowed(given) }));
const published = presstime(['redeploy', '--stage', given.stage]);
printUrls(outputs);
process.exitCode = sent === 0 ? published : sent;

function decideArticles({ stage, flags }: StageArguments) {
  const articles = flags['articles'];
  const decided = decideSending({
    stage,
    folder,
    given: typeof articles === 'string' ? articles : null,
    isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  });
  if (decided === null || existsSync(decided.folder)) return decided;
  if (articles === undefined) return null;
  throw new Error(`There is no folder "${decided.folder}", which stages/${stage}.yml names as "articles"`);
}

function allowed({ flags }: StageArguments) {
  return { allowRemovals: flags['allow-removals'] === true, allowErrors: flags['allow-errors'] === true };
}

function endWith(thrown: unknown): never {
  return orEnd(
    1,
    () => {
      throw thrown;
    },
    'Nothing was deployed.',
  );
}

/** The outputs of the stack, by name. Its bucket is the only one that articles are sent to. */
async function readOutputs({ stage, region }: StageArguments): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: `presstime-${stage}` }));
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** Runs one command of Presstime from this checkout, without variables that replace its flags. Returns its exit code. */
function presstime(args: readonly string[]): number {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PRESSTIME_'));
  const env = { ...Object.fromEntries(own), AWS_REGION: given.region };
  const { status } = spawnSync(process.execPath, ['src/cli/bin.ts', ...args], { stdio: 'inherit', env });
  return status ?? 1;
}

/** The names of the feeds in the settings of the folder, or the default names. */
function feedNames(): FeedFileNames {
  const path = join(folder, channelFile);
  const text = folder === '' || !existsSync(path) ? '' : readFileSync(path, 'utf8');
  return parseChannel(text).channel?.files ?? defaultFileNames;
}

function printUrls({ PublicationUrl, DistributionDomain, WebhookLambdaFunctionUrl }: typeof outputs): void {
  // Names the region, because the profile may have none, or another one.
  const call = `AWS_REGION=${given.region} ${localProgram}`;
  const feeds = Object.values(feedNames()).map((name) => `${PublicationUrl}${name}`);
  const send =
    folder === ''
      ? ['Articles', `none of this machine; they go to ${location}`]
      : ['Send articles', `${call} push --no-removals --from ${quoteForShell(folder)} --to ${location}`];
  const lines = [
    ['Read it', `${PublicationUrl}index.html`],
    ['Subscribe', feeds.join(', ')],
    send,
    ['Publish now', `${call} redeploy --stage ${given.stage}`],
    ['Own domain', `a CNAME or ALIAS record to ${DistributionDomain}`],
    ...(WebhookLambdaFunctionUrl === undefined ? [] : [['Webhook', WebhookLambdaFunctionUrl]]),
  ];
  for (const [what, how] of lines) console.log(`${what?.padEnd(14)} ${how}`);
}
