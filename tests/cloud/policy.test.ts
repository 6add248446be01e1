/** The policy evaluator itself, by the documentation of IAM: allow, deny, patterns and conditions. */
import { expect, test } from 'vitest';
import { type Asked, isAllowed, isForbidden, type Statement } from './policy.ts';

const allow: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::news/public/*' };
const deny: Statement = { ...allow, Effect: 'Deny', Resource: 'arn:aws:s3:::news/public/.presstime/*' };
const read = (resource: string, more: Partial<Asked> = {}): Asked => ({ action: 's3:GetObject', resource, ...more });
const feed = 'arn:aws:s3:::news/public/rss.xml';
const ledger = 'arn:aws:s3:::news/public/.presstime/ledger.json';

test('a request that no statement allows is refused, but not denied', () => {
  expect(isAllowed({ Statement: [] }, read(feed))).toBe(false);
  expect(isForbidden({ Statement: [] }, read(feed))).toBe(false);
});

test('one denial overrides every allowance, in any order', () => {
  for (const Statement of [
    [allow, deny],
    [deny, allow],
  ]) {
    expect(isAllowed({ Statement }, read(feed))).toBe(true);
    expect(isAllowed({ Statement }, read(ledger))).toBe(false);
    expect(isForbidden({ Statement }, read(ledger))).toBe(true);
  }
});

test.each([
  ['arn:aws:s3:::news/public/a/b.html', true],
  ['arn:aws:s3:::news/public/', true],
  ['arn:aws:s3:::news/publicity/rss.xml', false],
  ['arn:aws:s3:::newsXpublic/rss.xml', false],
  ['arn:aws:s3:::other/arn:aws:s3:::news/public/rss.xml', false],
])('a pattern matches whole names and takes dots literally: %s', (resource, allowed) => {
  expect(isAllowed({ Statement: [allow] }, read(resource))).toBe(allowed);
});

test('actions are case-insensitive, resources are not', () => {
  expect(isAllowed({ Statement: [allow] }, { action: 'S3:getobject', resource: feed })).toBe(true);
  expect(isAllowed({ Statement: [allow] }, read(feed.toUpperCase()))).toBe(false);
});

test.each([
  ['StringLike', undefined, false],
  ['StringLikeIfExists', undefined, true],
  ['StringLikeIfExists', 'public/', true],
  ['StringLikeIfExists', '', false],
  ['StringLikeIfExists', 'private/', false],
])('%s with the prefix %j', (operator, prefix, allowed) => {
  const statement: Statement = {
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: '*',
    Condition: { [operator]: { 's3:prefix': 'public/*' } },
  };
  const context = prefix === undefined ? {} : { 'S3:Prefix': prefix };
  expect(isAllowed({ Statement: [statement] }, { action: 's3:ListBucket', resource: 'x', context })).toBe(allowed);
});

test('all conditions must be met, and an unknown one is not ignored', () => {
  const both: Statement = { ...allow, Condition: { StringEquals: { a: '1' }, Bool: { b: false } } };
  expect(isAllowed({ Statement: [both] }, read(feed, { context: { a: '1', b: 'false' } }))).toBe(true);
  expect(isAllowed({ Statement: [both] }, read(feed, { context: { a: '1', b: 'true' } }))).toBe(false);
  const unknown: Statement = { ...allow, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
  expect(() => isAllowed({ Statement: [unknown] }, read(feed))).toThrow('IpAddress');
});

test('a resource policy applies to the principals that it names', () => {
  const statement: Statement = { ...allow, Principal: { Service: ['cloudfront.amazonaws.com'] } };
  const asked = (principal: string) => read(feed, { principal });
  expect(isAllowed({ Statement: [statement] }, asked('Service:cloudfront.amazonaws.com'))).toBe(true);
  expect(isAllowed({ Statement: [statement] }, asked('AWS:cloudfront.amazonaws.com'))).toBe(false);
  expect(isAllowed({ Statement: [{ ...allow, Principal: '*' }] }, asked('AWS:anybody'))).toBe(true);
});
