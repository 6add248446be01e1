/** `presstime doctor`, spawned, against servers on this machine that behave well, or badly in one way each. */
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readers } from '../../src/doctor/user-agents.ts';
import { channelYaml } from '../support/channel.ts';
import { answersFeed, type Misbehaviour, startFeedServer } from '../support/feed-server.ts';
import { closedPort } from '../support/reply-server.ts';
import { presstime, temporaryFolder, writeFiles } from '../support/run.ts';
import { type S3Double, startS3Double } from '../support/s3-double.ts';

/** A feed that is valid whatever the time, and names its own URL. */
const feed = (origin: string) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Marsh Radio</title>
    <link>${origin}/</link>
    <description>Sounds of the marsh</description>
    <atom:link rel="self" type="application/rss+xml" href="${origin}/rss.xml"/>
    ${Array.from({ length: 20 }, (_, at) => item(origin, at)).join('\n    ')}
  </channel>
</rss>
`;

function item(origin: string, at: number): string {
  return `<item><title>Tide ${at}</title><link>${origin}/tide-${at}</link><guid isPermaLink="false">tide-${at}</guid><pubDate>Tue, 06 Jan 2026 08:00:00 GMT</pubDate><description>The tide was high.</description></item>`;
}

interface Result {
  readonly sections: readonly { readonly title: string; readonly passed: readonly string[] }[];
  readonly findings: readonly { readonly code: string; readonly message: string; readonly remedy: string }[];
}

async function doctorJson(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await presstime(temporaryFolder(), ['doctor', ...args, '--json'], env);
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as Result) };
}

async function codesFor(misbehave: Misbehaviour, path = '/rss.xml', text = feed) {
  const { origin } = await startFeedServer(text, misbehave);
  const { code, findings } = await doctorJson([`${origin}${path}`]);
  return { code, codes: [...new Set(findings.map((finding) => finding.code))] };
}

describe('a server that behaves well', () => {
  test('has no findings, and the exit code is 0', async () => {
    const { origin, requests } = await startFeedServer(feed);
    const { code, stdout, stderr } = await presstime(temporaryFolder(), ['doctor', `${origin}/rss.xml`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  ok       304 for If-None-Match\n  ok       304 for If-Modified-Since\n');
    expect(stdout).toContain('  ok       Compressed with gzip\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 errors, 0 warnings');
    const ofFeed = requests.filter(({ path }) => path === '/rss.xml');
    expect(ofFeed.map(({ userAgent }) => userAgent)).toEqual(
      expect.arrayContaining(readers.map(({ userAgent }) => userAgent)),
    );
    expect(ofFeed.map(({ method }) => method).filter((method) => method === 'HEAD')).toHaveLength(1);
    expect(requests.length).toBeLessThan(20);
  });

  test('the feed is found from a page that names it', async () => {
    const { origin } = await startFeedServer(feed);
    const { code, sections, findings } = await doctorJson([`${origin}/`]);
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(sections.map(({ title }) => title)).toContain(`${origin}/rss.xml, which ${origin}/ names`);
  });
});

const blocked =
  (pattern: RegExp): Misbehaviour =>
  (request, response) => {
    if (request.url !== '/rss.xml' || !pattern.test(request.headers['user-agent'] ?? '')) return false;
    response.writeHead(403, { 'content-type': 'text/html', 'cf-mitigated': 'challenge' });
    response.end('<!doctype html><title>Just a moment...</title>');
    return true;
  };

/** What a server does, with the codes that must be found, and the exit code. */
const misbehaviours: readonly (readonly [string, Misbehaviour, readonly string[], code: 0 | 1])[] = [
  ['a missing feed', answersFeed((_, response) => response.writeHead(404).end()), ['wrong-status'], 1],
  [
    'a page instead of the feed',
    answersFeed((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello'),
    ),
    ['not-a-feed'],
    1,
  ],
  ['bot protection for everybody', blocked(/./), ['not-a-feed'], 1],
  ['bot protection for readers', blocked(/^(?!Mozilla)/), ['readers-blocked'], 1],
  ['bot protection for browsers', blocked(/Firefox/), ['browser-blocked'], 0],
  [
    'a limit from the start',
    answersFeed((_, response) => response.writeHead(429, { 'retry-after': '60' }).end()),
    ['rate-limited'],
    1,
  ],
  [
    'a redirect to itself',
    answersFeed((_, response) => response.writeHead(302, { location: '/rss.xml' }).end()),
    ['redirect-loop'],
    1,
  ],
  [
    'a redirect to another scheme',
    answersFeed((_, response) => response.writeHead(301, { location: 'ftp://marsh.example/' }).end()),
    ['unreachable'],
    1,
  ],
  ['a broken connection', answersFeed((request) => request.socket.destroy()), ['unreachable'], 1],
  [
    'no header at all',
    answersFeed((request, response, origin) => void response.end(request.method === 'HEAD' ? undefined : feed(origin))),
    ['http-content-type', 'http-no-validator', 'no-cache-rule', 'uncompressed'],
    0,
  ],
  [
    'no answer to HEAD',
    (request, response) => request.method === 'HEAD' && Boolean(response.writeHead(405).end()),
    ['head-differs'],
    0,
  ],
  [
    'a server without conditional requests',
    (request) => {
      request.headers['cache-control'] = 'no-cache';
      return false;
    },
    ['no-304'],
    0,
  ],
  [
    'robots.txt that forbids all',
    (request, response) => request.url === '/robots.txt' && Boolean(response.end('User-agent: *\nDisallow: /\n')),
    ['robots-blocked'],
    0,
  ],
  [
    'a home page that names no feed',
    (request, response) => request.url === '/' && Boolean(response.end('<!doctype html><title>Marsh</title>')),
    ['no-autodiscovery'],
    0,
  ],
];

test.each(misbehaviours)('%s', async (_, misbehave, wanted, code) => {
  const result = await codesFor(misbehave);
  expect(result).toEqual({ code, codes: expect.arrayContaining([...wanted]) });
  expect(result.codes).toHaveLength(wanted.length);
});

test('a server that begins to ask for fewer requests is not asked again as another reader', async () => {
  let asked = 0;
  const { origin, requests } = await startFeedServer(feed, answersFeedAfter(3));
  function answersFeedAfter(most: number): Misbehaviour {
    return (request, response) => {
      if (request.url !== '/rss.xml' || ++asked <= most) return false;
      response.writeHead(429).end();
      return true;
    };
  }
  const { code, findings } = await doctorJson([`${origin}/rss.xml`]);
  expect(code).toBe(1);
  expect(findings.find((finding) => finding.code === 'rate-limited')?.message).toContain('429, without Retry-After');
  const agents = requests
    .map(({ userAgent }) => userAgent)
    .filter((it) => readers.some(({ userAgent }) => it === userAgent));
  expect(agents).toHaveLength(3);
});

test('an old URL, and a temporary one', async () => {
  const moved =
    (status: number): Misbehaviour =>
    (request, response) =>
      request.url === '/old' && Boolean(response.writeHead(status, { location: '/rss.xml' }).end());
  expect(await codesFor(moved(301), '/old')).toEqual({ code: 0, codes: ['http-redirect'] });
  expect(await codesFor(moved(302), '/old')).toEqual({ code: 0, codes: ['temporary-redirect'] });
});

test('an invalid feed that is too large, and names another URL and a hub that is gone', async () => {
  const port = await closedPort();
  const bad = (origin: string) =>
    feed(origin)
      .replace(
        `href="${origin}/rss.xml"/>`,
        `href="https://old.example/"/><atom:link rel="hub" href="http://127.0.0.1:${port}/"/>`,
      )
      .replace('<title>Tide 0</title>', `<title>${'Tide '.repeat(250_000)}</title><guid>again</guid>`);
  const { code, codes } = await codesFor(() => false, '/rss.xml', bad);
  expect(code).toBe(1);
  expect(codes).toEqual(
    expect.arrayContaining(['invalid-feed', 'large-feed', 'http-self-elsewhere', 'hub-unreachable']),
  );
});

test('nothing listens at the URL: one error that says what to do', async () => {
  const { code, findings } = await doctorJson([`http://127.0.0.1:${await closedPort()}/rss.xml`]);
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ code: 'unreachable', remedy: expect.stringContaining('Check the URL') }]);
});

