/** How the S3 store handles every known fault of a bucket: temporary and permanent ones. */
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { digestOf } from '../../src/model/digest.ts';
import { createS3Store } from '../../src/store/s3.ts';
import type { S3StoreOptions } from '../../src/store/s3-bucket.ts';
import { closedPort, startReplyServer } from '../support/reply-server.ts';
import { type Fault, type Hooks, type Operation, type S3Double, startS3Double } from '../support/s3-double.ts';
import { bytes, textOf, thrownBy } from '../support/store.ts';

let double: S3Double;
let prefixes = 0;

beforeAll(async () => {
  double = await startS3Double(['bucket']);
});

afterAll(() => double.close());

afterEach(() => {
  double.reset();
  vi.unstubAllEnvs();
});

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function open(options: Partial<S3StoreOptions> = {}) {
  return createS3Store({ bucket: 'bucket', endpoint: double.endpoint, region: 'us-east-1', credentials, ...options });
}

/** A store with its own prefix. */
function openFresh(options: Partial<S3StoreOptions> = {}) {
  prefixes += 1;
  return open({ prefix: `place-${prefixes}`, ...options });
}

const all = () => true;

/** Fails the first requests of one operation. */
function failing(operation: Operation, { fault, times }: { readonly fault: Fault; readonly times: number }) {
  return (request: { operation: Operation; index: number }) =>
    request.operation === operation && request.index < times ? fault : undefined;
}

describe('s3: temporary faults', () => {
  const slowDown = { status: 503, code: 'SlowDown' };
  const internal = { status: 500, code: 'InternalError' };
  const conflict = { status: 409, code: 'ConditionalRequestConflict' };

  it.each<[string, Operation, Hooks]>([
    ['three times 503 to a write', 'put', { before: failing('put', { fault: slowDown, times: 3 }) }],
    ['three times 500 to a write', 'put', { before: failing('put', { fault: internal, times: 3 }) }],
    ['a reset before a write was applied', 'put', { before: failing('put', { fault: 'reset', times: 1 }) }],
    ['a reset after a write was applied', 'put', { after: failing('put', { fault: 'reset', times: 1 }) }],
    ['a 500 after a write was applied', 'put', { after: failing('put', { fault: internal, times: 1 }) }],
    ['four times 409 to a write', 'put', { before: failing('put', { fault: conflict, times: 4 }) }],
  ])('%s: the write succeeds, and the object is written once', async (_name, operation, hooks) => {
    const store = openFresh();
    double.reset(hooks);
    const version = await store.write('a.md', bytes('one'), 'absent');
    expect(double.count(operation)).toBeGreaterThan(1);
    expect(await store.read('a.md')).toMatchObject({ version });
  });

  it('a reset after a write of a version was applied: the write succeeds', async () => {
    const store = openFresh();
    const first = await store.write('a.md', bytes('one'), 'any');
    double.reset({ after: failing('put', { fault: 'reset', times: 1 }) });
    const second = await store.write('a.md', bytes('two'), { version: first });
    expect(await store.read('a.md')).toMatchObject({ version: second });
    expect(double.requests.map((it) => it.operation)).toEqual(['put', 'put', 'head', 'get']);
  });

  it('a reset after a write that another one then replaced: a conflict, and the other stays', async () => {
    const store = openFresh();
    const other = open({ prefix: `place-${prefixes}` });
    double.reset({
      after: async ({ operation, index }) => {
        if (operation !== 'put' || index > 0) return undefined;
        await other.write('a.md', bytes('newer'), 'any');
        return 'reset';
      },
    });
    await expect(store.write('a.md', bytes('older'), 'absent')).rejects.toMatchObject({ code: 'conflict' });
    expect(textOf(await store.read('a.md'))).toBe('newer');
  });

  it('409 every time: a conflict', async () => {
    const store = openFresh();
    double.reset({ before: failing('put', { fault: conflict, times: 1000 }) });
    const message = `"a.md" in s3://bucket/place-${prefixes} was changed by another run: start again`;
    await expect(store.write('a.md', bytes('one'), 'absent')).rejects.toMatchObject({ code: 'conflict', message });
    expect(double.count('put')).toBe(5);
  });

  it.each<[string, Fault]>([
    ['503', slowDown],
    ['a reset', 'reset'],
    ['a body cut midway', 'cut'],
  ])('%s to a read, twice: the whole body is read', async (_name, fault) => {
    const store = openFresh();
    const body = bytes('0123456789'.repeat(20_000));
    await store.write('a.bin', body, 'any');
    double.reset({ after: failing('get', { fault, times: 2 }) });
    expect(digestOf((await store.read('a.bin'))?.body ?? new Uint8Array())).toBe(digestOf(body));
    expect(double.count('get')).toBe(3);
  });

  it('silence in the middle of a body, once: the whole body is read', async () => {
    const store = openFresh({ requestTimeoutMilliseconds: 500 });
    await store.write('a.bin', bytes('x'.repeat(200_000)), 'any');
    double.reset({ after: failing('get', { fault: 'stall', times: 1 }) });
    expect((await store.read('a.bin'))?.body.length).toBe(200_000);
  });

  it('503 to a page of a listing: nothing is missing', async () => {
    const store = openFresh();
    for (const path of ['a.md', 'b.md']) await store.write(path, bytes(path), 'any');
    double.reset({ before: failing('list', { fault: slowDown, times: 2 }) });
    expect((await store.list(all)).map(({ path }) => path)).toEqual(['a.md', 'b.md']);
  });

  it('500 to a removal: the file is removed', async () => {
    const store = openFresh();
    await store.write('a.md', bytes('one'), 'any');
    double.reset({ before: failing('delete', { fault: internal, times: 2 }) });
    await store.remove('a.md');
    expect(await store.read('a.md')).toBeNull();
  });
});

