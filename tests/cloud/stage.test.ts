/** The settings of a stage. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { longestPause } from '../../cloud/schedule.ts';
import { parseStage, readStage, stageSettings } from '../../cloud/stage.ts';

const read = (text: string, stage = 'test') => parseStage(text, { stage, path: `stages/${stage}.yml` });

test('a stage without a file has all defaults, and values computed from them', () => {
  expect(read('')).toMatchObject({
    schedule: 'rate(15 minutes)',
    verifySchedule: 'cron(30 3 * * ? *)',
    silenceMinutes: 60,
    silenceSeconds: 3600,
    timeoutSeconds: 300,
    batchingWindowSeconds: 20,
    visibilitySeconds: 1820,
    webhook: 'false',
    webhookSecret: '/presstime/test/webhook',
    reservedConcurrency: { Ref: 'AWS::NoValue' },
  });
});

test('with a webhook, runs are reserved for publishing and calls are limited, unless the account cannot reserve any', () => {
  const concurrency = (text: string, canReserve = true) => {
    const { reservedConcurrency, webhookConcurrency } = parseStage(text, { stage: 'test', path: '', canReserve });
    return { reservedConcurrency, webhookConcurrency };
  };
  const none = { Ref: 'AWS::NoValue' };
  const automatic = { reservedConcurrency: 4, webhookConcurrency: 5 };
  expect(concurrency('webhook: true')).toEqual(automatic);
  expect(concurrency('webhook: true\nreservedConcurrency: auto')).toEqual(automatic);
  expect(concurrency('')).toEqual({ reservedConcurrency: none, webhookConcurrency: none });
  expect(concurrency('webhook: true', false)).toEqual({ reservedConcurrency: none, webhookConcurrency: none });
  const unlimited = 'webhook: true\nreservedConcurrency: null\nwebhookConcurrency: null';
  expect(concurrency(unlimited)).toEqual({ reservedConcurrency: none, webhookConcurrency: none });
  expect(concurrency('webhook: true\nwebhookConcurrency: 9')).toEqual({ ...automatic, webhookConcurrency: 9 });
});

test('settings in the file win', () => {
  const settings =
    'schedule: cron(0/5 6-22 * * ? *)\nsilenceMinutes: 430\nwebhook: true\nreservedConcurrency: 2\nlogDays: 7\n';
  expect(read(settings)).toMatchObject({ schedule: 'cron(0/5 6-22 * * ? *)', webhook: 'true', reservedConcurrency: 2 });
});

test.each([
  ['region: Frankfurt', '"region" must be a region such as "eu-central-1": got "Frankfurt"'],
  ['articles: s3://presstime-prod-articles/articles', '"articles" must be a folder such as "articles"'],
  ['articles: [a]', '"articles" must be'],
  ['domain: https://feeds.example.org', '"domain" must be a host name'],
  ['certificate: arn:aws:acm:eu-west-1:123456789012:certificate/a', '"certificate" must be an ARN'],
  ['alarmEmail: desk', '"alarmEmail" must be an e-mail address: got "desk"'],
  ['schedule: every day', '"schedule" must be a rate such as "rate(15 minutes)" or "rate(1 hour)", or six fields'],
  ['verifySchedule: daily', '"verifySchedule" must be an expression like that of "schedule", such as'],
  ['verifySchedule: null', '"verifySchedule" must be an expression like that of "schedule", such as'],
  ['timeZone: Mars/Olympus', '"timeZone" must be a name such as "Europe/Berlin"'],
  ['schedule: "rate(1 minute)\\n"', '"schedule" must be'],
  ['silenceMinutes: 0', '"silenceMinutes" must be a whole number from 5 to 1440, or null for no such alarm: got 0'],
  ['memoryMegabytes: 64', '"memoryMegabytes" must be'],
  ['timeoutSeconds: 901', '"timeoutSeconds" must be'],
  ['reservedConcurrency: 1', '"reservedConcurrency" must be a whole number from 2 to 100'],
  ['logDays: 8', '"logDays" must be a number of days that CloudWatch knows'],
  ['priceClass: all', '"priceClass" must be PriceClass_100'],
  ['webhook: "yes"', '"webhook" must be true or false'],
  ['webhookSecret: /a/../*', '"webhookSecret" must be'],
  ['repository: courier', '"repository" must be owner and name'],
  ['repository: "*/*"', '"repository" must be'],
  ['repository: "tern-sound@*/courier@*"', '"repository" must be'],
  ['repository: tern-sound@123/courier', '"repository" must be'],
  ['branch: "*"', '"branch" must be'],
  ['githubProvider: arn:aws:iam::1:oidc-provider/x', '"githubProvider" must be'],
  ['shedule: rate(1 hour)', '"shedule" is no setting of a stage: did you mean "schedule"?'],
  ['__proto__: 1', '"__proto__" is no setting'],
  ['domain: feeds.example.org', '"domain" and "certificate" go together'],
  [
    'schedule: rate(2 hours)',
    '"silenceMinutes" must be at least 125, or null, or its alarm rings in the pauses of rate',
  ],
  ['region: [', 'stages/test.yml is not YAML: Flow sequence'],
  ['region: us-east-1\nregion: eu-west-1', 'stages/test.yml is not YAML: Map keys must be unique at line 2'],
  ['- a list', 'must be a mapping of settings'],
])('%j is refused, with file and key', (text, message) => {
  expect(() => read(text)).toThrow(message);
  expect(() => read(text)).toThrow('stages/test.yml');
});

