/** NewsML-G2: single items, messages, contents in every form, pictures of a message, and items that are no stories. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { allReadings } from '../../src/article/reading.ts';
import { channel, read, readArticle } from '../support/channel.ts';

const namespace = 'xmlns="http://iptc.org/std/nar/2006-10-01/"';

interface Parts {
  readonly name?: string;
  readonly guid?: string;
  readonly version?: string;
  readonly type?: string;
  readonly management?: string;
  readonly meta?: string;
  readonly rights?: string;
  readonly contents?: string;
}

const times =
  '<versionCreated>2026-11-03T10:00:00+01:00</versionCreated><firstCreated>2026-11-03T08:00:00Z</firstCreated>';
const paragraph =
  '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head><body><p>The kiln is lit.</p></body></html></inlineXML>';

/** An invented item. */
function item({
  name = 'newsItem',
  guid = 'urn:newsml:harl.example:20261103:kiln',
  version = '2',
  type = 'ninat:text',
  management = '<pubStatus qcode="stat:usable"/>',
  meta = '<headline>Kiln lit</headline>',
  rights = '',
  contents = paragraph,
}: Parts = {}): string {
  const itemClass = type === '' ? '' : `<itemClass qcode="${type}"/>`;
  return (
    `<${name} ${namespace} guid="${guid}" version="${version}" xml:lang="en-GB">${rights}` +
    `<itemMeta>${itemClass}${times}${management}</itemMeta><contentMeta>${meta}</contentMeta><contentSet>${contents}</contentSet></${name}>`
  );
}

const message = (...items: readonly string[]) =>
  `<newsMessage ${namespace}><header><sent>2026-11-03T10:00:00Z</sent></header><itemSet>${items.join('')}</itemSet></newsMessage>`;

const story = (parts: Parts = {}) => readArticle('kiln.xml', item(parts));
const readings = (text: string) =>
  allReadings(parseArticle({ path: 'kiln.xml', body: new TextEncoder().encode(text) }, channel));
const states = (text: string) => readings(text).map((it) => (it.state === 'skipped' ? it.what : it.state));

function picture(
  guid: string,
  { file = 'https://harl.example/kiln.jpg', caption = 'The kiln.', management = '' } = {},
) {
  return item({
    guid,
    type: 'ninat:picture',
    management,
    meta: `<by>Tom Orrin</by><creditline>Tom Orrin/Harl</creditline><description role="drol:caption">${caption}</description>`,
    contents: `<remoteContent rendition="rnd:thumbnail" href="https://harl.example/small.jpg" contenttype="image/jpeg" width="120"/><remoteContent rendition="rnd:highRes" href="${file}" contenttype="image/jpg" width="1600" height="900" size="4000"/>`,
  });
}

const packageOf = (...groups: readonly (readonly string[])[]) =>
  `<packageItem guid="urn:pkg" version="1"><itemMeta><itemClass qcode="ninat:composite"/>${times}</itemMeta><groupSet>${groups
    .map((ids) => `<group>${ids.map((id) => `<itemRef residref="${id}"/>`).join('')}</group>`)
    .join('')}</groupSet></packageItem>`;

