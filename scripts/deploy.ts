/** `npm run deploy`: deploys the stack of a stage, sends the articles, publishes once, and prints the URLs. */
import { spawnSync } from 'node:child_process';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { localProgram } from '../src/cli/terminal/program.ts';
import { feedFormats } from '../src/model/feed.ts';
import { checkCredentials } from './credentials.ts';
import { runOsls } from './osls.ts';
import { readStageArguments, type StageArguments } from './stage-arguments.ts';

const purpose = 'Deploys the stack of a stage, sends articles/ to it, publishes once, and prints the URLs.';
const given = readStageArguments('deploy', purpose);
await checkCredentials(given.region);
if (presstime(['check', 'articles']) !== 0)
  console.error('The deploy continues, and publishes without the refused articles above.');
await import('./build.ts');
runOsls(['deploy'], given);
const outputs = await readOutputs(given);
const location = `s3://${outputs['ArticlesBucket']}/articles`;
// The stack is deployed by now, so its URLs are printed even if the articles have errors.
const sent = presstime(['push', '--from', 'articles', '--to', location]);
const published = sent === 0 ? presstime(['redeploy', '--stage', given.stage]) : sent;
printUrls(outputs);
process.exitCode = published;

/** The outputs of the stack, by name. */
async function readOutputs({ stage, region }: StageArguments): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: `presstime-${stage}` }));
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** Runs one command of Presstime from this checkout. Returns its exit code. */
function presstime(args: readonly string[]): number {
  const env = { ...process.env, AWS_REGION: given.region };
  const { status } = spawnSync(process.execPath, ['src/cli/bin.ts', ...args], { stdio: 'inherit', env });
  return status ?? 1;
}

function printUrls({ PublicationUrl, DistributionDomain, WebhookLambdaFunctionUrl }: typeof outputs): void {
  // Names the region, because the profile may have none, or another one.
  const call = `AWS_REGION=${given.region} ${localProgram}`;
  const feeds = Object.values(feedFormats).map(({ fileName }) => `${PublicationUrl}${fileName}`);
  const lines = [
    ['Read it', `${PublicationUrl}index.html`],
    ['Subscribe', feeds.join(', ')],
    ['Send articles', `${call} push --to ${location}`],
    ['Publish now', `${call} redeploy --stage ${given.stage}`],
    ['Own domain', `a CNAME or ALIAS record to ${DistributionDomain}`],
    ...(WebhookLambdaFunctionUrl === undefined ? [] : [['Webhook', WebhookLambdaFunctionUrl]]),
  ];
  for (const [what, how] of lines) console.log(`${what?.padEnd(14)} ${how}`);
}
