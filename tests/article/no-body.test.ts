/** Articles of every format without text below the title. */
import { expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const matter = (lines = '') => `---\ntitle: Kelp\ndate: 2026-01-05\n${lines}\n---\n`;
const codes = (path: string, text: string) =>
  read(path, text).problems.map(({ code, severity }) => `${severity} ${code}`);
const item = { id: '1', title: 'Kelp', content_html: '<p></p>', date_published: '2026-01-05' };

test.each([
  ['Markdown', 'a.md', matter()],
  ['Markdown with a heading', 'a.md', `${matter()}# Kelp\n`],
  ['Markdown with a comment', 'a.md', `${matter()}<!-- Kelp -->\n`],
  ['text with front matter', 'a.txt', matter()],
  ['HTML with front matter', 'a.html', `${matter()}<p> </p>`],
  ['an HTML page', 'a.html', '<article><h1>Kelp</h1><time datetime="2026-01-05"></time></article>'],
  ['an item of a JSON Feed', 'a.json', JSON.stringify(item)],
  ['a picture in front matter', 'a.md', matter('image: https://x.example/a.png')],
])('is reported: %s', (_name, path, text) => {
  expect(codes(path, text)).toEqual(['warning no-body']);
  expect(read(path, text).article?.title).toBe('Kelp');
});

test.each([
  ['a text', `${matter()}Kelp.`],
  ['a picture', `${matter()}![](https://x.example/a.png)`],
  ['a frame', `${matter()}<iframe src="https://www.youtube.com/embed/x"></iframe>`],
  ['a link post', matter('external_url: https://x.example/')],
  ['an episode', matter('audio: https://x.example/a.mp3')],
  ['a draft', matter('draft: true')],
  ['what is withdrawn', matter('withdrawn: true')],
])('is not reported for %s', (_name, text) => {
  expect(codes('a.md', text)).toEqual([]);
});