test.each([
  ['rate(1 minute)', 1],
  ['rate(15 minutes)', 15],
  ['rate(1 hour)', 60],
  ['rate(2 days)', 2880],
  ['cron(0/15 6-22 * * ? *)', 435],
  ['cron(0/15 * * * ? *)', 15],
  ['cron(* * ? * * *)', 1],
  ['cron(*/7 * * * ? *)', 7],
  ['cron(5 * * * ? *)', 60],
  ['cron(30,0 8,20 * * ? *)', 690],
  ['cron(10-50/20 12 * * ? *)', 1400],
  ['cron(0 6 * * ? *)', 1440],
  ['cron(0 6 ? * MON-FRI *)', Number.POSITIVE_INFINITY],
  ['cron(0 6 LW JAN,JUL ? *)', Number.POSITIVE_INFINITY],
  ['cron(0 6 15W 1/3 ? *)', Number.POSITIVE_INFINITY],
  ['cron(0 6 ? * 6#3 2026-2030)', Number.POSITIVE_INFINITY],
])('the longest pause of %s is %d minutes', (schedule, minutes) => {
  expect(longestPause(schedule)).toBe(minutes);
});

test.each([
  ['nothing', ''],
  ['words', 'cron(bla)'],
  ['five fields, as on Unix', 'cron(*/15 * * * *)'],
  ['seven fields', 'cron(0 0/15 6 * * ? *)'],
  ['a fraction of a rate', 'rate(0.5 hours)'],
  ['a rate of nothing', 'rate(0 minutes)'],
  ['one minutes', 'rate(1 minutes)'],
  ['two hour', 'rate(2 hour)'],
  ['seconds', 'rate(30 seconds)'],
  ['one time', 'at(2026-11-24T06:00:00)'],
  ['both days', 'cron(0 6 * * * *)'],
  ['neither day', 'cron(0 6 ? * ? *)'],
  ['a minute too many', 'cron(60 6 * * ? *)'],
  ['an hour too many', 'cron(0 24 * * ? *)'],
  ['day 0', 'cron(0 6 0 * ? *)'],
  ['a month too many', 'cron(0 6 * 13 ? *)'],
  ['an unknown weekday', 'cron(0 6 ? * MOO *)'],
  ['a year of the past', 'cron(0 6 * * ? 1969)'],
  ['a range backwards', 'cron(0 22-6 * * ? *)'],
  ['a step of nothing', 'cron(0/0 6 * * ? *)'],
  ['a number that is none', 'cron(1e1 6 * * ? *)'],
  ['an empty part', 'cron(0,,5 6 * * ? *)'],
  ['a line behind it', 'rate(5 minutes)\n'],
])('%s is not a schedule: %s', (_name, schedule) => {
  expect(longestPause(schedule)).toBeNull();
});