describe('fields', () => {
  test('a whole item', () => {
    const {
      article,
      item: version,
      problems,
    } = read(
      'kiln.xml',
      item({
        rights:
          '<rightsInfo><copyrightHolder><name>Harl Press</name></copyrightHolder><copyrightNotice>© 2026 Harl Press</copyrightNotice><usageTerms>Not for archives.</usageTerms></rightsInfo>',
        management:
          '<pubStatus qcode="stat:usable"/><edNote>Picture to come.</edNote><link rel="irel:previousVersion" residref="urn:other"/>',
        meta:
          '<located><name>Harl</name></located><by>By Nell Ashby and Tom Orrin</by><language tag="en-US"/><subject qcode="medtop:1"><name xml:lang="de">Handwerk</name><name xml:lang="en">crafts</name></subject><subject qcode="medtop:2"/>' +
          '<keyword>kilns</keyword><slugline>KILN-LIT</slugline><dateline>HARL, Nov 3 (Harl Press) -</dateline><headline>Kiln <i>lit</i></headline><headline>It burned out in 1931</headline>',
      }),
    );
    expect(problems).toEqual([]);
    expect(article).toMatchObject({
      title: 'Kiln lit',
      summary: 'It burned out in 1931',
      byline: ['Nell Ashby', 'Tom Orrin'],
      dateline: { place: 'HARL', agency: 'Harl Press' },
      published: '2026-11-03T08:00:00Z',
      updated: '2026-11-03T09:00:00Z',
      categories: ['crafts', 'kilns'],
      rights: '© 2026 Harl Press',
      language: 'en-US',
      contentText: 'The kiln is lit.',
    });
    expect(version).toEqual({
      id: 'urn:newsml:harl.example:20261103:kiln',
      number: '2',
      created: '2026-11-03T09:00:00Z',
      status: 'usable',
      embargoed: null,
      ends: [],
      slug: 'KILN-LIT',
    });
    expect(JSON.stringify(article)).not.toContain('Picture to come');
  });

  test.each([
    ['tag:reuters.com,2026:newsml_L1N0AB12C', '7', 'tag:reuters.com,2026:newsml_L1N0AB12C', '7'],
    ['tag:reuters.com,2026:newsml_L1N0AB12C:7', '', 'tag:reuters.com,2026:newsml_L1N0AB12C', '7'],
    ['urn:newsml:harl.example:20261103:kiln', '', 'urn:newsml:harl.example:20261103:kiln', null],
  ])('id %s and version "%s"', (guid, written, id, number) => {
    expect(read('kiln.xml', item({ guid, version: written })).item).toMatchObject({ id, number });
  });

  test('prefixes, declarations and elements of others change nothing', () => {
    const prefixed = item({ contents: '' })
      .replace(/<(\/?)(?=[a-z])/g, '<$1g2:')
      .replace('xmlns=', 'xmlns:g2=');
    const whole = prefixed.replace(
      '<g2:contentSet>',
      `<g2:contentSet><g2:inlineXML>${paragraph.replace(/<\/?inlineXML[^>]*>/g, '')}</g2:inlineXML>`,
    );
    const foreign = whole.replace('<g2:contentMeta>', '<g2:contentMeta><z:headline xmlns:z="urn:z">Ours</z:headline>');
    expect(readArticle('kiln.xml', foreign)).toEqual(story());
  });

  test.each([
    ['<headline role="hlrole:sub">Sub</headline><headline role="hlrole:main">Main</headline>', 'Main', 'Sub'],
    ['<headline role="hlrole:short">Short</headline><headline>Main</headline>', 'Main', 'The kiln is lit.'],
    ['<headline role="hlrole:short">Short</headline>', 'Short', 'The kiln is lit.'],
  ])('%s', (meta, title, summary) => {
    expect(story({ meta })).toMatchObject({ title, summary });
  });

  test.each([
    [
      'hl1 of NITF',
      '<inlineXML><nitf><body><body.head><headline><hl1>From AP</hl1></headline></body.head><body.content><p>A.</p></body.content></body></nitf></inlineXML>',
      'From AP',
      'A.',
    ],
    ['h1', '<inlineXML><html><body><h1>From h1</h1><p>A.</p></body></html></inlineXML>', 'From h1', 'A.'],
  ])('without a headline: %s', (_name, contents, title, contentText) => {
    expect(story({ meta: '<slugline>SLUG</slugline>', contents })).toMatchObject({ title, contentText });
  });

  test('without any headline, the first sentence and never the slug', () => {
    const text = '<inlineData contenttype="text/plain">The kiln is lit. It is hot.</inlineData>';
    expect(story({ meta: '<slugline>SLUG</slugline>', contents: text }).title).toBe('The kiln is lit');
  });

  test('a version that was created before its item is no update', () => {
    const text = item().replace('2026-11-03T10:00:00+01:00', '2026-11-03T07:59:58Z');
    expect(read('kiln.xml', text)).toMatchObject({
      article: { published: '2026-11-03T08:00:00Z', updated: null },
      item: { created: '2026-11-03T07:59:58Z' },
    });
  });

  test('codes, names of users and mnemonics are neither writers nor subjects', () => {
    const meta =
      '<headline>A</headline><creator><name>ashby.nell</name></creator><creator><name>HRL</name></creator><subject><name>f</name></subject>' +
      '<subject><name role="nrol:mnemonic">sp</name></subject><subject><name role="nrol:display">Sport</name><name role="nrol:mnemonic">sp</name></subject>';
    expect(story({ meta })).toMatchObject({ byline: [], categories: ['Sport'] });
  });

  test('creators by name, if there is no byline', () => {
    expect(story({ meta: '<creator qcode="codes:1"/><creator><name>Nell Ashby</name></creator>' }).byline).toEqual([
      'Nell Ashby',
    ]);
  });

  test('the holder of the copyright, or else the terms of use', () => {
    expect(story({ rights: '<rightsInfo><copyrightHolder literal="Harl Press"/></rightsInfo>' }).rights).toBe(
      '© Harl Press',
    );
    expect(story({ rights: '<rightsInfo><usageTerms>Online only.</usageTerms></rightsInfo>' }).rights).toBe(
      'Online only.',
    );
  });
});

