/** Replays, the rate, and how many calls are kept. */
import { describe, expect, it, test } from 'vitest';
import { type Call, decide, maximumCalls, parseCalls, renderCalls } from '../../src/webhook/calls.ts';

const at = 1_790_856_000;
const call = (name: string, secondsAgo = 0): Call => ({ digest: name, at: at - secondsAgo, by: `run-${name}` });
const decided = (calls: readonly Call[], limit = 6) => decide(calls, { call: call('new'), limit });

describe('a replay', () => {
  test.each([0, 1, 60, 360, 420])('is recognised after %i seconds', (seconds) => {
    expect(decided([call('new', seconds)]).kind).toBe('replay');
  });

  it('is not recognised once its time stamp has been too old for a minute', () => {
    expect(decided([call('new', 421)])).toEqual({ kind: 'admitted', calls: [call('new')] });
  });

  it('is recognised even if the clock was set back', () => {
    expect(decided([call('new', -30)]).kind).toBe('replay');
  });

  it('is reported before the rate', () => {
    expect(decided([call('new'), call('b')], 1).kind).toBe('replay');
  });
});

describe('the rate', () => {
  const calls = [call('a', 59), call('b', 40), call('c', 20)];

  it('admits as many calls as the limit, and no more', () => {
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

  it('ignores a call that a wrong clock put into the far future', () => {
    expect(decided([call('a', -100_000), call('b', -421)], 1)).toEqual({ kind: 'admitted', calls: [call('new')] });
  });
});

describe('the stored list', () => {
  it('drops the calls that do not count any longer', () => {
    expect(decided([call('a', 421), call('b', 420)])).toEqual({
      kind: 'admitted',
      calls: [call('b', 420), call('new')],
    });
  });

  it('stays small, however long calls arrive at the highest rate', () => {
    let calls: readonly Call[] = [];
    for (let second = 0; second < 3_000; second += 1) {
      const decision = decide(calls, { call: { ...call(`${second}`), at: at + second }, limit: 60 });
      if (decision.kind === 'admitted') calls = decision.calls;
    }
    expect(calls.length).toBe(421);
    expect(parseCalls(renderCalls(calls))).toEqual(calls);
  });

  it('is parsed to what was rendered', () => {
    const calls = [call('a'), call('b', 7)];
    expect(parseCalls(renderCalls(calls))).toEqual(calls);
    expect(parseCalls(renderCalls([]))).toEqual([]);
  });

  const many = Array.from({ length: maximumCalls + 1 }, (_, index) => call(`${index}`));
  test.each([
    ['nothing', ''],
    ['the first half', '{"version":1,"calls":[{"dig'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['another version', '{"version":2,"calls":[]}'],
    ['no calls', '{"version":1}'],
    ['calls that are not a list', '{"version":1,"calls":{"length":0}}'],
    ['a call that is null', '{"version":1,"calls":[null]}'],
    ['an instant that is text', '{"version":1,"calls":[{"digest":"a","at":"1","by":"b"}]}'],
    ['an instant that is not a whole number', '{"version":1,"calls":[{"digest":"a","at":1e999,"by":"b"}]}'],
    ['too many calls', JSON.stringify({ version: 1, calls: many })],
    ['a megabyte', `{"version":1,"calls":[]${' '.repeat(1_000_000)}}`],
    ['not UTF-8', '\u0000\ufffd'],
  ])('is damaged if it is %s', (_name, text) => {
    expect(parseCalls(Buffer.from(text))).toBeNull();
  });
});
