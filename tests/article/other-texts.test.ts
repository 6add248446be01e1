/** Texts that are not articles are refused by name: each kind with negative twins, which are articles. */
import { describe, expect, test } from 'vitest';
import { otherTexts } from '../../src/article/other-texts.ts';
import { describeOtherFile } from '../../src/article/parse-file.ts';
import { read } from '../support/channel.ts';

const mail = `Received: from mx.quay.example (mx.quay.example [192.0.2.1])
\tby mail.courier.example; Sun, 4 Jan 2026 16:15:00 -0500
From: Ann Post <ann@quay.example>
To: desk@courier.example
Subject: The ferry
Date: Sun, 4 Jan 2026 16:15:00 -0500

The ferry will sail.
`;
const conflict = `<<<<<<< HEAD
The ferry sails on Monday.
=======
The ferry sails on Tuesday.
>>>>>>> main
`;
const patch = `diff --git a/ferry.md b/ferry.md
index 3f1a2b3..9c56d7e 100644
--- a/ferry.md
+++ b/ferry.md
@@ -1,2 +1,2 @@
-The ferry sails on Monday.
+The ferry sails on Tuesday.
`;
const log = `2026-01-04T16:15:00.120Z INFO server started
2026-01-04T16:15:01.456Z WARN disk is nearly full
    at check (disk.js:14)
2026-01-04T16:15:02.789Z ERROR disk is full
`;
const environment = `# The settings of the ferry site
DATABASE_URL=postgres://quay.example/ferry
API_KEY="k-1234 5678"
`;
const mailbox = ['Ann', 'Bo']
  .map((name) => `From ${name}@quay.example Sun Jan  4 16:15:00 2026\nSubject: Ice\n\nStay ashore.\n`)
  .join('\n');
const calendar = 'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Tide\nEND:VEVENT\nEND:VCALENDAR\n';
const contact = 'BEGIN:VCARD\nVERSION:4.0\nFN:Ann Post\nEND:VCARD\n';
const subtitles = '1\n00:00:01,000 --> 00:00:04,000\nThe ferry sails.\n';
const post = (text: string) => `---\ntitle: The ferry\ndate: 2026-01-04\n---\n\n${text}`;
const wire = (text: string) => `date 2026-01-04 The ferry\n\n4:15 PM – Sunday, January 4, 2026\n\n${text}`;
const fenced = (text: string) => `Look at this:\n\n\`\`\`\n${text}\`\`\`\n\nThat is all.\n`;
const indented = (text: string) => `Look at this:\n\n${text.replace(/^/gm, '    ')}\nThat is all.\n`;

