/** The settings of a stage. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseStage, readStage, stageSettings } from '../../cloud/stage.ts';

const read = (text: string, stage = 'test') => parseStage(text, { stage, path: `stages/${stage}.yml` });

test('a stage without a file has all defaults, and what follows from them', () => {
  expect(read('')).toMatchObject({
    schedule: 'rate(15 minutes)',
    silenceMinutes: 60,
    silenceSeconds: 3600,
    timeoutSeconds: 300,
    visibilitySeconds: 1860,
    webhook: 'false',
    webhookSecret: '/presstime/test/webhook',
    reservedConcurrency: { Ref: 'AWS::NoValue' },
  });
});

test('what is written wins', () => {
  const settings = 'schedule: cron(0/5 6-22 * * ? *)\nwebhook: true\nreservedConcurrency: 1\nlogDays: 7\n';
  expect(read(settings)).toMatchObject({ schedule: 'cron(0/5 6-22 * * ? *)', webhook: 'true', reservedConcurrency: 1 });
});

test.each([
  ['region: Frankfurt', '"region" must be a region such as "eu-central-1": got "Frankfurt"'],
  ['domain: https://feeds.example.org', '"domain" must be a host name'],
  ['certificate: arn:aws:acm:eu-west-1:123456789012:certificate/a', '"certificate" must be an ARN'],
  ['alarmEmail: desk', '"alarmEmail" must be an e-mail address: got "desk"'],
  ['schedule: every day', '"schedule" must be an expression of EventBridge Scheduler'],
  ['schedule: "rate(1 minute)\\n"', '"schedule" must be'],
  ['silenceMinutes: 0', '"silenceMinutes" must be a whole number from 5 to 1440: got 0'],
  ['memoryMegabytes: 64', '"memoryMegabytes" must be'],
  ['timeoutSeconds: 901', '"timeoutSeconds" must be'],
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
  ['schedule: rate(2 hours)', '"silenceMinutes" must not be less than rate(2 hours)'],
  ['- a list', 'must be a mapping of settings'],
])('%j is refused, with file and key', (text, message) => {
  expect(() => read(text)).toThrow(message);
  expect(() => read(text)).toThrow('stages/test.yml');
});

test('a schedule that is as rare as the silence, or no rate, is taken', () => {
  expect(read('schedule: rate(1 hour)\n')).toMatchObject({ schedule: 'rate(1 hour)' });
  expect(read('schedule: rate(1 day)\nsilenceMinutes: 1440\n')).toMatchObject({ silenceSeconds: 86_400 });
  expect(read('schedule: cron(0 6 * * ? *)\n')).toMatchObject({ silenceMinutes: 60 });
});

test('all that is wrong is said at once', () => {
  expect(() => read('logDays: 8\nwebhook: 1\n')).toThrow(/"logDays"[\s\S]*"webhook"/);
});

test('of a repository both names that GitHub has for it are known; with its numbers, only that one', () => {
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

test('the longest names fit into the names of buckets', () => {
  const longest = `presstime-${'a'.repeat(12)}-publication-123456789012-ap-southeast-1`;
  expect(longest.length).toBeLessThanOrEqual(63);
});

test('every file in stages/ is good', () => {
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

test('the example of an own domain in docs/deploy.md is good', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/deploy.md', 'utf8'))?.[1] ?? '';
  expect(Object.keys(parse(example) as object)).toEqual(['domain', 'certificate']);
  expect(read(example)).toMatchObject({ domain: 'feeds.example.org' });
});
