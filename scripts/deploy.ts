/** Deploys the stack of a stage, sends the articles, publishes once, and prints the addresses. */
import { spawnSync } from 'node:child_process';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { runOsls } from './osls.ts';
import { readStageArguments, type StageArguments } from './stage-arguments.ts';

const purpose = 'Deploys the stack of a stage, sends articles/ to it, publishes once, and prints the addresses.';
const given = readStageArguments('deploy', purpose);
await import('./build.ts');
runOsls(['deploy'], given);
const outputs = await readOutputs(given);
presstime(['push', '--from', 'articles', '--to', `s3://${outputs['ArticlesBucket']}/articles`]);
presstime(['redeploy', '--stage', given.stage]);
printAddresses(outputs);

/** What the stack says of itself, by name. */
async function readOutputs({ stage, region }: StageArguments): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: `presstime-${stage}` }));
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** Runs one command of Presstime from this checkout; ends with its exit code where it fails. */
function presstime(args: readonly string[]): void {
  const env = { ...process.env, AWS_REGION: given.region };
  const { status } = spawnSync(process.execPath, ['src/cli/bin.ts', ...args], { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

function printAddresses({
  Address,
  DistributionDomain,
  ArticlesBucket,
  WebhookLambdaFunctionUrl,
}: typeof outputs): void {
  const lines = [
    ['Read it', `${Address}index.html`],
    ['Subscribe', `${Address}rss.xml, ${Address}atom.xml, ${Address}feed.json`],
    ['Send articles', `npx presstime push --to s3://${ArticlesBucket}/articles`],
    ['Publish now', `npx presstime redeploy --stage ${given.stage}`],
    ['Own domain', `a CNAME or ALIAS record to ${DistributionDomain}`],
    ...(WebhookLambdaFunctionUrl === undefined ? [] : [['Webhook', WebhookLambdaFunctionUrl]]),
  ];
  for (const [what, how] of lines) console.log(`${what?.padEnd(14)} ${how}`);
}
