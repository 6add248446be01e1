/** Reading front matter: fences, every key that people use, dates as people write them, and repairs of almost valid YAML. */
import { describe, expect, test } from 'vitest';
import { fieldAliases } from '../../src/article/front-matter/aliases.ts';
import type { Channel } from '../../src/model/channel.ts';
import { read, readArticle } from '../support/channel.ts';

const yaml = (lines: string, path = 'a.md', settings: Partial<Channel> = {}) =>
  readArticle(path, `---\n${lines}\n---\nThe kelp is in.\n`, settings);
const dated = (lines: string) => yaml(`date: 2025-09-14\n${lines}`);
const codes = (text: string, path = 'a.md') =>
  read(path, text).problems.map(({ severity, code }) => `${severity} ${code}`);

describe('fences', () => {
  const article = { title: 'Kelp', published: '2025-09-14T04:00:00Z', contentText: 'The kelp is in.' };
  const lines = 'title: Kelp\ndate: 2025-09-14';
  test.each([
    ['dashes', `---\n${lines}\n---\nThe kelp is in.`],
    ['spaces after a fence', `---  \n${lines}\n--- \t\nThe kelp is in.`],
    ['dots at the end', `---\n${lines}\n...\nThe kelp is in.`],
    ['a byte order mark', `\ufeff---\n${lines}\n---\nThe kelp is in.`],
    ['blank lines before', `\n \n---\n${lines}\n---\nThe kelp is in.`],
    ['CRLF', `---\n${lines}\n---\nThe kelp is in.`.replaceAll('\n', '\r\n')],
    ['TOML', '+++\ntitle = "Kelp"\ndate = 2025-09-14\n+++\nThe kelp is in.'],
    ['JSON', '{\n  "title": "Kelp",\n  "date": "2025-09-14"\n}\n\nThe kelp is in.'],
    ['JSON in one line', '{"title":"Kelp","date":"2025-09-14"}\nThe kelp is in.'],
    ['JSON after blank lines', '\n \n  {"title":"Kelp","date":"2025-09-14"}  \nThe kelp is in.'],
    ['no line end after the text', `---\n${lines}\n---\nThe kelp is in.`.trim()],
  ])('%s', (_name, text) => {
    expect(readArticle('a.md', text)).toMatchObject(article);
    expect(readArticle('a.html', text)).toMatchObject(article);
    expect(readArticle('a.txt', text)).toMatchObject(article);
  });

  test.each([
    ['YAML', '---\ntitle: Secret plan\ndraft: true\n\nThe kelp is in.\n'],
    ['YAML above a rule', '---\ntitle: Secret plan\ndraft: true\n\nThe kelp is in.\n\n---\n\nMore.\n'],
    ['YAML above an underlined heading', '---\ntitle: Secret plan\ndraft: true\n\nKelp\n---\n\nMore.\n'],
    ['YAML above blank lines', '---\ntitle: Secret plan\n\n\nThe kelp is in.\n'],
    ['TOML', '+++\ntitle = "Secret plan"\ndraft = true\n\nThe kelp is in.\n'],
    ['a table of TOML', '+++\n[extra]\ndraft = true\n\nThe kelp is in.\n'],
    ['JSON', '{\n  "title": "Secret plan",\n  "draft": true\n\nThe kelp is in.\n'],
  ])('that are never closed keep an article out: %s', (_name, text) => {
    for (const path of ['2025-09-14-kelp.md', '2025-09-14-kelp.html', '2025-09-14-kelp.txt']) {
      const { article, problems } = read(path, text);
      expect(article).toBeNull();
      expect(problems).toMatchObject([{ severity: 'error', code: 'invalid-front-matter' }]);
    }
  });

  test('that are never closed are reported at the line of the fence', () => {
    expect(read('a.md', '\n---\ntitle: Kelp\n\nThe kelp is in.\n').problems).toMatchObject([
      { line: 2, message: 'Cannot read the front matter: it is never closed: end it with a line "---"' },
    ]);
  });

  test.each([
    ['a rule and a rule', '---\n\nThe kelp is in.\n\n---\n\nMore.'],
    ['a rule alone', '---\n\nThe kelp is in.'],
    ['a rule above a text', '---\nThe kelp is in. Mind: it is wet.'],
    ['a rule of plus signs', '+++\nThe kelp is in.'],
  ])('a text that begins with a horizontal rule has none: %s', (_name, text) => {
    const article = readArticle('2025-09-14-kelp.md', text);
    expect(article.contentText).toContain('The kelp is in.');
    expect(article.titleSource).toBe('derived');
  });

  test('a rule in the body stays there', () => {
    expect(readArticle('a.md', `---\n${lines}\n---\nOne.\n\n---\n\nTwo.`).contentHtml).toContain('<hr>');
  });
});

