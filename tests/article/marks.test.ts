/** Marks that keep an article from the public: what each means, its harmless twin, and the keys that resemble one. */
import { describe, expect, test } from 'vitest';
import { fieldAliases } from '../../src/article/front-matter/aliases.ts';
import { otherWords, silentKeys } from '../../src/article/front-matter/other-keys.ts';
import { markRows } from '../../src/article/marks/marks.ts';
import type { MarkMeaning } from '../../src/article/story/found-mark.ts';
import { byPattern, read } from '../support/channel.ts';

const file = (lines: string, text = 'The gulls are back.') =>
  read('gulls.md', `---\ntitle: Gulls\ndate: 2026-03-02\n${lines}\n---\n\n${text}\n`);

/** What becomes of an article: who sees it, and the codes of its problems. */
function outcome(
  lines: string,
  text?: string,
): { readonly seen: string | undefined; readonly codes: readonly string[] } {
  const { state, article, problems } = file(lines, text);
  const codes = problems.map(({ severity, code }) => `${severity} ${code}`);
  return { seen: state === 'accepted' ? article?.visibility : state, codes };
}

const published = { seen: 'listed', codes: [] };

/** A line of YAML for a key, which can lead into an object. */
const lineFor = (key: string, value: string) =>
  `${key.split('.').join(': {')}: ${value}${'}'.repeat(key.split('.').length - 1)}`;

const effects: Readonly<Record<MarkMeaning | 'public' | 'error', ReturnType<typeof outcome>>> = {
  public: published,
  out: { seen: 'held', codes: [] },
  members: { seen: 'held', codes: [] },
  unlisted: { seen: 'unlisted', codes: [] },
  excerpt: { seen: 'excerpt', codes: [] },
  pageless: { seen: 'listed', codes: ['warning mark-not-followed'] },
  listed: { seen: 'listed', codes: ['warning mark-not-followed'] },
  part: published,
  error: { seen: 'held', codes: ['error invalid-mark'] },
};

describe.each(markRows)('$keys ($tool)', ({ keys, values, otherwise, inThemes }) => {
  const written = { yes: ['true', 'Yes', 'on', '1', '"true"'], no: ['false', 'No', 'off', '0', '"false"'] };
  const all = Object.entries(values).flatMap(([word, meaning]) =>
    (written[word as keyof typeof written] ?? [word, word.toUpperCase()]).map((value) => [value, meaning] as const),
  );
  const cases = keys.flatMap((key) => all.map(([value, meaning]) => [lineFor(key, value), meaning] as const));

  test.each(cases.filter(([line]) => !/^status: (?:withdrawn|retracted|killed|cancell?ed)$/i.test(line)))(
    '%s: %s',
    (line, meaning) => {
      expect(outcome(line)).toEqual(effects[meaning]);
    },
  );

  test.each(keys)('%s without a value means nothing', (key) => {
    expect(outcome(lineFor(key, key.includes('.') ? 'null' : ''))).toEqual(published);
  });

  test.each(keys.filter((key) => !['published', 'permalink'].includes(key)))('%s with another value', (key) => {
    expect(outcome(lineFor(key, '"the boat"'))).toEqual(effects[otherwise]);
  });

  test.each(inThemes ? keys : [])('%s in the settings of a theme', (key) => {
    const [value, meaning] = all.find(([, it]) => it !== 'public') ?? ['the boat', otherwise];
    for (const table of ['params', 'extra'])
      expect(outcome(lineFor(`${table}.${key}`, value))).toEqual(effects[meaning]);
  });
});

