/** Which files of a watched folder are reported, look by look: the clock and the stamps are made up. */
import { expect, test } from 'vitest';
import { brokenMilliseconds, type Seen, settle } from '../../src/store/watch/settle.ts';

interface Look {
  readonly at: number;
  readonly files: Readonly<Record<string, string>>;
}

/** The paths that each look reports. */
function reports(
  looks: readonly Look[],
  isWhole: (path: string) => boolean = () => true,
): readonly (readonly string[])[] {
  let seen: Seen = { reported: new Map([['old.md', '1']]), waiting: new Map() };
  return looks.map(({ at, files }) => {
    const found = settle(seen, new Map(Object.entries(files)), { now: at, settleMilliseconds: 1_000, isWhole });
    seen = found.seen;
    return found.paths;
  });
}

const old = { 'old.md': '1' };

test('a file that grows waits until it no longer changes', () => {
  expect(
    reports([
      { at: 0, files: { ...old, 'a.xml': '10 bytes' } },
      { at: 1_000, files: { ...old, 'a.xml': '20 bytes' } },
      { at: 1_900, files: { ...old, 'a.xml': '20 bytes' } },
      { at: 2_000, files: { ...old, 'a.xml': '20 bytes' } },
      { at: 3_000, files: { ...old, 'a.xml': '20 bytes' } },
    ]),
  ).toEqual([[], [], [], ['a.xml'], []]);
});

test('other files do not wait for it, and removed ones are reported at once', () => {
  expect(
    reports([
      { at: 0, files: { 'a.xml': '1', 'b.md': '1' } },
      { at: 1_000, files: { 'a.xml': '2', 'b.md': '1' } },
      { at: 1_500, files: { 'b.md': '1' } },
    ]),
  ).toEqual([['old.md'], ['b.md'], []]);
});

test('a file that is changed again after it was reported waits again', () => {
  expect(
    reports([
      { at: 0, files: { 'old.md': '2' } },
      { at: 1_000, files: { 'old.md': '2' } },
      { at: 2_000, files: { 'old.md': '3' } },
      { at: 3_000, files: { 'old.md': '3' } },
    ]),
  ).toEqual([[], ['old.md'], [], ['old.md']]);
});

test('a file that ends in the middle waits longer, and is then reported as it is', () => {
  const files = { ...old, 'a.xml': '1' };
  const looks = [0, 1_000, brokenMilliseconds - 1, brokenMilliseconds].map((at) => ({ at, files }));
  expect(reports(looks, () => false)).toEqual([[], [], [], ['a.xml']]);
});
