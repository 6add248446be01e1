/** The adapter for hubs, tested with hubs that behave well and badly. */
import timers from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { version } from '../../src/model/version.ts';
import { createWebSubHub, type WebSubHubOptions } from '../../src/notify/websub.ts';
import { patch } from '../support/patch.ts';
import { inTurn, saying, startWeb } from './web.ts';

const topic = 'https://feeds.courier.example/atom.xml';
const quick: WebSubHubOptions = { waitsMilliseconds: [10, 20], longestWaitMilliseconds: 2000 };
const hasty = { timeoutMilliseconds: 300 } satisfies WebSubHubOptions;
const tell = (hub: string, topics = [topic], options: WebSubHubOptions = {}) =>
  createWebSubHub({ ...quick, ...options }).publish(hub, topics);

describe('a ping', () => {
  test('is a form with the mode, and the topic under both of its names', async () => {
    const hub = await startWeb(saying(204));
    expect(await tell(hub.url)).toEqual([{ hub: hub.url, topic, outcome: 'accepted', message: null }]);
    const [asked] = hub.asked;
    expect(asked?.method).toBe('POST');
    expect(asked?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect(asked?.headers['user-agent']).toBe(`Presstime/${version}`);
    expect([...new URLSearchParams(asked?.body)]).toEqual([
      ['hub.mode', 'publish'],
      ['hub.url', topic],
      ['hub.topic', topic],
    ]);
  });

  test('encodes characters that have a meaning in forms', async () => {
    const hub = await startWeb(saying(204));
    const hostile = 'https://feeds.courier.example/a&hub.mode=unsubscribe?x=1+2#ö';
    await tell(hub.url, [hostile]);
    const form = new URLSearchParams(hub.asked[0]?.body);
    expect([form.getAll('hub.mode'), form.get('hub.url')]).toEqual([['publish'], hostile]);
  });

  test('is sent for each topic separately', async () => {
    const hub = await startWeb(saying(202));
    const topics = ['rss.xml', 'atom.xml', 'feed.json'].map((path) => `https://feeds.courier.example/${path}`);
    const pings = await tell(hub.url, topics);
    expect(pings.map((ping) => [ping.topic, ping.outcome])).toEqual(topics.map((it) => [it, 'accepted']));
    const forms = hub.asked.map(({ body }) => new URLSearchParams(body));
    expect(forms.map((form) => form.getAll('hub.url').length)).toEqual([1, 1, 1]);
    expect(forms.map((form) => form.get('hub.url')).sort()).toEqual([...topics].sort());
  });

  test.each([200, 202, 204, 299])('is accepted with %d', async (status) => {
    const hub = await startWeb(saying(status));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
  });

  test('without topics sends no request', async () => {
    const hub = await startWeb(saying(204));
    expect([await tell(hub.url, []), hub.asked.length]).toEqual([[], 0]);
  });
});

describe('a hub that refuses', () => {
  test.each([400, 401, 403, 404, 410, 422])('with %d gets no second request', async (status) => {
    const hub = await startWeb(saying(status, 'No such feed here.'));
    const message = `it answered ${status}: No such feed here.`;
    expect(await tell(hub.url)).toEqual([{ hub: hub.url, topic, outcome: 'refused', message }]);
    expect(hub.asked.length).toBe(1);
  });

  test('one topic is still notified of the others', async () => {
    const hub = await startWeb(inTurn(saying(404), saying(204)));
    const outcomes = (await tell(hub.url, [topic, `${topic}?2`])).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['accepted', 'refused']);
  });

  test('with a huge answer is quoted and not read to the end', async () => {
    let written = 0;
    const hub = await startWeb(async (_asked, response) => {
      response.writeHead(404);
      const block = 'no '.repeat(40_000);
      while (!response.destroyed && written < 2000 * block.length) {
        written += block.length;
        if (!response.write(block)) await Promise.race([drained(response), closed(response)]);
      }
      response.end();
    });
    const [ping] = await tell(hub.url);
    expect(ping?.outcome).toBe('refused');
    expect(ping?.message).toMatch(/^it answered 404: no no /);
    expect(ping?.message?.length).toBeLessThan(300);
    expect(written).toBeLessThan(20_000_000);
  });

  test('with control characters in its answer is quoted without them', async () => {
    const hub = await startWeb(saying(403, 'not\u001b[31m\r\nyours\u0000\u202e'));
    expect((await tell(hub.url))[0]?.message).toBe('it answered 403: not [31m yours');
  });
});

