/** https://www.standardwebhooks.com: what is authentic, and what is not. */
import { describe, expect, it, test } from 'vitest';
import type { SignedRequest } from '../../src/webhook/request.ts';
import { verify } from '../../src/webhook/verify.ts';
import { keys, now, otherSecret, request, sampleBody, secret, sign, type Writing } from '../support/webhook.ts';

const kindOf = (asked: SignedRequest, secrets = keys(secret)) => verify(asked, { secrets, now }).kind;

describe('a call that the library signed is authentic', () => {
  test.each<[string, Writing]>([
    ['as it comes', {}],
    ['with an empty body', { body: '' }],
    ['with a body in many scripts', { body: 'Fährverkehr, паром, フェリー, ⛴️' }],
    ['with the largest body', { body: 'x'.repeat(65_536) }],
    ['with an id of one character', { id: '!' }],
    ['with an id of 128', { id: '~'.repeat(128) }],
    ['five minutes old', { stamp: now - 300 }],
    ['a minute early', { stamp: now + 60 }],
  ])('%s', (_name, writing) => {
    expect(kindOf(request(writing))).toBe('authentic');
  });

  it('and returns the digest of its id, the same for the same id', () => {
    const digestOf = (writing: Writing) => verify(request(writing), { secrets: keys(secret), now });
    expect(digestOf({})).toEqual(digestOf({ stamp: now - 1, body: 'other' }));
    expect(digestOf({})).not.toEqual(digestOf({ id: 'msg_2' }));
    expect(JSON.stringify(digestOf({}))).not.toContain('msg_1');
  });
});

describe('a time stamp', () => {
  test.each<[number, string]>([
    [now - 301, 'old-stamp'],
    [now - 300, 'authentic'],
    [now + 60, 'authentic'],
    [now + 61, 'early-stamp'],
    [0, 'old-stamp'],
    [999_999_999_999, 'early-stamp'],
  ])('%i is %s', (stamp, kind) => {
    expect(kindOf(request({ stamp }))).toBe(kind);
  });

  test.each([
    null,
    '',
    ' 1790856000',
    '1790856000 ',
    '+1790856000',
    '-1',
    '1790856000.0',
    '1.790856e9',
    '0x6abf5140',
    '1790856000,1790856000',
    '١٧٩٠٨٥٦٠٠٠',
    '1790856000\n',
    '0001790856000',
    'NaN',
  ])('%j is malformed', (stamp) => {
    expect(kindOf(request({}, { stamp }))).toBe('malformed-stamp');
  });
});

describe('an id', () => {
  test.each([null, '', ' ', 'a b', 'a.b', 'a,b', 'a\n', 'é', '\u0000', 'x'.repeat(129), 'x'.repeat(1_000_000)])(
    'that is not valid is malformed: %.20j',
    (id) => {
      expect(kindOf(request({ id: id ?? '' }, { id }))).toBe('malformed-id');
    },
  );

  it('cannot contain the time stamp, even if the body begins like one', () => {
    const asked = request({ id: 'a', stamp: now, body: `${now + 1}.rest` });
    expect(kindOf(asked)).toBe('authentic');
    const moved = { ...asked, id: `a.${now}`, stamp: `${now + 1}`, body: Buffer.from('rest') };
    expect(kindOf(moved)).toBe('malformed-id');
  });
});

describe('a signature', () => {
  const right = sign();
  const wrong = sign({ by: otherSecret });

  test.each([
    ['behind one with another secret', `${wrong} ${right}`],
    ['before one with another secret', `${right} ${wrong}`],
    ['beside one of another kind', `v1a,${'A'.repeat(86)}== ${right}`],
    ['as the fifth', `${wrong} ${wrong} ${wrong} ${wrong} ${right}`],
  ])('that is valid counts %s', (_name, signature) => {
    expect(kindOf(request({}, { signature }))).toBe('authentic');
  });

  test.each([
    ['with another secret', wrong],
    ['of nothing', 'v1,'],
    ['of zeros', `v1,${Buffer.alloc(32).toString('base64')}`],
    ['without its version', right.slice(3)],
    ['of version two', right.replace('v1', 'v2')],
    ['of the other kind', right.replace('v1', 'v1a')],
    ['of version V1', right.replace('v1', 'V1')],
    ['without its last letter', right.slice(0, -2)],
    ['without its padding', right.slice(0, -1)],
    ['cut in half', right.slice(0, 25)],
    ['with a letter more', `${right}A`],
    ['in base64url', `v1,${Buffer.from(right.slice(3), 'base64').toString('base64url')}=`],
    ['in hexadecimal', `v1,${Buffer.from(right.slice(3), 'base64').toString('hex')}`],
    ['in two headers', `${right},${right}`],
  ])('%s is wrong', (_name, signature) => {
    expect(kindOf(request({}, { signature }))).toBe('wrong-signature');
  });

  it('whose last letter has other unused bits is wrong, though it decodes to the same bytes', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = letters.indexOf(right.at(-2) ?? '');
    const signature = `${right.slice(0, -2)}${letters[last + 1]}=`;
    expect(Buffer.from(signature.slice(3), 'base64')).toEqual(Buffer.from(right.slice(3), 'base64'));
    expect(kindOf(request({}, { signature }))).toBe('wrong-signature');
  });

  test.each([
    ['is missing', null],
    ['is empty', ''],
    ['is a space', ' '],
    ['has two spaces', `${right}  ${wrong}`],
    ['has a line break', `${right}\n${wrong}`],
    ['has six', Array.from({ length: 6 }, () => right).join(' ')],
    ['is longer than any', `${right} ${'x'.repeat(1_000)}`],
    ['is a megabyte', 'v1,'.repeat(350_000)],
  ])('is malformed if it %s', (_name, signature) => {
    expect(kindOf(request({}, { signature }))).toBe('malformed-signature');
  });
});

describe('a body', () => {
  test.each([
    ['cut', sampleBody.slice(0, -1)],
    ['with a space more', `${sampleBody} `],
    ['formatted differently', JSON.stringify(JSON.parse(sampleBody), null, 1)],
    ['of nothing', ''],
  ])('%s is not what was signed', (_name, body) => {
    expect(kindOf(request({}, { body: Buffer.from(body) }))).toBe('wrong-signature');
  });

  it('that is not text is malformed', () => {
    expect(kindOf(request({}, { body: null }))).toBe('malformed-body');
  });
});

describe('while a secret is changed', () => {
  test.each([
    ['the old one', secret],
    ['the new one', otherSecret],
  ])('%s counts', (_name, by) => {
    expect(kindOf(request({ by }), keys(secret, otherSecret))).toBe('authentic');
  });

  it('afterwards the old one does not', () => {
    expect(kindOf(request({ by: secret }), keys(otherSecret))).toBe('wrong-signature');
  });
});
