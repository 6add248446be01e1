/** Hostile and broken XML in the name of an agency: nothing is fetched or expanded, time is bounded, and errors say what to do. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const headline = '<hedline><hl1>Quay opens</hl1></hedline>';
const frame = (content: string, { prolog = '', title = headline } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${prolog}<nitf><head><docdata><date.issue norm="20261105T080000Z"/></docdata></head><body><body.head>${title}</body.head><body.content>${content}</body.content></body></nitf>`;

function readQuay(text: string | Uint8Array) {
  const reading = read('quay.xml', text);
  return { ...reading, text: reading.article?.contentText ?? null, codes: reading.problems.map(({ code }) => code) };
}

describe('entities', () => {
  test('an external entity is neither fetched nor expanded', () => {
    const prolog =
      '<!DOCTYPE nitf [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://127.0.0.1:9/x">]>\n';
    const { text, codes, problems } = readQuay(frame('<p>A &secret; b &web; c &web;.</p>', { prolog }));
    expect(text).toBe('A &secret; b &web; c &web;.');
    expect(codes).toEqual(['unknown-entity']);
    expect(problems[0]).toMatchObject({
      severity: 'warning',
      line: 3,
      message: expect.stringContaining('3 references'),
    });
  });

  test('a billion laughs stay one', () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`);
    const prolog = `<!DOCTYPE nitf [<!ENTITY lol0 "lol">${laughs.join('')}]>\n`;
    expect(readQuay(frame('<p>A &lol9;.</p>', { prolog })).text).toBe('A &lol9;.');
  });

  test('an entity that only repeats itself, a thousand times', () => {
    const prolog = `<!DOCTYPE nitf [<!ENTITY a "${'x'.repeat(50_000)}">]>\n`;
    const { text } = readQuay(frame(`<p>${'&a;'.repeat(1000)}</p>`, { prolog }));
    expect(text).toBe('&a;'.repeat(1000));
  });

  test('parameter entities and an external DTD are not read', () => {
    const prolog =
      '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/evil.dtd" [<!ENTITY % all SYSTEM "http://127.0.0.1:9/all.dtd"> %all; <!ENTITY amp "gone">]>\n';
    expect(readQuay(frame('<p>A &amp; b.</p>', { prolog }))).toMatchObject({ text: 'A & b.', problems: [] });
  });

  test('the meaning of an HTML name cannot be changed', () => {
    const prolog = '<!DOCTYPE nitf [<!ENTITY eacute "<script>x</script>">]>\n';
    expect(readQuay(frame('<p>Caf&eacute;.</p>', { prolog })).text).toBe('Café.');
  });

  test('references to characters of Windows-1252, as in HTML, and to characters that no feed can contain', () => {
    expect(readQuay(frame('<p>It&#146;s &#x93;dry&#148;&#x200B;, o&#769;.</p>')).text).toBe('It’s “dry”, ó.');
  });

  test('references in CDATA are decoded once, and escaped ones in XML only as XML', () => {
    const title = '<hedline><hl1><![CDATA[Bed &amp; breakfast]]></hl1></hedline>';
    const { article } = readQuay(frame('<p>A &amp;amp; b.</p><p><![CDATA[C &eacute; &amp;amp; & d.]]></p>', { title }));
    expect(article).toMatchObject({ title: 'Bed & breakfast', contentText: 'A &amp; b.\n\nC é &amp; & d.' });
  });

  test('names of HTML that nobody declares lose no word, in texts and attributes', () => {
    const { text, problems, article } = readQuay(
      frame(
        '<p>3&nbsp;&euro; caf&eacute; &ldquo;&Auml;&rdquo; &#8212; &#x20AC; &amp;&lt;&gt;&quot;&apos; <a href="https://harl.example/?a=1&amp;b=2">x</a></p>',
        {
          title: '<hedline><hl1>Caf&eacute; &amp; bar</hl1></hedline>',
        },
      ),
    );
    expect(text).toBe('3 € café “Ä” — € &<>"\' x');
    expect(article).toMatchObject({ title: 'Café & bar' });
    expect(article?.contentHtml).toContain('https://harl.example/?a=1&amp;b=2');
    expect(problems).toEqual([]);
  });
});

describe('size and depth', () => {
  test('100,000 levels', () => {
    const deep = `${'<block>'.repeat(100_000)}<p>A.</p>${'</block>'.repeat(100_000)}`;
    expect(readQuay(frame(deep))).toMatchObject({ state: 'refused', codes: ['too-deep'] });
    expect(readQuay(frame('<block>'.repeat(100_000)))).toMatchObject({ state: 'refused', codes: ['too-deep'] });
  });

  test('as many levels as are allowed', () => {
    const levels = (count: number) => frame(`${'<block>'.repeat(count)}<p>A.</p>${'</block>'.repeat(count)}`);
    expect(readQuay(levels(150)).text).toBe('A.');
    expect(readQuay(levels(250)).codes).toEqual(['too-deep']);
  });

  test('100 MB are refused before they are decoded', () => {
    const body = new Uint8Array(100_000_000).fill(0x61);
    body.set(new TextEncoder().encode(frame('').slice(0, 200)));
    expect(readQuay(body)).toMatchObject({
      state: 'refused',
      problems: [{ code: 'too-large', message: 'The file must have at most 5000000 bytes: it has 100000000' }],
    });
  });

  test('attributes of a megabyte', () => {
    const long = 'y'.repeat(1_000_000);
    const text = frame('<p>A.</p>').replace(
      '<docdata>',
      `<docdata management-status="${long}"><doc-id id-string="${long}"/>`,
    );
    expect(readQuay(text)).toMatchObject({ state: 'held', item: { status: 'withheld' } });
  });

  test('a headline, a byline and a dateline of a megabyte', () => {
    const long = 'Word '.repeat(200_000);
    const title = `<hedline><hl1>${long}</hl1></hedline><byline>By ${long}</byline><dateline>${long}</dateline>`;
    expect(readQuay(frame('<p>A.</p>', { title })).text).toBe('A.');
  });

  test('two hundred thousand nodes in one block', () => {
    const { state } = readQuay(frame(`<block>${'<br/>'.repeat(200_000)}</block><p>A.</p>`));
    expect(state).toBe('accepted');
  });

  test('a code, a place and a date that make patterns slow', () => {
    const slow = `${'/'.repeat(500_000)}x`;
    const text = frame('<p>A.</p>', {
      title: `${headline}<dateline><location>${','.repeat(500_000)}x</location></dateline>`,
    }).replace('<docdata>', `<docdata management-status="${slow}"><date.expire norm="${'Y'.repeat(500_000)}!"/>`);
    expect(readQuay(text).state).toBe('held');
  });

  test('two thousand stories and as many pictures that a package names', () => {
    const ids = Array.from({ length: 2000 }, (_, at) => at);
    const refs = ids.map((at) => `<itemRef residref="t${at}"/><itemRef residref="p${at}"/>`).join('');
    const item = (id: string, type: string, inside: string) =>
      `<newsItem guid="${id}"><itemMeta><itemClass qcode="ninat:${type}"/></itemMeta><contentSet>${inside}</contentSet></newsItem>`;
    const items = ids.map(
      (at) => item(`t${at}`, 'text', '') + item(`p${at}`, 'picture', '<remoteContent href="a.jpg"/>'),
    );
    const { more } = read('quay.xml', `<newsMessage><packageItem>${refs}</packageItem>${items.join('')}</newsMessage>`);
    expect(more).toHaveLength(2000);
  });

  test('ten thousand attributes, elements, instructions and comments', () => {
    const attributes = Array.from({ length: 10_000 }, (_, at) => `a${at}="1"`).join(' ');
    const content = `<p ${attributes}>A.</p>${'<hr/>'.repeat(10_000)}${'<?x y?>'.repeat(10_000)}${'<!-- -->'.repeat(10_000)}`;
    expect(readQuay(frame(content)).text).toBe('A.');
  });

  test.each([
    ['quotes that never end', `<nitf a="${'"<'.repeat(200_000)}`],
    ['a DOCTYPE that never ends', `<!DOCTYPE nitf [${'<!ENTITY a "b">'.repeat(100_000)}`],
    ['comments that never end', `<!--${'<!--'.repeat(300_000)}`],
    ['brackets', '<!DOCTYPE nitf ['.repeat(100_000)],
  ])('%s', (_name, text) => {
    expect(read('quay.xml', text).state).not.toBe('accepted');
  });
});

describe('names of properties that every object has', () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

  test.each(names)('%s as an element, an attribute, a status and a reference', (name) => {
    const text = frame(`<p ${name}="1">A <${name}>b</${name}> &${name};.</p><${name}>C.</${name}>`);
    expect(readQuay(text).text).toBe(`A b &${name};.\n\nC.`);
    const status = text.replace('<docdata>', `<docdata management-status="${name}">`);
    expect(readQuay(status)).toMatchObject({ state: 'held', mark: { kind: 'draft' } });
  });

  test.each(names)('%s as a class and a role in NewsML', (name) => {
    const item = `<newsItem guid="${name}"><itemMeta><itemClass qcode="ninat:${name}"/><versionCreated>2026-11-05T08:00:00Z</versionCreated></itemMeta><contentSet><inlineXML><p>A.</p></inlineXML></contentSet></newsItem>`;
    expect(readQuay(item)).toMatchObject({ text: 'A.', item: { id: name } });
  });
});

describe('scripts', () => {
  test('in a body are removed', () => {
    const { article } = readQuay(
      frame(
        '<p onclick="x()">A.</p><script>alert(1)</script><p><a href="javascript:alert(1)">b</a></p><style>p{}</style>' +
          '<p style="display:none">hidden</p><media media-type="image"><media-reference source="javascript:alert(1)"/><media-caption>c</media-caption></media><object data="x"/>',
      ),
    );
    expect(article?.contentHtml).not.toMatch(/script|alert|onclick|evil|hidden/);
    expect(article?.contentText).toMatch(/^A\.\n\nb/);
  });

  test('in CDATA, in escaped HTML and in a headline are text or removed', () => {
    const title = '<hedline><hl1>&lt;script&gt;x&lt;/script&gt;</hl1></hedline>';
    const { article } = readQuay(
      frame('<![CDATA[<p>A.</p><script>alert(1)</script><img src=x onerror=alert(1)>]]>', { title }),
    );
    expect(article?.title).toBe('<script>x</script>');
    expect(article?.contentHtml).not.toMatch(/script|alert|onerror/);
  });

  test('instructions are not text', () => {
    expect(readQuay(frame('<p>A<?php echo 1 ?>b<?xml-stylesheet href="javascript:x"?>.</p>')).text).toBe('Ab.');
  });
});

describe('not well-formed', () => {
  const whole = frame('<p>A.</p>\n<p>B.</p>');

  test.each([
    ['half a file', whole.slice(0, whole.indexOf('B.')), 3],
    ['half a tag', whole.slice(0, whole.indexOf('</p>') + 2), 2],
    ['half a comment', whole.replace('<p>B', '<!-- <p>B'), 3],
    ['CDATA that ends early', frame('<![CDATA[A ]]> b ]]> c'), 2],
    ['CDATA that does not end', frame('<![CDATA[A ]] >'), 2],
    ['tags that cross', frame('<p>A <em>b</p></em>'), 2],
    ['a bare ampersand', frame('<p>A & b</p>'), 2],
    ['an attribute twice', frame('<p a="1" a="2">A</p>'), 2],
    ['a reference to no character', frame('<p>&#0;</p>'), 2],
    ['two roots', `${whole}<nitf/>`, 3],
  ])('%s: an error with its line, and what to do', (_name, text, line) => {
    const { state, problems } = read('quay.xml', text);
    expect(state).toBe('refused');
    expect(problems).toMatchObject([{ code: 'invalid-xml', severity: 'error', line }]);
    expect(problems[0]?.column).toBeGreaterThan(0);
    expect(problems[0]?.message).toMatch(
      /^Cannot read the XML: .+: if it is still being written, wait; else ask the sender/,
    );
  });

  test('the same in the other formats', () => {
    expect(read('a.xml', '<NewsML><NewsItem>').problems).toMatchObject([{ code: 'invalid-xml' }]);
    expect(read('a.xml', '<newsItem guid="a"').problems).toMatchObject([{ code: 'invalid-xml' }]);
  });
});

describe('encodings that are not what they say', () => {
  const declared = (encoding: string, letters = 'café') => frame(`<p>Un ${letters}.</p>`).replace('UTF-8', encoding);

  test('UTF-16 over UTF-8, and UTF-8 over UTF-16', () => {
    expect(readQuay(declared('UTF-16')).text).toBe('Un café.');
    expect(readQuay(Buffer.from(`\ufeff${declared('UTF-8')}`, 'utf16le')).text).toBe('Un café.');
    expect(readQuay(Buffer.from(declared('UTF-8'), 'utf16le').swap16()).text).toBe('Un café.');
  });

  test('ISO-8859-1 over ISO-8859-1 and over UTF-8, without a warning', () => {
    expect(readQuay(Buffer.from(declared('ISO-8859-1'), 'latin1'))).toMatchObject({ text: 'Un café.', problems: [] });
    expect(readQuay(declared('ISO-8859-1'))).toMatchObject({ text: 'Un café.', problems: [] });
  });

  test('an encoding that nobody knows', () => {
    expect(readQuay(declared('x-harl')).text).toBe('Un café.');
  });
});
