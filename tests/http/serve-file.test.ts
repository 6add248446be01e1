/** Which file, and which part of it, is sent for a request: RFC 9110, sections 8.8, 13 and 14. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFile, partFor } from '../../src/http/serve-file.ts';
import { temporaryFolder, writeFiles } from '../support/run.ts';

const modified = new Date('2026-01-05T00:15:00.700Z');
const file = { path: '/a', lengthBytes: 1000, modified };
const empty = { path: '/a', lengthBytes: 0, modified };
const tag = `W/"3e8-${modified.getTime().toString(16)}"`;
const whole = { status: 200, start: 0, end: 999 };

describe('a range, 14.1.2', () => {
  test.each([
    ['bytes=0-0', { status: 206, start: 0, end: 0 }],
    ['bytes=0-499', { status: 206, start: 0, end: 499 }],
    ['bytes=500-', { status: 206, start: 500, end: 999 }],
    ['bytes=-10', { status: 206, start: 990, end: 999 }],
    ['bytes=-2000', { status: 206, start: 0, end: 999 }],
    ['bytes=990-2000', { status: 206, start: 990, end: 999 }],
    ['bytes=1000-', { status: 416 }],
    ['bytes=-0', { status: 416 }],
    [`bytes=${'9'.repeat(400)}-`, { status: 416 }],
    ['bytes=5-2', whole],
    ['bytes=-', whole],
    ['bytes=a-b', whole],
    ['bytes=0-1,5-6', whole],
    ['lines=0-1', whole],
  ])('%s', (range, part) => {
    expect(partFor({ range }, file)).toEqual(part);
  });

  test('of an empty file cannot be satisfied', () => {
    expect(partFor({ range: 'bytes=0-' }, empty)).toEqual({ status: 416 });
    expect(partFor({}, empty)).toEqual({ status: 200, start: 0, end: -1 });
  });

  test.each([
    [tag, 206],
    ['"other"', 200],
    ['Mon, 05 Jan 2026 00:15:00 GMT', 206],
    ['Mon, 05 Jan 2026 00:14:59 GMT', 200],
    ['yesterday', 200],
  ])('If-Range %s, 13.1.5: %i', (condition, status) => {
    expect(partFor({ range: 'bytes=0-9', 'if-range': condition }, file).status).toBe(status);
  });
});

describe('a condition, 13.1', () => {
  const at = 'Mon, 05 Jan 2026 00:15:00 GMT';
  const before = 'Mon, 05 Jan 2026 00:14:59 GMT';
  test.each([
    [{ 'if-none-match': tag }, 304],
    [{ 'if-none-match': tag.slice(2) }, 304],
    [{ 'if-none-match': `"a", ${tag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': at }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-none-match': '"other"', 'if-modified-since': at }, 200],
    [{ 'if-none-match': tag, 'cache-control': 'no-cache' }, 200],
    [{ 'if-match': tag }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-unmodified-since': at }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-match': '"other"', 'if-none-match': tag }, 412],
    [{ 'if-none-match': tag, range: 'bytes=0-9' }, 304],
  ])('%j: %i', (headers, status) => {
    expect(partFor(headers, file).status).toBe(status);
  });
});

describe('the file of a URL', () => {
  let root: string;

  beforeAll(async () => {
    const folder = temporaryFolder();
    root = join(folder, 'public');
    await writeFiles(folder, {
      'outside.txt': 'outside',
      'public/a b/ü.txt': 'text',
      'public/index.html': 'index',
      'public/.hidden': 'hidden',
      'public/.well-known/a.txt': 'hidden',
    });
    await mkdir(join(root, 'empty'));
    await symlink(join(root, 'a b'), join(root, 'link'));
    await symlink(join(folder, 'outside.txt'), join(root, 'out.txt'));
    await writeFile(join(root, '..a'), 'hidden');
  });

  test.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/a%20b/%C3%BC.txt', 'a b/ü.txt'],
    ['//a%20b/./../a%20b/%C3%BC.txt', 'a b/ü.txt'],
    ['/link/%C3%BC.txt', 'link/ü.txt'],
    ['/out.txt', 'out.txt'],
  ])('%s is served, also through links that the owner made', async (urlPath, path) => {
    expect(await findFile(root, urlPath)).toMatchObject({ kind: 'file', file: { path: join(root, path) } });
  });

  test.each([
    ['/a%20b', '/a%20b/'],
    ['//empty', '/empty/'],
    ['/link', '/link/'],
  ])('%s redirects to its folder', async (urlPath, location) => {
    expect(await findFile(root, urlPath)).toEqual({ kind: 'folder', location });
  });

  test.each([
    ['/nothing', 404],
    ['/a%20b/', 404],
    ['/index.html/', 404],
    ['/index.html/a', 404],
    ['/INDEX', 404],
    [`/${'a'.repeat(5000)}`, 404],
    ['/.hidden', 404],
    ['/.well-known/a.txt', 404],
    ['/..a', 404],
    ['/%2ehidden', 404],
    ['/a/../.hidden', 404],
    ['/../outside.txt', 403],
    ['/%2e%2e/outside.txt', 403],
    ['/..%2foutside.txt', 403],
    ['/a/../../public/index.html', 403],
    ['/%', 400],
    ['/%ff', 400],
    ['/%00', 400],
  ])('%s is not served: %i', async (urlPath, status) => {
    expect(await findFile(root, urlPath)).toEqual({ kind: 'nothing', status });
  });
});
