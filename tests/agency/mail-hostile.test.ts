/** Hostile e-mails: each is read within limits, or refused by name. */
import { describe, expect, test } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { articleOf } from '../../src/article/reading.ts';
import { readArticleFile } from '../../src/reading/read-article.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel } from '../support/channel.ts';
import { html, mail, multipart, part, picture, plain } from './mails.ts';

const store = createMemoryStore();
const settings = { channel, index: indexBeside([]) };

/** Reads a message as a run does, in the process with a budget. */
async function read(body: string | Uint8Array) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const reading = await readArticleFile(store, { path: 'a.eml', body: bytes }, { settings });
  return { ...reading, article: articleOf(reading), codes: reading.problems.map(({ code }) => code) };
}

const text = plain('It is closed.');

describe('boundaries', () => {
  test('that never end', async () => {
    const body = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${text}`;
    expect((await read(mail({}, body))).article?.contentText).toBe('It is closed.');
  });
  test('that never begin', async () => {
    const body = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${text}`;
    expect((await read(mail({}, body))).codes).toEqual(['invalid-email']);
  });
  test('forged by the text of a part, which ends only that part', async () => {
    const inner = plain('It is closed.\n--c--\n--c\nContent-Type: text/html\n\n<p>x</p>');
    const { article } = await read(mail({}, multipart('mixed', [inner])));
    expect(article?.contentText).toContain('It is closed.');
    expect(article?.contentHtml).toContain('&lt;p>x');
  });
  test('of ten thousand nested parts', async () => {
    const levels = Array.from(
      { length: 10_000 },
      (_, it) => `Content-Type: multipart/mixed; boundary=b${it}\r\n\r\n--b${it}\r\n`,
    );
    const { codes } = await read(mail({}, `${levels.join('')}${text}`));
    expect(codes).toEqual(['invalid-email']);
  });
  test('of a million parts', async () => {
    const { codes } = await read(
      mail({}, `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(1_000_000)}`),
    );
    expect(codes).toEqual(['invalid-email']);
  });
  test('of a thousand attached files', async () => {
    const file = picture(new Uint8Array([1]), { name: 'a.bin', type: 'application/zip' });
    expect((await read(mail({}, multipart('mixed', [text, ...Array(1000).fill(file)])))).codes).toEqual([
      'invalid-email',
    ]);
  });
});

describe('sizes', () => {
  test('a message of 100 megabytes is refused before it is parsed', async () => {
    const body = Buffer.alloc(100_000_000, 'It is closed. ');
    Buffer.from(mail({}, 'Content-Type: text/plain\r\n\r\n')).copy(body);
    const { codes, problems } = await read(body);
    expect(codes).toEqual(['invalid-email']);
    expect(problems[0]?.message).toContain('at most 50000000 bytes');
  });
  test('a Content-Type of a megabyte', async () => {
    const body = `Content-Type: text/plain; x="${'a'.repeat(1_000_000)}"\r\n\r\nIt is closed.`;
    expect((await read(mail({}, body))).codes).toEqual(['invalid-email']);
  });
  test('a subject of 400,000 characters', async () => {
    const { article } = await read(mail({ Subject: 'Re: '.repeat(100_000) }, text));
    expect(article?.contentText).toBe('It is closed.');
  });
  test('a line of ten megabytes', async () => {
    const { article, codes } = await read(mail({}, plain('a '.repeat(2_000_000))));
    expect(article !== null || codes[0] === 'over-budget').toBe(true);
  });
  test('a hundred thousand lines that look like signatures, quotes and headers', async () => {
    const lines = '--\n> a\nFrom: b\n-----Original Message-----\n'.repeat(4_000);
    expect((await read(mail({}, plain(`It is closed.\n${lines}`)))).state).not.toBe('held');
  });
});

describe('bytes', () => {
  test.each([
    ['broken UTF-8', Buffer.from([0x43, 0xff, 0xfe, 0x44]), 'utf-8'],
    ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x00]), 'utf-16le'],
    ['broken ISO-2022-JP', Buffer.from([0x1b, 0x24, 0x42, 0x41]), 'iso-2022-jp'],
    ['a charset with a path', Buffer.from('Closed'), '../../etc/passwd'],
  ])('%s', async (_name, body, charset) => {
    const head = Buffer.from(mail({}, `Content-Type: text/plain; charset=${charset}\r\n\r\nIt is closed. `));
    const { state } = await read(Buffer.concat([head, body]));
    expect(['accepted', 'refused']).toContain(state);
  });
  test('null bytes and control characters', async () => {
    const { article } = await read(mail({ Subject: 'The\0 bridge\x07' }, plain('It is\0 closed.\x1b')));
    expect(article).toMatchObject({ title: 'The bridge', contentText: 'It is closed.' });
  });
  test('base64 that is none', async () => {
    const file = part('image/png; name="a.png"', '!!!!====$$$', 'base64');
    const { article, codes } = await read(mail({}, multipart('mixed', [text, file])));
    expect({ images: article?.images, codes }).toEqual({ images: [], codes: ['invalid-picture'] });
  });
});

describe('headers', () => {
  test('a line end in the name of the sender or in the subject', async () => {
    const word = (it: string) => `=?utf-8?B?${Buffer.from(it).toString('base64')}?=`;
    const From = `${word('Ada\r\nBcc: bo@vale.example')} <ada.private@vale.example>`;
    const { article } = await read(mail({ From, Subject: word('Bridge\r\nX: <script>') }, text));
    expect(article?.title).toBe('Bridge X: <script>');
    expect(article?.byline).toEqual([]);
  });
  test('two senders: the first one counts', async () => {
    const { article } = await read(mail({}, `From: Bo Lind <bo@vale.example>\r\n${text}`));
    expect(article?.byline).toEqual(['Ada Quill']);
  });
  test('a message id that is no id', async () => {
    const { article } = await read(mail({ 'Message-ID': `<${'a b'.repeat(500)}>` }, text));
    expect(article?.id).toBeNull();
  });
  test('an encoded word of 100,000 bytes that is never closed', async () => {
    const { article } = await read(mail({ Subject: `=?utf-8?Q?${'=41'.repeat(33_000)}` }, text));
    expect(article?.contentText).toBe('It is closed.');
  });
});

describe('HTML', () => {
  test('scripts, forms, frames and styles are not published', async () => {
    const body = html(
      '<style>p{}</style><p>It is closed.<img src=x onerror=alert(1)></p><form><input value=a></form><iframe src="https://a.example/"></iframe><a href="javascript:alert(1)">b</a><svg onload=alert(1)></svg>',
    );
    const { article } = await read(mail({}, body));
    expect(article?.contentHtml).not.toMatch(/script|onerror|onload|<form|<iframe|<input|style/i);
  });
  test('ten thousand nested elements', async () => {
    const { codes } = await read(mail({}, html(`${'<div>'.repeat(10_000)}It is closed.`)));
    expect(codes).toEqual(['too-deep']);
  });
  test('ten thousand layout tables in each other', async () => {
    const { codes } = await read(mail({}, html(`${'<table><tr><td>'.repeat(10_000)}It is closed.`)));
    expect(codes).toEqual(['too-deep']);
  });
  test('a picture whose id leads out of the folder', async () => {
    const { article } = await read(
      mail({}, html('<p>It is closed.</p><img src="cid:../../feed.yaml"><img src="a.eml//9/x.png">')),
    );
    expect(JSON.stringify(article)).not.toContain('feed.yaml');
  });
});