describe('each key', () => {
  const variants = (key: string) => [key, key.toUpperCase(), key.replaceAll('_', '-')];
  const keysOf = (meaning: keyof typeof fieldAliases) => fieldAliases[meaning].flatMap(variants);

  test.each(keysOf('title'))('%s is the title', (key) => {
    expect(dated(`${key}: Kelp`)).toMatchObject({ title: 'Kelp', titleSource: 'explicit' });
  });

  test.each(keysOf('published'))('%s is the date', (key) => {
    expect(yaml(`${key}: 2025-09-14`).published).toBe('2025-09-14T04:00:00Z');
  });

  test.each(keysOf('updated'))('%s is the date of the update', (key) => {
    expect(dated(`${key}: 2025-09-15`).updated).toBe('2025-09-15T04:00:00Z');
  });

  test.each(keysOf('expires'))('%s is the expiry date', (key) => {
    expect(dated(`${key}: 2025-09-15`).expires).toBe('2025-09-15T04:00:00Z');
  });

  test.each(keysOf('embargo'))('%s delays the story, and never brings it forward', (key) => {
    expect(dated(`${key}: 2025-09-20`).published).toBe('2025-09-20T04:00:00Z');
    expect(dated(`${key}: 2025-09-01`).published).toBe('2025-09-14T04:00:00Z');
  });

  test.each(keysOf('url'))('%s is the URL', (key) => {
    expect(dated(`${key}: https://kelp.example/a`).url).toBe('https://kelp.example/a');
  });

  test.each(keysOf('authors'))('%s is the author', (key) => {
    expect(dated(`${key}: Ida Moen`).byline).toEqual(['Ida Moen']);
  });

  test.each([...keysOf('summary'), ...keysOf('subtitle')])('%s is the summary', (key) => {
    expect(dated(`${key}: Early kelp`).summary).toBe('Early kelp');
  });

  test.each(fieldAliases.categories.filter((key) => key !== 'taxonomies'))('%s are the categories', (key) => {
    expect(dated(`${key}: [kelp, sea salt]`).categories).toEqual(['kelp', 'sea salt']);
  });

  test.each(keysOf('image'))('%s is the picture', (key) => {
    expect(dated(`${key}: /kelp.jpg`).image?.url).toBe('https://courier.example/kelp.jpg');
  });

  test.each(keysOf('language'))('%s is the language', (key) => {
    expect(dated(`${key}: pt_BR`).language).toBe('pt-BR');
  });

  test.each(keysOf('id'))('%s is the id', (key) => {
    expect(dated(`${key}: kelp-1`).id).toBe('kelp-1');
  });
});

