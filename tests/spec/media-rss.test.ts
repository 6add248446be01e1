/** Media RSS 1.5.1 (rssboard.org/media-rss), in RSS and in Atom alike. */
import { describe, expect, test } from 'vitest';
import { mediaRules } from '../../src/validate/xml/media-rss-rules.ts';
import { readNames } from '../render/read-back.ts';
import { enclosure, feedWith, image } from '../render/sample.ts';
import { type Clause, codesWithoutClause, render, testClauses } from './clause.ts';

const bare = { ...image, type: null, width: null, height: null, lengthBytes: null, caption: null, credit: null };

const clauses: readonly Clause[] = [
  {
    title: 'Namespace declaration: http://search.yahoo.com/mrss/, with its slash',
    path: 'namespace-uri(//media:content)',
    found: ['http://search.yahoo.com/mrss/'],
  },
  {
    title: 'media:content: url is the direct URL of the media',
    path: '//media:content/@url',
    found: [image.url],
    spoil: [/(<media:content url=")[^"]*/, '$1/pictures/quay.jpg'],
    code: 'media-url',
  },
  {
    title: 'media:content: medium is image, audio, video, document or executable',
    path: '//media:content/@medium',
    found: ['image'],
    spoil: ['medium="image"', 'medium="photo"'],
    code: 'media-medium',
  },
  {
    title: 'media:content: type is a MIME type',
    path: '//media:content/@type',
    found: ['image/jpeg'],
    spoil: ['type="image/jpeg"', 'type="jpeg"'],
    code: 'media-type',
  },
  {
    title: 'media:content: fileSize is a number of bytes',
    path: '//media:content/@fileSize',
    found: ['123456'],
    spoil: ['fileSize="123456"', 'fileSize="120K"'],
    code: 'media-size',
  },
  {
    title: 'media:content: width is a number of pixels',
    path: '//media:content/@width',
    found: ['1200'],
    spoil: ['width="1200"', 'width="100%"'],
    code: 'media-width',
  },
  {
    title: 'media:content: height is a number of pixels',
    path: '//media:content/@height',
    found: ['800'],
    spoil: ['height="800"', 'height="auto"'],
    code: 'media-height',
  },
  {
    title: 'media:content: what is not known is left out',
    path: '//media:content/@*',
    found: [image.url, 'image'],
    feed: feedWith({ images: [bare] }),
  },
  {
    title: 'media:group: pictures that are not variants of one are in no group',
    path: '//media:content/@url',
    found: [image.url, 'https://courier.example/b.jpg'],
    feed: feedWith({ images: [image, { ...image, url: 'https://courier.example/b.jpg' }] }),
  },
  {
    title: 'media:description: one for each media:content, of type plain',
    path: "//media:content/media:description[@type='plain']",
    found: [image.caption],
    spoil: [/<media:description.*<\/media:description>/, '$&$&'],
    code: 'media-description',
  },
  {
    title: 'media:credit: names the source of the picture',
    path: '//media:content/media:credit',
    found: [image.credit],
    spoil: [/(<media:credit.*?>).*(<\/media:credit>)/, '$1$2'],
    code: 'media-credit',
  },
  {
    title: 'media:credit: the role is of the EBU, in lower case',
    path: "//media:credit[@scheme='urn:ebu']/@role",
    found: ['photographer'],
    spoil: ['role="photographer"', 'role="Photographer"'],
    code: 'media-role',
  },
  {
    title: 'media:credit: the role is on media:credit, not on media:content',
    path: '//media:content/@role',
    found: [],
    spoil: ['<media:content ', '<media:content role="photographer" '],
    code: 'media-misplaced-role',
  },
  {
    title: 'media:description: type is plain or html',
    path: '//media:description/@type',
    found: ['plain'],
    spoil: ['<media:description type="plain"', '<media:description type="text/plain"'],
    code: 'media-text-type',
  },
  {
    title: 'Optional elements: one media:description as a child of an item',
    path: 'count(//media:content/media:description)',
    found: ['1'],
    spoil: ['<media:content ', '<media:description>A</media:description><media:description>B</media:description>$&'],
    code: 'media-repeats',
  },
  ...[
    ['isDefault', 'yes', 'media-flag'],
    ['expression', 'whole', 'media-expression'],
    ['duration', '0:12', 'media-number'],
    ['url', 'https://courier.example/pictures/quäy.jpg', 'url-characters'],
    ['url', 'https://vera:secret@courier.example/quay.jpg', 'url-password'],
  ].map(([name, value, code = '']) => ({
    title: `media:content: ${name} has a valid value (${code})`,
    path: '//media:content/@medium',
    found: ['image'],
    spoil: [
      name === 'url' ? /<media:content url="[^"]*"/ : '<media:content',
      `<media:content ${name}="${value}"`,
    ] as const,
    code,
  })),
];

