/** Messages for errors of the operating system, with what to do. */
import { expect, test } from 'vitest';
import { PublishError } from '../../src/problem/publish-error.ts';
import { explainRead, explainWrite, reasonOf } from '../../src/store/system-error.ts';

const thrown = (code: string) => Object.assign(new Error(`${code}: the system's words`), { code });

test.each([
  ['EACCES', 'store-denied', 'permission denied for this user; allow it, or name another folder'],
  ['EROFS', 'store-denied', 'the disk is read-only; allow it, or name another folder'],
  ['ENOSPC', 'store-full', 'the disk is full; free some space'],
  ['EDQUOT', 'store-full', 'the quota of this user is used up; free some space, or raise the quota'],
  ['ENOTDIR', 'store-missing', 'this, or a folder above it, is a file'],
  ['ENOMEDIUM', 'store-failed', "ENOMEDIUM: the system's words"],
])('a write that fails with %s is %s: %s', (code, kind, words) => {
  const error = explainWrite(thrown(code), 'ro');
  expect(error).toBeInstanceOf(PublishError);
  expect(error).toMatchObject({ code: kind, message: `Cannot write to "ro": ${words}` });
});

test('other errors are not changed', () => {
  const fault = new TypeError('x is not a function');
  expect(explainWrite(fault, 'ro')).toBe(fault);
  const known = new PublishError('conflict', 'Changed by another run');
  expect(explainWrite(known, 'ro')).toBe(known);
});

test.each([
  ['EISDIR', 'it is a folder, not a file'],
  ['EADDRINUSE', 'it is already in use'],
  ['ENONE', "ENONE: the system's words"],
])('the reason for %s: %s', (code, words) => {
  expect(reasonOf(thrown(code))).toBe(words);
});

test.each([
  ['EMFILE', 'store-busy'],
  ['ENFILE', 'store-busy'],
  ['ENOMEM', 'store-busy'],
  ['EIO', 'store-failed'],
  ['ESTALE', 'store-failed'],
  ['ENOTCONN', 'store-failed'],
  ['ETIMEDOUT', 'store-failed'],
  ['ENODEV', 'store-failed'],
])('a read that fails with %s says nothing about the file, and is %s', (code, kind) => {
  const { code: found, message } = explainRead(thrown(code), 'a.md');
  expect(found).toBe(kind);
  expect(message).toMatch(/^Cannot read "a\.md": [^\n]+; [^\n]+$/);
});

test.each(['EACCES', 'EPERM', 'ELOOP', 'EISDIR', 'ENAMETOOLONG', 'EBUSY', 'ENONE'])(
  'a read that fails with %s concerns this file only',
  (code) => {
    expect(explainRead(thrown(code), 'a.md').code).toBe('unreadable');
  },
);