describe('dates as they are written', () => {
  test.each([
    ['2025-09-14', '2025-09-14T04:00:00Z', 'day'],
    ['20250914', '2025-09-14T04:00:00Z', 'day'],
    ['2025/9/14', '2025-09-14T04:00:00Z', 'day'],
    ['2025-09-14T16:00', '2025-09-14T20:00:00Z', 'minute'],
    ['2025-09-14 16:00:05', '2025-09-14T20:00:05Z', 'second'],
    ['2025-09-14T16:00:05Z', '2025-09-14T16:00:05Z', 'second'],
    ['2025-09-14T16:00:05.123+02:00', '2025-09-14T14:00:05Z', 'second'],
    ['2025-09-14T16:00:05+02:00[Europe/Paris]', '2025-09-14T14:00:05Z', 'second'],
    ['2025-09-14 16:00:05 -4', '2025-09-14T20:00:05Z', 'second'],
    ['2025-09-14 9:00:00 -4', '2025-09-14T13:00:00Z', 'second'],
    ['2025-09-14 16:00:05 2025 -0800', '2025-09-15T00:00:05Z', 'second'],
    ['2025-09-14 16:00:05 UTC', '2025-09-14T16:00:05Z', 'second'],
    ['2025-09-14 16:00:05 America/Chicago', '2025-09-14T21:00:05Z', 'second'],
    ['2025-12-14 16:00:05 -0400', '2025-12-14T20:00:05Z', 'second'],
    ['2025-09-14 4:00 PM', '2025-09-14T20:00:00Z', 'minute'],
    ['Sep 14 2025', '2025-09-14T04:00:00Z', 'day'],
    ['September 14, 2025', '2025-09-14T04:00:00Z', 'day'],
    ['14 September 2025', '2025-09-14T04:00:00Z', 'day'],
    ['"Sun, 14 Sep 2025 16:00:05 +0000"', '2025-09-14T16:00:05Z', 'second'],
    ['Sun Sep 14 2025 16:00:05 GMT+0200 (Central European Summer Time)', '2025-09-14T14:00:05Z', 'second'],
  ])('%s', (written, published, publishedPrecision) => {
    expect(yaml(`date: ${written}`)).toMatchObject({ published, publishedPrecision });
  });

  test('TOML dates, with and without offset', () => {
    const toml = (date: string) => readArticle('a.md', `+++\ntitle = "Kelp"\ndate = ${date}\n+++\nText.\n`).published;
    expect(toml('2025-09-14')).toBe('2025-09-14T04:00:00Z');
    expect(toml('2025-09-14T16:00:05')).toBe('2025-09-14T20:00:05Z');
    expect(toml('2025-09-14T16:00:05-07:00')).toBe('2025-09-14T23:00:05Z');
    expect(toml('"2025-09-14"')).toBe('2025-09-14T04:00:00Z');
  });

  test('a date with an offset has that zone, and one without has the zone of the channel', () => {
    expect(yaml('date: 2025-09-14T16:00:00+02:00').timeZoneSource).toBe('stamp');
    expect(yaml('date: 2025-09-14T16:00:00').timeZoneSource).toBe('channel');
  });

  test.each(['yesterday', '2025-02-30', '2025-09-14T25:00:00', '2025', '[object]'])(
    '"%s" is an error with its line',
    (date) => {
      const { article, problems } = read('a.md', `---\ntitle: Kelp\ndate: "${date}"\n---\nText.\n`);
      expect(article).toBeNull();
      expect(problems[0]).toMatchObject({ severity: 'error', line: 3, column: 1 });
    },
  );
});

describe('the date in a path', () => {
  test.each([
    '2025-09-14-kelp.md',
    '2025-9-14-kelp.md',
    '_posts/2025-09-14-kelp.md',
    '2025-09-14.md',
    '2025/09/14/kelp.md',
    '2025/09/14-kelp.md',
    '2025/9/14/kelp/index.md',
    'posts/2025-09-14-kelp/index.md',
  ])('%s', (path) => {
    expect(yaml('title: Kelp', path).published).toBe('2025-09-14T04:00:00Z');
  });

  test('a key overrides it, and an empty key does not', () => {
    expect(yaml('date: 2025-09-20', '2025-09-14-kelp.md').published).toBe('2025-09-20T04:00:00Z');
    expect(yaml('date:', '2025-09-14-kelp.md').published).toBe('2025-09-14T04:00:00Z');
  });

  test.each(['kelp-2025-09-14.md', '20250/09/14.md', 'kelp.md'])('%s has none', (path) => {
    expect(codes('---\ntitle: Kelp\n---\nText.\n', path)).toEqual(['error missing-date']);
  });
});

describe('drafts', () => {
  test.each(['draft: true', 'draft: "true"', 'draft: Yes', 'published: false', 'status: draft', 'status: pending'])(
    '%s',
    (line) => {
      expect(dated(line).draft).toBe(true);
    },
  );

  test.each([
    'draft: false',
    'draft: No',
    'draft:',
    'published: true',
    'published: 2025-09-14',
    'status: Published',
    'status: publish',
    'draft_number: 2',
  ])('%s is not a draft', (line) => {
    expect(dated(line).draft).toBe(false);
  });

  test.each(['_drafts/kelp.md', '_kelp.md', 'posts/.kelp.md'])('%s', (path) => {
    expect(yaml('date: 2025-09-14', path).draft).toBe(true);
  });

  test('the message about a missing date says what to add', () => {
    const messageOf = (text: string) => read('a.md', text).problems[0]?.message;
    expect(messageOf('Text.\n')).toBe(
      'No date was found: begin the file with three lines, "---", "date: 2026-01-04" and "---"',
    );
    expect(messageOf('---\ntitle: Kelp\n---\nText.\n')).toBe(
      'No date was found: add a line like "date: 2026-01-04" to the front matter',
    );
  });

  test('a draft needs no date', () => {
    expect(read('a.md', '---\ntitle: Kelp\ndraft: true\n---\nText.\n')).toMatchObject({ draft: true, problems: [] });
  });
});