describe('marks as people write them', () => {
  test.each([
    ['Draft: yes', 'held'],
    ['is-draft: 1', 'held'],
    ['isDraft: true', 'held'],
    ['PUBLISHED: "No"', 'held'],
    ['"params.private": yes', 'held'],
    ['_build: {list: Never}', 'unlisted'],
    ['eleventyExcludeFromCollections: [posts]', 'unlisted'],
    ['build: {list: never, render: never}', 'held'],
    ['unlisted: true\nrender: false', 'held'],
    ['unlisted: true\ndraft: true', 'held'],
    ['unlisted: true\nfeed: {excerpt_only: true}', 'unlisted'],
    ['password: 1234', 'held'],
    ['draft: ja', 'held'],
    ['published: "non"', 'held'],
    ['isPublished: false', 'held'],
    ['published: never', 'held'],
    ['post_status: pending', 'held'],
    ['params: {state: draft}', 'held'],
    ['rss: none', 'unlisted'],
    ['feed: {include: false}', 'unlisted'],
    ['hiddenFromRss: true', 'unlisted'],
  ])('%s: %s', (lines, seen) => {
    expect(outcome(lines).seen).toBe(seen);
  });

  test.each([
    'published: "yes"',
    'eleventyExcludeFromCollections: []',
    'feed: {}',
    'feed: podcast.xml',
    'build: {list: always}',
    'exclude: [toc]',
    'hide: [navigation]',
    'access: by the ferry',
    'unlisted: no',
    'password: ""',
    'hidden_gems: 3',
    'draft_number: 2',
    'status: evergreen',
    'status: done',
    'state: Maine',
    'members: [Ada, Ida]',
    'schedule: [{time: "10:00", talk: Gulls}]',
    'schedule: Mondays at 7',
    'killed: 3',
    'recalled: The boats of 2024',
    'hold: the line',
    'expiry_note: The ferry runs until May',
    'embargoNote: It was lifted',
    'headers: true',
    'headless_ui: true',
    'publish: 2026-01-01',
    'published_in: false',
    'syndicated: false',
    'permalink: /gulls/',
  ])('%s is published', (lines) => {
    expect(outcome(lines)).toEqual(published);
  });

  test.each([
    'sitemap: false',
    'sitemap: {disable: true}',
    'robots: noindex',
    'noindex: true',
    'in_search_index: false',
    'search_exclude: true',
    'nav_exclude: true',
    'comments: false',
    'featured: true',
    'outputs: [html]',
    'expiryDate: 2031-01-01',
  ])('%s does not count', (lines) => {
    expect(outcome(lines)).toEqual(published);
  });

  test('an embargo or an expiry that cannot be read holds the article back', () => {
    for (const key of [...fieldAliases.embargo, ...fieldAliases.expires]) {
      expect(outcome(`${key}: soon`)).toEqual({ seen: 'held', codes: ['error invalid-mark'] });
      expect(outcome(`${key}: false`)).toEqual(published);
    }
  });

  test('the mark that decides is named, with its line', () => {
    const { keys } = file('weight: 3\nPrivate: yes\nlayout: post');
    expect(keys).toEqual({
      marks: [{ key: 'Private', line: 5, tool: 'themes', meaning: 'out' }],
      unused: ['weight'],
    });
  });

  test('the name of a file can be a mark', () => {
    const { keys } = read('_gulls.md', '---\ndate: 2026-03-02\n---\nText.\n');
    expect(keys.marks).toMatchObject([{ key: 'the file name', line: null, meaning: 'out' }]);
  });
});

describe('marks that contradict', () => {
  test.each([
    ['draft: true\ndraft: false', 'held'],
    ['draft: false\ndraft: true', 'held'],
    ['draft: true\nDraft: no', 'held'],
    ['unlisted: true\nunlisted: false', 'unlisted'],
    ['draft: false\nDraft: no', 'listed'],
  ])('the stricter one of %j decides, with a warning', (lines, seen) => {
    expect(outcome(lines)).toEqual({ seen, codes: ['warning repeated-key'] });
  });

  test('a JSON article with a status of ninjs', () => {
    const item = { uri: 'urn:tern:1', headline: 'Gulls', versioncreated: '2026-03-02T09:00:00Z', body_text: 'Back.' };
    const state = (more: object) => read('gulls.json', JSON.stringify({ ...item, ...more })).state;
    expect(state({ pubstatus: 'usable', draft: true })).toBe('held');
    expect(state({ pubstatus: 'withheld', draft: false })).toBe('held');
    expect(state({ pubstatus: 'usable', draft: false })).toBe('accepted');
  });
});

describe('a date of publication that is later than the date', () => {
  const published = (lines: string) => file(lines).article?.published;

  test.each(['publishDate', 'pubDate', 'published', 'published_at', 'publish'])('%s decides', (key) => {
    expect(published(`${key}: 2031-01-01`)).toBe('2031-01-01T05:00:00Z');
    expect(published(`${key}: 2026-01-01`)).toBe('2026-03-02T05:00:00Z');
    expect(published(`${key}: true`)).toBe('2026-03-02T05:00:00Z');
  });

  test('the URL contains the date', () => {
    const text = '---\ntitle: Gulls\ndate: 2026-03-02\npublishDate: 2026-03-04\n---\nBack.\n';
    const { article } = read('gulls.md', text, { permalink: byPattern('/:year/:month/:day/:title/') });
    expect(article).toMatchObject({
      url: 'https://courier.example/2026/03/02/gulls/',
      published: '2026-03-04T05:00:00Z',
    });
  });

  test('if it cannot be read, the article is held back', () => {
    expect(outcome('publishDate: soon')).toEqual({ seen: 'held', codes: ['error invalid-mark'] });
    expect(outcome('published: Tern Press')).toEqual({ seen: 'listed', codes: [] });
  });
});

