/** The settings of a stage, `stages/<stage>.yml`: one table for reading, for messages and for the documentation. */
import { readFileSync, statSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { asTimeZone } from '../src/channel/values.ts';
import { suggest } from '../src/problem/wording.ts';
import { type ConcurrencySettings, resolveConcurrency } from './concurrency.ts';
import { longestPause } from './schedule.ts';

type Value = string | number | boolean | null;

/** One key of a stage. */
export interface StageSetting {
  readonly meaning: string;
  readonly wanted: string;
  readonly accepts: (value: unknown) => boolean;
  /** The default, which may name the stage. */
  readonly fallback: (stage: string) => Value;
}

const text = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const wholeNumber = (from: number, to: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const either = (one: (value: unknown) => boolean, other: Value) => (value: unknown) => value === other || one(value);

/** Days that CloudWatch Logs knows. */
const logDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** An alarm looks back for a day. */
const mostSilence = 1440;
const priceClasses = ['PriceClass_100', 'PriceClass_200', 'PriceClass_All'];

/** Every key, in the order of the documentation. */
export const stageSettings: Readonly<Record<string, StageSetting>> = {
  region: {
    meaning: 'The AWS region of the stack.',
    wanted: 'a region such as "eu-central-1"',
    accepts: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/),
    fallback: () => 'us-east-1',
  },
  articles: {
    meaning: 'The folder on your machine with the articles of this stage. No other folder can be sent to it.',
    wanted: 'a folder such as "articles"',
    accepts: either(text(/^(?![a-z][\w+.-]+:)\S(?:.*\S)?$/i), ''),
    fallback: () => '',
  },
  domain: {
    meaning: 'Your own host name for the feeds. Without it, CloudFront assigns one.',
    wanted: 'a host name such as "feeds.example.org"',
    accepts: either(text(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/), ''),
    fallback: () => '',
  },
  certificate: {
    meaning: 'ARN of the certificate for that host name. It must be in us-east-1.',
    wanted: 'an ARN such as "arn:aws:acm:us-east-1:123456789012:certificate/…"',
    accepts: either(text(/^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/), ''),
    fallback: () => '',
  },
  alarmEmail: {
    meaning: 'Who gets an e-mail when something is wrong. The recipient must confirm the subscription.',
    wanted: 'an e-mail address',
    accepts: either(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), ''),
    fallback: () => '',
  },
  schedule: {
    meaning: 'When the function runs by itself.',
    wanted: 'a rate such as "rate(15 minutes)" or "rate(1 hour)", or six fields such as "cron(0/15 6-22 * * ? *)"',
    accepts: (value) => typeof value === 'string' && longestPause(value) !== null,
    fallback: () => 'rate(15 minutes)',
  },
  verifySchedule: {
    meaning: 'When the function compares every file of the publication, not only what changed.',
    wanted: 'an expression like that of "schedule", such as "cron(30 3 * * ? *)" or "rate(1 day)"',
    accepts: (value) => typeof value === 'string' && longestPause(value) !== null,
    fallback: () => 'cron(30 3 * * ? *)',
  },
  timeZone: {
    meaning: 'The time zone of the hours in cron schedules.',
    wanted: 'a name such as "Europe/Berlin"',
    accepts: (value) => asTimeZone(value) !== undefined,
    fallback: () => 'UTC',
  },
  silenceMinutes: {
    meaning: 'Minutes without a successful run before the alarm goes off.',
    wanted: 'a whole number from 5 to 1440, or null for no such alarm',
    accepts: either(wholeNumber(5, mostSilence), null),
    fallback: () => 60,
  },
  memoryMegabytes: {
    meaning: 'Memory of the function. Its share of CPU grows with it.',
    wanted: 'a whole number from 256 to 10240',
    accepts: wholeNumber(256, 10_240),
    fallback: () => 1024,
  },
  timeoutSeconds: {
    meaning: 'How long a run may take. It stops itself shortly before.',
    wanted: 'a whole number from 10 to 900',
    accepts: wholeNumber(10, 900),
    fallback: () => 300,
  },
  reservedConcurrency: {
    meaning: 'Number of runs reserved for publishing, which is also the maximum.',
    wanted: 'a whole number from 2 to 100 (uploads alone may take two), "auto", or null for none',
    accepts: either(either(wholeNumber(2, 100), 'auto'), null),
    fallback: () => 'auto',
  },
  logDays: {
    meaning: 'Days for which logs are kept.',
    wanted: `a number of days that CloudWatch knows: ${logDays.join(', ')}`,
    accepts: (value) => logDays.includes(Number(value)) && typeof value === 'number',
    fallback: () => 30,
  },
  priceClass: {
    meaning: 'The price class of CloudFront: which of its locations serve the feeds.',
    wanted: priceClasses.join(', '),
    accepts: (value) => priceClasses.includes(String(value)),
    fallback: () => 'PriceClass_100',
  },
  imports: {
    meaning: 'Creates the state machine that imports very many articles.',
    wanted: 'true or false',
    accepts: (value) => typeof value === 'boolean',
    fallback: () => false,
  },
  webhook: {
    meaning: 'Creates the URL that a CMS calls.',
    wanted: 'true or false',
    accepts: (value) => typeof value === 'boolean',
    fallback: () => false,
  },
  webhookSecret: {
    meaning: 'Name of the parameter that contains the secret for signing calls.',
    wanted: 'a name such as "/presstime/prod/webhook"',
    accepts: text(/^(?:\/[\w.-]+)+$/),
    fallback: (stage) => `/presstime/${stage}/webhook`,
  },
  webhookCalls: {
    meaning: 'Maximum number of calls accepted per minute.',
    wanted: 'a whole number from 1 to 60',
    accepts: wholeNumber(1, 60),
    fallback: () => 6,
  },
  webhookConcurrency: {
    meaning: 'Maximum number of calls handled at once. Limits what unwanted calls can cost.',
    wanted: 'a whole number from 1 to 100, "auto", or null for no limit',
    accepts: either(either(wholeNumber(1, 100), 'auto'), null),
    fallback: () => 'auto',
  },
  repository: {
    meaning: 'The GitHub repository whose workflows may publish.',
    wanted: 'owner and name, such as "tern-sound/courier", or with their numbers "tern-sound@123/courier@456"',
    accepts: either(text(/^[A-Za-z0-9][\w.-]*(?:\/[\w.-]+|@\d+\/[\w.-]+@\d+)$/), ''),
    fallback: () => '',
  },
  branch: {
    meaning: 'The branch whose workflows may publish.',
    wanted: 'a name such as "main"',
    accepts: text(/^[\w][\w./-]*$/),
    fallback: () => 'main',
  },
  githubProvider: {
    meaning: 'ARN of the provider of GitHub, if the account already has one.',
    wanted: 'an ARN such as "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"',
    accepts: either(text(/^arn:aws[\w-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/), ''),
    fallback: () => '',
  },
};

export type Settings = Readonly<Record<string, unknown>>;

export interface StageOptions {
  /** False if the account cannot reserve concurrency, so that `auto` reserves none. */
  readonly canReserve?: boolean;
}

/** Stages are part of names of buckets, which have 63 characters. */
const stagePattern = /^[a-z][a-z0-9]{0,11}$/;

/** Reads `stages/<stage>.yml`; only `prod` needs none, and has all defaults then. Throws `Error` with all that is wrong. */
export function readStage(stage: string, options: StageOptions = {}): Settings {
  if (!stagePattern.test(stage)) {
    throw new Error(`A stage must be up to 12 small letters and digits, and begin with a letter: got "${stage}"`);
  }
  const path = `stages/${stage}.yml`;
  const found = statSync(path, { throwIfNoEntry: false });
  // A stage that is mistyped would be a whole new stack.
  if (stage !== 'prod' && found === undefined) {
    throw new Error(`There is no ${path}: make it for a new stage (it may be empty), or correct the name "${stage}"`);
  }
  // A named pipe would be waited for without end.
  if (found?.isFile() === false) throw new Error(`${path} must be a file: replace it with one`);
  return parseStage(found === undefined ? '' : readFileSync(path, 'utf8'), { stage, path, ...options });
}

/** The settings with their defaults, and what follows from them. */
export function parseStage(
  source: string,
  { stage, path, canReserve = true }: StageOptions & { readonly stage: string; readonly path: string },
): Settings {
  const written = parseYaml(source, path);
  const defaults = Object.entries(stageSettings).map(([key, { fallback }]) => [key, fallback(stage)]);
  const settings: Settings = { ...Object.fromEntries(defaults), ...written };
  const wrong = [
    ...Object.entries(written).flatMap(([key, value]) => faultOf(key, value)),
    ...faultsTogether(settings),
  ];
  if (wrong.length > 0) throw new Error(wrong.map((fault) => `${path}: ${fault}`).join('\n'));
  return withDerived(settings, canReserve);
}

function parseYaml(source: string, path: string): Settings {
  const document = parseDocument(source);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${path} is not YAML: ${error.message}`);
  const written: unknown = document.toJS() ?? {};
  if (!isMapping(written)) throw new Error(`${path} must be a mapping of settings`);
  return written;
}

function isMapping(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultOf(key: string, value: unknown): string[] {
  const setting = Object.hasOwn(stageSettings, key) ? stageSettings[key] : undefined;
  if (setting === undefined) return [`"${key}" is no setting of a stage${suggest(key, Object.keys(stageSettings))}`];
  return setting.accepts(value) ? [] : [`"${key}" must be ${setting.wanted}: got ${JSON.stringify(value)}`];
}

/** What is right alone and wrong together. */
function faultsTogether(settings: Settings): string[] {
  const { domain, certificate, schedule, silenceMinutes } = settings;
  const faults: string[] = [];
  if ((domain === '') !== (certificate === ''))
    faults.push('"domain" and "certificate" go together: docs/deploy.md says how to get a certificate');
  const least = leastSilence(settings);
  if (silenceMinutes === null || Number(silenceMinutes) >= least) return faults;
  const must = least > mostSilence ? 'null, for no alarm: a day is the most' : `at least ${least}, or null`;
  return [...faults, `"silenceMinutes" must be ${must}, or its alarm rings in the pauses of ${schedule}`];
}

/** A run may begin late and takes its time. */
const leewayMinutes = 5;

/** How long nothing may be published while all is well. */
function leastSilence({ schedule, timeZone }: Settings): number {
  // When clocks are put back, an hour comes twice and its runs once.
  const extraHour = String(schedule).startsWith('cron') && timeZone !== 'UTC' ? 60 : 0;
  return (longestPause(String(schedule)) ?? 0) + extraHour + leewayMinutes;
}

/**
 * How long uploads gather. A run looks only at the files that they name, so it costs little, and the window may be short. It must be
 * long enough for a folder that is sent, or a file that is renamed, to be one run.
 */
const batchingWindowSeconds = 20;

const noValue = { Ref: 'AWS::NoValue' };

/** What CloudFormation wants in another form. */
function withDerived(settings: Settings, canReserve: boolean): Settings {
  const concurrency = concurrencyOf(settings);
  return {
    ...settings,
    reservedConcurrency: resolveConcurrency('reservedConcurrency', concurrency, { canReserve }) ?? noValue,
    webhookConcurrency: resolveConcurrency('webhookConcurrency', concurrency, { canReserve }) ?? noValue,
    concurrency,
    webhook: String(settings['webhook']),
    imports: String(settings['imports']),
    subjects: subjectsOf(settings),
    silence: String(settings['silenceMinutes'] !== null),
    // For serverless.yml null is a value that is missing.
    silenceMinutes: Number(settings['silenceMinutes']),
    silenceSeconds: Number(settings['silenceMinutes']) * 60,
    batchingWindowSeconds,
    visibilitySeconds: Number(settings['timeoutSeconds']) * 6 + batchingWindowSeconds,
  };
}

/** The settings that decide about concurrency, as they are written. */
function concurrencyOf({ webhook, reservedConcurrency, webhookConcurrency }: Settings): ConcurrencySettings {
  return { webhook, reservedConcurrency, webhookConcurrency } as ConcurrencySettings;
}

/**
 * Who GitHub says is asking. Repositories that were made, renamed or moved since July 2026 have numbers behind both names,
 * which are never given twice: https://docs.github.com/en/actions/reference/security/oidc
 */
function subjectsOf({ repository, branch }: Settings): readonly string[] {
  const [owner, name] = String(repository).split('/');
  const names = String(repository).includes('@') ? [repository] : [repository, `${owner}@*/${name}@*`];
  return names.map((it) => `repo:${it}:ref:refs/heads/${branch}`);
}