describe('authors', () => {
  const names = (lines: string) => dated(lines).authors;
  const person = (name: string, url: string | null = null) => ({ name, url, email: null, avatar: null });
  test.each([
    ['author: Ida Moen', [person('Ida Moen')]],
    ['author: By Ida Moen', [person('Ida Moen')]],
    ['author: Ida Moen and Ola Ek', [person('Ida Moen'), person('Ola Ek')]],
    ['author: Ida Moen, Ola Ek, and Una Hale', [person('Ida Moen'), person('Ola Ek'), person('Una Hale')]],
    ['author: Ida Moen & Ola Ek', [person('Ida Moen'), person('Ola Ek')]],
    ['author: Ida Moen, Ph.D.', [person('Ida Moen, Ph.D.')]],
    [
      'author: "[Ida Moen](https://moen.example/) and [Ola Ek](https://ek.example/)"',
      [person('Ida Moen', 'https://moen.example/'), person('Ola Ek', 'https://ek.example/')],
    ],
    ['author: Ida Moen <ida@moen.example>', [person('Ida Moen')]],
    ['author: ida@moen.example (Ida Moen)', [person('Ida Moen')]],
    ['authors: [Ida Moen, Ola Ek]', [person('Ida Moen'), person('Ola Ek')]],
    [
      'authors:\n  - name: Ida Moen\n    url: https://moen.example/\n  - Ola Ek',
      [person('Ida Moen', 'https://moen.example/'), person('Ola Ek')],
    ],
    ['author:\n  name: Ida Moen\n  website: https://moen.example/', [person('Ida Moen', 'https://moen.example/')]],
    ['author: Ida Moen\nauthor_url: https://moen.example/', [person('Ida Moen', 'https://moen.example/')]],
    ['author: {name: Ida Moen, url: "javascript:alert(1)"}', [person('Ida Moen')]],
    ['author: Sandy Anders', [person('Sandy Anders')]],
  ])('%s', (lines, expected) => {
    expect(names(lines)).toEqual(expected);
  });

  test('a value that names nobody is reported', () => {
    expect(codes('---\ndate: 2025-09-14\nauthor: {age: 3}\n---\nText.\n')).toEqual(['warning invalid-field']);
  });
});

describe('titles are plain text', () => {
  test.each([
    ['title: It&#8217;s "kelp" &amp; salt', 'It’s "kelp" & salt'],
    ['title: 2025', '2025'],
    ['title: >\n  Kelp\n  is in', 'Kelp is in'],
    ['title: "**Kelp** and `salt`"', 'Kelp and salt'],
    ['title: "<em>Kelp</em> is in"', 'Kelp is in'],
    ['title: The <canvas> element', 'The <canvas> element'],
    ['title: snake_case_names & 2 * 3 * 4', 'snake_case_names & 2 * 3 * 4'],
    ['title: "&amp;lt;"', '&lt;'],
  ])('%s', (line, title) => {
    expect(dated(line).title).toBe(title);
  });
});

describe('URLs', () => {
  test.each([
    ['permalink: /2025/kelp/', 'https://courier.example/2025/kelp/'],
    ['permalink: 2025/kelp/', 'https://courier.example/2025/kelp/'],
    ['url: /kelp.html', 'https://courier.example/kelp.html'],
    ['canonical_url: https://kelp.example/a\npermalink: /b/', 'https://kelp.example/a'],
    ['external_url: https://kelp.example/a\npermalink: /b/', 'https://courier.example/b/'],
  ])('%s', (lines, url) => {
    expect(dated(lines).url).toBe(url);
  });

  test.each([
    'permalink: /:year/:title/',
    'permalink: "/{{ slug }}/"',
    'permalink: pretty',
    'permalink: false',
    'path: content/kelp.md',
    'url: "javascript:alert(1)"',
    'url: mailto:ida@moen.example',
    'external_url: https://kelp.example/a',
    'source_url: https://kelp.example/a',
  ])('%s is ignored', (line) => {
    expect(dated(line).url).toBeNull();
  });

  test('an empty body with the URL of another site is a link post', () => {
    const article = readArticle(
      'a.md',
      '---\ntitle: Kelp\ndate: 2025-09-14\nexternal_url: https://kelp.example/a\n---\n',
    );
    expect(article).toMatchObject({ url: null, externalUrl: 'https://kelp.example/a', contentText: '' });
  });
});

