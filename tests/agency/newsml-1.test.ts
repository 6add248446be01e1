/** NewsML 1.2: nested components in the shapes of several agencies, pictures with captions, and several items in one file. */
import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { allReadings } from '../../src/article/reading.ts';
import { channel, read, readArticle } from '../support/channel.ts';

interface Parts {
  readonly id?: string;
  readonly identifier?: string;
  readonly revision?: string;
  readonly status?: string;
  readonly management?: string;
  readonly dates?: string;
  readonly components?: string;
}

const text =
  '<ContentItem><MediaType FormalName="Text"/><DataContent><p>La digue tient.</p><p>Personne n\'est parti.</p></DataContent></ContentItem>';
const lines = '<NewsLines><HeadLine>La digue tient</HeadLine></NewsLines>';
const dates =
  '<FirstCreated>20261104T080000Z</FirstCreated><ThisRevisionCreated>20261104T101500+0100</ThisRevisionCreated>';

/** An invented item. */
function newsItem({
  id = 'DIGUE-1',
  identifier,
  revision = '3',
  status = '<Status FormalName="Usable"/>',
  management = '',
  dates: written = dates,
  components = `<NewsComponent>${lines}${text}</NewsComponent>`,
}: Parts = {}): string {
  const named = `<ProviderId>harl.example</ProviderId><DateId>20261104</DateId><NewsItemId>${id}</NewsItemId><RevisionId PreviousRevision="2" Update="N">${revision}</RevisionId><PublicIdentifier>urn:newsml:harl.example:20261104:${id}:${revision}</PublicIdentifier>`;
  return (
    `<NewsItem xml:lang="fr"><Identification><NewsIdentifier>${identifier ?? named}</NewsIdentifier><NameLabel>digue</NameLabel></Identification>` +
    `<NewsManagement><NewsItemType FormalName="News"/>${written}${status}${management}</NewsManagement>${components}</NewsItem>`
  );
}

