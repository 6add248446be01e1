/** The store contract in a bucket, what the store sends, and how a bucket is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/model/digest.ts';
import { createS3Store, s3OptionsFrom } from '../../src/store/s3.ts';
import type { S3StoreOptions } from '../../src/store/s3-bucket.ts';
import type { Store } from '../../src/store/store.ts';
import { type Fault, type S3Double, type SeenRequest, startS3Double } from '../support/s3-double.ts';
import { bytes, textOf } from '../support/store.ts';
import { storeContract } from './contract.ts';

let double: S3Double;
let prefixes = 0;

beforeAll(async () => {
  double = await startS3Double(['bucket']);
});

afterAll(() => double.close());

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function open(options: Partial<S3StoreOptions> = {}) {
  return createS3Store({ bucket: 'bucket', endpoint: double.endpoint, region: 'us-east-1', credentials, ...options });
}

/** A store with its own prefix. */
function openFresh(options: Partial<S3StoreOptions> = {}) {
  prefixes += 1;
  return open({ prefix: `place-${prefixes}`, ...options });
}

storeContract('s3', () => {
  prefixes += 1;
  const prefix = `place-${prefixes}`;
  return { open: () => open({ prefix }) };
});

const all = () => true;

describe('s3: what is sent', () => {
  it.each([
    ['rss.xml', 'application/rss+xml; charset=utf-8', 'public, max-age=300, s-maxage=60, stale-if-error=86400'],
    ['atom.xml', 'application/atom+xml; charset=utf-8', 'public, max-age=300, s-maxage=60, stale-if-error=86400'],
    ['feed.json', 'application/feed+json; charset=utf-8', 'public, max-age=300, s-maxage=60, stale-if-error=86400'],
    ['.presstime/ledger/head.json', 'application/json; charset=utf-8', 'no-store'],
  ])('%s has its type, its cache rule and its SHA-256', async (path, type, rule) => {
    await openFresh().write(path, bytes('body'), 'any');
    const { headers } = double.requests.findLast(({ operation }) => operation === 'put') as SeenRequest;
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toBe(rule);
    expect(headers['x-amz-meta-sha256']).toBe(digestOf(bytes('body')));
  });

  it('requests a listing page by page', async () => {
    const paged = await startS3Double(['bucket'], { pageSize: 7 });
    const store = open({ endpoint: paged.endpoint });
    const paths = Array.from({ length: 22 }, (_, index) => `${String(index).padStart(2, '0')} ü&.md`);
    for (const path of paths) await store.write(path, bytes(path), 'any');
    expect((await store.list(all)).map(({ path }) => path)).toEqual(paths);
    expect(paged.count('list')).toBe(4);
    await paged.close();
  });

  it('looks at an object without asking for its bytes, and says if that is denied', async () => {
    const store = openFresh();
    await store.write('a.md', bytes('one'), 'any');
    double.reset();
    await store.look('a.md');
    expect(double.requests.map(({ operation }) => operation)).toEqual(['head']);
    double.reset({ before: () => ({ status: 403, code: 'AccessDenied' }) });
    await expect(store.look('a.md')).rejects.toMatchObject({ code: 'store-denied' });
    double.reset();
  });

  it('does not list neighbouring prefixes, or names that are not valid paths', async () => {
    await open({ prefix: 'news' }).write('a.md', bytes('one'), 'any');
    await open({ prefix: 'newsroom' }).write('b.md', bytes('two'), 'any');
    const object = double.objects.get('bucket/news/a.md');
    if (object === undefined) throw new Error('The object is missing');
    for (const key of ['news/', 'news/folder/', 'news//c.md', 'news/../d.md'])
      double.objects.set(`bucket/${key}`, object);
    expect((await open({ prefix: 'news' }).list(all)).map(({ path }) => path)).toEqual(['a.md']);
  });

  it('reads an object that another program wrote, without a digest', async () => {
    const store = openFresh();
    await store.write('a.md', bytes('one'), 'any');
    forget('a.md', 'x-amz-meta-sha256');
    expect(textOf(await store.read('a.md'))).toBe('one');
    await expect(store.write('a.md', bytes('one'), 'absent')).resolves.toMatch(/^"/);
    await expect(store.write('a.md', bytes('two'), 'absent')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('s3: removing many objects', () => {
  const paths = Array.from({ length: 1002 }, (_, index) => `many/${index} ü&.md`);
  const requests = () => [double.count('deleteAll'), double.count('delete')];

  it('takes a request for each thousand, and an ordinary one for a single object', async () => {
    const store = openFresh();
    for (const [count, expected] of [
      [1002, [2, 0]],
      [1001, [1, 1]],
      [2, [1, 0]],
      [1, [0, 1]],
      [0, [0, 0]],
    ] as const) {
      double.reset();
      await store.removeAll(paths.slice(0, count));
      expect(requests()).toEqual(expected);
    }
  });

  it('those that the server leaves are removed one by one', async () => {
    const partial = await startS3Double(['bucket'], { kept: /b\.md$/ });
    const store = open({ endpoint: partial.endpoint });
    for (const path of ['a.md', 'b.md', 'c.md']) await store.write(path, bytes(path), 'any');
    await store.removeAll(['a.md', 'b.md', 'c.md']);
    expect(await store.list(all)).toEqual([]);
    expect([partial.count('deleteAll'), partial.count('delete')]).toEqual([1, 1]);
    await partial.close();
  });

  it.each<[string, Fault]>([
    ['does not implement the request', { status: 501, code: 'NotImplemented' }],
    ['wants another checksum', { status: 400, code: 'InvalidRequest' }],
    ['does not allow the method', { status: 405, code: 'MethodNotAllowed' }],
    ['answers half', 'cut'],
  ])('all are removed one by one if the server %s', async (_name, fault) => {
    const store = openFresh();
    for (const path of ['a.md', 'b.md']) await store.write(path, bytes(path), 'any');
    const hook = ({ operation }: SeenRequest) => (operation === 'deleteAll' ? fault : undefined);
    double.reset(fault === 'cut' ? { after: hook } : { before: hook });
    await store.removeAll(['a.md', 'b.md']);
    expect(await store.list(all)).toEqual([]);
    expect(double.count('delete')).toBe(2);
    double.reset();
  });

  it('if none can be removed, the error names an object and what to do', async () => {
    const store = openFresh();
    double.reset({
      before: ({ operation }) => (operation.startsWith('delete') ? { status: 403, code: 'AccessDenied' } : undefined),
    });
    await expect(store.removeAll(['a.md', 'b.md'])).rejects.toMatchObject({
      code: 'store-denied',
      message: expect.stringMatching(/^Cannot remove "[ab]\.md" in s3:.*s3:DeleteObject on arn/),
    });
    double.reset();
  });
});

/** Removes a header from an object of the store in use. */
function forget(path: string, header: string): void {
  const key = `bucket/place-${prefixes}/${path}`;
  const object = double.objects.get(key);
  if (object === undefined) throw new Error(`There is no ${key}`);
  const headers = Object.fromEntries(Object.entries(object.headers).filter(([name]) => name !== header));
  double.objects.set(key, { ...object, headers });
}

describe('s3: the location', () => {
  it.each([
    ['s3://bucket', {}, { bucket: 'bucket', prefix: '' }],
    ['s3://bucket/', {}, { bucket: 'bucket', prefix: '' }],
    ['s3://bucket/a/b/', {}, { bucket: 'bucket', prefix: 'a/b' }],
    ['s3://bucket', { AWS_REGION: 'eu-north-1' }, { bucket: 'bucket', prefix: '', region: 'eu-north-1' }],
    ['s3://bucket', { AWS_DEFAULT_REGION: 'eu-north-1' }, { bucket: 'bucket', prefix: '', region: 'eu-north-1' }],
    [
      's3://bucket',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      { bucket: 'bucket', prefix: '', endpoint: 'http://127.0.0.1:9', region: 'us-east-1' },
    ],
    [
      's3://bucket',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:8' },
      { bucket: 'bucket', prefix: '', endpoint: 'http://127.0.0.1:8', region: 'us-east-1' },
    ],
    ['public', {}, null],
    ['s3:/bucket', {}, null],
    ['s3://', {}, null],
    ['s3://B_ucket', {}, null],
    ['https://bucket', {}, null],
  ])('%s with %j', (place, env, options) => {
    expect(s3OptionsFrom(place, env)).toEqual(options);
  });
});

describe('s3: checksums', () => {
  const sent = async (store: Store) => {
    double.reset();
    await store.write('a.md', bytes('one'), 'any');
    await store.read('a.md');
    return double.requests.flatMap(({ headers }) => Object.keys(headers).filter((name) => checksum.test(name)));
  };
  const checksum = /^x-amz-(checksum|sdk-checksum|trailer)/;

  it('with an endpoint: none, unless asked for', async () => {
    expect(await sent(openFresh())).toEqual([]);
    expect(await sent(openFresh({ checksums: 'WHEN_REQUIRED' }))).toEqual([]);
    expect(await sent(openFresh({ checksums: 'WHEN_SUPPORTED' }))).toEqual(
      expect.arrayContaining(['x-amz-sdk-checksum-algorithm', 'x-amz-checksum-crc32', 'x-amz-checksum-mode']),
    );
  });

  it('the digest of the body is part of the signature anyway', async () => {
    double.reset();
    await openFresh().write('a.md', bytes('one'), 'any');
    const { headers } = double.requests[0] as SeenRequest;
    expect(headers['x-amz-content-sha256']).toBe(digestOf(bytes('one')));
    expect(headers['authorization']).toContain('x-amz-content-sha256');
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('a server that refuses them gets none, and they fail if they are requested', async () => {
    const refused = /^(x-amz-(checksum|sdk-checksum|trailer)[^:]*|content-encoding: aws-chunked|[^:]+: STREAMING)/;
    const old = await startS3Double(['bucket'], { refused });
    const { endpoint } = old;
    const store = open({ endpoint });
    await store.write('a.md', bytes('one'), 'absent');
    expect(textOf(await store.read('a.md'))).toBe('one');
    expect((await store.list(all)).map(({ path }) => path)).toEqual(['a.md']);
    await store.remove('a.md');
    const modern = open({ endpoint, checksums: 'WHEN_SUPPORTED' });
    await expect(modern.write('a.md', bytes('one'), 'any')).rejects.toMatchObject({ code: 'store-unsupported' });
    await old.close();
  });

  it.each([
    ['when_supported', 'WHEN_SUPPORTED'],
    ['WHEN_REQUIRED', 'WHEN_REQUIRED'],
  ])('AWS_REQUEST_CHECKSUM_CALCULATION=%s is accepted', (written, checksums) => {
    const env = { AWS_REQUEST_CHECKSUM_CALCULATION: written };
    expect(s3OptionsFrom('s3://bucket', env)).toEqual({ bucket: 'bucket', prefix: '', checksums });
  });

  it('AWS_REQUEST_CHECKSUM_CALCULATION=never is refused', () => {
    const message = 'AWS_REQUEST_CHECKSUM_CALCULATION must be WHEN_SUPPORTED or WHEN_REQUIRED: got "never"';
    const env = { AWS_REQUEST_CHECKSUM_CALCULATION: 'never' };
    expect(() => s3OptionsFrom('s3://bucket', env)).toThrow(
      expect.objectContaining({ code: 'invalid-checksums', message }),
    );
  });
});
