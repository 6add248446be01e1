/** What tools add to Markdown: TeX, callouts, marks, emojis, definition lists and MDX. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const matter = '---\ntitle: Quay\ndate: 2026-01-05\n---\n';
const markdown = (body: string) => read('a.md', `${matter}${body}\n`);
const contentOf = (body: string) => markdown(body).article?.contentHtml.replaceAll('\n', '');

describe('TeX', () => {
  test.each([
    ['$x*y*z$', '<p><code>x*y*z</code></p>'],
    ['a $a_1$ and $b_1$.', '<p>a <code>a_1</code> and <code>b_1</code>.</p>'],
    ['in $$a\\\\b$$', '<p>in <code>a\\\\b</code></p>'],
    ['\\(k\\) and \\[a_1\\]', '<p><code>k</code> and <code>a_1</code></p>'],
    ['$$\na_i \\\\ \\{x\\}\n$$', '<pre><code class="language-tex">a_i \\\\ \\{x\\}</code></pre>'],
    ['<b>x</b> $a_1*b*$', '<p><b>x</b> <code>a_1*b*</code></p>'],
  ])('%j', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });

  test.each([
    ['$5 and *not* $6', '<p>$5 and <em>not</em> $6</p>'],
    ['US$5 and CA$6', '<p>US$5 and CA$6</p>'],
    ['from $5 to 6$', '<p>from $5 to 6$</p>'],
    ['$5-$6', '<p>$5-$6</p>'],
    ['\\[sic\\] and \\(see below\\)', '<p>[sic] and (see below)</p>'],
    ['`$x*y*z$`', '<p><code>$x*y*z$</code></p>'],
    ['\\$x*y*z$', '<p>$x<em>y</em>z$</p>'],
  ])('no TeX: %j', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });
});

describe('marks', () => {
  test.each([
    ['==mark== H~2~O x^2^ ~~gone~~', '<p><mark>mark</mark> H<sub>2</sub>O x<sup>2</sup> <del>gone</del></p>'],
    ['a == b and c == d', '<p>a == b and c == d</p>'],
    ['x==1 and y==2', '<p>x==1 and y==2</p>'],
    ['~gone~', '<p><del>gone</del></p>'],
    ['2^10 and 3^4', '<p>2^10 and 3^4</p>'],
    [':tada: at 10:30:45 :nonesuch:', '<p>🎉 at 10:30:45 :nonesuch:</p>'],
    ['<b>x</b> ==mark==', '<p><b>x</b> <mark>mark</mark></p>'],
    ['==**a** <i>b</i>==', '<p><mark><strong>a</strong> <i>b</i></mark></p>'],
  ])('%j', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });
});

describe('callouts', () => {
  const quote = (...paragraphs: string[]) =>
    `<blockquote>${paragraphs.map((it) => `<p>${it}</p>`).join('')}</blockquote>`;
  test.each([
    ['> [!NOTE]\n> Wet.', quote('<strong>Note</strong>', 'Wet.')],
    ['> [!tip]- Use *this*\n> Dry.', quote('<strong>Use <em>this</em></strong>', 'Dry.')],
    ['> [sic] said', quote('[sic] said')],
    [':::tip Low **tide**\nA.\n\nB.\n:::', quote('<strong>Low <strong>tide</strong></strong>', 'A.', 'B.')],
    [':::note[At low tide]{id=x}\nA.\n:::', quote('<strong>At low tide</strong>', 'A.')],
    ['::: {.warning}\nA.\n:::', quote('<strong>Warning</strong>', 'A.')],
    [
      '::::info\n:::note\nA.\n:::\nB.\n::::',
      `<blockquote><p><strong>Info</strong></p>${quote('<strong>Note</strong>', 'A.')}<p>B.</p></blockquote>`,
    ],
    ['!!! note "Tides"\n    A.\n\n    B.\n\nC.', `${quote('<strong>Tides</strong>', 'A.', 'B.')}<p>C.</p>`],
    ['??? question\n    A.', quote('<strong>Question</strong>', 'A.')],
    [':::columns\nA.\n:::', '<div><p>A.</p></div>'],
    [':::tip\nnever closed', '<p>:::tipnever closed</p>'],
    ['!!! what a day', '<p>!!! what a day</p>'],
  ])('%j', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });

  test('in a text with HTML', () => {
    expect(contentOf('<b>x</b>\n\n:::columns\nA.\n:::')).toBe('<p><b>x</b></p><div><p>A.</p></div>');
  });
});

describe('lists and contents', () => {
  test.each([
    [
      'Neap\n: A low *tide*.\n: Weak.\n\nSpring\n: High.',
      '<dl><dt>Neap</dt><dd>A low <em>tide</em>.</dd><dd>Weak.</dd><dt>Spring</dt><dd>High.</dd></dl>',
    ],
    ['One\n\nTwo: three', '<p>One</p><p>Two: three</p>'],
    ['[TOC]\n\nText', '<p>Text</p>'],
    ['[[_TOC_]]\n\nText', '<p>Text</p>'],
    ['![[gull.png#top]]', '<p><img src="https://courier.example/gull.png" alt=""></p>'],
  ])('%j', (body, expected) => {
    expect(contentOf(body)).toBe(expected);
  });

  test.each(['<!-- truncate -->', '<!--more-->', '<!-- more -->', '{/* truncate */}'])(
    'the summary ends at %s',
    (mark) => {
      expect(markdown(`One.\n\n${mark}\n\nTwo.`).article).toMatchObject({
        summary: 'One.',
        contentText: 'One.\n\nTwo.',
      });
    },
  );
});