const refused = [
  ['email-file', 'a mail', 'a.txt', mail],
  ['email-file', 'a mail with the extension of Markdown', 'a.md', mail],
  ['email-file', 'a mail in a mailbox file', 'a.txt', `From ann@quay.example Sun Jan  4 16:15:00 2026\n${mail}`],
  ['email-file', 'a mail that was only written', 'a.txt', mail.slice(mail.indexOf('From:'))],
  ['email-file', 'a part of a mail', 'a.txt', 'Content-Type: text/plain; charset=utf-8\n\nThe ferry will sail.\n'],
  [
    'email-file',
    'a part with its boundary',
    'a.txt',
    '--b1_42\nContent-Type: text/html\n\n<p>The ferry will sail.</p>\n',
  ],
  ['mailbox-file', 'a mailbox with two mails', 'a.txt', mailbox],
  ['calendar-file', 'a calendar', 'a.txt', calendar],
  ['calendar-file', 'a calendar with blank lines and small letters', 'a.md', `\n\n${calendar.toLowerCase()}`],
  ['contact-file', 'a contact card', 'a.txt', contact],
  ['subtitle-file', 'subtitles of SubRip', 'a.txt', subtitles],
  ['subtitle-file', 'subtitles of the web', 'a.txt', 'WEBVTT - The ferry\n\n00:01.000 --> 00:04.000\nIt sails.\n'],
  ['subtitle-file', 'subtitles with styles', 'a.txt', '[Script Info]\nTitle: Ferry\n\n[Events]\nDialogue: 0\n'],
  ['patch-file', 'a patch of Git', 'a.txt', patch],
  [
    'patch-file',
    'a formatted patch with a short hash',
    'a.txt',
    `From 0a1b2c3d4e5f Mon Sep 17 00:00:00 2001\n${patch}`,
  ],
  ['patch-file', 'a patch with the extension of Markdown', 'a.md', patch],
  ['patch-file', 'a unified diff', 'a.txt', patch.slice(patch.indexOf('--- a'))],
  [
    'patch-file',
    'a formatted patch',
    'a.txt',
    `From ${'0a'.repeat(20)} Mon Sep 17 00:00:00 2001\nFrom: Ann <a@b.example>\n`,
  ],
  [
    'patch-file',
    'a commit',
    'a.txt',
    `commit ${'0a'.repeat(20)}\nAuthor: Ann Post <ann@quay.example>\n\n    The ferry\n`,
  ],
  ['patch-file', 'the output of diff', 'a.txt', '3c3\n< Monday\n---\n> Tuesday\n'],
  ['merge-conflict', 'a conflict in the text', 'a.md', post(conflict)],
  ['merge-conflict', 'a conflict in wire text', 'a.txt', wire(conflict)],
  [
    'merge-conflict',
    'a conflict in the front matter',
    'a.md',
    post('Text.').replace('date: 2026-01-04', `${conflict.trim()}\ndate: 2026-01-04`),
  ],
  [
    'merge-conflict',
    'a conflict with the common version',
    'a.md',
    post(conflict.replace('=======', '||||||| base\nOld.\n=======')),
  ],
  ['merge-conflict', 'a conflict in a page', 'a.html', post(`<p>One.</p>\n${conflict}`)],
  ['merge-conflict', 'a conflict in JSON', 'a.json', `{\n${conflict}"title": "The ferry"\n}`],
  ['log-file', 'the log of a program', 'a.txt', log],
  ['log-file', 'the log of a program as Markdown', 'a.md', log],
  ['log-file', 'a log with levels', 'a.txt', 'INFO: started\nWARN: slow\nERROR: stopped\n'],
  ['log-file', 'a system log', 'a.txt', 'Jan  4 16:15:00 quay sshd[42]: Accepted\n'.repeat(4)],
  [
    'log-file',
    'the log of a web server',
    'a.txt',
    '192.0.2.1 - - [04/Jan/2026:16:15:00 +0000] "GET / HTTP/1.1" 200 5\n'.repeat(3),
  ],
  ['secrets-file', 'a file of settings', 'a.txt', environment],
  ['secrets-file', 'a file of exported settings', 'a.md', 'export SITE=quay\nexport PORT=80\n'],
  [
    'secrets-file',
    'credentials',
    'a.txt',
    '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = wJalr\n',
  ],
  ['secrets-file', 'a single token', 'a.txt', 'GITHUB_TOKEN=abc\n'],
  ['secrets-file', 'settings in sections', 'a.txt', '[core]\neditor = vi\nname = quay\n'],
  ['secrets-file', 'settings with a value of several lines', 'a.txt', `${environment}A=1\nB=2\nC=3\nNOTE="one\n`],
  ['secrets-file', 'a private key', 'a.txt', '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n'],
] as const;

const kinds = [
  ['mailbox-file', mailbox],
  ['calendar-file', calendar],
  ['contact-file', contact],
  ['subtitle-file', subtitles],
  ['patch-file', patch],
  ['log-file', log],
  ['secrets-file', environment],
  ['binary', 'GIF89a\0\0'],
] as const;

describe('a text that is not an article', () => {
  test.each(refused)('%s: %s', (code, _name, path, text) => {
    const { state, problems } = read(path, text);
    expect([state, ...problems.map((it) => it.code)]).toEqual(['refused', code]);
  });

  test.each(kinds)('%s is refused by name with every extension of a text', (code, text) => {
    for (const path of ['a.txt', 'a.md', 'a.html', 'a.json', 'a.eml', 'a.iptc', 'a.nitf']) {
      expect([path, ...read(path, text).problems.map((it) => it.code)]).toEqual([path, code]);
    }
    const isMail = ['mailbox-file', 'calendar-file', 'contact-file'].includes(code);
    const { state, problems } = read('A0417', text);
    expect([state, ...problems.map((it) => it.code)]).toEqual(isMail ? ['refused', code] : ['skipped']);
    expect(describeOtherFile(new TextEncoder().encode(text)).code).toBe(code);
  });

  test('a whole e-mail that is skipped is an automatic one', () => {
    const mail =
      'From: Ferry Desk <desk@quay.example>\nDate: Sat, 24 Oct 2026 08:00:00 +0000\nSubject: Away\n\nBack soon.\n';
    expect(describeOtherFile(new TextEncoder().encode(mail)).message).toContain('automatic answer');
  });

  test('every kind is tested', () => {
    expect(new Set(refused.map(([code]) => code))).toEqual(
      new Set(otherTexts.map(({ refuse }) => refuse({ line: 1, column: 1 }).code)),
    );
  });

  test('a conflict is reported with its line, and secrets are not repeated', () => {
    expect(read('a.md', post(conflict)).problems[0]).toMatchObject({ line: 6, column: 1 });
    expect(JSON.stringify(read('a.txt', environment).problems)).not.toMatch(/1234|postgres/);
  });

  test('a withdrawn article with a conflict stays withdrawn', () => {
    const { state, withdrawal } = read('a.md', post(conflict).replace('date:', 'withdrawn: true\ndate:'));
    expect([state, withdrawal]).toEqual(['held', { notice: null, withdrawn: null }]);
  });
});

