/**
 * CommaFeed. Learnt from the source of CommaFeed 5: FeedEntryContentCleaningService.java (commit 1b1a3f4), which cleans HTML with
 * jsoup and a list of its own.
 */

import { allow, anyUrl, names, unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

export const commaFeed: Reader = {
  id: 'commafeed',
  name: 'CommaFeed',
  url: 'https://www.commafeed.com/',
  version: '5',
  format: 'rss',
  source: 'content',
  content: {
    ...unchanged,
    elements: allow({
      'b br caption cite dd dl dt em h1 h2 h3 h4 h5 h6 i li small strike strong sub sup tbody tfoot thead tr u': '',
      'code div p pre': 'dir',
      a: 'href title',
      'blockquote q': 'cite',
      'col colgroup': 'span width',
      iframe: 'src height width allowfullscreen frameborder',
      img: 'align alt height src title width',
      ol: 'start type',
      table: 'dir border bordercolor summary width',
      td: 'border bordercolor abbr axis colspan rowspan width',
      th: 'border bordercolor abbr axis colspan rowspan scope width',
      ul: 'type',
    }),
    attributes: [],
    dropped: ['script', 'style'],
    urls: { ...anyUrl, schemes: names('ftp http https magnet mailto'), dataPrefixes: [] },
    added: [{ element: 'a', having: null, attributes: { target: '_blank', rel: 'noreferrer' } }],
  },
  list: {
    date: 'published',
    byline: 'first',
    text: { from: 'none', length: 0, mark: '' },
    picture: [],
    attachments: { layout: 'open', pictures: 'none', enclosures: 'first', hasCaptions: false, linksMedia: false },
  },
  layout: 'inline',
  viewport: {
    desktop: 'Categories on the left, cards with titles on the right. An article opens inside its card.',
    phone: 'Cards with titles. An article opens inside its card.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#f8f9fa',
      text: '#000000',
      muted: '#697078',
      link: '#1971c2',
      border: '#dee2e6',
    },
    dark: {
      background: '#242424',
      surface: '#2e2e2e',
      text: '#c9c9c9',
      muted: '#909296',
      link: '#4dabf7',
      border: '#424242',
    },
    interfaceFont: '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
    articleFont: '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
    fontSizePixels: 16,
    lineHeight: 1.55,
    textWidthPixels: 650,
    showsPicture: false,
    showsExcerpt: false,
  },
};