describe('status', () => {
  const withStatus = (management: string) => read('kiln.xml', item({ management }));

  test('a missing status is usable', () => {
    expect(withStatus('')).toMatchObject({ state: 'accepted', item: { status: 'usable' } });
  });

  test.each(['stat:canceled', 'stat:cancelled', 'stat:withdrawn', 'STAT:Canceled'])('%s', (code) => {
    expect(withStatus(`<pubStatus qcode="${code}"/>`)).toMatchObject({
      state: 'held',
      mark: { kind: 'withdrawn' },
      item: { status: 'canceled' },
    });
  });

  test('a kill without content and class', () => {
    const text = item({ type: '', management: '<pubStatus qcode="stat:canceled"/>', meta: '', contents: '' });
    expect(read('kiln.xml', text)).toMatchObject({
      state: 'held',
      item: { status: 'canceled', number: '2' },
      problems: [],
    });
  });

  test('a status by its URI', () => {
    const uri = '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>';
    expect(withStatus(uri)).toMatchObject({ state: 'held', mark: { kind: 'draft' }, item: { status: 'withheld' } });
  });

  test('an embargo with an end, and one without', () => {
    expect(withStatus('<embargoed>2026-11-05T06:00:00+01:00</embargoed>').item).toMatchObject({
      status: 'usable',
      embargoed: '2026-11-05T05:00:00Z',
    });
    const reason = '<embargoed/><edNote>Until the speech ends.</edNote>';
    expect(withStatus(reason)).toMatchObject({ state: 'held', item: { status: 'withheld' } });
    const nil = '<embargoed xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>';
    expect(withStatus(nil)).toMatchObject({ state: 'held', item: { status: 'withheld' } });
  });

  test('an empty embargo without a reason is a template that was not filled in', () => {
    expect(withStatus('<embargoed></embargoed>')).toMatchObject({
      state: 'accepted',
      problems: [{ code: 'invalid-field', severity: 'warning' }],
    });
  });
});