test.each([
  ['rate(15 minutes)', 'UTC', 20],
  ['rate(1 hour)', 'UTC', 65],
  ['rate(1 hour)', 'Europe/Berlin', 65],
  ['cron(0/15 6-22 * * ? *)', 'UTC', 440],
  ['cron(0/15 6-22 * * ? *)', 'Europe/Berlin', 500],
  ['cron(0/15 6-22 * * ? *)', 'Asia/Kolkata', 500],
])('the silence alarm must cover the pauses of %s in %s: %d minutes', (schedule, timeZone, least) => {
  const settings = (minutes: number | null) =>
    read(`schedule: ${schedule}\ntimeZone: ${timeZone}\nsilenceMinutes: ${minutes}\n`);
  expect(settings(least)).toMatchObject({ schedule, timeZone, silenceSeconds: least * 60 });
  expect(() => settings(least - 1)).toThrow(`"silenceMinutes" must be at least ${least}, or null`);
  expect(settings(null)).toMatchObject({ silenceSeconds: 0 });
});

test.each(['rate(1 day)', 'rate(2 days)', 'cron(0 6 * * ? *)', 'cron(0 6 ? * MON-FRI *)'])(
  'what pauses for as long as %s has no such alarm',
  (schedule) => {
    expect(() => read(`schedule: ${schedule}\nsilenceMinutes: 1440\n`)).toThrow('"silenceMinutes" must be null');
    expect(read(`schedule: ${schedule}\nsilenceMinutes: null\n`)).toMatchObject({ silenceSeconds: 0 });
  },
);

test('all errors are reported at once', () => {
  expect(() => read('logDays: 8\nwebhook: 1\n')).toThrow(/"logDays"[\s\S]*"webhook"/);
});

test('a repository may be given in both forms of GitHub; with its numbers, only that form is trusted', () => {
  const subjects = (repository: string) => read(`repository: ${repository}\nbranch: print\n`)['subjects'];
  expect(subjects('tern-sound/courier')).toEqual([
    'repo:tern-sound/courier:ref:refs/heads/print',
    'repo:tern-sound@*/courier@*:ref:refs/heads/print',
  ]);
  expect(subjects('tern-sound@123/courier@456')).toEqual(['repo:tern-sound@123/courier@456:ref:refs/heads/print']);
});

test.each(['', 'Prod', 'a_b', '../../etc/passwd', 'a'.repeat(13), '1st', 'a b'])('the stage %j is refused', (stage) => {
  expect(() => readStage(stage)).toThrow('A stage must be up to 12 small letters and digits');
});

test('a stage without a file is refused, with the file to create: the name may be mistyped', () => {
  expect(() => readStage('tset')).toThrow('There is no stages/tset.yml: make it for a new stage');
});

test('the longest names fit into the names of buckets', () => {
  const longest = `presstime-${'a'.repeat(12)}-publication-123456789012-ap-southeast-1`;
  expect(longest.length).toBeLessThanOrEqual(63);
});

test('every file in stages/ is valid', () => {
  const names = readdirSync('stages').map((name) => name.replace(/\.yml$/, ''));
  expect(names).toContain('prod');
  for (const name of names) expect(readStage(name)).toHaveProperty('region');
});

test('docs/deploy.md has every setting', () => {
  const shown = (value: unknown) => (value === '' ? 'none' : value === null ? 'null' : `\`${value}\``);
  const rows = Object.entries(stageSettings).map(
    ([key, { meaning, wanted, fallback }]) => `| \`${key}\` | ${meaning} | ${wanted} | ${shown(fallback('prod'))} |`,
  );
  const document = readFileSync('docs/deploy.md', 'utf8');
  expect(document).toContain(['| --- | --- | --- | --- |', ...rows].join('\n'));
});

test('the examples in docs/deploy.md are valid', () => {
  const examples = [...readFileSync('docs/deploy.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, it = '']) => it,
  );
  expect(examples.map((it) => Object.keys(parse(it) as object))).toEqual([
    ['domain', 'certificate'],
    ['articles'],
    ['schedule', 'timeZone', 'silenceMinutes'],
  ]);
  for (const example of examples) expect(read(example)).toMatchObject(parse(example) as object);
});