describe('front matter in other forms', () => {
  const text = (top: string) => read('2026-03-02-gulls.md', `${top}\n\nBack.\n`);

  test.each([
    '---yaml\ndraft: true\n---',
    '+++toml\ndraft = true\n+++',
    '---\ntitle: Gulls\ndraft:true\n---',
    'Title: Gulls\nStatus: draft',
    'title: Gulls\ndraft: true\n---',
    '- public:: false',
  ])('%j holds the article back', (top) => {
    expect(text(top).state).toBe('held');
  });

  test.each([
    '---json\n{"draft": true}\n---',
    '---js\n{draft: true}\n---',
    ';;;\n"draft": true\n;;;',
    '----\ndraft: true\n----',
    ' ---\n draft: true\n ---',
    '—\ndraft: true\n—',
    '<!-- lint off -->\n---\ndraft: true\n---',
  ])('%j is refused', (top) => {
    expect(text(top).problems).toMatchObject([{ severity: 'error', code: 'invalid-front-matter' }]);
  });

  test.each([
    'Status: the harbour is closed.',
    'Draft: the story of a season',
    '```yaml\n---\ndraft: true\n---\n```',
    '---\n\nThe gulls.\n\n---',
    '----\n\nThe gulls: a story.',
    '- draft: a story',
  ])('%j is text', (top) => {
    expect(text(top).state).toBe('accepted');
    expect(text(top).article?.visibility).toBe('listed');
  });

  test.each(['drafts/gulls.md', 'en/_Drafts/gulls.md', 'gulls.draft.md'])('%s is a draft', (path) => {
    expect(read(path, '---\ndate: 2026-03-02\n---\nBack.\n').state).toBe('held');
  });

  test.each(['draft/gulls.md', 'gulls-draft.md', 'first-drafts/gulls.md'])('%s is an article', (path) => {
    expect(read(path, '---\ndate: 2026-03-02\n---\nBack.\n').state).toBe('accepted');
  });
});

describe('an article for members', () => {
  const text = 'Open to all.\n\n<!--members-only-->\n\nFor members.';

  test.each(['visibility: paid', 'members_only: true'])('%s: only the text above the paywall is published', (line) => {
    const { article } = file(line, text);
    expect(article?.contentHtml).toBe('<p>Open to all.</p>');
    expect(article?.summary).toBe('Open to all.');
    expect(outcome(line, 'Open to all.').seen).toBe('held');
  });
});

describe('in other formats', () => {
  const page = (head: string) =>
    read(
      'gulls.html',
      `<head>${head}</head><article><h1>Gulls</h1><time datetime="2026-03-02">2 March</time><p>Back.</p></article>`,
    );

  test('a meta element of HTML', () => {
    expect(page('<meta name="draft" content="true">').state).toBe('held');
    expect(page('<meta name="private" content="no">').state).toBe('accepted');
    expect(page('<meta name="robots" content="noindex">').article?.visibility).toBe('listed');
  });

  test.each([
    ['<meta name="isDraft" content="true">', 'held'],
    ['<meta property="article:content_tier" content="locked">', 'held'],
    ['<meta property="article:content_tier" content="free">', 'accepted'],
    ['<meta name="published" content="no">', 'held'],
    ['<meta name="drfat" content="true">', 'held'],
    ['<meta name="publisher" content="no">', 'accepted'],
    ['<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>', 'held'],
    ['<script type="application/ld+json">{"@type":"NewsArticle","creativeWorkStatus":"Draft"}</script>', 'held'],
    ['<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>', 'accepted'],
  ])('%s: %s', (head, state) => {
    expect(page(head).state).toBe(state);
  });

  test('dates in the head of a page', () => {
    expect(page('<meta name="embargo" content="2031-01-01">').article?.published).toBe('2031-01-01T05:00:00Z');
    const expires = '<meta property="article:expiration_time" content="2026-04-01T00:00:00Z">';
    expect(page(expires).article?.expires).toBe('2026-04-01T00:00:00Z');
    expect(page('<meta http-equiv="expires" content="0">').article?.expires).toBeNull();
  });

  const item = { id: '1', title: 'Gulls', content_html: '<p>Back.</p>', date_published: '2026-03-02T09:00:00Z' };
  const json = (more: object) => read('gulls.json', JSON.stringify({ ...item, ...more }));

  test('a key of JSON', () => {
    expect(json({ private: true }).state).toBe('held');
    expect(json({ unlisted: true }).article?.visibility).toBe('unlisted');
    expect(json({ private: false }).article?.visibility).toBe('listed');
  });

  test('a date or a mistyped guard in JSON', () => {
    expect(json({ embargo: '2031-01-01' }).article?.published).toBe('2031-01-01T05:00:00Z');
    expect(json({ expires: '2026-04-01' }).article?.expires).toBe('2026-04-01T04:00:00Z');
    expect(json({ withdrawn: true }).state).toBe('held');
    expect(json({ drfat: true }).problems).toMatchObject([{ code: 'unknown-guard' }]);
    expect(json({ drfat: false, publisher: { name: 'Courier' }, state: 'Maine' }).problems).toEqual([]);
  });

  test('a page property of Logseq', () => {
    const page = (line: string) => read('2026-03-02-gulls.md', `icon:: gull\n${line}\n\nBack.\n`);
    expect(page('public:: false').keys.marks).toMatchObject([{ key: 'public', line: 2, meaning: 'out' }]);
    expect(page('public:: true').article?.visibility).toBe('listed');
    expect(page('tide:: false').article?.visibility).toBe('listed');
  });

  test('a NewsArticle that is not free', () => {
    const news = { '@type': 'NewsArticle', headline: 'Gulls', datePublished: '2026-03-02', articleBody: 'Back.' };
    const state = (isAccessibleForFree: boolean) =>
      read('gulls.json', JSON.stringify({ ...news, isAccessibleForFree })).state;
    expect([state(false), state(true)]).toEqual(['held', 'accepted']);
  });

  test('the settings of the channel', () => {
    const text = '---\ndate: 2026-03-02\n---\nThe gulls are back.\n';
    expect(read('gulls.md', text, { excerptOnly: true }).article?.visibility).toBe('excerpt');
    expect(read('gulls.md', text).article?.visibility).toBe('listed');
  });
});