describe('contents', () => {
  const textOf = (contents: string) => story({ contents }).contentText;

  test.each([
    [
      'XHTML with a prefix',
      '<inlineXML><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body><h:p>A <h:em>b</h:em>.</h:p></h:body></h:html></inlineXML>',
      'A b.',
    ],
    ['paragraphs without a page', '<inlineXML><p>A.</p><p>B.</p></inlineXML>', 'A.\n\nB.'],
    [
      'NITF',
      '<inlineXML><nitf><body><body.content><block><p>A.</p><hl2>B</hl2></block></body.content></body></nitf></inlineXML>',
      'A.\n\nB',
    ],
    ['plain text', '<inlineData contenttype="text/plain">A &amp; b.\n\nC.</inlineData>', 'A & b.\n\nC.'],
    [
      'escaped HTML',
      '<inlineData contenttype="text/html">&lt;p&gt;A &amp;amp; b.&lt;/p&gt;&lt;p&gt;C.&lt;/p&gt;</inlineData>',
      'A & b.\n\nC.',
    ],
    [
      'HTML that is called plain text',
      '<inlineData contenttype="text/plain"><![CDATA[<p>A.</p><p>B.</p>]]></inlineData>',
      'A.\n\nB.',
    ],
    ['base64', `<inlineData contenttype="text/plain" encoding="base64">${btoa('A.\n\nB.')}</inlineData>`, 'A.\n\nB.'],
    [
      'several forms of one text',
      `<inlineXML><p/></inlineXML>${paragraph}<inlineData>The kiln is lit.</inlineData>`,
      'The kiln is lit.',
    ],
  ])('%s', (_name, contents, expected) => {
    expect(textOf(contents)).toBe(expected);
  });

  test('what dpa repeats in a header, and what it writes to editors, is not the story', () => {
    const contents =
      '<inlineXML><html><body><header><p>SLUG</p><h1>Kiln lit</h1><address>Von Nell Ashby</address></header><section class="main"><p>A.</p><h2>B</h2><p>C.</p></section>' +
      '<section class="notepad noprint nonpublic"><p>Call 0123.</p></section></body></html></inlineXML>';
    expect(textOf(contents)).toBe('A.\n\nB\n\nC.');
  });

  test('the names of TT, in capitals', () => {
    const contents =
      '<inlineXML contenttype="application/ttnitf+xml"><BODY xmlns=""><TEXT><RUBRIK>Kiln lit</RUBRIK><DAT><ORT>Harl</ORT></DAT><INGRESS><P>A.</P></INGRESS><BRODTEXT><CITAT>B.</CITAT><MELLIS>C</MELLIS><P>D.</P></BRODTEXT>' +
      '<BILD><BILDFIL>https://harl.example/kiln.jpg</BILDFIL><BILDTEXT><P>The kiln.</P></BILDTEXT><BILDSKAPARE>Tom Orrin/Harl</BILDSKAPARE></BILD></TEXT></BODY></inlineXML>';
    const { contentText, contentHtml, captions } = story({ contents });
    expect(contentText).toBe('A.\n\nB.\n\nC\n\nD.');
    expect(contentHtml).toContain('<h2>C</h2>');
    expect(captions).toMatchObject([{ text: 'The kiln.', credit: 'Tom Orrin/Harl' }]);
  });

  test('a box and the byline of TT', () => {
    const contents =
      '<inlineXML><BODY xmlns=""><TEXT><RUBRIK>Kiln lit</RUBRIK><BRODTEXT><P>A.</P></BRODTEXT><BYLINE EPOST="wim@harl.example">Wim Norr/TT</BYLINE></TEXT>' +
      '<TEXT><RUBRIK>Facts</RUBRIK><BRODTEXT><P>B.</P></BRODTEXT></TEXT></BODY></inlineXML>';
    const { contentHtml, byline } = story({ meta: '<headline>Kiln lit</headline>', contents });
    expect(byline).toEqual(['Wim Norr']);
    expect(contentHtml).toContain('<h2>Facts</h2>');
    expect(contentHtml).not.toContain('Kiln lit');
    expect(contentHtml).not.toContain('harl.example');
  });

  test('data in XML is no text', () => {
    const contents =
      '<inlineXML contenttype="application/sportsml+xml"><sports-content><team><name>Harl</name></team></sports-content></inlineXML>';
    expect(read('kiln.xml', item({ contents })).problems).toMatchObject([{ code: 'no-body' }]);
  });

  test('a text that is elsewhere is not fetched', () => {
    const { problems } = read(
      'kiln.xml',
      item({ contents: '<remoteContent href="https://harl.example/kiln.html" contenttype="text/html"/>' }),
    );
    expect(problems).toMatchObject([{ code: 'no-body' }]);
  });

  test('a picture in the item of the text', () => {
    const contents = `${paragraph}<remoteContent href="https://harl.example/a.jpg" contenttype="image/jpeg" width="800"/>`;
    expect(story({ contents }).images).toMatchObject([{ url: 'https://harl.example/a.jpg', width: 800 }]);
  });
});