describe('categories', () => {
  test.each([
    ['tags: kelp, sea salt', ['kelp', 'sea salt']],
    ['tags: kelp salt', ['kelp', 'salt']],
    ['category: Sea salt', ['Sea salt']],
    ['categories: [Food]\ntags: [kelp, Food]', ['Food', 'kelp']],
    ['tags: [2025, kelp]', ['2025', 'kelp']],
    ['tags:\n  - name: Kelp\n    slug: kelp', ['Kelp']],
    ['taxonomies:\n  tags: [kelp]\n  series: [sea]', ['kelp', 'sea']],
    ['tags:', []],
  ])('%s', (lines, categories) => {
    expect(dated(lines).categories).toEqual(categories);
  });
});

describe('the picture', () => {
  const texts = { alt: 'Racks', caption: 'Kelp dries.', credit: 'Ida Moen/AP' };
  test.each([
    ['image: {url: /kelp.jpg, alt: Racks, caption: Kelp dries., credit: Ida Moen/AP}'],
    ['image: /kelp.jpg\nimage_alt: Racks\nimage_caption: Kelp dries.\nimage_credit: Ida Moen/AP'],
    ['cover:\n  image: /kelp.jpg\n  alt: Racks\n  caption: "Kelp dries. (Ida Moen/AP)"'],
    ['feature_image: /kelp.jpg\nalt: Racks\nfeature_image_caption: "Kelp <em>dries</em>. (Ida Moen/AP)"'],
    ['images: [{src: /kelp.jpg, alt: Racks}]\ncutline: Kelp dries.\nphoto_credit: Ida Moen/AP'],
    ['thumbnail: /kelp.jpg\nalt: Racks\nphoto_caption: Kelp dries.\nattribution: Ida Moen/AP'],
  ])('%s', (lines) => {
    const article = dated(lines);
    expect(article.image).toMatchObject({ url: 'https://courier.example/kelp.jpg', type: 'image/jpeg', ...texts });
    expect(article.captions).toEqual([{ text: 'Kelp dries.', credit: 'Ida Moen/AP', position: null }]);
  });

  test.each(['image: "javascript:alert(1)"', 'image: "data:image/png;base64,AA"', 'image: false', 'image: ""'])(
    '%s is not a picture',
    (line) => {
      expect(dated(line).image).toBeNull();
    },
  );
});