test('a server that does not speak TLS, or has no certificate', async () => {
  const { origin } = await startFeedServer(feed);
  const plain = await doctorJson([`${origin.replace('http', 'https')}/rss.xml`]);
  expect(plain.findings.map(({ code }) => code)).toEqual(['tls']);
  const server = createTlsServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const bare = await doctorJson([`https://127.0.0.1:${(server.address() as AddressInfo).port}/rss.xml`]);
  expect(bare.findings.map(({ code }) => code)).toEqual(['tls']);
});

describe('a folder', () => {
  const settings = {
    'articles/feed.yaml': channelYaml,
    'articles/terns.md': '---\ndate: 2026-01-04\n---\n# Terns\n\nText.\n',
  };

  async function doctorIn(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
    const folder = temporaryFolder();
    await writeFiles(folder, files);
    const { code, stdout } = await presstime(folder, ['doctor', '--json', ...args]);
    return { code, codes: (JSON.parse(stdout) as Result).findings.map((finding) => finding.code) };
  }

  test('with good settings: only that the feed is not public', async () => {
    expect(await doctorIn(settings)).toEqual({ code: 0, codes: ['local-url'] });
  });

  test.each([
    ['no folder', {}, 'settings-missing'],
    ['no settings', { 'articles/terns.md': 'x' }, 'settings-missing'],
    ['wrong settings', { 'articles/feed.yaml': 'title: Marsh\nlimit: many\n' }, 'settings-invalid'],
  ])('%s', async (_, files, wanted) => {
    expect(await doctorIn(files)).toEqual({ code: 1, codes: [wanted] });
  });

  test('no articles is a warning', async () => {
    expect(await doctorIn({ 'articles/feed.yaml': channelYaml })).toEqual({
      code: 0,
      codes: ['no-articles', 'local-url'],
    });
  });

  test('a target that is a file', async () => {
    expect(await doctorIn({ ...settings, public: 'Not a folder' })).toEqual({
      code: 1,
      codes: ['not-writable', 'local-url'],
    });
  });

  test('wrong usage has exit code 2', async () => {
    const { code, stderr } = await presstime(temporaryFolder(), ['doctor', 'ftp://marsh.example/']);
    expect(code).toBe(2);
    expect(stderr).toContain('URL must be an http or https URL without a password: got "ftp://marsh.example/"');
  });
});