describe('a hub in trouble', () => {
  test.each([408, 429, 500, 502, 503])('that answers %d and then accepts was notified', async (status) => {
    const hub = await startWeb(inTurn(saying(status), saying(status), saying(204)));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
    expect(hub.asked.length).toBe(3);
  });

  test('that answers 503 three times is unreachable for now', async () => {
    const hub = await startWeb(saying(503, 'Back soon'));
    const message = 'it answered 503: Back soon';
    expect(await tell(hub.url)).toEqual([{ hub: hub.url, topic, outcome: 'unreachable', message }]);
    expect(hub.asked.length).toBe(3);
  });

  test('gets no requests for other topics once it was unreachable for one', async () => {
    const hub = await startWeb(saying(503));
    const topics = Array.from({ length: 20 }, (_, index) => `${topic}?${index}`);
    const pings = await tell(hub.url, topics);
    expect(pings.map(({ outcome }) => outcome)).toEqual(topics.map(() => 'unreachable'));
    expect(hub.asked.length).toBe(12);
    expect(pings.at(-1)?.message).toBe('it was not asked again: it answered 503');
  });

  test('that hangs times out, three times', async () => {
    const ends = timeoutsOf(hasty.timeoutMilliseconds);
    const hub = await startWeb(() => ends.shift()?.());
    const message = 'it did not answer within 0.3 s';
    expect(await tell(hub.url, [topic], hasty)).toEqual([{ hub: hub.url, topic, outcome: 'unreachable', message }]);
    expect(hub.asked.length).toBe(3);
  });

  test('that begins an answer and never ends it times out', async () => {
    const hub = await startWeb((_asked, response) => void response.writeHead(500).write('w'));
    expect((await tell(hub.url, [topic], hasty))[0]?.outcome).toBe('unreachable');
  });

  test('that resets the connection gets another request', async () => {
    const hub = await startWeb(inTurn((_asked, response) => void response.destroy(), saying(204)));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
  });

  test('that always resets it is unreachable', async () => {
    const hub = await startWeb((_asked, response) => void response.destroy());
    const [ping] = await tell(hub.url);
    expect([ping?.outcome, ping?.message]).toEqual([
      'unreachable',
      expect.stringMatching(/^it could not be reached: \S/),
    ]);
  });

  test('that does not exist is unreachable', async () => {
    const [ping] = await tell('http://127.0.0.1:1/');
    expect([ping?.outcome, ping?.message]).toEqual([
      'unreachable',
      expect.stringMatching(/^it could not be reached: \S/),
    ]);
  });

  test('that does not use TLS at an https URL is unreachable', async () => {
    const hub = await startWeb(saying(204));
    const [ping] = await tell(hub.url.replace('http:', 'https:'));
    expect(ping?.outcome).toBe('unreachable');
    expect(ping?.message).toMatch(/^it could not be reached: .*(?:SSL|TLS|ssl)/);
    expect(hub.asked).toEqual([]);
  });
});

describe('Retry-After', () => {
  test.each([
    ['in seconds', { 'retry-after': '1' }],
    ['as a date', { 'retry-after': 'Mon, 05 Jan 2026 00:15:01 GMT', date: 'Mon, 05 Jan 2026 00:15:00 GMT' }],
  ])('%s is waited for', async (_name, headers) => {
    const waits = recordedWaits();
    const hub = await startWeb(inTurn(saying(429, '', headers), saying(204)));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
    expect(waits).toEqual([0, 1000]);
  });

  test.each(['3', '3600', '99999999999999999999'])(
    'of %s s is too long to wait for, and too soon is rude',
    async (value) => {
      const hub = await startWeb(saying(429, '', { 'retry-after': value }));
      expect((await tell(hub.url))[0]?.outcome).toBe('unreachable');
      expect(hub.asked.length).toBe(1);
    },
  );

  test.each(['', 'soon', '-5', '1e9'])('with the value %j is ignored', async (value) => {
    const hub = await startWeb(inTurn(saying(503, '', { 'retry-after': value }), saying(204)));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
  });
});

