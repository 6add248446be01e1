/** `npm run package`: builds the functions and packages the stack without deploying it. Needs no account and no network. */
import { statSync } from 'node:fs';
import { runOsls } from './osls.ts';
import { readStageArguments } from './stage-arguments.ts';

const given = readStageArguments('package', 'Packages the stack of a stage into .serverless/ without deploying it.');
await import('./build.ts');
runOsls(['package'], given);

console.log('Packaged, not deployed:');
for (const path of ['publish.zip', 'webhook.zip', 'cloudformation-template-update-stack.json']) {
  console.log(`  .serverless/${path}  ${Math.ceil(statSync(`.serverless/${path}`).size / 1024)} KiB`);
}