const newsMl = (...items: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">\n<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20261104T120000Z</DateAndTime></NewsEnvelope>${items.join('')}</NewsML>`;

const story = (parts: Parts = {}) => readArticle('digue.xml', newsMl(newsItem(parts)));
const version = (parts: Parts = {}) => read('digue.xml', newsMl(newsItem(parts))).item;
const readings = (...items: readonly string[]) =>
  allReadings(parseArticle({ path: 'digue.xml', body: new TextEncoder().encode(newsMl(...items)) }, channel));

describe('fields', () => {
  test('a whole item', () => {
    const components = `<NewsComponent><NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>La digue tient</HeadLine><SubHeadLine>Une nuit</SubHeadLine><ByLine>Par Odile Sarre et Jean Brec</ByLine><DateLine>ARVEN, 4 nov 2026 (Harl) -</DateLine><CopyrightLine>© 2026 Harl</CopyrightLine><SlugLine>digue-nuit</SlugLine><NewsLine><NewsLineType FormalName="Note"/><NewsLineText>Photos suivent</NewsLineText></NewsLine></NewsLines>
      <DescriptiveMetadata><Language FormalName="fr-CH"/><SubjectCode><Subject FormalName="06000000"/></SubjectCode><SubjectCode><Subject FormalName="Catastrophes"/></SubjectCode><Property FormalName="Keyword" Value="crue"/><Property FormalName="Section" Value="Monde"/></DescriptiveMetadata>${text}</NewsComponent></NewsComponent>`;
    const { article, item, problems } = read('digue.xml', newsMl(newsItem({ components })));
    expect(problems).toEqual([]);
    expect(article).toMatchObject({
      title: 'La digue tient',
      summary: 'Une nuit',
      byline: ['Odile Sarre', 'Jean Brec'],
      dateline: { place: 'ARVEN', agency: 'Harl' },
      published: '2026-11-04T08:00:00Z',
      updated: '2026-11-04T09:15:00Z',
      categories: ['crue', 'Catastrophes'],
      section: 'Monde',
      rights: '© 2026 Harl',
      language: 'fr-CH',
      contentText: "La digue tient.\n\nPersonne n'est parti.",
    });
    expect(item).toEqual({
      id: 'urn:newsml:harl.example:20261104:DIGUE-1',
      number: '3',
      created: '2026-11-04T09:15:00Z',
      status: 'usable',
      embargoed: null,
      ends: [],
      slug: 'digue-nuit',
    });
    expect(JSON.stringify(article)).not.toContain('Photos suivent');
  });

  test('subjects that are codes have the names of their topics', () => {
    const topic =
      '<TopicSet><Topic><FormalName>06000000</FormalName><Description Variant="Category">CAT</Description><Description xml:lang="en" Variant="Name">Floods</Description><Description xml:lang="fr" Variant="Name">Crues</Description></Topic></TopicSet>';
    const codes =
      '<DescriptiveMetadata><Language FormalName="FR"/><SubjectCode><SubjectMatter FormalName="06000000"/><SubjectDetail FormalName="06001000"/></SubjectCode></DescriptiveMetadata>';
    expect(story({ components: `<NewsComponent>${topic}${lines}${codes}${text}</NewsComponent>` }).categories).toEqual([
      'Crues',
    ]);
  });

  test('the language of a component, and a dateline that is only a date', () => {
    const components = `<NewsComponent><NewsComponent xml:lang="nl"><NewsLines><DateLine>January 21, 2026</DateLine></NewsLines>${text}</NewsComponent></NewsComponent>`;
    const written = newsMl(newsItem({ components })).replace(' xml:lang="fr"', '');
    expect(readArticle('digue.xml', written)).toMatchObject({ language: 'nl', dateline: null });
    for (const line of ['21 janvier 2026', '21. Okt 2026', '21 de mayo de 2026', '21/1/2026']) {
      expect(readArticle('digue.xml', written.replace('January 21, 2026', line)).dateline).toBeNull();
    }
    expect(readArticle('digue.xml', written.replace('January 21, 2026', 'MARDEN 21 okt')).dateline?.place).toBe(
      'MARDEN',
    );
  });

  test('a revision at the end of the item is not part of the id', () => {
    expect(version({ id: 'DIGUE-1-v3' })).toMatchObject({
      id: 'urn:newsml:harl.example:20261104:DIGUE-1',
      number: '3',
    });
    expect(version({ id: 'DIGUE-1-v2' })?.id).toBe('urn:newsml:harl.example:20261104:DIGUE-1-v2');
  });

  test('without the attribute Version and without a DOCTYPE', () => {
    const bare = `<NewsML>${newsItem()}</NewsML>`;
    expect(readArticle('digue.xml', bare)).toEqual(story());
  });

  test.each([
    [
      '<PublicIdentifier>urn:newsml:harl.example:20261104:DIGUE-1:3N</PublicIdentifier>',
      'urn:newsml:harl.example:20261104:DIGUE-1',
    ],
    [
      '<PublicIdentifier>urn:newsml:harl.example:20261104:DIGUE:7:3</PublicIdentifier>',
      'urn:newsml:harl.example:20261104:DIGUE:7',
    ],
    ['<NewsItemId>DIGUE-1</NewsItemId>', 'DIGUE-1'],
  ])('the id in %s', (identifier, id) => {
    expect(version({ identifier })?.id).toBe(id);
  });

  test('the slug is the label, if there is no line for it', () => {
    expect(version()?.slug).toBe('digue');
  });

  test('without dates of its own, the date of the transmission', () => {
    expect(story({ dates: '' }).published).toBe('2026-11-04T12:00:00Z');
  });

  test('without a headline: that of the text inside, or else its first sentence', () => {
    const nitf =
      '<nitf><body><body.head><hedline><hl1>Titre du texte</hl1></hedline></body.head><body.content><p>Un.</p></body.content></body></nitf>';
    const inside = (data: string) =>
      `<NewsComponent><ContentItem><DataContent>${data}</DataContent></ContentItem></NewsComponent>`;
    expect(story({ components: inside(nitf) }).title).toBe('Titre du texte');
    expect(story({ components: inside('<p>La digue tient bon. Oui.</p>') }).title).toBe('La digue tient bon');
  });
});

describe('status', () => {
  const withStatus = (name: string, management = '') =>
    read('digue.xml', newsMl(newsItem({ status: name === '' ? '' : `<Status FormalName="${name}"/>`, management })));
  const change = (future: string) =>
    `<StatusWillChange><FutureStatus FormalName="${future}"/><DateAndTime>20261106T060000Z</DateAndTime></StatusWillChange>`;

  test.each([
    ['', 'accepted', 'usable'],
    ['Usable', 'accepted', 'usable'],
    ['Canceled', 'held', 'canceled'],
    ['CANCELLED', 'held', 'canceled'],
    ['Withheld', 'held', 'withheld'],
    ['Embargoed', 'held', 'withheld'],
  ])('"%s" is %s', (name, state, status) => {
    expect(withStatus(name)).toMatchObject({ state, item: { status } });
  });

  test('an embargo that ends by itself', () => {
    expect(withStatus('Embargoed', change('Usable'))).toMatchObject({
      state: 'accepted',
      item: { status: 'usable', embargoed: '2026-11-06T06:00:00Z' },
    });
    expect(withStatus('Usable', change('Canceled'))).toMatchObject({ state: 'accepted', item: { embargoed: null } });
  });

  test('a kill without content', () => {
    const components = '<NewsComponent><Role FormalName="Main"/></NewsComponent>';
    expect(
      read('digue.xml', newsMl(newsItem({ status: '<Status FormalName="Canceled"/>', components }))),
    ).toMatchObject({
      state: 'held',
      mark: { kind: 'withdrawn' },
      item: { number: '3' },
    });
  });
});

describe('texts', () => {
  const textOf = (components: string) => story({ components }).contentText;
  const content = (data: string) =>
    `<ContentItem><MediaType FormalName="Text"/><DataContent>${data}</DataContent></ContentItem>`;
  const component = (inner: string, { role = '', list = '' } = {}) =>
    `<NewsComponent${list}>${role === '' ? '' : `<Role FormalName="${role}"/>`}${inner}</NewsComponent>`;

  test.each([
    ['bare paragraphs', '<p>A.</p><p>B.</p>'],
    ['NITF', '<nitf><body><body.content><p>A.</p><p>B.</p></body.content></body></nitf>'],
    [
      'NITF with a prefix',
      '<n:nitf xmlns:n="urn:n"><n:body><n:body.content><n:p>A.</n:p><n:p>B.</n:p></n:body.content></n:body></n:nitf>',
    ],
    ['the body of NITF alone', '<body.content><block><p>A.</p><p>B.</p></block></body.content>'],
    ['XHTML', '<html><head><title>T</title></head><body><p>A.</p><p>B.</p></body></html>'],
    ['plain text', '\nA.\n\nB.\n'],
    ['HTML written as text', '<![CDATA[<p>A.</p><p>B.</p>]]>'],
    ['escaped HTML', '&lt;p&gt;A.&lt;/p&gt;&lt;p&gt;B.&lt;/p&gt;'],
  ])('%s', (_name, data) => {
    expect(textOf(component(content(data)))).toBe('A.\n\nB.');
  });

  test('at any depth', () => {
    const deep = Array.from({ length: 12 }).reduce<string>(
      (inner) => component(inner),
      component(content('<p>A.</p>')),
    );
    expect(textOf(component(lines + deep))).toBe('A.');
    expect(story({ components: component(lines + deep) }).title).toBe('La digue tient');
  });

  test('title, lead and body in components of their own', () => {
    const parts =
      component(content('Titre'), { role: 'Title' }) +
      component(content('<p>A.</p>'), { role: 'Lead' }) +
      component(content('<p>B.</p>'), { role: 'Body' });
    expect(story({ components: component(parts) })).toMatchObject({ title: 'Titre', contentText: 'A.\n\nB.' });
  });

  test('forms of one text are read once, and several texts one after the other', () => {
    const forms = component(content('A.') + content('<p>A.</p>'));
    expect(textOf(forms)).toBe('A.');
    const list = component(component(content('<p>A.</p>')) + component(content('A.')), {
      list: ' EquivalentsList="yes"',
    });
    expect(textOf(list)).toBe('A.');
    const several = component(
      lines +
        component(content('<p>A.</p>'), { role: 'Main' }) +
        component(`<NewsLines><HeadLine>Repères</HeadLine></NewsLines>${content('<p>B.</p>')}`),
    );
    expect(textOf(several)).toBe('A.\n\nRepères\n\nB.');
  });

  test('style sheets, contacts and posts for other sites are not the story, and an abstract is its summary', () => {
    const parts =
      component(content('Une nuit calme'), { role: 'Abstract' }) +
      component(
        '<ContentItem><MimeType FormalName="text/css"/><DataContent>p { color: red }</DataContent></ContentItem>',
      ) +
      component(content('p { margin: 0 }'), { role: 'StyleSheet' }) +
      component(content('<p>presse@harl.example</p>'), { role: 'Contact' }) +
      component(content('<p>A.</p><p>B.</p>'), { role: 'Body' }) +
      component(content('<p>#digue</p>'), { role: 'TweetText' });
    expect(story({ components: component(lines + parts) })).toMatchObject({
      contentText: 'A.\n\nB.',
      summary: 'Une nuit calme',
    });
  });

  test('text with escaped tags inside its lines is divided at its lines', () => {
    const text = content(
      'Odile &lt;b&gt;Sarre&lt;/b&gt; est venue.\n  Puis\n&lt;a\n href="https://harl.example/"&gt;le lien&lt;/a&gt;.',
    );
    expect(story({ components: component(lines + component(text)) }).contentHtml).toBe(
      '<p>Odile <b>Sarre</b> est venue.</p>\n<p>Puis</p>\n<p><a href="https://harl.example/">le lien</a>.</p>',
    );
  });

  test('an empty caption is not replaced by the headline of the story', () => {
    const picture = component(
      lines + component('<ContentItem Href="https://harl.example/a.jpg"/>', { role: 'Image' }),
      {
        role: 'Picture',
      },
    );
    const { images } = story({ components: component(lines + component(content('<p>A.</p>')) + picture) });
    expect(images).toMatchObject([{ url: 'https://harl.example/a.jpg', caption: null }]);
  });
});

describe('pictures', () => {
  const photo = (href: string, caption: string, size = '') =>
    `<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>Photo</HeadLine><CreditLine>Jean Brec/Harl</CreditLine></NewsLines>` +
    `<NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent><p>${caption}</p></DataContent></ContentItem></NewsComponent>` +
    `<NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="small.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>` +
    `<NewsComponent><Role FormalName="HighRes"/><ContentItem Href="${href}"><MediaType FormalName="Photo"/><MimeType FormalName="image/jpeg"/>${size}</ContentItem></NewsComponent></NewsComponent>`;

  test('beside the text, with caption, credit and size', () => {
    const size =
      '<Characteristics><SizeInBytes>5000</SizeInBytes><Property FormalName="Width" Value="1200"/><Property FormalName="Height" Value="800"/></Characteristics>';
    const components = `<NewsComponent>${lines}<NewsComponent><Role FormalName="Main"/>${text}</NewsComponent>${photo('https://harl.example/a.jpg', 'La digue.', size)}${photo('https://harl.example/b.jpg', 'La nuit.')}</NewsComponent>`;
    const { images, captions, contentText } = story({ components });
    expect(images).toMatchObject([
      { url: 'https://harl.example/a.jpg', width: 1200, height: 800, lengthBytes: 5000, type: 'image/jpeg' },
      { url: 'https://harl.example/b.jpg' },
    ]);
    expect(captions).toMatchObject([
      { text: 'La digue.', credit: 'Jean Brec/Harl' },
      { text: 'La nuit.', credit: 'Jean Brec/Harl' },
    ]);
    expect(contentText).toBe("La digue tient.\n\nPersonne n'est parti.");
  });

  test('in one component with all its sizes and a caption', () => {
    const items = ['Thumbnail', 'Preview', 'HighDef'].map(
      (role) =>
        `<NewsComponent><Role FormalName="${role}"/><ContentItem Href="https://harl.example/${role}.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>`,
    );
    const components = `<NewsComponent>${lines}<NewsComponent>${text}</NewsComponent><NewsComponent EquivalentsList="yes"><NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>La digue.</DataContent></ContentItem></NewsComponent>${items.join('')}</NewsComponent></NewsComponent>`;
    expect(story({ components }).images).toMatchObject([
      { url: 'https://harl.example/HighDef.jpg', caption: 'La digue.' },
    ]);
  });

  test('a list of pictures, each with its caption', () => {
    const whole = (name: string) =>
      `<NewsComponent><NewsComponent><Role FormalName="Main"/><ContentItem Href="https://harl.example/${name}.jpg"><MediaType FormalName="PhotoFront"/></ContentItem></NewsComponent><NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>${name}</DataContent></ContentItem></NewsComponent></NewsComponent>`;
    const components = `<NewsComponent>${lines}<NewsComponent>${text}</NewsComponent><NewsComponent><Role FormalName="Content list"/>${whole('Un')}${whole('Deux')}</NewsComponent></NewsComponent>`;
    expect(story({ components }).captions.map((it) => it.text)).toEqual(['Un', 'Deux']);
  });

  test('with a title and a caption beside its sizes', () => {
    const part = (role: string, inner: string) =>
      `<NewsComponent><Role FormalName="${role}"/><ContentItem>${inner}</ContentItem></NewsComponent>`;
    const sizes = ['Image', 'Thumbnail'].map((role) =>
      part(role, '').replace('<ContentItem>', `<ContentItem Href="https://harl.example/${role}.jpg">`),
    );
    const picture = `<NewsComponent><Role FormalName="Picture"/>${part('Title', '<DataContent>Titre</DataContent>')}${sizes.join('')}${part('Caption', '<DataContent>La digue.</DataContent>')}</NewsComponent>`;
    const components = `<NewsComponent>${lines}<NewsComponent>${text}</NewsComponent>${picture}</NewsComponent>`;
    expect(story({ components }).images).toMatchObject([
      { url: 'https://harl.example/Image.jpg', caption: 'La digue.' },
    ]);
  });

  test('a caption that is a document of its own', () => {
    const nitf =
      '<nitf><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>La digue.</p></body.content></body></nitf>';
    const components = `<NewsComponent>${lines}<NewsComponent>${text}</NewsComponent>${photo('https://harl.example/a.jpg', 'X').replace('<p>X</p>', nitf)}</NewsComponent>`;
    expect(story({ components }).captions).toMatchObject([{ text: 'La digue.' }]);
  });

  test('as an item of its own, which the only text shows', () => {
    const picture = newsItem({ id: 'PHOTO-1', components: photo('https://harl.example/a.jpg', 'La digue.') });
    expect(readings(picture, newsItem())).toMatchObject([
      { state: 'accepted', article: { captions: [{ text: 'La digue.' }] } },
    ]);
  });

  test('as an item of its own, which one of several texts names', () => {
    const picture = newsItem({ id: 'PHOTO-1', components: photo('https://harl.example/a.jpg', 'La digue.') });
    const naming = newsItem({
      id: 'B',
      management: '<AssociatedWith NewsItem="urn:newsml:harl.example:20261104:PHOTO-1:3"/>',
    });
    expect(readings(newsItem({ id: 'A' }), naming, picture)).toMatchObject([
      { article: { captions: [] } },
      { article: { captions: [{ text: 'La digue.' }] } },
    ]);
  });
});

describe('files', () => {
  test('several items', () => {
    const items = readings(newsItem({ id: 'A' }), newsItem({ id: 'B', revision: '10' }));
    expect(items.map(({ state, item }) => [state, item?.id, item?.number])).toEqual([
      ['accepted', 'urn:newsml:harl.example:20261104:A', '3'],
      ['accepted', 'urn:newsml:harl.example:20261104:B', '10'],
    ]);
  });

  const media = (type: string) =>
    `<NewsComponent><ContentItem Href="a.bin"><MediaType FormalName="${type}"/></ContentItem></NewsComponent>`;
  test.each([
    [media('Photo'), 'picture'],
    [media('Graphic'), 'graphic'],
    [media('Video'), 'video'],
    [media('Audio'), 'audio'],
    ['<NewsComponent><NewsItemRef NewsItem="urn:newsml:harl.example:20261104:A:1"/></NewsComponent>', 'package'],
  ])('%s is no story', (components, what) => {
    expect(readings(newsItem({ components }))).toMatchObject([{ state: 'skipped', what, item: { number: '3' } }]);
  });

  test.each([
    ['Video', 'video', 'clip.mp4'],
    ['Audio', 'audio', 'clip.mp3'],
  ])('a text that describes a %s is no story', (role, what, href) => {
    const part = (name: string, inner: string) => `<NewsComponent><Role FormalName="${name}"/>${inner}</NewsComponent>`;
    const described =
      part('Body', '<ContentItem><DataContent>00:00 - 00:32 The dyke.</DataContent></ContentItem>') +
      part('Clip', `<ContentItem Href="${href}"><Format FormalName="Mpeg4"/></ContentItem>`);
    const components = `<NewsComponent>${part(role, lines + described)}</NewsComponent>`;
    expect(readings(newsItem({ components }))).toMatchObject([{ state: 'skipped', what }]);
    const withStory = components.replace(/<\/NewsComponent>$/, `${part('Main', text)}</NewsComponent>`);
    expect(story({ components: withStory }).contentText).toBe("La digue tient.\n\nPersonne n'est parti.");
  });

  test('a file without items', () => {
    expect(readings()).toMatchObject([{ state: 'skipped', what: 'other file' }]);
  });
});
