/** Frames in articles: those of allowed hosts are kept with a link, and all others become a link. */
import { describe, expect, test } from 'vitest';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { channelYaml, readArticle } from '../support/channel.ts';

const article = (body: string, settings = {}, path = 'a.html') =>
  readArticle(path, `---\ntitle: T\ndate: 2025-09-14\n---\n<p>Kelp.</p>\n\n${body}\n`, settings);
const contentOf = (body: string, settings = {}) => article(body, settings).contentHtml;
const player = 'https://www.youtube.com/embed/k3lpK3lp';
const link = (href: string, text: string) => `<a href="${href}">${text}</a>`;
const watch = 'https://www.youtube.com/watch?v=k3lpK3lp';
const figure = (attributes: string, anchor: string) =>
  `<figure><iframe ${attributes}></iframe><figcaption><p>${anchor}</p></figcaption></figure>`;

describe('an allowed frame', () => {
  test('keeps its URL, title and size, and gets a link to its page', () => {
    const html = `<iframe src="${player}" title="Kelp" width="560" height="315" allow="autoplay" onload="alert(1)" style="position:fixed" srcdoc="<script>alert(1)</script>" name="x" sandbox>text</iframe>`;
    const expected = figure(`src="${player}" title="Kelp" width="560" height="315"`, link(watch, 'Kelp'));
    expect(contentOf(html)).toBe(`<p>Kelp.</p>\n\n${expected}`);
  });

  test.each([
    ['https://www.youtube-nocookie.com/embed/k3lpK3lp?start=3', watch],
    ['https://player.vimeo.com/video/123456', 'https://vimeo.com/123456'],
    ['https://www.youtube.com/embed/videoseries?list=PL1', 'https://www.youtube.com/embed/videoseries?list=PL1'],
    ['//www.youtube.com/embed/k3lpK3lp', watch],
    ['HTTPS://WWW.YouTube.com/embed/k3lpK3lp', watch],
  ])('%s', (src, href) => {
    expect(contentOf(`<iframe src="${src}"></iframe>`)).toContain(`<a href="${href}">`);
  });

  test('in Markdown', () => {
    expect(article(`<iframe src="${player}"></iframe>`, {}, 'a.md').contentHtml).toContain('<figure><iframe src=');
  });

  test('in its own paragraph, and in body text', () => {
    const frame = `<iframe src="${player}" title="K"></iframe>`;
    expect(contentOf(`<p> ${frame}</p>`)).toContain(`<div> <figure><iframe src="${player}" title="K"></iframe>`);
    expect(contentOf(`<p>See ${frame}.</p>`)).toContain(
      `<p>See <iframe src="${player}" title="K"></iframe> ${link(watch, 'K')}.</p>`,
    );
  });

  test('is in neither the plain text nor the summary', () => {
    const { contentText, summary } = article(`<iframe src="${player}"></iframe>`);
    expect({ contentText, summary }).toEqual({ contentText: 'Kelp.', summary: 'Kelp.' });
  });

  test('if the setting allows its host', () => {
    const settings = { embedHosts: ['maps.example'] };
    expect(contentOf('<iframe src="https://maps.example/?a=1&b=2"></iframe>', settings)).toContain(
      link('https://maps.example/?a=1&#x26;b=2', 'maps.example/?a=1&#x26;b=2').replaceAll('&#x26;', '&amp;'),
    );
    const replaced = `<p>Kelp.</p>\n\n<p>${link(watch, 'www.youtube.com')}</p>`;
    expect(contentOf(`<iframe src="${player}"></iframe>`, settings)).toBe(replaced);
    expect(contentOf(`<iframe src="${player}"></iframe>`, { embedHosts: [] })).toBe(replaced);
  });

  test.each(['100%', '-1', '0', '1e9', 'x'])('has no size of %s', (size) => {
    expect(contentOf(`<iframe src="${player}" width="${size}" height="${size}"></iframe>`)).toContain(
      `<iframe src="${player}"></iframe>`,
    );
  });
});