describe('messages', () => {
  const captions = (text: string) =>
    readings(text).map((it) =>
      it.state === 'accepted' ? [it.article.title, ...it.article.captions.map(({ text: words }) => words)] : it.state,
    );

  test('several texts are several readings, each with its own id', () => {
    const text = message(
      item({ guid: 'urn:a' }),
      item({ guid: 'urn:b', management: '<pubStatus qcode="stat:canceled"/>' }),
    );
    expect(readings(text).map(({ state, item: version }) => [state, version?.id])).toEqual([
      ['accepted', 'urn:a'],
      ['held', 'urn:b'],
    ]);
  });

  test('the picture of the only text, with the rendition that fits a page', () => {
    const [reading, ...more] = readings(message(picture('urn:p'), item()));
    expect(more).toEqual([]);
    expect(reading).toMatchObject({
      state: 'accepted',
      article: {
        image: {
          url: 'https://harl.example/kiln.jpg',
          type: 'image/jpeg',
          width: 1600,
          height: 900,
          lengthBytes: 4000,
          caption: 'The kiln.',
          credit: 'Tom Orrin/Harl',
        },
      },
    });
  });

  test('pictures that a package, a link of the text, or a link of the picture gives to a text', () => {
    const link = (id: string) => `<link rel="irel:seeAlso" residref="${id}"/>`;
    const text = message(
      packageOf(['urn:a', 'urn:p1'], ['urn:b', 'urn:p2']),
      picture('urn:p1', { caption: 'One.' }),
      picture('urn:p2', { caption: 'Two.', file: 'https://harl.example/2.jpg' }),
      picture('urn:p3', { caption: 'Three.', file: 'https://harl.example/3.jpg' }),
      picture('urn:p4', { caption: 'Four.', file: 'https://harl.example/4.jpg', management: link('urn:b') }),
      item({ guid: 'urn:a', meta: '<headline>A</headline>', management: link('urn:p3') }),
      item({ guid: 'urn:b', meta: '<headline>B</headline>' }),
    );
    expect(captions(text)).toEqual([['A', 'One.', 'Three.'], ['B', 'Two.', 'Four.'], 'skipped']);
  });

  test('a picture of a package belongs to the text before it', () => {
    const text = message(
      packageOf(['urn:a', 'urn:b', 'urn:p']),
      item({ guid: 'urn:a', meta: '<headline>A</headline>' }),
      item({ guid: 'urn:b', meta: '<headline>B</headline>' }),
      picture('urn:p'),
    );
    expect(captions(text)).toEqual([['A'], ['B', 'The kiln.'], 'skipped']);
  });

  test('a picture that belongs to none of several texts is skipped, and so is a canceled one', () => {
    expect(states(message(item({ guid: 'urn:a' }), item({ guid: 'urn:b' }), picture('urn:p')))).toEqual([
      'accepted',
      'accepted',
      'picture',
    ]);
    const canceled = picture('urn:p', { management: '<pubStatus qcode="stat:canceled"/>' });
    expect(states(message(item(), canceled))).toEqual(['accepted', 'picture']);
  });

  test('a package without groups', () => {
    const flat = '<packageItem><itemRef residref="urn:b"/><itemRef residref="urn:p"/></packageItem>';
    const text = message(
      flat,
      item({ guid: 'urn:a' }),
      item({ guid: 'urn:b', meta: '<headline>B</headline>' }),
      picture('urn:p'),
    );
    expect(captions(text)).toEqual([['Kiln lit'], ['B', 'The kiln.'], 'skipped']);
  });

  test('a message without items', () => {
    expect(states(message())).toEqual(['other file']);
  });
});

describe('items that are no stories', () => {
  test.each([
    ['ninat:picture', 'picture'],
    ['ninat:graphic', 'graphic'],
    ['ninat:animation', 'graphic'],
    ['ninat:video', 'video'],
    ['ninat:audio', 'audio'],
    ['ninat:composite', 'package'],
  ])('%s', (type, kind) => {
    expect(readings(item({ type }))).toMatchObject([
      { state: 'skipped', what: kind, item: { id: 'urn:newsml:harl.example:20261103:kiln', number: '2' } },
    ]);
  });

  test('without a class, the media that it refers to', () => {
    const media = (type: string) => item({ type: '', contents: `<remoteContent href="a" contenttype="${type}"/>` });
    expect([states(media('image/jpeg')), states(media('video/mp4'))]).toEqual([['picture'], ['video']]);
  });

  test('events in a news item', () => {
    const contents = '<inlineXML><events><event><name>Fair</name><eventDetails/></event></events></inlineXML>';
    expect(states(item({ type: 'ninat:composite', contents }))).toEqual(['event']);
  });

  test.each([
    ['packageItem', '', 'package'],
    ['planningItem', '', 'planning item'],
    ['conceptItem', '', 'concept'],
    ['conceptItem', '<concept><type qcode="cpnat:event"/></concept>', 'event'],
    ['knowledgeItem', '', 'concept'],
    ['catalogItem', '', 'other file'],
  ])('%s %s', (name, concept, kind) => {
    const text = item({ name, type: '' }).replace('<contentSet>', `${concept}<contentSet>`);
    expect(states(text)).toEqual([kind]);
  });
});
