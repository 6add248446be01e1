/** Replays, the rate, and how many calls are kept. */
import { describe, expect, it, test } from 'vitest';
import { type Call, decide, maximumCalls, parseCalls, renderCalls } from '../../src/webhook/calls.ts';

const at = 1_790_856_000;
const call = (name: string, secondsAgo = 0): Call => ({ digest: name, at: at - secondsAgo, by: `run-${name}` });
const decided = (calls: readonly Call[], limit = 6) => decide(calls, { call: call('new'), limit });

describe('a replay', () => {
  test.each([0, 1, 60, 360, 420])('is one after %i seconds', (seconds) => {
    expect(decided([call('new', seconds)]).kind).toBe('replay');
  });

  it('is none when its stamp would be too old anyway, by a minute', () => {
    expect(decided([call('new', 421)])).toEqual({ kind: 'admitted', calls: [call('new')] });
  });

  it('is one too where the clock went back', () => {
    expect(decided([call('new', -30)]).kind).toBe('replay');
  });

  it('is told before the rate', () => {
    expect(decided([call('new'), call('b')], 1).kind).toBe('replay');
  });
});

describe('the rate', () => {
  const calls = [call('a', 59), call('b', 40), call('c', 20)];

  it('admits as many as it says, and no more', () => {
    expect(decided(calls, 4).kind).toBe('admitted');
    expect(decided(calls, 3).kind).toBe('too-many');
  });

  test.each([
    [3, 1],
    [2, 20],
    [1, 40],
  ])('of %i a minute: the next is admitted %i s later, and not before', (limit, retryAfterSeconds) => {
    expect(decided(calls, limit)).toEqual({ kind: 'too-many', retryAfterSeconds });
    const later = (seconds: number) => decide(calls, { call: { ...call('new'), at: at + seconds }, limit });
    expect(later(retryAfterSeconds - 1).kind).toBe('too-many');
    expect(later(retryAfterSeconds).kind).toBe('admitted');
  });

  it('does not depend on the order of calls', () => {
    expect(decided([...calls].reverse(), 3)).toEqual(decided(calls, 3));
  });

  it('counts no call that a wrong clock put into the far future', () => {
    expect(decided([call('a', -100_000), call('b', -421)], 1)).toEqual({ kind: 'admitted', calls: [call('new')] });
  });
});

describe('what is kept', () => {
  it('loses the calls that count no more', () => {
    expect(decided([call('a', 421), call('b', 420)])).toEqual({
      kind: 'admitted',
      calls: [call('b', 420), call('new')],
    });
  });

  it('stays small, however long calls come as fast as they may', () => {
    let calls: readonly Call[] = [];
    for (let second = 0; second < 3_000; second += 1) {
      const decision = decide(calls, { call: { ...call(`${second}`), at: at + second }, limit: 60 });
      if (decision.kind === 'admitted') calls = decision.calls;
    }
    expect(calls.length).toBe(421);
    expect(parseCalls(renderCalls(calls))).toEqual(calls);
  });

  it('is read back as it was written', () => {
    const calls = [call('a'), call('b', 7)];
    expect(parseCalls(renderCalls(calls))).toEqual(calls);
    expect(parseCalls(renderCalls([]))).toEqual([]);
  });

  const many = Array.from({ length: maximumCalls + 1 }, (_, index) => call(`${index}`));
  test.each([
    ['nothing', ''],
    ['half of it', '{"version":1,"calls":[{"dig'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['another version', '{"version":2,"calls":[]}'],
    ['no calls', '{"version":1}'],
    ['calls that are no list', '{"version":1,"calls":{"length":0}}'],
    ['a call that is none', '{"version":1,"calls":[null]}'],
    ['an instant that is text', '{"version":1,"calls":[{"digest":"a","at":"1","by":"b"}]}'],
    ['an instant that is no whole number', '{"version":1,"calls":[{"digest":"a","at":1e999,"by":"b"}]}'],
    ['too many calls', JSON.stringify({ version: 1, calls: many })],
    ['a megabyte', `{"version":1,"calls":[]${' '.repeat(1_000_000)}}`],
    ['no UTF-8', '\u0000\ufffd'],
  ])('is damaged where it is %s', (_name, text) => {
    expect(parseCalls(Buffer.from(text))).toBeNull();
  });
});
