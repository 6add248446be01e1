/** Redirects are followed as far as the caller allows, and responses are read up to a limit. RFC 9110, 15.4. */
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { type FollowOptions, followRedirects, mostRedirects, readAtMost } from '../../src/http/follow-redirects.ts';
import { type Asked, startWeb } from '../notify/web.ts';

/** `5/307` redirects to `4/307` and so on; `to?x` redirects to x; `long` never ends. */
function answer({ method, path, headers }: Asked, response: ServerResponse): void {
  const { pathname, search } = new URL(path, 'http://localhost/');
  const [, left = '', status = '302'] = pathname.split('/');
  if (left === 'to') response.writeHead(302, { location: decodeURIComponent(search.slice(1)) }).end();
  else if (left === 'long') endless(response);
  else if (Number(left) > 0) response.writeHead(Number(status), { location: `/${Number(left) - 1}/${status}` }).end();
  else response.end(`${method} ${headers['user-agent']} ${headers.accept}`);
}

function endless(response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(100_000)));
  };
  response.on('drain', more).writeHead(200);
  more();
}

const anyRedirect: FollowOptions = { request: {}, mayFollow: (status) => status > 299, mayAsk: () => true };

test('every redirect is returned, and the response is that of the last URL', async () => {
  const { url: web } = await startWeb(answer);
  const { response, url, redirects } = await followRedirects(`${web}2/307`, anyRedirect);
  expect([url, redirects]).toEqual([
    `${web}0/307`,
    [
      { from: `${web}2/307`, status: 307 },
      { from: `${web}1/307`, status: 307 },
    ],
  ]);
  expect(await response.text()).toMatch(/^GET Presstime\/\d/);
});

test('the request is the same each time', async () => {
  const { url } = await startWeb(answer);
  const request = { method: 'POST', headers: { accept: 'text/x' }, body: new URLSearchParams({ a: '1' }) };
  const { response } = await followRedirects(`${url}3/308`, { ...anyRedirect, request });
  expect(await response.text()).toMatch(/^POST Presstime\/\S+ text\/x$/);
});

test('after the maximum of redirects, the response is the next redirect', async () => {
  const { url } = await startWeb(answer);
  expect((await followRedirects(`${url}${mostRedirects}/302`, anyRedirect)).response.status).toBe(200);
  const { response, redirects } = await followRedirects(`${url}${mostRedirects + 1}/302`, anyRedirect);
  expect([response.status, redirects.length]).toEqual([302, mostRedirects]);
  await response.body?.cancel();
});

test.each([
  ['a status that may not be followed', '1/301', { mayFollow: (status: number) => status === 307 }],
  ['a URL that may not be asked', '1/302', { mayAsk: () => false }],
  ['a location that is no URL', 'to?http%3A%2F%2F', {}],
])('%s is not followed', async (_name, path, options) => {
  const { url: web } = await startWeb(answer);
  const { response, url, redirects } = await followRedirects(`${web}${path}`, { ...anyRedirect, ...options });
  expect([Math.floor(response.status / 100), url, redirects]).toEqual([3, `${web}${path}`, []]);
  await response.body?.cancel();
});

test('of an endless response no more is read than asked for', async () => {
  const { url } = await startWeb(answer);
  const { response } = await followRedirects(`${url}long`, anyRedirect);
  expect(await readAtMost(response, 1000)).toHaveLength(1000);
});
