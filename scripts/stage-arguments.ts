/** The arguments that `npm run package` and `npm run deploy` share, and the settings of the stage they name. */
import { parseArgs } from 'node:util';
import { readStage } from '../cloud/stage.ts';

export interface StageArguments {
  readonly stage: string;
  readonly region: string;
}

/** Reads `--stage` and `--region`. Says what is wrong and ends the program with 2 where they make no sense, with 1 where the settings do not. */
export function readStageArguments(script: string, purpose: string): StageArguments {
  const help = `${purpose}\n\nUsage: npm run ${script} -- [--stage NAME] [--region REGION]\n\n  --stage    Which feed, set in stages/NAME.yml, which must be there (default: prod).\n  --region   Where, instead of "region" in that file.`;
  const values = orEnd(2, () => parse(), `Try: npm run ${script} -- --help`);
  if (values.help === true) {
    console.log(help);
    process.exit(0);
  }
  const { stage = 'prod' } = values;
  const settings = orEnd(1, () => readStage(stage), 'docs/deploy.md has all settings of a stage.');
  return { stage, region: values.region ?? String(settings['region']) };
}

function parse() {
  const text = { type: 'string' } as const;
  return parseArgs({ options: { stage: text, region: text, help: { type: 'boolean', short: 'h' } } }).values;
}

function orEnd<T>(code: number, work: () => T, advice: string): T {
  try {
    return work();
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${advice}`);
    process.exit(code);
  }
}