describe('buckets', () => {
  let double: S3Double;
  beforeAll(async () => {
    double = await startS3Double(['articles', 'published']);
  });
  afterAll(() => double.close());

  const keys = { AWS_ACCESS_KEY_ID: 'AKIAMARSH1234', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-north-1' };
  const buckets = ['--from', 's3://articles', '--to', 's3://published/feeds'];

  test('that can be read and written: nothing in them changes', async () => {
    double.objects.clear();
    double.reset();
    const { sections, findings } = await doctorJson(buckets, { ...keys, AWS_ENDPOINT_URL: double.endpoint });
    expect(findings.map(({ code }) => code)).toEqual(['settings-missing']);
    expect(sections.find(({ title }) => title === 'Buckets')?.passed).toEqual([
      'Credentials, key …1234',
      's3://articles can be read, region eu-north-1',
      's3://published/feeds can be read and written, region eu-north-1',
    ]);
    expect(double.objects.size).toBe(0);
  });

  test('without credentials', async () => {
    const env = { AWS_ENDPOINT_URL: double.endpoint, AWS_EC2_METADATA_DISABLED: 'true', HOME: temporaryFolder() };
    const { code, findings } = await doctorJson(buckets, env);
    expect(code).toBe(1);
    expect(findings.map((finding) => finding.code)).toEqual(['credentials']);
  });

  test('that do not exist', async () => {
    const env = { ...keys, AWS_ENDPOINT_URL: double.endpoint };
    const { code, findings } = await doctorJson(['--from', 's3://nowhere', '--to', 's3://elsewhere'], env);
    expect(code).toBe(1);
    expect(findings.map((finding) => finding.code)).toEqual(['store-unreadable', 'store-unreadable']);
    expect(findings[0]?.message).toContain('there is no such bucket');
  });

  test('that cannot be written to', async () => {
    double.reset({
      before: ({ operation }) => (operation === 'put' ? { status: 403, code: 'AccessDenied' } : undefined),
    });
    const { code, findings } = await doctorJson(buckets, { ...keys, AWS_ENDPOINT_URL: double.endpoint });
    double.reset();
    expect(code).toBe(1);
    expect(findings.at(-1)).toMatchObject({
      code: 'store-unwritable',
      message: expect.stringContaining('s3:PutObject'),
    });
  });

  test('with a clock that is wrong', async () => {
    double.reset({ before: () => ({ status: 403, code: 'RequestTimeTooSkewed' }) });
    const { code, findings } = await doctorJson(buckets, { ...keys, AWS_ENDPOINT_URL: double.endpoint });
    double.reset();
    expect(code).toBe(1);
    expect(findings.map((finding) => finding.code)).toEqual(['wrong-clock', 'wrong-clock']);
  });
});
