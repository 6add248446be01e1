/** Parses the arguments of `npm run package` and `npm run deploy`, and reads the settings of the stage. */
import { parseArgs } from 'node:util';
import { readStage, type Settings } from '../cloud/stage.ts';

export interface StageArguments {
  readonly stage: string;
  readonly region: string;
  readonly settings: Settings;
  /** The values of the flags of this script only; true for a flag without a value. */
  readonly flags: Readonly<Record<string, string | true>>;
}

/** A flag of one script. */
export interface ScriptFlag {
  readonly name: string;
  /** The placeholder for its value in the help text; null if it takes no value. */
  readonly value: string | null;
  readonly meaning: string;
}

const stageFlags: readonly ScriptFlag[] = [
  { name: 'stage', value: 'NAME', meaning: 'The stage, with its settings in stages/NAME.yml (default: prod).' },
  { name: 'region', value: 'REGION', meaning: 'The AWS region (default: region in that file).' },
];

/**
 * Reads `--stage`, `--region` and the flags of the script. Prints an error and ends the program with exit code 2 if the
 * arguments are wrong, and with 1 if the settings of the stage are wrong.
 */
export function readStageArguments(script: string, purpose: string, own: readonly ScriptFlag[] = []): StageArguments {
  const flags = [...stageFlags, ...own];
  const { help, stage = 'prod', region, ...rest } = orEnd(2, () => parse(flags), `Try: npm run ${script} -- --help`);
  if (help === true) {
    console.log(helpOf(script, purpose, flags));
    process.exit(0);
  }
  const settings = orEnd(1, () => readStage(String(stage)), 'See docs/deploy.md for all settings of a stage.');
  return { stage: String(stage), region: String(region ?? settings['region']), settings, flags: rest };
}

function helpOf(script: string, purpose: string, flags: readonly ScriptFlag[]): string {
  const named = flags.map(({ name, value }) => (value === null ? `--${name}` : `--${name} ${value}`));
  const width = Math.max(...named.map(({ length }) => length));
  const rows = flags.map(({ meaning }, index) => `  ${named[index]?.padEnd(width)}  ${meaning}`);
  return [`${purpose}\n`, `Usage: npm run ${script} -- ${named.map((it) => `[${it}]`).join(' ')}\n`, ...rows].join(
    '\n',
  );
}

function parse(flags: readonly ScriptFlag[]): Readonly<Record<string, string | true>> {
  const own = flags.map(({ name, value }) => [name, { type: value === null ? 'boolean' : 'string' }] as const);
  const options = { ...Object.fromEntries(own), help: { type: 'boolean', short: 'h' } } as const;
  return parseArgs({ options }).values as Readonly<Record<string, string | true>>;
}

/** Runs a check. If it throws, prints the message with advice, and ends the program. */
export function orEnd<T>(code: number, work: () => T, advice: string): T {
  try {
    return work();
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${advice}`);
    process.exit(code);
  }
}
