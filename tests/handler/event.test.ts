/** Events of the publish function: what each asks for, whatever it contains. */
import { expect, test } from 'vitest';
import { parseEvent } from '../../handlers/event.ts';

const from = 's3://courier-articles/articles';
const everything = { allowRemovals: false, verify: false, changedPaths: null };

const record = (body: unknown) => ({ eventSource: 'aws:sqs', body });
const queue = (...bodies: readonly unknown[]) => ({ Records: bodies.map(record) });

interface Named {
  readonly bucket?: unknown;
  readonly size?: unknown;
  readonly kind?: string;
}

/** A message of EventBridge: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function bridged(key: unknown, { bucket = 'courier-articles', size = 90, kind = 'Object Created' }: Named = {}) {
  const detail = { version: '0', bucket: { name: bucket }, object: { key, size }, reason: 'PutObject' };
  return JSON.stringify({ version: '0', source: 'aws.s3', 'detail-type': kind, detail });
}

/** A notification of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function notified(...keys: readonly unknown[]) {
  const Records = keys.map((key) => ({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    s3: { s3SchemaVersion: '1.0', bucket: { name: 'courier-articles' }, object: { key, size: 90 } },
  }));
  return JSON.stringify({ Records });
}

const testMessage = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'courier-articles' });

const pathsOf = (event: unknown, store = from) => parseEvent(event, store).changedPaths;

test.each(['tick', 'due'])('"%s" looks at everything that may have changed', (presstime) => {
  expect(parseEvent({ presstime, allowRemovals: true, verify: true }, from)).toEqual({
    ...everything,
    trigger: presstime,
  });
});

test('"verify" compares everything, and allows no removals', () => {
  const event = { presstime: 'verify', allowRemovals: true };
  expect(parseEvent(event, from)).toEqual({ ...everything, trigger: 'verify', verify: true });
});

test('"redeploy" may allow removals and compare everything, each only with `true`', () => {
  const redeploy = (more: object) => parseEvent({ presstime: 'redeploy', ...more }, from);
  const expected = { ...everything, trigger: 'redeploy' };
  expect(redeploy({})).toEqual(expected);
  expect(redeploy({ allowRemovals: 'true', verify: 1 })).toEqual(expected);
  expect(redeploy({ allowRemovals: true })).toEqual({ ...expected, allowRemovals: true });
  expect(redeploy({ verify: true })).toEqual({ ...expected, verify: true });
});

test('an upload names its file, relative to the articles', () => {
  const event = { ...queue(bridged('articles/2026/kites.md')), allowRemovals: true, verify: true };
  expect(parseEvent(event, from)).toEqual({ ...everything, trigger: 'upload', changedPaths: ['2026/kites.md'] });
});

test('a removal names its file too', () => {
  expect(pathsOf(queue(bridged('articles/kites.md', { kind: 'Object Deleted', size: undefined })))).toEqual([
    'kites.md',
  ]);
});

test('the settings are a file like any other', () => {
  expect(pathsOf(queue(bridged('articles/feed.yaml')))).toEqual(['feed.yaml']);
});

test('several messages with several records name all their files, each once', () => {
  const event = queue(
    notified('articles/b.md', 'articles/a.md'),
    bridged('articles/c.md'),
    notified('articles/a.md'),
    testMessage,
  );
  expect(pathsOf(event)).toEqual(['b.md', 'a.md', 'c.md']);
});

test('keys in notifications of S3 are decoded like forms, and those of EventBridge are as they are', () => {
  const encoded = 'articles/red+kite%2B%C3%A4%25.md';
  expect(pathsOf(queue(notified(encoded)))).toEqual(['red kite+ä%.md']);
  expect(pathsOf(queue(bridged(encoded)))).toEqual(['red+kite%2B%C3%A4%25.md']);
});

test.each([
  ['s3://courier-articles', 'articles/kites.md', ['articles/kites.md']],
  ['s3://courier-articles/', 'articles/kites.md', ['articles/kites.md']],
  ['s3://courier-articles/articles/', 'articles/kites.md', ['kites.md']],
  ['s3://courier-articles/a/b', 'a/b/c/kites.md', ['c/kites.md']],
  ['s3://courier-articles/article', 'articles/kites.md', null],
  ['s3://other/articles', 'articles/kites.md', null],
  ['articles', 'articles/kites.md', null],
  ['', 'articles/kites.md', null],
])('with articles in "%s", the key %s is %j', (store, key, paths) => {
  expect(pathsOf(queue(bridged(key)), store)).toEqual(paths);
});

test('a thousand files are looked at one by one; more are listed', () => {
  const keys = Array.from({ length: 1_001 }, (_, index) => `articles/${index}.md`);
  expect(pathsOf(queue(...keys.slice(1).map((key) => bridged(key))))).toHaveLength(1_000);
  expect(pathsOf(queue(...keys.map((key) => bridged(key))))).toBeNull();
  expect(pathsOf(queue(notified(...keys)))).toBeNull();
  const often = Array.from({ length: 1_001 }, () => bridged('articles/kites.md'));
  expect(pathsOf(queue(...often))).toEqual(['kites.md']);
});

test('many bytes are listed instead of read, whatever lengths are said', () => {
  const film = (size: unknown) => bridged('articles/film.mp4', { size });
  expect(pathsOf(queue(film(100_000_000)))).toEqual(['film.mp4']);
  expect(pathsOf(queue(film(60_000_000), film(60_000_000)))).toBeNull();
  expect(pathsOf(queue(film(-1e9), film(60_000_000), film(60_000_000)))).toBeNull();
  expect(pathsOf(queue(film('many')))).toEqual(['film.mp4']);
});

const good = bridged('articles/kites.md');

test.each<readonly [string, unknown]>([
  ['no body', undefined],
  ['a body that is no text', { source: 'aws.s3' }],
  ['an empty body', ''],
  ['a body that breaks off', '{"source":"aws.s3","detail":'],
  ['a deep body', '['.repeat(100_000)],
  ['a body of another kind', '{"hello":"world"}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['an event of another source', bridged('articles/kites.md').replace('aws.s3', 'aws.s4')],
  ['an event without details', '{"source":"aws.s3"}'],
  ['details of nothing', '{"source":"aws.s3","detail":null}'],
  ['records that are no list', '{"Records":{"length":1}}'],
  ['a record of nothing', '{"Records":[null]}'],
  ['a record of another service', '{"Records":[{"eventSource":"aws:sns","Sns":{"Message":"articles/kites.md"}}]}'],
  ['a good record and a broken one', notified('articles/kites.md', 7)],
  ['another bucket', bridged('articles/kites.md', { bucket: 'courier-publication' })],
  ['a bucket that is no text', bridged('articles/kites.md', { bucket: ['courier-articles'] })],
  ['a key that is no text', bridged(['articles/kites.md'])],
  ['a key beside the articles, as the webhook writes', bridged('webhook/state.json')],
  ['a key whose name begins like the folder', bridged('articles-old/kites.md')],
  ['the folder itself', bridged('articles/')],
  ['a folder in it', bridged('articles/2026/')],
  ['a way out', bridged('articles/../public/rss.xml')],
  ['an encoded way out', notified('articles/%2E%2E/public/rss.xml')],
  ['a null byte', bridged('articles/a\0.md')],
  ['a backslash', bridged('articles/..\\a.md')],
  ['half a character', bridged('articles/\ud800.md')],
  ['a broken escape', notified('articles/%E0%A4%A')],
  ['a key that is too long', bridged(`articles/${'ä'.repeat(600)}.md`)],
  ['prototypes', '{"__proto__":{"source":"aws.s3"},"constructor":{"name":"Records"}}'],
])('%s means a run that looks at everything, also among good messages', (_name, body) => {
  const expected = { ...everything, trigger: 'upload' };
  expect(parseEvent(queue(body), from)).toEqual(expected);
  expect(parseEvent(queue(good, body, good), from)).toEqual(expected);
});

test('if no message names a file, the run looks at everything', () => {
  expect(pathsOf(queue(testMessage))).toBeNull();
  expect(pathsOf(queue('{"Records":[]}'))).toBeNull();
});

test.each([
  ['nothing', null],
  ['a text', 'verify'],
  ['a list', [{ presstime: 'verify' }]],
  ['an unknown kind', { presstime: 'purge', verify: true, changedPaths: [] }],
  ['a kind that is no text', { presstime: ['verify'] }],
  ['a record that no queue delivered', { Records: [{ eventSource: 'aws:s3', body: good }] }],
  ['records of nothing', { Records: [null] }],
  ['no records', { Records: [] }],
])('%s looks at everything', (_name, event) => {
  expect(parseEvent(event, from)).toEqual({ ...everything, trigger: 'other' });
});
