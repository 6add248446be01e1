/** E-mails as articles: recognised by their headers, with their texts, pictures and dates, and without what is private. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { prepareArticle } from '../../src/article/prepare-article.ts';
import { channel, flat } from '../support/channel.ts';
import { png } from '../support/picture.ts';
import { html, mail, multipart, part, picture, plain } from './mails.ts';

const read = async (body: string | Uint8Array, path = 'a.eml') => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return flat(parseArticle(await prepareArticle({ path, body: bytes }, channel), channel));
};

const article = async (body: string | Uint8Array, path = 'a.eml') => {
  const reading = await read(body, path);
  if (reading.article === null) throw new Error(`Refused: ${JSON.stringify(reading.problems)}`);
  return { ...reading.article, problems: reading.problems.map(({ code }) => code), item: reading.item };
};

const flatHtml = (contentHtml: string) => contentHtml.replace(/\n/g, '');

describe('the headers', () => {
  test('subject, sender, date and message id', async () => {
    const found = await article(mail({}, plain('SKERROW (VP) - The bridge is closed.\n\nIt opens in May.\n')));
    expect(found).toMatchObject({
      title: 'The bridge is closed',
      byline: ['Ada Quill'],
      published: '2026-10-24T08:00:00Z',
      timeZone: '+02:00',
      dateline: { place: 'SKERROW', agency: 'VP' },
      id: 'mid:a1@vale.example',
      item: { id: 'mid:a1@vale.example', number: null, status: 'usable', created: '2026-10-24T08:00:00Z' },
      problems: [],
    });
    expect(flatHtml(found.contentHtml)).toBe('<p>SKERROW (VP) - The bridge is closed.</p><p>It opens in May.</p>');
  });
  test.each([
    ['=?utf-8?Q?Br=C3=BCcke_?=\r\n =?utf-8?Q?gesperrt?=', 'Brücke gesperrt'],
    ['=?iso-8859-1?B?QnL8Y2tl?= closed', 'Brücke closed'],
    ['A subject that is\r\n folded', 'A subject that is folded'],
    ['Re: Fwd: AW: The bridge', 'The bridge'],
    ['WG: The bridge', 'The bridge'],
    ['I: The bridge', 'The bridge'],
    ['Recovery: the bridge', 'Recovery: the bridge'],
  ])('the subject "%s"', async (Subject, title) => {
    expect((await article(mail({ Subject }, plain('It is closed.')))).title).toBe(title);
  });
  test('the tag of a mailing list is not part of the subject', async () => {
    const headers = { Subject: 'Re: [copy-desk] The bridge', 'List-Id': '<copy.vale.example>' };
    expect((await article(mail(headers, plain('It is closed.')))).title).toBe('The bridge');
    expect((await article(mail({ Subject: '[Video] The bridge' }, plain('It.')))).title).toBe('[Video] The bridge');
  });
  test.each([
    ['Ada Quill <ada.private@vale.example>', ['Ada Quill']],
    ['"Quill, Ada" <ada.private@vale.example>', ['Ada Quill']],
    ['=?utf-8?q?Ad=C3=A4_Quill?= <ada.private@vale.example>', ['Adä Quill']],
    ['Ada Quill (Vale Press) <ada.private@vale.example>', ['Ada Quill']],
    ['Ada Quill via Copy <ada.private@vale.example>', ['Ada Quill']],
    ['ada.private@vale.example', []],
    ['"ada.private@vale.example" <ada.private@vale.example>', []],
    ['No-Reply <ada.private@vale.example>', []],
  ])('the sender %s', async (From, byline) => {
    const found = await article(mail({ From }, plain('It is closed.')));
    expect(found.byline).toEqual(byline);
    expect(JSON.stringify(found)).not.toMatch(/ada.private|Ada Private/i);
  });
  test.each([
    ['Sat, 24 Oct 2026 10:00:00 +0200 (CEST)', '2026-10-24T08:00:00Z'],
    ['24 Oct 26 08:00 GMT', '2026-10-24T08:00:00Z'],
    ['Sat, 24 Oct 2026 08:00:00 -0000', '2026-10-24T08:00:00Z'],
    ['Sat, 24 Oct 2026 08:00:00', '2026-10-24T12:00:00Z'],
  ])('the date %s', async (date, instant) => {
    expect((await article(mail({ Date: date }, plain('It is closed.')))).published).toBe(instant);
  });
});

describe('what is a mail', () => {
  const text = mail({}, plain('It is closed.'));
  test.each(['a.eml', 'a.txt', 'inbox/6fkjh2lq3kj4h5'])('%s', async (path) => {
    expect((await article(text, path)).title).toBe('The bridge is closed');
  });
  test('with the line ends of Unix, a byte order mark, or the first line of a mailbox', async () => {
    const unix = text.replaceAll('\r\n', '\n');
    for (const body of [unix, `\ufeff${text}`, `From ada@vale.example Sat Oct 24 08:00:00 2026\n${unix}`]) {
      expect((await article(body, 'a.txt')).title).toBe('The bridge is closed');
    }
  });
  test.each([
    [
      'headers without a message',
      'Received: from a.example\r\nReturn-Path: <b@a.example>\r\n\r\nSee below.\r\n',
      'mail headers',
    ],
    ['a part of a mail', 'Content-Type: text/plain\r\n\r\nSee below.\r\n', 'mail headers'],
    [
      'a mailbox',
      `From a@b.example Sat Oct 24 08:00:00 2026\n${text}\nFrom a@b.example Sat Oct 24 09:00:00 2026\n${text}`,
      'mbox',
    ],
  ])('%s is refused', async (name, body, message) => {
    const { state, problems } = await read(body, 'a.txt');
    expect({ state, code: problems[0]?.code }).toEqual({
      state: 'refused',
      code: name === 'a mailbox' ? 'mailbox-file' : 'email-file',
    });
    expect(problems[0]?.message).toContain(message);
  });
  test('a Markdown file is never a mail', async () => {
    expect((await read(text, 'a.md')).problems[0]?.code).toBe('email-file');
    const post = 'Subject: matters\nFrom: nowhere\n\nText about mail.\n';
    expect((await read(post, '2026-10-24-a.md')).state).toBe('accepted');
  });
  test('a text that begins with "Subject:" is no mail', async () => {
    const found = await article('date 2026-10-24 Subject: Why I write\n\nText about mail.\n', 'a.txt');
    expect(found.id).toBeNull();
  });
  test('an automatic answer and the report of a server are skipped', async () => {
    for (const headers of [{ 'Auto-Submitted': 'auto-replied' }, { 'Content-Type': 'multipart/report; boundary=b' }]) {
      expect(await read(mail(headers, plain('I am away.')))).toMatchObject({ state: 'skipped', what: 'other file' });
    }
  });
  test('without preparing, the library says what to call', () => {
    const body = new TextEncoder().encode(text);
    expect(parseArticle({ path: 'a.eml', body }, channel).problems[0]?.message).toMatch(/prepareArticle|extension/);
  });
});

describe('the text', () => {
  const content = async (body: string) => flatHtml((await article(mail({}, body))).contentHtml);

  test('quoted-printable, in the charset of its part', async () => {
    const body = part('text/plain; charset=iso-8859-1', 'Caf=E9 =3D a place to s=\r\nit.', 'quoted-printable');
    expect(await content(body)).toBe('<p>Café = a place to sit.</p>');
  });
  test('base64', async () => {
    const body = part('text/plain; charset=utf-8', Buffer.from('Café.').toString('base64'), 'base64');
    expect(await content(body)).toBe('<p>Café.</p>');
  });
  test('UTF-8 in a part that names ISO-8859-1', async () => {
    expect(await content(part('text/plain; charset=iso-8859-1', 'Café „ja“.', '8bit'))).toBe('<p>Café „ja“.</p>');
  });
  test('an unknown charset', async () => {
    expect(await content(part('text/plain; charset=klingon', 'It is closed.', '7bit'))).toBe('<p>It is closed.</p>');
  });
  test('format=flowed', async () => {
    const body = part('text/plain; format=flowed', 'A line that \r\ngoes on.\r\n\r\nAnother.', '7bit');
    expect(await content(body)).toBe('<p>A line that goes on.</p><p>Another.</p>');
  });
  test('of two alternatives, HTML, which has the structure', async () => {
    const body = multipart('alternative', [plain('One two.'), html('<p>One <b>two</b>.</p>')]);
    expect(await content(body)).toBe('<p>One <b>two</b>.</p>');
  });
  test('of two alternatives, plain text if HTML has fewer words', async () => {
    const body = multipart('alternative', [plain('One two three four.'), html('<p>One.</p>')]);
    expect(await content(body)).toBe('<p>One two three four.</p>');
  });
  test('a byline in the text instead of the sender', async () => {
    for (const body of [plain('By Bo Lind\n\nIt is closed.\n'), html('<p>By Bo Lind</p><p>It is closed.</p>')]) {
      const found = await article(mail({}, body));
      expect({ byline: found.byline, text: found.contentText }).toEqual({ byline: ['Bo Lind'], text: 'It is closed.' });
    }
  });
  test('a wire text gives the same as in a file of its own', async () => {
    const wire =
      'A bridge for all\n\nBy Bo Lind\n\n4:15 PM – Friday, October 23, 2026\n\nSKERROW (VP) — It opens. It is new.\n\nMore.\n';
    const { article: alone } = flat(parseArticle({ path: 'a.txt', body: new TextEncoder().encode(wire) }, channel));
    for (const body of [
      plain(wire),
      html(
        wire
          .split('\n\n')
          .map((it) => `<p>${it}</p>`)
          .join(''),
      ),
    ]) {
      const found = await article(mail({}, body));
      expect(found).toMatchObject({
        title: alone?.title,
        byline: alone?.byline,
        published: alone?.published,
        contentHtml: alone?.contentHtml,
      });
    }
  });
  test('a headline above the text that repeats the subject is left out, another one stays', async () => {
    expect(await content(plain('The bridge is closed\n\nIt opens in May.\n'))).toBe('<p>It opens in May.</p>');
    expect(await content(plain('Another line\n\nIt opens in May.\n'))).toBe(
      '<p>Another line</p><p>It opens in May.</p>',
    );
  });
  test('the lines of mail programs that write a div for each', async () => {
    expect(await content(html('<div dir="ltr">One.<br><br>Two.</div><div><br></div><div>Three.</div>'))).toBe(
      '<div dir="ltr"><p>One.</p><p>Two.</p></div><p>Three.</p>',
    );
  });
  test('a table with data stays, and a table that only places its content is opened', async () => {
    const data = '<table><tr><td>Skerrow</td><td>3</td></tr></table>';
    const body = html(`<table role="presentation"><tr><td><p>Results</p>${data}</td></tr></table>`);
    expect(await content(body)).toContain(
      '<p>Results</p><table><tbody><tr><td>Skerrow</td><td>3</td></tr></tbody></table>',
    );
  });
});

describe('what is not published', () => {
  const hidden = async (headers: Readonly<Record<string, string>>, body: string) => {
    const found = await article(mail(headers, body));
    expect(found.contentText.trim()).toBe('It is closed.');
    expect(JSON.stringify({ ...found, id: '', item: null })).not.toMatch(/555|@|Tarn Desk|unsubscribe/i);
  };

  test.each([
    ['a signature', 'It is closed.\n\n-- \nAda Quill\nTarn Desk, tel. 555 0103\n'],
    ['a signature whose separator lost its space', 'It is closed.\n\n--\nAda Quill, 555 0103\n'],
    [
      'the footer of a mailing list',
      `It is closed.\n\n${'_'.repeat(47)}\nCopy mailing list\nhttps://lists.vale.example/unsubscribe\n`,
    ],
    ['the footer of a telephone', 'It is closed.\n\nSent from my phone 555\n'],
    ['a notice of confidentiality', 'It is closed.\n\nThis e-mail and any files are confidential. Call 555 0103.\n'],
    ['a quoted message', 'It is closed.\n\nOn Friday, Bo Lind wrote:\n> Call 555 0103\n>\n> Bo\n'],
    [
      'an answered message',
      'It is closed.\n\n-----Original Message-----\nFrom: Bo <bo@vale.example>\nSent: Friday\n\nCall 555 0103\n',
    ],
    [
      'an answered message of Outlook',
      'It is closed.\n\nFrom: Bo <bo@tarn.example>\nSent: Friday\nTo: Ada\nSubject: RE: x\n\nCall 555 0103\n',
    ],
    ['notes for editors', 'It is closed.\n\n-ends-\n\nNotes to editors:\nTarn Desk, tel. 555 0103\n'],
    ['a line with the address of the sender', 'It is closed.\n\nContact: ada.private@vale.example\n'],
  ])('%s in plain text', async (_name, text) => {
    await hidden({}, plain(text));
  });
  test.each([
    ['a signature', '<p>It is closed.</p><div class="gmail_signature">Tarn Desk 555</div>'],
    ['a separator', '<p>It is closed.</p><div>-- </div><div>Tarn Desk 555</div>'],
    ['a quoted message', '<p>It is closed.</p><div class="gmail_quote">Tarn Desk 555</div>'],
    [
      'an answered message of Outlook',
      '<div><p>It is closed.</p><div><p><b>From:</b> Bo &lt;bo@tarn.example&gt;<br><b>Sent:</b> Friday<br><b>Subject:</b> x</p></div><p>555 0103</p></div>',
    ],
    ['the contacts of a press release', '<p>It is closed.</p><p><b>Media contact:</b></p><p>Tarn Desk, 555 0103</p>'],
    ['a cited message', '<p>It is closed.</p><blockquote type="cite">Tarn Desk 555</blockquote>'],
    ['a footer', '<p>It is closed.</p><p>Tarn Desk. <a href="https://l.example/u?x=1">Unsubscribe</a></p>'],
    [
      'the text beside the subject',
      '<div style="display:none">Tarn Desk</div><div style="font-size:0">555</div><p>It is closed.</p>',
    ],
    [
      'the address of the sender',
      '<p>It is closed.</p><p><a href="mailto:ada.private@vale.example">ada.private@vale.example</a></p>',
    ],
  ])('%s in HTML', async (_name, text) => {
    await hidden({}, html(text));
  });
  test('headers of a forwarded message, and the note above it, which is reported', async () => {
    const text =
      'Please run this.\n\n---------- Forwarded message ---------\nFrom: Bo Lind <bo@vale.example>\nDate: Fri\nSubject: Bridge\nTo: <c@vale.example>\n\nIt is closed.\n';
    const found = await article(mail({ Subject: 'Fwd: Bridge' }, plain(text)));
    expect(found.contentText).toBe('It is closed.');
    expect(found.problems).toEqual(['boilerplate-line']);
  });
  test('the same in HTML of Outlook', async () => {
    const text =
      '<p>Please run this.</p><div><p><b>Von:</b> Bo &lt;bo@tarn.example&gt;<br><b>Gesendet:</b> Freitag<br><b>An:</b> c@vale.example<br><b>Betreff:</b> x</p></div><p>It is closed.</p>';
    const found = await article(mail({ Subject: 'WG: Bridge' }, html(text)));
    expect({ text: found.contentText, problems: found.problems }).toEqual({
      text: 'It is closed.',
      problems: ['boilerplate-line'],
    });
  });
  test('a rule of two hyphens above a long text is no signature', async () => {
    const long = Array.from({ length: 40 }, (_, index) => `Line ${index} of the second part.`).join('\n\n');
    expect((await article(mail({}, plain(`It is closed.\n\n--\n\n${long}\n`)))).contentText).toContain('Line 39');
  });
  test('scripts, and pictures that count readers', async () => {
    const body = html(
      '<p onclick="x()">It is closed.</p><script>alert(1)</script><img src="https://t.example/p?u=1" width="1" height="1"><img src="https://t.example/o.gif" style="display:none">',
    );
    const found = await article(mail({}, body));
    expect(flatHtml(found.contentHtml)).toBe('<p>It is closed.</p>');
  });
});

describe('what is held back', () => {
  test.each([
    ['a line above the text', {}, plain('HOLD FOR RELEASE\n\nIt is closed.\n')],
    ['a line above the text in HTML', {}, html('<p>NOT FOR PUBLICATION</p><p>It is closed.</p>')],
    [
      'a line in only one of two alternatives',
      {},
      multipart('alternative', [plain('EMBARGOED\n\nIt is closed.\n'), html('<p>It is closed now.</p>')]),
    ],
    ['the subject', { Subject: 'EMBARGOED: The bridge' }, plain('It is closed.')],
    ['the header Sensitivity', { Sensitivity: 'Company-Confidential' }, plain('It is closed.')],
  ])('by %s', async (_name, headers, body) => {
    expect((await read(mail(headers, body))).draft).toBe(true);
  });
  test('until the end of an embargo', async () => {
    const found = await article(mail({}, plain('EMBARGOED UNTIL 6:00 PM, October 25, 2026\n\nIt is closed.\n')));
    expect(found.published).toBe('2026-10-25T22:00:00Z');
    expect(found.item?.embargoed).toBe('2026-10-25T22:00:00Z');
  });
});

describe('pictures', () => {
  const text = plain('It is closed.\n');
  test('with captions and credits, by their bytes', async () => {
    const file = picture(png(60, 40), {
      name: 'quay.dat',
      type: 'application/octet-stream',
      description: 'The quay. (Bo Lind/Vale Press)',
    });
    const found = await article(mail({}, multipart('mixed', [text, file])));
    expect(found.images).toMatchObject([
      { type: 'image/png', width: 60, caption: 'The quay.', credit: 'Bo Lind/Vale Press' },
    ]);
    expect(found.images[0]?.url).toMatch(/\/media\/quay-[0-9a-f]{16}\.png$/);
    expect(found.problems).toEqual([]);
  });
  test('with captions in the text: by the name of the file, then in order', async () => {
    const own = plain(
      'It is closed.\n\nCaption: The crew. (Bo Lind/Vale Press)\n\nquay.png: The quay. (Ida Moe/Vale Press)\n',
    );
    const files = [picture(png(60, 40), { name: 'crew.png' }), picture(png(70, 40), { name: 'quay.png' })];
    const found = await article(mail({}, multipart('mixed', [own, ...files])));
    expect(found.images.map(({ width, caption, credit }) => ({ width, caption, credit }))).toEqual([
      { width: 60, caption: 'The crew.', credit: 'Bo Lind/Vale Press' },
      { width: 70, caption: 'The quay.', credit: 'Ida Moe/Vale Press' },
    ]);
    expect(found.contentText).toBe('It is closed.');
  });
  test('that the text shows by their id are in their place', async () => {
    const own = html('<p>It is closed.</p><p><img src="cid:p1@vale" alt="The quay"></p><p>It opens.</p>');
    const found = await article(
      mail({}, multipart('related', [own, picture(png(60, 40), { name: 'a.png', id: 'p1@vale' })])),
    );
    expect(found.contentHtml).toMatch(
      /closed\.<\/p><p><img src="https:\/\/feeds.courier.example\/media\/a-\w+\.png" alt="The quay"/,
    );
    expect(found.images).toHaveLength(1);
  });
  test('in a signature are not published', async () => {
    const own = html('<p>It is closed.</p><div class="gmail_signature"><img src="cid:logo"></div>');
    const found = await article(
      mail({}, multipart('related', [own, picture(png(160, 40), { name: 'l.png', id: 'logo' })])),
    );
    expect(found.images).toEqual([]);
  });
  test('that are not attached are reported', async () => {
    const found = await article(mail({}, html('<p>It is closed.</p><img src="cid:nothing">')));
    expect(found.problems).toEqual(['email-attachment']);
    expect(found.contentHtml).not.toContain('img');
  });
  test('of one pixel are reported', async () => {
    const found = await article(mail({}, multipart('mixed', [text, picture(png(1, 1), { name: 'p.png' })])));
    expect({ images: found.images, problems: found.problems }).toEqual({ images: [], problems: ['invalid-picture'] });
  });
  test('whose name leads out of the folder are published under a safe name', async () => {
    const found = await article(
      mail({}, multipart('mixed', [text, picture(png(60, 40), { name: '../../etc/pass wd.png' })])),
    );
    expect(found.images[0]?.url).toMatch(/^https:\/\/feeds\.courier\.example\/media\/pass-wd-[0-9a-f]{16}\.png$/);
  });
});

describe('other files', () => {
  const text = plain('It is closed.\n');
  test('a PDF document is an enclosure', async () => {
    const file = picture(new TextEncoder().encode('%PDF-1.7\n'), { name: 'report.pdf', type: 'application/pdf' });
    const found = await article(mail({}, multipart('mixed', [text, file])));
    expect(found.enclosures).toMatchObject([{ type: 'application/pdf', lengthBytes: 9, title: 'report.pdf' }]);
  });
  test('all others are named', async () => {
    const files = ['a.docx', 'b.zip'].map((name) => picture(new Uint8Array([1, 2]), { name, type: 'application/zip' }));
    const { problems } = await read(mail({}, multipart('mixed', [text, ...files])));
    expect(problems.map(({ message }) => message)).toEqual([
      '2 files attached to the e-mail are not published: "a.docx", "b.zip"',
    ]);
  });
  test('a story in an attached file is named, if the mail has no text', async () => {
    const file = picture(new Uint8Array([80, 75, 3, 4]), { name: 'story.docx', type: 'application/msword' });
    const { state, problems } = await read(mail({}, multipart('mixed', [plain('\n'), file])));
    expect({ state, code: problems[0]?.code }).toEqual({ state: 'refused', code: 'invalid-email' });
    expect(problems[0]?.message).toContain('"story.docx"');
  });
});
