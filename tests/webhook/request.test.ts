/** What is read from an event; a hostile event is refused and nothing more happens. */
import { describe, expect, it, test } from 'vitest';
import { readRequest, type SignedRequest } from '../../src/webhook/request.ts';
import { functionUrlEvent } from '../support/function-url.ts';
import { headersOf, sampleBody } from '../support/webhook.ts';

const event = (changed: object = {}) => ({
  ...functionUrlEvent({ headers: headersOf(), body: sampleBody }),
  ...changed,
});
const read = (changed: object) => readRequest(event(changed)) as SignedRequest;

describe('a request', () => {
  it('is read from an event of a Function URL', () => {
    const headers = headersOf();
    expect(readRequest(event())).toEqual({
      id: 'msg_1',
      stamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
      body: Buffer.from(sampleBody),
    });
  });

  it('has the same bytes if AWS encoded them', () => {
    const headers = { ...headersOf(), 'content-type': 'application/cloudevents+json' };
    const encoded = functionUrlEvent({ headers, body: sampleBody });
    expect(encoded.isBase64Encoded).toBe(true);
    expect((readRequest(encoded) as SignedRequest).body).toEqual(Buffer.from(sampleBody));
  });

  it('without a body has none', () => {
    const { body: _body, ...rest } = event();
    expect((readRequest(rest) as SignedRequest).body).toEqual(Buffer.alloc(0));
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'post', ' POST', '', undefined, null, ['POST'], { POST: 1 }])(
    'with method %j is not a call',
    (method) => {
      expect(readRequest(event({ requestContext: { http: { method } } }))).toBe('not-post');
    },
  );
});

describe('the headers', () => {
  test.each(['Webhook-Id', 'WEBHOOK-ID', 'wEbHoOk-iD'])('may be written %s', (name) => {
    expect(read({ headers: { [name]: 'msg_1' } }).id).toBe('msg_1');
  });

  test.each<[string, object]>([
    ['twice, in two cases', { 'webhook-id': 'a', 'Webhook-Id': 'a' }],
    ['as a list', { 'webhook-id': ['a'] }],
    ['as a number', { 'webhook-id': 1 }],
    ['as an object with a text', { 'webhook-id': { toString: () => 'a' } }],
    ['as null', { 'webhook-id': null }],
    ['not at all', {}],
    ['in the prototype', Object.create({ 'webhook-id': 'a' })],
    ['under __proto__', JSON.parse('{"__proto__":{"webhook-id":"a"}}')],
    ['under constructor', { constructor: { 'webhook-id': 'a' }, prototype: { 'webhook-id': 'a' } }],
    ['in multiValueHeaders', { multiValueHeaders: { 'webhook-id': ['a'] } }],
  ])('that are sent %s are null', (_name, headers) => {
    expect(read({ headers }).id).toBeNull();
  });

  test.each([null, undefined, 'webhook-id: a', 7, true, ['webhook-id', 'a']])('%j are none', (headers) => {
    expect(read({ headers })).toMatchObject({ id: null, stamp: null, signature: null });
  });
});

describe('a body', () => {
  test.each([7, true, ['a'], { length: 3 }, null])('%j is none', (body) => {
    expect(read({ body }).body).toBeNull();
  });

  test.each(['a', 'a===', 'YQ', 'YQ==\n', 'YR==', 'Y Q==', '-_-_', '🐦'])('in invalid base64: %j', (body) => {
    expect(read({ body, isBase64Encoded: true }).body).toBeNull();
  });

  test.each(['true', 1, {}, null])('is text if isBase64Encoded is %j', (isBase64Encoded) => {
    expect(read({ body: 'YQ==', isBase64Encoded }).body).toEqual(Buffer.from('YQ=='));
  });

  const encoded = (length: number) => Buffer.alloc(length, 'x').toString('base64');
  test.each<[string, string, boolean, boolean]>([
    ['65536 letters', 'x'.repeat(65_536), false, false],
    ['65537 letters', 'x'.repeat(65_537), false, true],
    ['32768 letters of two bytes', 'é'.repeat(32_768), false, false],
    ['32769 letters of two bytes', 'é'.repeat(32_769), false, true],
    ['65536 bytes in base64', encoded(65_536), true, false],
    ['65537 bytes in base64', encoded(65_537), true, true],
    ['65538 bytes in base64', encoded(65_538), true, true],
    ['65539 bytes in base64', encoded(65_539), true, true],
    ['the most that Lambda accepts', encoded(4_500_000), true, true],
    ['six megabytes that are not base64', '!'.repeat(6_000_000), true, true],
  ])('of %s', (_name, body, isBase64Encoded, isTooLarge) => {
    expect(readRequest(event({ body, isBase64Encoded })) === 'too-large').toBe(isTooLarge);
  });
});

it('is not read from properties that an event inherits', () => {
  expect(readRequest(Object.create(event()))).toBe('not-post');
});

test.each([null, undefined, 0, 'POST', [], {}, Object.create(null), new Map(), { requestContext: null }])(
  'the event %j is not a call',
  (hostile) => {
    expect(readRequest(hostile)).toBe('not-post');
  },
);