describe('a hub that moved', () => {
  test.each([307, 308])('with %d is notified at its new URL, with the same form', async (status) => {
    const target = await startWeb(saying(204));
    const hub = await startWeb(saying(status, '', { location: `${target.url}push` }));
    expect((await tell(hub.url))[0]).toEqual({ hub: hub.url, topic, outcome: 'accepted', message: null });
    expect(target.asked.map(({ method, path }) => [method, path])).toEqual([['POST', '/push']]);
    expect(target.asked[0]?.body).toBe(hub.asked[0]?.body);
  });

  test('to a relative URL is notified there', async () => {
    const hub = await startWeb(inTurn(saying(308, '', { location: 'v2' }), saying(204)));
    expect((await tell(hub.url))[0]?.outcome).toBe('accepted');
    expect(hub.asked.map(({ path }) => path)).toEqual(['/', '/v2']);
  });

  test.each([301, 302, 303])(
    'with %d, which would drop the form, is not followed: the message quotes the new URL',
    async (status) => {
      const hub = await startWeb(saying(status, '', { location: 'https://new.hub.example/' }));
      const message = `it answered ${status}: https://new.hub.example/`;
      expect(await tell(hub.url)).toEqual([{ hub: hub.url, topic, outcome: 'refused', message }]);
    },
  );

  test('in a loop is not followed for ever', async () => {
    const hub = await startWeb(saying(307, '', { location: '/' }));
    expect((await tell(hub.url))[0]?.outcome).toBe('refused');
    expect(hub.asked.length).toBe(6);
  });

  test.each(['file:///etc/passwd', 'ftp://hub.example/', 'http://u:p@127.0.0.1/', 'http://['])(
    'to %j is not followed',
    async (location) => {
      const hub = await startWeb(saying(307, '', { location }));
      expect((await tell(hub.url))[0]?.outcome).toBe('refused');
      expect(hub.asked.length).toBe(1);
    },
  );
});

describe('a hub that is given up', () => {
  test('a stop before the first request', async () => {
    const hub = await startWeb(saying(204));
    const message = 'there was no time left';
    expect(await tell(hub.url, [topic], { signal: AbortSignal.abort() })).toEqual([
      { hub: hub.url, topic, outcome: 'unreachable', message },
    ]);
    expect(hub.asked).toEqual([]);
  });

  test('a stop while a cache in front still has the old feed', async () => {
    const hub = await startWeb(saying(204));
    const signal = AbortSignal.timeout(50);
    const [ping] = await tell(hub.url, [topic], { signal, cacheMilliseconds: 60_000 });
    expect([ping?.outcome, ping?.message, hub.asked]).toEqual(['unreachable', 'there was no time left', []]);
    expect((await tell(hub.url, [topic], { cacheMilliseconds: 1 }))[0]?.outcome).toBe('accepted');
  });

  test('a stop while a hub hangs', async () => {
    const stop = new AbortController();
    const hub = await startWeb(() => stop.abort());
    expect((await tell(hub.url, [topic], { signal: stop.signal }))[0]?.message).toBe('there was no time left');
    expect(hub.asked.length).toBe(1);
  });

  test('a stop during a wait', async () => {
    const hub = await startWeb(saying(503));
    const stop = new AbortController();
    patch(timers, 'setTimeout', (wait) => (milliseconds, value, options) => {
      if (milliseconds === 60_000) stop.abort();
      return wait(milliseconds, value, options);
    });
    const options = { signal: stop.signal, waitsMilliseconds: [60_000], longestWaitMilliseconds: 60_000 };
    expect((await tell(hub.url, [topic], options))[0]?.message).toBe('it answered 503');
  });

  test('the limit for the whole call', async () => {
    const hub = await startWeb(() => {});
    const pings = await tell(hub.url, [topic, `${topic}?2`], { patienceMilliseconds: 50, timeoutMilliseconds: 60_000 });
    expect(pings.map(({ message }) => message)).toEqual(['there was no time left', 'there was no time left']);
  });
});

/** Records every wait that is asked for, and ends it at once. */
function recordedWaits(): readonly number[] {
  const waits: number[] = [];
  patch(timers, 'setTimeout', (wait) => (milliseconds, value, options) => {
    waits.push(milliseconds ?? 0);
    return wait(0, value, options);
  });
  return waits;
}

/** Returns the timeouts of this length, as functions that end them. The clock ends none. */
function timeoutsOf(milliseconds: number): (() => void)[] {
  const ends: (() => void)[] = [];
  const { timeout } = AbortSignal;
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((asked) => {
    if (asked !== milliseconds) return timeout.call(AbortSignal, asked);
    const stop = new AbortController();
    ends.push(() => stop.abort(new DOMException('The time is over', 'TimeoutError')));
    return stop.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return ends;
}

type Emitter = { once(event: 'drain' | 'close', listener: () => void): unknown };
const drained = (it: Emitter) => new Promise<void>((done) => void it.once('drain', done));
const closed = (it: Emitter) => new Promise<void>((done) => void it.once('close', done));
