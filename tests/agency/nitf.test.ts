/** NITF 3 as agencies send it: each field, markup inside texts, media in the middle, and what is not published. */
import { describe, expect, test } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { channel, flat, read, readArticle } from '../support/channel.ts';
import { png } from '../support/picture.ts';

interface Parts {
  readonly docdata?: string;
  readonly meta?: string;
  readonly head?: string;
  readonly content?: string;
  readonly end?: string;
}

const headline = '<hedline><hl1>Weir at Ottery holds</hl1></hedline>';
const issued = '<doc-id regsrc="Harl" id-string="H-77"/><date.issue norm="20261102T081500Z"/>';

/** An invented document. */
function nitf({
  docdata = issued,
  meta = '',
  head = headline,
  content = '<p>The weir held.</p>',
  end = '',
}: Parts = {}) {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<nitf><head><title>OTTERY-WEIR</title>${meta}${docdata.startsWith('<docdata') ? docdata : `<docdata>${docdata}</docdata>`}</head>` +
    `<body><body.head>${head}</body.head><body.content>${content}</body.content>${end}</body></nitf>`
  );
}

const story = (parts: Parts = {}) => readArticle('weir.xml', nitf(parts));
const item = (parts: Parts = {}) => read('weir.xml', nitf(parts)).item;

describe('fields', () => {
  test('a whole document', () => {
    const {
      article,
      item: version,
      problems,
    } = read(
      'weir.xml',
      nitf({
        meta: '<tobject><tobject.subject tobject.subject.refnum="06000000" tobject.subject.matter="Floods"/></tobject><pubdata position.section="Region"/>',
        docdata:
          '<docdata management-status="usable"><doc-id regsrc="Harl" id-string="H-77"/><date.issue norm="20261102T101500+0200"/><du-key key="OTTERY-WEIR" version="3"/><ed-msg info="Photos to follow"/><doc.copyright year="2026" holder="Harl Press"/><key-list><keyword key="weirs"/></key-list></docdata>',
        head: `${headline}<byline>By <person>Nell Ashby</person><byttl>Harl Press</byttl></byline><dateline><location>OTTERY, Devon</location><story.date norm="20261102">Nov. 2</story.date></dateline><abstract><p>It was close.</p></abstract>`,
      }),
    );
    expect(problems).toEqual([]);
    expect(article).toMatchObject({
      title: 'Weir at Ottery holds',
      byline: ['Nell Ashby'],
      dateline: { place: 'OTTERY, Devon', agency: null },
      published: '2026-11-02T08:15:00Z',
      updated: null,
      summary: 'It was close.',
      categories: ['weirs', 'Floods'],
      section: 'Region',
      rights: '© 2026 Harl Press',
      contentText: 'The weir held.',
    });
    expect(version).toEqual({
      id: 'Harl:H-77',
      number: '3',
      created: '2026-11-02T08:15:00Z',
      status: 'usable',
      embargoed: null,
      ends: [],
      slug: 'OTTERY-WEIR',
    });
    expect(JSON.stringify(article)).not.toContain('Photos to follow');
  });

  test.each([
    ['a namespace', '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'],
    [
      'a DOCTYPE',
      '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.3//EN" "nitf.dtd" [ <!-- it\'s [here] --> <!ENTITY a "]>"> ]>\n<nitf>',
    ],
    ['comments and instructions before the root', '<!-- <nitf> --><?xml-stylesheet href="a>b"?><nitf>'],
  ])('%s changes nothing', (_name, root) => {
    const text = nitf().replace('<nitf>', root);
    expect(readArticle('weir.xml', text)).toEqual(story());
    expect(readArticle('weir.txt', text)).toEqual({ ...story(), path: 'weir.txt' });
  });

  test('any prefix changes nothing', () => {
    const text = nitf()
      .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace('<x:nitf>', '<x:nitf xmlns:x="http://iptc.org/std/NITF/2006-10-18/">');
    expect(readArticle('weir.xml', text)).toEqual(story());
  });

  test.each([
    ['<hedline><hl1>Weir <em>at</em> <org>Ottery</org>\n holds</hl1></hedline>', 'Weir at Ottery holds'],
    ['<hedline><hl1><p>Weir holds</p><p>at Ottery</p></hl1></hedline>', 'Weir holds at Ottery'],
    ['<headline><hl1>AP writes it so</hl1></headline>', 'AP writes it so'],
    ['<hedline>Without hl1<hl2>Deck</hl2></hedline>', 'Without hl1'],
    ['', 'OTTERY-WEIR'],
    ['<hedline><hl1> </hl1></hedline>', 'OTTERY-WEIR'],
  ])('headline in %s', (head, title) => {
    expect(story({ head }).title).toBe(title);
  });

  test('a headline that is repeated as a deck is not the summary', () => {
    const head = '<hedline><hl1>Weir holds</hl1><hl2 id="originalHeadline">Weir holds</hl2></hedline>';
    expect(story({ head }).summary).toBe('The weir held.');
  });

  test('a deck is the summary, if there is no abstract', () => {
    expect(story({ head: '<hedline><hl1>A</hl1><hl2>The deck</hl2></hedline>' }).summary).toBe('The deck');
  });

  test.each([
    ['By <person>NELL ASHBY</person> and <person>Tom Orrin</person>', ['NELL ASHBY', 'Tom Orrin']],
    ['By Nell Ashby and Tom Orrin, Harl Press', ['Nell Ashby', 'Tom Orrin']],
    ['Par Odile Sarre et Jean Brec', ['Odile Sarre', 'Jean Brec']],
    ['Von Ines Falk, hpd', ['Ines Falk']],
    ['Por José Ortega y Gasset', ['José Ortega y Gasset']],
    ['Di Carla Nunzi', ['Carla Nunzi']],
    ['Byron Castle', ['Byron Castle']],
    ['Di Zhang', ['Di Zhang']],
    ['Von der Leyen', ['Von der Leyen']],
    ['PAR ODILE SARRE', ['ODILE SARRE']],
    ['Text: Ines Falk', ['Ines Falk']],
    ['gr/bp', []],
    ['By<person>Nell Ashby and Tom Orrin</person><byttl>Harl Press</byttl>', ['Nell Ashby', 'Tom Orrin']],
    ['<byttl>Harl Press</byttl>', []],
  ])('byline %s', (line, names) => {
    expect(story({ head: `${headline}<byline>${line}</byline>` }).byline).toEqual(names);
  });

  test.each([
    ['20261013T093000+0200', '2026-10-13T07:30:00Z'],
    ['20261013T093000Z', '2026-10-13T09:30:00Z'],
    ['2026-10-13T09:30:00.250Z', '2026-10-13T09:30:00Z'],
    ['20261013T093000+0000', '2026-10-13T09:30:00Z'],
    ['20261013T0930-05', '2026-10-13T14:30:00Z'],
    ['20261013T093000', '2026-10-13T13:30:00Z'],
    ['20261013', '2026-10-13T04:00:00Z'],
  ])('date %s', (norm, published) => {
    expect(story({ docdata: `<date.issue norm="${norm}"/>` }).published).toBe(published);
  });

  test.each([
    ['date.release', '<head><docdata><date.release norm="20261013T093000Z"/></docdata></head>'],
    ['pubdata', '<head><pubdata date.publication="20261013T093000Z"/></head>'],
    ['story.date', '<body><body.head><dateline><story.date norm="20261013T093000Z"/></dateline></body.head></body>'],
  ])('the date in %s, if there is no other', (_name, inside) => {
    expect(readArticle('weir.xml', `<nitf>${inside}</nitf>`)).toMatchObject({
      published: '2026-10-13T09:30:00Z',
      dateline: null,
    });
  });

  test('templates of dates that nobody filled in are no dates', () => {
    const unfilled = '<date.release norm="YYYYMMDD000000-HHMM"/><date.expire norm="YYYYMMDDTHHMMSS"/>';
    const { state, item: version, problems } = read('weir.xml', nitf({ docdata: issued + unfilled }));
    expect({ state, embargoed: version?.embargoed, problems }).toEqual({
      state: 'accepted',
      embargoed: null,
      problems: [],
    });
  });

  test('an embargo that cannot be read keeps the story back', () => {
    const { state } = read('weir.xml', nitf({ docdata: `${issued}<date.release norm="Tuesday noon"/>` }));
    expect(state).toBe('held');
  });

  test.each([
    ['<location><city>Ottery</city><state>Devon</state></location>', 'Ottery, Devon'],
    ['<location>\n  <city>Ottery</city>\n</location> ', 'Ottery'],
    ['OTTERY, Nov. 2 (Harl) —', 'OTTERY'],
    ['Ottery, 2 nov 2026 (Harl)', 'Ottery'],
    ['Ottery, Nov 2, 2026 (Harl) -', 'Ottery'],
    ['St. Ottery', 'St. Ottery'],
    ['2/11/2026', null],
    ['<story.date norm="20261102">20261102T000000Z</story.date>', null],
  ])('dateline %s', (line, place) => {
    expect(story({ head: `${headline}<dateline>${line}</dateline>` }).dateline?.place ?? null).toBe(place);
  });

  test('no date is an error that says what is missing', () => {
    const { state, problems } = read('weir.xml', nitf({ docdata: '<doc-id id-string="1"/>' }));
    expect(state).toBe('refused');
    expect(problems).toMatchObject([{ code: 'missing-date', message: expect.stringContaining('date.issue') }]);
  });

  test.each([
    ['<doc-id regsrc="AP"/>', null],
    ['<doc-id id-string="H-1"/>', 'H-1'],
    ['<doc-id regsrc="Harl" id-string="urn:newsml:harl.example:1"/>', 'urn:newsml:harl.example:1'],
  ])('id in %s', (id, expected) => {
    expect(item({ docdata: `${id}<date.issue norm="20261102T081500Z"/>` })?.id ?? null).toBe(expected);
  });

  test('language, by its attribute or by that of the base', () => {
    expect(readArticle('weir.xml', nitf().replace('<nitf>', '<nitf xml:lang="cy">')).language).toBe('cy');
    expect(readArticle('weir.xml', nitf().replace('<nitf>', '<nitf baselang="en-gb">')).language).toBe('en-GB');
  });
});

describe('status', () => {
  const withStatus = (status: string, more = '') =>
    read('weir.xml', nitf({ docdata: `<docdata management-status="${status}">${issued}${more}</docdata>` }));

  test.each(['usable', 'Usable', 'stat:usable', ''])('%s is published', (status) => {
    expect(withStatus(status)).toMatchObject({ state: 'accepted', item: { status: 'usable' } });
  });

  test.each(['canceled', 'Cancelled', 'stat:canceled', 'withdrawn'])('%s ends the item', (status) => {
    expect(withStatus(status)).toMatchObject({
      state: 'held',
      mark: { kind: 'withdrawn' },
      item: { status: 'canceled' },
    });
  });

  test.each(['withheld', 'embargoed', 'somethingnew'])('%s is held back', (status) => {
    const codes = withStatus(status).problems.map(({ code }) => code);
    expect(codes).toEqual(status === 'somethingnew' ? ['invalid-field'] : []);
    expect(withStatus(status)).toMatchObject({ state: 'held', mark: { kind: 'draft' }, item: { status: 'withheld' } });
  });

  test('embargoed with a date waits for that date', () => {
    const until = '<date.release norm="20261104T060000Z"/>';
    expect(withStatus('embargoed', until)).toMatchObject({
      state: 'accepted',
      item: { status: 'usable', embargoed: '2026-11-04T06:00:00Z' },
      article: { published: '2026-11-04T06:00:00Z' },
    });
    expect(withStatus('usable', until).item?.embargoed).toBe('2026-11-04T06:00:00Z');
  });

  test('a release that is not later than the issue is no embargo', () => {
    expect(withStatus('usable', '<date.release norm="20261102T091500+0100"/>').item?.embargoed).toBeNull();
  });

  const noted = (note: string, more = '') => withStatus('usable', `<ed-msg info="${note}"/>${more}`);

  test.each([
    ['Embargoed until 0600 GMT, November 6, 2026', '2026-11-06T06:00:00Z'],
    ['Two pictures follow. Embargoed until 6:00 AM, November 6.', '2026-11-06T11:00:00Z'],
    ['Sperrfrist: 6. November 2026, 06:00 Uhr', null],
  ])('an embargo in a note: %s', (note, embargoed) => {
    const reading = noted(note);
    expect(reading.item?.embargoed ?? null).toBe(embargoed);
    expect(reading.state).toBe(embargoed === null ? 'held' : 'accepted');
  });

  test('an embargo in a note without an end that can be read keeps the story back, with an error', () => {
    expect(noted('EMBARGOED UNTIL THE SPEECH ENDS')).toMatchObject({
      state: 'held',
      item: { status: 'withheld' },
      problems: [{ code: 'hold-line', severity: 'error' }],
    });
  });

  test.each(['Two pictures move with this story. Not for broadcast before noon.', 'Embargo lifted.', 'No embargo.'])(
    'a note that is no embargo: %s',
    (note) => {
      expect(noted(note)).toMatchObject({
        state: 'accepted',
        item: { status: 'usable', embargoed: null },
        problems: [],
      });
    },
  );

  test('a date of release is stronger than a note', () => {
    const release = '<date.release norm="20261104T060000Z"/>';
    expect(noted('Embargoed until 6:00 AM, November 9, 2026', release).item?.embargoed).toBe('2026-11-04T06:00:00Z');
  });

  test('the version at the end of an id of NTB', () => {
    const docdata = (id: string, key = '') =>
      `<docdata><doc-id regsrc="NTB" id-string="${id}"/><date.issue norm="20261102T081500Z"/>${key}</docdata>`;
    expect(item({ docdata: docdata('NTBweir_07') })).toMatchObject({ id: 'NTB:NTBweir', number: '07' });
    expect(item({ docdata: docdata('NTBweir_07', '<du-key version="8"/>') })).toMatchObject({
      id: 'NTB:NTBweir',
      number: '8',
    });
    expect(item({ docdata: docdata('weir_x7') })?.id).toBe('NTB:weir_x7');
  });

  test('a document that cancels another names it; a correction alone does not', () => {
    const correction = '<correction info="The weir is older" id-string="H-12" regsrc="Harl"/>';
    const cancels = `<docdata management-doc-idref="H-12" management-idref-status="canceled">${issued}${correction}</docdata>`;
    expect(item({ docdata: cancels })?.ends).toEqual(['Harl:H-12']);
    expect(item({ docdata: `<docdata>${issued}${correction}</docdata>` })?.ends).toEqual([]);
    const updates = `<docdata management-doc-idref="H-12" management-idref-status="usable">${issued}</docdata>`;
    expect(item({ docdata: updates })?.ends).toEqual([]);
    expect(JSON.stringify(read('weir.xml', nitf({ docdata: cancels })).article)).not.toContain('older');
  });
});

describe('body', () => {
  test('everything in order, and every word', () => {
    const content =
      '<block><p>At <location>Ottery</location> on <chron norm="20261102">Monday</chron> <person>Nell <em>Ashby</em></person> saw <money>3 €</money>.</p>' +
      '<hl2>Levels</hl2><nitf-table id="t"><nitf-table-metadata><nitf-col/></nitf-table-metadata><table><tr><th>Hour</th><th>Level</th></tr><tr><td colspan="2">none</td></tr></table></nitf-table>' +
      '<ul><li>dry</li><li><p>wet</p></li></ul><ol><li>one</li></ol><pre>a  b\n c</pre><bq><block><p>It held.</p></block><credit>Keeper</credit></bq>' +
      '<dl><dt>Weir</dt><dd>A dam.</dd></dl><hr/><fn><p>A footnote.</p></fn><p>Half<br/>way <q>said</q> H<sub>2</sub>O <a href="https://harl.example/x">here</a></p>tail text<datasource>Source: Harl</datasource></block><block><p>Second block.</p></block>';
    const { contentHtml } = story({ content });
    expect(contentHtml.replace(/\n(?![ ]c)/g, '')).toBe(
      '<p>At Ottery on Monday Nell <em>Ashby</em> saw 3 €.</p>' +
        '<h2>Levels</h2><table><tr><th>Hour</th><th>Level</th></tr><tr><td colspan="2">none</td></tr></table>' +
        '<ul><li>dry</li><li><p>wet</p></li></ul><ol><li>one</li></ol><pre>a  b\n c</pre><blockquote><p>It held.</p><p>Keeper</p></blockquote>' +
        '<dl><dt>Weir</dt><dd>A dam.</dd></dl><hr><p>A footnote.</p><p>Half<br>way <q>said</q> H<sub>2</sub>O <a href="https://harl.example/x">here</a></p><p>tail text</p><p>Source: Harl</p><p>Second block.</p>',
    );
  });

  test('text without paragraphs is divided at blank lines, and escaped HTML is HTML', () => {
    expect(story({ content: 'One line\nof text.\n\nAnother.' }).contentText).toBe('One line of text.\n\nAnother.');
    expect(story({ content: '<![CDATA[<p>One</p><p>Two &amp; three</p>]]>' }).contentText).toBe('One\n\nTwo & three');
  });

  test('a tagline at the end and notes to editors are not published', () => {
    const { contentHtml } = story({
      content:
        '<p>The weir held.</p><note noteclass="editorsnote"><body.content><p>Do not cut.</p></body.content></note>',
      end: '<body.end><tagline>Nell Ashby reported from Ottery.</tagline></body.end>',
    });
    expect(contentHtml).toBe('<p>The weir held.</p>');
  });

  test.each([
    ['an empty body', '<body.content/>'],
    ['no body', ''],
  ])('%s is a warning', (_name, body) => {
    const text = nitf().replace(/<body.content>.*<\/body.content>/, body);
    expect(read('weir.xml', text).problems).toMatchObject([{ code: 'no-body', severity: 'warning' }]);
  });
});

describe('media', () => {
  const media = (source: string, more = '') =>
    `<media media-type="image"><media-reference source="${source}" mime-type="image/jpeg"/>${more}</media>`;

  test('pictures at their position, with caption and credit', () => {
    const { images, captions, contentHtml } = story({
      content:
        `<p>One.</p>${media('https://harl.example/a.jpg', '<media-caption><p>The weir.</p><p>Monday.</p></media-caption><media-producer>Tom Orrin/Harl</media-producer>')}` +
        `<p>Two.</p>${media('https://harl.example/b.jpg', '<media-caption>Dry. (Harl Photo/Nell Ashby)</media-caption>')}`,
    });
    expect(captions).toMatchObject([
      { text: 'The weir. Monday.', credit: 'Tom Orrin/Harl' },
      { text: 'Dry.', credit: 'Harl Photo/Nell Ashby' },
    ]);
    expect(images.map(({ url }) => url)).toEqual(['https://harl.example/a.jpg', 'https://harl.example/b.jpg']);
    expect(contentHtml).toMatch(/One\.<\/p>\s*<figure>.*a\.jpg.*<p>Two\.<\/p>\s*<figure>.*b\.jpg/s);
  });

  test('a relative source is the file beside the article', () => {
    const text = nitf({
      content: `<p>One.</p>${media('weir east.jpg', '<media-caption>East.</media-caption>').replace('jpeg', 'png').replace('.jpg', '.png')}`,
    });
    const index = indexBeside(['wire/weir east.png']);
    const beside = { ...index, bodies: new Map([['wire/weir east.png', png(640, 400)]]) };
    const { article, assets, problems } = flat(
      parseArticle({ path: 'wire/weir.xml', body: new TextEncoder().encode(text) }, channel, beside),
    );
    expect(problems).toEqual([]);
    expect(assets).toMatchObject([{ path: 'wire/weir east.png' }]);
    expect(article?.image).toMatchObject({ width: 640, height: 400, caption: 'East.', type: 'image/png' });
    expect(article?.contentHtml).toContain('<figcaption><p>East.</p></figcaption>');
  });

  test('of several sizes, one that fits a page is shown', () => {
    const sizes = [300, 1800, 6000].map(
      (width) => `<media-reference source="https://harl.example/${width}.jpg" width="${width}"/>`,
    );
    const { images } = story({
      content: `<p>One.</p><media media-type="image">${sizes.join('')}<media-caption>Sizes.</media-caption></media>`,
    });
    expect(images).toMatchObject([{ url: 'https://harl.example/1800.jpg', width: 1800, caption: 'Sizes.' }]);
  });

  test('a picture above the text leads the article', () => {
    const head = `${headline}<abstract>${media('https://harl.example/a.jpg', '<media-caption>Lead.</media-caption>')}</abstract>`;
    expect(story({ head })).toMatchObject({
      summary: 'The weir held.',
      image: { url: 'https://harl.example/a.jpg', caption: 'Lead.' },
    });
  });

  test('a film keeps its position, and the words of other media stay', () => {
    const film =
      '<media media-type="video"><media-reference source="https://harl.example/a.mp4"/><media-caption>The film.</media-caption></media>';
    const data = '<media media-type="data"><media-caption>A chart of levels.</media-caption></media>';
    const { contentHtml } = story({ content: `<p>One.</p>${film}${data}` });
    expect(contentHtml).toContain('<video src="https://harl.example/a.mp4" controls></video>');
    expect(contentHtml).toContain('The film.');
    expect(contentHtml).toContain('A chart of levels.');
  });

  test('a picture whose source names no file keeps its words', () => {
    const { contentHtml, images } = story({
      content: `<p>One.</p>${media('preview-file', '<media-caption>The weir.</media-caption>')}${media('#photo0')}`,
    });
    expect(contentHtml).toContain('<p><small>The weir.</small></p>');
    expect(images).toEqual([]);
  });

  test('a picture with the attribute of a reference', () => {
    const { contentHtml } = story({ content: '<block><img source="https://harl.example/a.jpg"/><p>One.</p></block>' });
    expect(contentHtml).toContain('<img src="https://harl.example/a.jpg">');
  });

  test('a picture that is written into the file is reported', () => {
    const { problems } = read(
      'weir.xml',
      nitf({
        content: '<p>One.</p><media media-type="image"><media-object encoding="base64">AAAABBBB</media-object></media>',
      }),
    );
    expect(problems).toMatchObject([{ code: 'inline-picture' }]);
  });
});
