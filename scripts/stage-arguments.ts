/** Parses the arguments that `npm run package` and `npm run deploy` share, and reads the settings of the stage. */
import { parseArgs } from 'node:util';
import { readStage } from '../cloud/stage.ts';

export interface StageArguments {
  readonly stage: string;
  readonly region: string;
}

/**
 * Reads `--stage` and `--region`. Prints an error and ends the program with exit code 2 if the arguments are wrong, and with
 * 1 if the settings of the stage are wrong.
 */
export function readStageArguments(script: string, purpose: string): StageArguments {
  const help = `${purpose}\n\nUsage: npm run ${script} -- [--stage NAME] [--region REGION]\n\n  --stage    The stage, with its settings in stages/NAME.yml (default: prod).\n  --region   The AWS region (default: region in that file).`;
  const values = orEnd(2, () => parse(), `Try: npm run ${script} -- --help`);
  if (values.help === true) {
    console.log(help);
    process.exit(0);
  }
  const { stage = 'prod' } = values;
  const settings = orEnd(1, () => readStage(stage), 'See docs/deploy.md for all settings of a stage.');
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
