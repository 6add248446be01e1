/** Media RSS 1.5.1 (rssboard.org/media-rss), in RSS and in Atom alike. */
import { describe, expect, test } from 'vitest';
import { atomRules, rssRules } from '../../src/render/rules.ts';
import { readNames } from '../render/read-back.ts';
import { feedWith, image } from '../render/sample.ts';
import { type Clause, render, testClauses } from './clause.ts';

const bare = { ...image, type: null, width: null, height: null, lengthBytes: null, caption: null, credit: null };

const clauses: readonly Clause[] = [
  {
    title: 'Namespace declaration: http://search.yahoo.com/mrss/, with its slash',
    path: 'namespace-uri(//media:content)',
    found: ['http://search.yahoo.com/mrss/'],
  },
  {
    title: 'media:content: url is the direct address of the media',
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
    title: 'media:group: pictures that are no variants of one stand on their own',
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
    title: 'media:credit: names whom to thank',
    path: '//media:content/media:credit',
    found: [image.credit],
    spoil: [/(<media:credit.*?>).*(<\/media:credit>)/, '$1$2'],
    code: 'media-credit',
  },
  {
    title: 'media:credit: the role is of the EBU, in lower case',
    path: "//media:credit[@scheme='urn:ebu']/@role",
    found: ['photographer'],
  },
];

describe.each(['rss', 'atom'] as const)('in %s', (format) => {
  testClauses(format, clauses);

  test('media:description and media:credit stand in media:content, never beside it', () => {
    const names = readNames(render(format), format === 'rss' ? '//item' : '//a:entry');
    expect(names.filter((name) => name.startsWith('media:'))).toEqual(['media:content']);
  });
});

test('every rule of the check for Media RSS has a clause here that breaks it', () => {
  const codes = new Set(clauses.map(({ code }) => code));
  const rules = [...rssRules, ...atomRules].filter(({ code }) => code.startsWith('media-'));
  expect(rules.filter(({ code }) => !codes.has(code))).toEqual([]);
});