describe('s3: permanent faults', () => {
  const always = (fault: Fault): Hooks => ({ before: () => fault });

  it.each<[number, string, string, string]>([
    [404, 'NoSuchBucket', 'store-missing', 'there is no such bucket; create it, or correct its name'],
    [
      301,
      'PermanentRedirect',
      'store-region',
      'the bucket is in another region; set AWS_REGION to the region of the bucket',
    ],
    [
      400,
      'AuthorizationHeaderMalformed',
      'store-region',
      'the bucket is in another region; set AWS_REGION to the region of the bucket',
    ],
    [400, 'ExpiredToken', 'store-credentials', 'the credentials have expired; sign in again'],
    [
      403,
      'InvalidAccessKeyId',
      'store-credentials',
      'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
    [
      403,
      'SignatureDoesNotMatch',
      'store-credentials',
      'no valid credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
    [403, 'RequestTimeTooSkewed', 'store-clock', 'the clock of this machine is wrong; set it'],
    [418, 'Teapot', 'store-failed', 'Teapot: Teapot by the double'],
  ])('%i %s', async (status, code, ours, words) => {
    const store = openFresh();
    double.reset(always({ status, code }));
    const place = `s3://bucket/place-${prefixes}`;
    const expected = (task: string) => ({
      name: 'PublishError',
      code: ours,
      message: `Cannot ${task} in ${place}: ${words}`,
    });
    await expect(store.list(all)).rejects.toMatchObject(expected('list'));
    await expect(store.read('a.md')).rejects.toMatchObject(expected('read "a.md"'));
    await expect(store.write('a.md', bytes('one'), 'absent')).rejects.toMatchObject(expected('write "a.md"'));
    await expect(store.remove('a.md')).rejects.toMatchObject(expected('remove "a.md"'));
  });

  it('403: names the action, and the resource to allow it on', async () => {
    const store = openFresh();
    double.reset(always({ status: 403, code: 'AccessDenied' }));
    const objects = `arn:aws:s3:::bucket/place-${prefixes}/*`;
    const list = 's3:ListBucket on arn:aws:s3:::bucket';
    const expected = (task: string, allow: string) => ({
      code: 'store-denied',
      message: `Cannot ${task} in s3://bucket/place-${prefixes}: access is denied; allow ${allow}`,
    });
    await expect(store.list(all)).rejects.toMatchObject(expected('list', list));
    const reading = expected('read "a.md"', `s3:GetObject on ${objects} and ${list}`);
    await expect(store.read('a.md')).rejects.toMatchObject(reading);
    const writing = store.write('a.md', bytes('one'), 'absent');
    await expect(writing).rejects.toMatchObject(expected('write "a.md"', `s3:PutObject on ${objects}`));
    await expect(store.remove('a.md')).rejects.toMatchObject(
      expected('remove "a.md"', `s3:DeleteObject on ${objects}`),
    );
  });

  it.each<[string, Fault, string, string]>([
    [
      '503 without an end',
      { status: 503, code: 'SlowDown' },
      'store-busy',
      'the server receives too many requests; try again later',
    ],
    [
      '500 without an end',
      { status: 500, code: 'InternalError' },
      'store-busy',
      'the server is busy or out of order; try again later',
    ],
    ['resets without an end', 'reset', 'store-unreachable', 'the connection was lost several times; check the network'],
    ['silence', 'hang', 'store-timeout', 'the server did not answer in time; try again'],
  ])('%s, after five attempts', async (_name, fault, code, words) => {
    const store = openFresh({ requestTimeoutMilliseconds: 100 });
    double.reset(always(fault));
    const message = `Cannot read "a.md" in s3://bucket/place-${prefixes}: ${words}`;
    await expect(store.read('a.md')).rejects.toMatchObject({ name: 'PublishError', code, message });
    expect(double.count('get')).toBe(5);
  });

  it('silence in the middle of a body, every time', async () => {
    const store = openFresh({ requestTimeoutMilliseconds: 100 });
    await store.write('a.bin', bytes('x'.repeat(200_000)), 'any');
    double.reset({ after: () => 'stall' });
    await expect(store.read('a.bin')).rejects.toMatchObject({ name: 'PublishError', code: 'store-timeout' });
    expect(double.count('get')).toBe(5);
  });

  it('a server that reads a body slowly: it is sent as long as it continues, and given up if it stalls', async () => {
    const server = await startSlowReader();
    const { endpoint } = server;
    const open = () => createS3Store({ bucket: 'bucket', endpoint, region: 'us-east-1', credentials, ...impatient });
    const body = new Uint8Array(32_000_000);
    expect(await open().write('a.mp3', body, 'absent')).toBe('"slow"');
    server.standStill();
    await expect(open().write('b.mp3', body, 'absent')).rejects.toMatchObject({ code: 'store-timeout' });
    await server.close();
  });

  it('a body that is truncated every time', async () => {
    const store = openFresh();
    await store.write('a.bin', bytes('x'.repeat(200_000)), 'any');
    double.reset({ after: () => 'cut' });
    await expect(store.read('a.bin')).rejects.toMatchObject({ name: 'PublishError', code: 'store-unreachable' });
    expect(double.count('get')).toBe(5);
  });

  it('a digest that does not match the body', async () => {
    const store = openFresh();
    await store.write('a.md', bytes('one'), 'any');
    const key = `bucket/place-${prefixes}/a.md`;
    const object = double.objects.get(key);
    if (object === undefined) throw new Error(`There is no ${key}`);
    double.objects.set(key, { ...object, headers: { 'x-amz-meta-sha256': digestOf(bytes('two')) } });
    const message = `"a.md" in s3://bucket/place-${prefixes} arrived with other bytes than were written`;
    await expect(store.read('a.md')).rejects.toMatchObject({ name: 'PublishError', code: 'cut-body', message });
  });

  it('an object of more than 2 GiB is not read at all', async () => {
    const headers = { 'content-length': String(2 ** 31), etag: '"film"' };
    const server = await startReplyServer({ status: 200, body: 'a beginning', headers });
    const store = createS3Store({ bucket: 'bucket', endpoint: server.endpoint, region: 'us-east-1', credentials });
    const reason = 'it is larger than 2 GiB; make it smaller, or host it elsewhere and give its URL';
    const message = `Cannot read "film.mp4" in s3://bucket: ${reason}`;
    await expect(store.read('film.mp4')).rejects.toMatchObject({ code: 'unreadable', message });
    await server.close();
  });

  describe('a page of a listing', () => {
    const listed = async (content: string) => {
      const body = `<?xml version="1.0"?><ListBucketResult>${content}</ListBucketResult>`;
      const server = await startReplyServer({ status: 200, body });
      try {
        const { endpoint } = server;
        const store = createS3Store({ bucket: 'bucket', endpoint, region: 'us-east-1', credentials, attempts: 2 });
        return (await store.list(all)).map(({ path, version, lengthBytes }) => [path, version, lengthBytes]);
      } finally {
        await server.close();
      }
    };
    const last = '<IsTruncated>false</IsTruncated>';
    const object = (key: string) => `<Contents><Key>${key}</Key><ETag>"1f"</ETag><Size>3</Size></Contents>`;

    it.each([
      ['plain', `${last}${object('a &amp; b.md')}`, 'a & b.md'],
      ['with CDATA', `${last}${object('<![CDATA[a & b.md]]>')}`, 'a & b.md'],
      ['with attributes', `${last}${object('a.md').replace('<Key>', '<Key lang="en">')}`, 'a.md'],
      ['with encoded keys', `<EncodingType>url</EncodingType>${last}${object('a%20b+c%2B%C3%BC.md')}`, 'a b c+ü.md'],
      ['with a comment', `${last}<!-- -->${object('a.md')}`, 'a.md'],
    ])('%s is read', async (_name, content, path) => {
      expect(await listed(content)).toEqual([[path, '"1f"', 3]]);
    });

    it.each([
      ['that lacks an object it counts', `<KeyCount>2</KeyCount>${last}${object('a.md')}`],
      ['that does not say whether it is the last', object('a.md')],
      ['that says that more follow, but not how', `<IsTruncated>true</IsTruncated>${object('a.md')}`],
      ['whose token is empty', `<IsTruncated>true</IsTruncated><NextContinuationToken></NextContinuationToken>`],
      [
        'whose token is that of the page itself',
        `<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>`,
      ],
      ['whose encoded keys cannot be decoded', `<EncodingType>url</EncodingType>${last}${object('a%.md')}`],
      ['that is not XML', `${last}${object('a.md')}<Contents>`],
    ])('%s is refused, and nothing is listed', async (_name, content) => {
      await expect(listed(content)).rejects.toMatchObject({ code: 'store-not-s3' });
    });
  });

  it('a bucket that does not exist', async () => {
    const store = open({ bucket: 'no-such-bucket' });
    expect(await thrownBy(store.list(all))).toMatchObject({ code: 'store-missing' });
    expect(await thrownBy(store.read('a.md'))).toMatchObject({ code: 'store-missing' });
    expect(await thrownBy(store.write('a.md', bytes('one'), 'absent'))).toMatchObject({ code: 'store-missing' });
  });

  it('a URL where nothing responds', async () => {
    const store = open({ endpoint: `http://127.0.0.1:${await closedPort()}` });
    const message = 'Cannot list in s3://bucket: nothing answers at the endpoint; check AWS_ENDPOINT_URL';
    await expect(store.list(all)).rejects.toMatchObject({ name: 'PublishError', code: 'store-unreachable', message });
  });

  it('no region', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
    const store = createS3Store({ bucket: 'bucket', credentials });
    const message = 'Cannot list in s3://bucket: no region is set; set AWS_REGION, for example AWS_REGION=eu-north-1';
    await expect(store.list(all)).rejects.toMatchObject({ name: 'PublishError', code: 'store-region', message });
  });

  it('no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const store = createS3Store({ bucket: 'bucket', endpoint: double.endpoint, region: 'us-east-1' });
    await expect(store.list(all)).rejects.toMatchObject({ name: 'PublishError', code: 'store-credentials' });
  });

  it('a signal aborts running requests', async () => {
    const stop = new AbortController();
    const store = openFresh({ signal: stop.signal });
    double.reset({
      before: () => {
        stop.abort();
        return 'hang';
      },
    });
    const message = `Cannot list in s3://bucket/place-${prefixes}: the run was stopped`;
    await expect(store.list(all)).rejects.toMatchObject({ name: 'PublishError', code: 'stopped', message });
  });

  it('a signal with a timeout aborts running requests, also in the middle of a body', async () => {
    const store = openFresh();
    await store.write('a.bin', bytes('x'.repeat(200_000)), 'any');
    const late = open({ prefix: `place-${prefixes}`, signal: AbortSignal.timeout(300) });
    double.reset({ after: () => 'stall' });
    await expect(late.read('a.bin')).rejects.toMatchObject({ name: 'PublishError', code: 'stopped' });
  });
});

const impatient = { requestTimeoutMilliseconds: 3_000, attempts: 1 };

/** A server that reads at most 64 kB, waits, and continues, or not. It takes at least four seconds for 32 MB. */
async function startSlowReader() {
  let stands = false;
  const server = createHttpServer((request, response) => {
    request.on('data', () => {
      request.pause();
      if (!stands) setTimeout(() => request.resume(), 8);
    });
    request.on('end', () => response.writeHead(200, { etag: '"slow"' }).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    standStill: () => {
      stands = true;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