describe('a key that is probably a mistyped guard', () => {
  test.each([
    ['drafts: true', 'draft'],
    ['darft: true', 'draft'],
    ['drfat: yes', 'draft'],
    ['privat: true', 'private'],
    ['visibilty: private', 'visibility'],
    ['visable: no', 'visible'],
    ['hiden: 1', 'hidden'],
    ['unlisetd: true', 'unlisted'],
    ['publsihed: false', 'published'],
    ['passwrod: x', 'password'],
    ['embarog: 2031-01-01', 'embargo'],
    ['embargo_until: 2031-01-01', 'embargo'],
    ['publish_at: 2027-01-01', 'embargo'],
    ['publishdat: 2027-01-01', 'publishDate'],
    ['expire: 2026-04-01', 'expires'],
    ['expiryDat: 2026-04-01', 'expires'],
    ['withdraw: true', 'withdrawn'],
    ['withdrawen: true', 'withdrawn'],
    ['privat: ja', 'private'],
    ['Entwurf: ja', 'draft'],
    ['черновик: да', 'draft'],
    ['"don\'t publish": yes', 'draft'],
    ['sperrfrist: 2031-01-01', 'embargo'],
    ['unpublished: 2026-01-01', 'draft'],
    ['scheduled: true', 'embargo'],
    ['deleted: yes', 'withdrawn'],
    ['extra: {hiden: true}', 'hidden'],
  ])('%s holds the article back and names %s', (lines, likely) => {
    const { state, problems } = file(lines);
    expect({ state, problems }).toMatchObject({
      state: 'held',
      problems: [{ severity: 'error', code: 'unknown-guard', line: 4 }],
    });
    expect(problems[0]?.message).toContain(`if you mean "${likely}"`);
  });

  test.each([
    'drafts: false',
    'drfat: no',
    'privat: no',
    'visibilty: public',
    'hiden: 0',
    'publish_at: 2026-03-01',
    'expire: never',
    'withdraw: false',
    'embarog:',
  ])('%s does not', (lines) => {
    expect(outcome(lines).seen).toBe('listed');
  });

  test.each(otherWords.flatMap(({ likely, meaning, words }) => words.map((word) => [word, likely, meaning] as const)))(
    '%s, for %s',
    (word, _likely, meaning) => {
      const value = meaning === 'draft' || meaning === 'withdrawn' ? 'true' : '2031-01-01';
      expect(outcome(`${word}: ${value}`)).toEqual({ seen: 'held', codes: ['error unknown-guard'] });
      expect(outcome(`${word}: false`).seen).toBe('listed');
    },
  );
});

describe('other keys', () => {
  test.each([
    ['auhtor: Ada Quill', 'author'],
    ['titel: Gulls', 'title'],
    ['sumary: Back', 'summary'],
    ['catagories: [sea]', 'categories'],
    ['descripton: Back', 'description'],
  ])('%s is a warning that names %s', (lines, likely) => {
    const { state, problems } = file(lines);
    expect({ state, problems }).toMatchObject({ state: 'accepted', problems: [{ code: 'unknown-key', line: 4 }] });
    expect(problems[0]?.message).toContain(`did you mean "${likely}"?`);
  });

  test.each(silentKeys)('%s is silent', (key) => {
    expect(outcome(`${key}: true`)).toEqual(published);
    expect(outcome(`${key}: 2031-01-01`)).toEqual(published);
  });

  test.each(['authors2: x', 'image_2: x', 'tides: high', 'my_key: 1'])('%s is silent, too', (lines) => {
    expect(outcome(lines)).toEqual(published);
  });
});