describe('an article', () => {
  test.each([
    ['that shows a mail', 'a.md', post(fenced(mail))],
    [
      'that quotes the head of a letter',
      'a.md',
      post('From: the harbor master\nTo: all crews\nSubject: Ice\n\nStay ashore.'),
    ],
    [
      'that quotes the head of a letter in wire text',
      'a.txt',
      wire('From: ann@quay.example\nSubject: Ice\nDate: Monday\n\nStay ashore.'),
    ],
    [
      'whose front matter has the keys of a mail',
      'a.md',
      '---\nsubject: Ice\nfrom: ann@quay.example\ncontent-type: post\ndate: 2026-01-04\n---\nText.',
    ],
    ['that shows a patch', 'a.md', post(fenced(patch))],
    ['that shows a patch in an indented block', 'a.md', post(indented(patch))],
    ['that shows a conflict', 'a.md', post(fenced(conflict))],
    ['that shows a conflict in an indented block', 'a.md', post(indented(conflict))],
    ['that shows a conflict in a page', 'a.html', post(`<p>See:</p><pre>\n${conflict.replaceAll('<', '&lt;')}</pre>`)],
    ['with a heading that is underlined by seven signs', 'a.md', post('Ferries\n=======\n\nText.')],
    ['with a line of signs', 'a.md', post('>>>>>>> quoted seven times\n\nText.\n\n=======\n')],
    ['that shows a log', 'a.md', post(fenced(log))],
    [
      'that is a ticker',
      'a.md',
      post('16:15 The ferry sails.\n\n16:30 The ferry is back.\n\n17:00 Everybody is well.'),
    ],
    ['that begins with its dates', 'a.txt', '2026-01-04T16:15:00-05:00\n\nThe ferry sails.\n\nEverybody is well.'],
    ['that shows settings', 'a.md', post(fenced(environment))],
    ['that contains an equation', 'a.md', post('E=mc²')],
    ['that quotes a calendar', 'a.md', post(`Save this:\n\n${calendar}`)],
    ['that quotes a contact card in wire text', 'a.txt', wire(`Write to him:\n\n${contact}\nThat is all.`)],
    ['that quotes subtitles in wire text', 'a.txt', wire(`Watch this:\n\n${subtitles}\nThat is all.`)],
    ['that quotes a patch in wire text', 'a.txt', wire(`See:\n\n${patch}\nThat is all.`)],
    ['that begins with WEBVTT in a sentence', 'a.md', post('WEBVTT files are subtitles.')],
    ['that quotes a mailbox', 'a.md', post(`Two of them:\n\n${mailbox}`)],
    ['that shows a private key', 'a.md', post(fenced('-----BEGIN PRIVATE KEY-----\n'))],
  ])('%s', (_name, path, text) => {
    const { state, problems } = read(path, text);
    expect([state, ...problems]).toEqual(['accepted']);
  });
});

test.each([
  `From: ${'a'.repeat(100_000)}`,
  '<<<<<<< \n'.repeat(20_000),
  '=======\n'.repeat(20_000),
  `commit ${'0a'.repeat(20)}\n${'a\n'.repeat(50_000)}`,
  'A="'.repeat(50_000),
  'INFO\n'.repeat(50_000),
])('a long text is decided at once', (text) => {
  expect(['accepted', 'refused']).toContain(read('a.txt', text).state);
});

const sides = '<<<<<<< HEAD\nHigh tide.\n=======\nLow tide.\n>>>>>>> tides';

test.each([
  ['{% highlight diff %}', '{% endhighlight %}'],
  ['{% codeblock %}', '{% endcodeblock %}'],
  ['{{< highlight diff >}}', '{{< /highlight >}}'],
])('the two sides of a merge in %s are code', (opens, closes) => {
  const text = (code: string) => `---\ntitle: Tides\ndate: 2026-03-02\n---\n\nBefore.\n\n${code}\n\nAfter.\n`;
  expect(read('tides.md', text(`${opens}\n${sides}\n${closes}`)).state).toBe('accepted');
  expect(read('tides.md', text(`${opens}\n${closes}\n${sides}`)).state).toBe('refused');
});