describe('a frame of another host becomes a link', () => {
  const evil = 'evil.example';
  test.each([
    ['https://www.youtube.com.evil.example/embed/k3lpK3lp', `www.youtube.com.${evil}`],
    ['https://www.youtube.com@evil.example/embed/k3lpK3lp', evil],
    ['https://user@www.youtube.com/embed/k3lpK3lp', 'www.youtube.com'],
    ['https://user:word@www.youtube.com/embed/k3lpK3lp', 'www.youtube.com'],
    ['https://evil.example/www.youtube.com/embed/k3lpK3lp', evil],
    ['https://evil.example/?https://www.youtube.com/embed/k3lpK3lp', evil],
    ['https://evil.example#www.youtube.com', evil],
    ['https://evil.example\\@www.youtube.com/', evil],
    ['https://www.youtube.com:8443/embed/k3lpK3lp', 'www.youtube.com'],
    ['https://www.youtube.com./embed/k3lpK3lp', 'www.youtube.com.'],
    ['https://wwwXyoutube.com/embed/k3lpK3lp', 'wwwxyoutube.com'],
    ['https://www.y\u043eutube.com/embed/k3lpK3lp', 'www.xn--yutube-wqf.com'],
    ['https://m.www.youtube.com/embed/k3lpK3lp', 'm.www.youtube.com'],
    ['http://www.youtube.com/embed/k3lpK3lp', 'www.youtube.com'],
  ])('%j', (src, text) => {
    const content = contentOf(`<iframe src="${src}">text</iframe>`);
    const [, href = '', shown] = /^<p>Kelp\.<\/p>\n\n<p><a href="([^"]*)">([^<]*)<\/a><\/p>$/.exec(content) ?? [];
    expect(shown).toBe(text);
    expect(new URL(href)).toMatchObject({ hostname: text, username: '', password: '' });
  });
});

describe('a frame that is removed', () => {
  test.each([
    'javascript:alert(1)//www.youtube.com/',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://',
    '',
  ])('%j', (src) => {
    expect(contentOf(`<iframe src="${src.replaceAll('<', '&lt;')}">text</iframe>`)).toBe('<p>Kelp.</p>');
  });

  test('one without a URL, one inside a frame, and a hidden one', () => {
    expect(contentOf(`<iframe srcdoc="<iframe src='${player}'></iframe>"></iframe>`)).toBe('<p>Kelp.</p>');
    expect(contentOf(`<iframe><iframe src="${player}"></iframe></iframe>`)).not.toContain('<iframe');
    expect(contentOf(`<iframe src="${player}" style="display:none"></iframe>`)).toBe('<p>Kelp.</p>');
  });
});

test('twenty thousand frames take linear time', () => {
  expect(contentOf(`<iframe src="${player}"></iframe>`.repeat(20_000)).match(/<iframe/g)).toHaveLength(20_000);
});

describe('the setting', () => {
  const hostsOf = (value: string) => parseChannel(`${channelYaml}embedHosts: ${value}\n`);
  test('is a list of hosts, in any case, or one, or none', () => {
    expect(hostsOf('[Player.Vimeo.com, maps.example]').channel?.embedHosts).toEqual([
      'player.vimeo.com',
      'maps.example',
    ]);
    expect(hostsOf('maps.example').channel?.embedHosts).toEqual(['maps.example']);
    expect(hostsOf('[]').channel?.embedHosts).toEqual([]);
  });

  test.each([
    'https://maps.example/',
    'maps.example:80',
    '"*.example"',
    'user@maps.example',
    'localhost',
    '"127.0.0.1"',
    '{a: b}',
  ])('%s is refused', (value) => {
    expect(hostsOf(value).problems).toMatchObject([{ code: 'invalid-setting', line: channelYaml.split('\n').length }]);
  });
});

describe('links within a page', () => {
  const markdown = '[Down](#down) [Away](https://kelp.example/#x) [None]()';
  test('are removed if the article has no page', () => {
    const { contentHtml } = readArticle('a.md', `---\ndate: 2025-09-14\n---\n${markdown}\n`);
    expect(contentHtml).toBe('<p><a>Down</a> <a href="https://kelp.example/#x">Away</a> <a>None</a></p>');
  });

  test('point to the page if the article has one', () => {
    const { contentHtml } = readArticle('a.md', `---\ndate: 2025-09-14\nurl: /kelp/\n---\n${markdown}\n`);
    expect(contentHtml).toContain('<a href="https://courier.example/kelp/#down">Down</a>');
  });
});