describe('almost valid YAML is repaired, with a warning at its line', () => {
  test.each([
    ['text continued at column 0', 'description: Kelp is\nin this year\ntitle: Kelp', 'Kelp'],
    ['a colon in a value', 'title: Kelp: a history', 'Kelp: a history'],
    ['an apostrophe in single quotes', "title: 'Kelp's in'", "Kelp's in"],
    ['quotes in double quotes', 'title: "The "best" kelp"', 'The "best" kelp'],
    ['text after a quoted word', 'title: "Kelp" is in', '"Kelp" is in'],
    ['text after brackets', 'title: [Kelp] is in', '[Kelp] is in'],
    ['an at sign', 'title: @kelp is in', '@kelp is in'],
    ['a grave accent', 'title: `kelp` is in', 'kelp is in'],
    ['a percent sign', 'title: %kelp', '%kelp'],
    ['an asterisk', 'title: *kelp', '*kelp'],
    ['tabs that indent', 'title: Kelp\ntags:\n\t- a', 'Kelp'],
  ])('%s', (_name, lines, title) => {
    const text = `---\ndate: 2025-09-14\n${lines}\n---\nText.\n`;
    expect(codes(text)).toEqual(['warning repaired-front-matter']);
    expect(readArticle('a.md', text).title).toBe(title);
  });

  test('with quotes or spaces, and the warning says so', () => {
    expect(read('a.md', '---\ndate: 2025-09-14\ntitle: Kelp: a history\n---\nText.\n').problems).toMatchObject([
      {
        line: 3,
        message: expect.stringMatching(
          /^The front matter was repaired: put the value in quotes, or indent text that continues on the next line \(/,
        ),
      },
    ]);
  });

  test.each([
    [
      'YAML',
      '---\ndate: 2025-09-14\ntitle: Salt\ntitle: Kelp\n---\nText.\n',
      '"title" is already set as "title" in line 3',
    ],
    [
      'repaired YAML',
      '---\ndate: 2025-09-14\ntitle: Salt\ntitle: Kelp: in\n---\nText.\n',
      '"title" is already set as "title"',
    ],
    [
      'another spelling',
      '---\ndate: 2025-09-14\npub_date: x\npubDate: y\n---\nText.\n',
      '"pubDate" is already set as "pub_date" in line 3',
    ],
    [
      'TOML',
      '+++\ndate = 2025-09-14\nTitle = "Salt"\ntitle = "Kelp"\n+++\nText.\n',
      '"title" is already set as "Title" in line 3',
    ],
    [
      'JSON',
      '{"date": "2025-09-14",\n"Title": "Salt",\n"title": "Kelp"}\nText.\n',
      '"title" is already set as "Title" in line 2',
    ],
  ])('the last value of a repeated key is used, with a warning: %s', (_name, text, message) => {
    const repeated = read('a.md', text).problems.filter(({ code }) => code === 'repeated-key');
    expect(repeated).toMatchObject([{ severity: 'warning', message: expect.stringContaining(message) }]);
    expect(readArticle('a.md', text).title).not.toBe('Salt');
  });

  test('an invalid TOML date', () => {
    const text = '+++\ntitle = "Kelp"\ndate = 2025-9-14\n+++\nText.\n';
    expect(codes(text)).toEqual(['warning repaired-front-matter']);
    expect(readArticle('a.md', text).published).toBe('2025-09-14T04:00:00Z');
  });

  test.each([
    ['a quote that is never closed', '---\ntitle: "Kelp\ndate: 2025-09-14\n---\nText.\n'],
    ['broken TOML', '+++\ntitle = "Kelp\ndate: 2025-09-14\n+++\nText.\n'],
  ])('but not %s', (_name, text) => {
    expect(codes(text)).toEqual(['error invalid-front-matter']);
  });
});

describe('hostile front matter', () => {
  test('an alias bomb is refused', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `k${n + 1}: &k${n + 1} [${`*k${n},`.repeat(9)}]`);
    expect(codes(`---\ndate: 2025-09-14\nk0: &k0 [x]\n${levels.join('\n')}\n---\nText.\n`)).toEqual([
      'error invalid-front-matter',
    ]);
  });

  test.each([
    '__proto__: {draft: true, title: x}',
    'constructor: {prototype: {title: x}}',
    'toString: x',
    'hasOwnProperty: x',
  ])('"%s" is an ordinary key', (line) => {
    expect(dated(line)).toMatchObject({ draft: false, titleSource: 'derived' });
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
  });

  test('keys of the prototype in TOML', () => {
    const text = '+++\ndate = 2025-09-14\n[__proto__]\ntitle = "x"\n+++\nText.\n';
    expect(readArticle('a.md', text).titleSource).toBe('derived');
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
  });

  test('code in it does not run', () => {
    const text = '---js\n{ title: globalThis.ran = true, date: "2025-09-14" }\n---\nText.\n';
    expect(codes(text)).toEqual(['error invalid-front-matter']);
    expect('ran' in globalThis).toBe(false);
    expect(dated('title: !!js/function "function () {}"').title).toBe('function () {}');
  });

  test('escapes cannot introduce characters that a feed cannot contain', () => {
    expect(dated('title: "Ke\\0l\\uD800p"\ntags: ["a\\x01"]')).toMatchObject({ title: 'Kelp', categories: ['a'] });
    expect(readArticle('a.md', '+++\ntitle = "Ke\\u0001lp"\ndate = 2025-09-14\n+++\nText.\n').title).toBe('Kelp');
  });

  test('nor can character references', () => {
    const lines = 'title: "&#x1;Kelp"\nimage: /t.png\ncaption: "&#x1;"\ncredit: "&#x1;"\nrights: "&#xFEFF;"';
    expect(dated(lines)).toMatchObject({ title: 'Kelp', rights: null, image: { caption: null, credit: null } });
  });

  test('deep nesting, and far more fields than any article has', () => {
    expect(codes(`---\ndate: 2025-09-14\nx: ${'['.repeat(5000)}\n---\nText.\n`)).toHaveLength(1);
    expect(codes(`---\ndate: 2025-09-14\nx: ${'k'.repeat(50_000)}\n---\nText.\n`)).toEqual([
      'error invalid-front-matter',
    ]);
  });
});