const film = {
  url: 'https://courier.example/a.mp4',
  type: 'video/mp4',
  lengthBytes: 7,
  title: 'A film',
  durationSeconds: 61,
};
const others = feedWith({ images: [image], enclosures: [enclosure, film] });
const other = '//media:content[not(@medium="image")]';

/** In Atom each enclosure is a link. */
describe('in rss, beside the one enclosure', () =>
  testClauses('rss', [
    { title: 'media:content: the other enclosures', path: `${other}/@url`, found: [film.url], feed: others },
    { title: 'media:content: medium is video', path: `${other}/@medium`, found: ['video'], feed: others },
    {
      title: 'media:content: medium is audio',
      path: `${other}/@medium`,
      found: ['audio'],
      feed: feedWith({ enclosures: [enclosure, { ...enclosure, url: 'https://courier.example/b.mp3' }] }),
    },
    ...['application/pdf', 'text/csv', 'application/vnd.oasis.opendocument.text', 'application/epub+zip'].map(
      (type) => ({
        title: `media:content: medium is document: ${type}`,
        path: `${other}/@medium`,
        found: ['document'],
        feed: feedWith({ enclosures: [enclosure, { ...film, type }] }),
      }),
    ),
    {
      title: 'media:content: medium is left out if the type does not tell',
      path: `${other}/@medium`,
      found: [],
      feed: feedWith({ enclosures: [enclosure, { ...film, type: 'application/octet-stream' }] }),
    },
    {
      title: 'media:content: fileSize is left out if it is 0',
      path: `${other}/@fileSize`,
      found: [],
      feed: feedWith({ enclosures: [enclosure, { ...film, lengthBytes: 0 }] }),
    },
    { title: 'media:content: duration in seconds', path: `${other}/@duration`, found: ['61'], feed: others },
    {
      title: 'media:title: of type plain',
      path: `${other}/media:title[@type='plain']`,
      found: ['A film'],
      feed: others,
    },
    {
      title: 'media:title: an empty title is not written',
      path: `${other}/media:title`,
      found: [],
      feed: feedWith({ enclosures: [enclosure, { ...film, title: '' }] }),
    },
    {
      title: 'media:content: a picture that is an enclosure too is written once',
      path: '//media:content/@url',
      found: [image.url],
      feed: feedWith({ enclosures: [enclosure, { ...film, url: image.url, type: 'image/jpeg' }] }),
    },
    {
      title: 'media:content: a picture that is an enclosure alone',
      path: "//media:content[@medium='image']/@url",
      found: [image.url, 'https://courier.example/b.jpg'],
      feed: feedWith({
        enclosures: [enclosure, { ...film, url: 'https://courier.example/b.jpg', type: 'image/jpeg' }],
      }),
    },
  ]));

describe.each(['rss', 'atom'] as const)('in %s', (format) => {
  testClauses(format, clauses);

  test('media:description and media:credit are inside media:content, never beside it', () => {
    const names = readNames(render(format), format === 'rss' ? '//item' : '//a:entry');
    expect(names.filter((name) => name.startsWith('media:'))).toEqual(['media:content']);
  });
});

test.each(['rss', 'atom'] as const)(
  '%s: every rule that our own feeds must keep, about an element that they have, is broken by a clause here',
  (format) => {
    expect(codesWithoutClause(mediaRules, { format, clauses })).toEqual([]);
  },
);