describe('MDX', () => {
  const messagesOf = (body: string) => markdown(body).problems.map(({ line, message }) => `${line}: ${message}`);
  const says = (line: number, what: string, instead: string) => [
    `${line}: Feed readers do not show the component ${what}: they get ${instead} instead`,
  ];

  test.each([
    'import Tabs from "@theme/Tabs";\nexport const a = 1;',
    "import {\n  A,\n  B,\n} from 'x'",
    'export const rows = [\n  { a: 1 },\n\n  { a: 2 },\n];',
    "import 'x.css'",
    'export default function Layout({ children }) {\n  return <b>{children}</b>;\n}',
  ])('a statement is removed: %j', (statements) => {
    expect(contentOf(`${statements}\n\nWords.`)).toBe('<p>Words.</p>');
    expect(messagesOf(`${statements}\n\nWords.`)).toEqual([]);
  });

  test.each([
    'import duties from China rose',
    'export of grain',
    '```js\nimport a from "b";\n```',
    'We\nimport a from "b";',
  ])('prose and code stay: %j', (body) => {
    expect(markdown(body).article?.contentText).toContain(
      body
        .replace(/```(?:js)?\n?/g, '')
        .trim()
        .split('\n')
        .at(-1),
    );
  });

  test.each([
    ['<Chart data={[1, 2, 3]} />', '<p>x</p>', says(7, '<Chart>', 'nothing')],
    ['<Chart data={rows} title="Tides" />', '<p>x</p><p><span>Tides</span></p>', says(7, '<Chart>', 'its text')],
    [
      '<Figure src="/a.png" alt="A" caption="Gull" />',
      '<p>x</p><figure><img src="https://courier.example/a.png" alt="A"><figcaption><p>Gull</p></figcaption></figure>',
      [],
    ],
    ['See <Link to="/a">that</Link>.', '<p>x</p><p>See <a href="https://courier.example/a">that</a>.</p>', []],
    ['<img src="/a.png" style={{ width: 3 }} />', '<p>x</p><img src="https://courier.example/a.png">', []],
  ])('%s', (body, expected, messages) => {
    expect(contentOf(`x\n\n${body}`)).toBe(expected);
    expect(messagesOf(`x\n\n${body}`)).toEqual(messages);
  });

  test('a video becomes a player', () => {
    expect(contentOf('<YouTube id="k3lpK3lp" />')).toContain('src="https://www.youtube.com/embed/k3lpK3lp"');
  });

  test('the text in a component stays', () => {
    expect(contentOf('<Card title="Tides">\n\nLow at *noon*.\n\n</Card>')).toBe(
      '<p><strong>Tides</strong></p><p>Low at <em>noon</em>.</p>',
    );
  });
});

test.each([
  '$',
  '$a',
  '$$',
  '$$a\n',
  '\\(',
  '\\[a_',
  '==',
  '==a',
  'a~b',
  'a^b',
  ':a:',
  ':::a\n',
  ':::tip\n',
  '!!! a\n',
  '!!! a\n    b\n',
  'a\n: b\n',
  'import a from "b";\n',
  'export const a = {\n',
  '<A ',
  '<A b={',
  '<A/>',
  '</A>',
  '<Link to="a">',
  '> [!a]\n',
  '{/* truncate */}\n',
])('much of %j takes linear time', (part) => {
  const size = 40_000;
  const problems = markdown(part.repeat(size / part.length)).problems.map(({ code }) => code);
  expect(problems).not.toContain('internal-error');
});