describe('JSON front matter', () => {
  const json = (object: unknown, body = 'The kelp is in.') => `${JSON.stringify(object, null, 2)}\n\n${body}\n`;

  test('lists and objects are the same as in YAML', () => {
    const article = readArticle(
      'a.md',
      json({ Date: '2025-09-14', Tags: ['kelp', 'sea salt'], image: { src: '/kelp.jpg', caption: 'Kelp dries.' } }),
    );
    expect(article.categories).toEqual(['kelp', 'sea salt']);
    expect(article.image).toMatchObject({ url: 'https://courier.example/kelp.jpg', caption: 'Kelp dries.' });
  });

  test('braces and quotes in its texts do not end it', () => {
    expect(readArticle('a.md', json({ title: 'A } and a " and a {', date: '2025-09-14' })).title).toBe(
      'A } and a " and a {',
    );
  });

  test('a second object is body', () => {
    const text = json({ date: '2025-09-14' }, '{"title": "Salt"}');
    expect(readArticle('a.md', text).contentText).toBe('{"title": "Salt"}');
  });

  test.each([
    '{{< figure src="/kelp.jpg" >}}',
    '{% include kelp.html %}',
    '{: .lead}\nKelp.',
    '{"kelp"}',
    '{"kelp": 1} is JSON.',
    '{}',
    '{ kelp }',
  ])('%j is not front matter', (body) => {
    expect(readArticle('2025-09-14-kelp.md', body).titleSource).toBe('derived');
  });

  test('an invalid value is reported at its line and column', () => {
    expect(read('a.md', json({ title: 'Kelp', date: 'yesterday' })).problems[0]).toMatchObject({
      code: 'invalid-date',
      line: 3,
      column: 3,
    });
  });

  test.each([
    ['a comma after the last value', '{\n  "title": "Kelp",\n}\nText.', 3, 1],
    ['a comma that is missing', '{\n  "title": "Kelp"\n  "date": "2025-09-14"\n}\nText.', 3, 3],
    ['a key without quotes', '{\n  "title": "Kelp", date: "2025-09-14"\n}\nText.', 2, 20],
    ['a text over two lines', '{\n  "title": "Kelp\nis in"\n}\nText.', 2, 17],
    ['an unknown escape', '{"title": "Kelp \\x"}\nText.', 1, 17],
    ['an invalid value', '{"title": Kelp}\nText.', 1, 11],
    ['no end', '{"title": "Kelp"', 1, 17],
    ['a text without end', '{"title": "Kelp', 1, 11],
  ])('%s is an error at its line and column', (_name, text, line, column) => {
    for (const path of ['a.md', 'a.html', 'a.txt']) {
      expect(read(path, text).problems).toMatchObject([{ code: 'invalid-front-matter', line, column }]);
    }
  });

  test('deep nesting and far more fields than any article has', () => {
    const deep = `{"date": "2025-09-14", "x": ${'['.repeat(10_000)}${']'.repeat(10_000)}}\nText.\n`;
    expect(read('a.md', deep).problems).toMatchObject([{ code: 'invalid-front-matter', line: 1 }]);
    expect(codes(json({ date: '2025-09-14', x: 'k'.repeat(50_000) }))).toEqual(['error invalid-front-matter']);
    expect(codes(`{"date":"2025-09-14","x":"${'\\\\'.repeat(1_000_000)}`)).toEqual(['error invalid-front-matter']);
  });

  test('keys of the prototype are ordinary keys', () => {
    const text =
      '{"date": "2025-09-14", "__proto__": {"title": "x", "draft": true}, "constructor": {"prototype": {"title": "x"}}}\nText.\n';
    expect(readArticle('a.md', text)).toMatchObject({ titleSource: 'derived', draft: false });
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
  });

  test('escapes cannot introduce characters that a feed cannot contain', () => {
    const text = '{"date": "2025-09-14", "title": "Ke\\u0000l\\ud800p\\ufffe \\ud83c\\udf0a"}\nText.\n';
    expect(readArticle('a.md', text).title).toBe('Kelp 🌊');
  });
});
