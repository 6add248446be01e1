/**
 * Tiny Tiny RSS. Learnt from classes/Sanitizer.php and classes/UrlHelper.php of its development version in 2026, and from
 * classes/feeds.php, classes/article.php and classes/feeditem of version 21.
 */

import { allow, anyUrl, names, unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

export const tinyTinyRss: Reader = {
  id: 'tt-rss',
  name: 'Tiny Tiny RSS',
  url: 'https://tt-rss.org/',
  version: '2026',
  format: 'rss',
  source: 'longer',
  content: {
    ...unchanged,
    elements: allow({
      'a abbr acronym audio address article aside b bdi bdo big blockquote body br caption cite center code col': '',
      'colgroup data dd del details description dfn div dl font dt em footer figure figcaption h1 h2 h3 h4 h5 h6': '',
      'header hr html i iframe img ins kbd li main mark nav noscript ol p picture pre q ruby rp rt s samp section': '',
      'small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var': '',
      'wbr video': '',
    }),
    removedAttributes: names('on* data-* id style class width height allow'),
    otherwise: 'drop',
    urls: {
      ...anyUrl,
      schemes: names('http https magnet mailto tel'),
      blockedBecomes: 'path',
      dataPrefixes: 'webp gif jpg png svg'.split(' ').map((type) => `data:image/${type};base64,`),
    },
    added: [
      { element: 'a', having: ['href'], attributes: { rel: 'noopener noreferrer', target: '_blank' } },
      { element: 'img', having: ['src', 'srcset'], attributes: { referrerpolicy: 'no-referrer', loading: 'lazy' } },
      { element: 'iframe', having: null, attributes: { sandbox: 'allow-scripts' } },
    ],
    wrapped: { iframe: 'embed-responsive' },
  },
  list: {
    date: 'published',
    byline: 'all',
    text: { from: 'content', length: 250, mark: '…' },
    picture: [],
    attachments: {
      layout: 'open',
      pictures: 'if-no-picture',
      enclosures: 'all',
      hasCaptions: true,
      linksMedia: true,
    },
  },
  layout: 'panes',
  viewport: {
    desktop: 'Feeds on the left, titles with excerpts above, the article below them.',
    phone: 'Titles with excerpts. An article opens below its title.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#f5f5f5',
      text: '#333333',
      muted: '#6b6b6b',
      link: '#257aa7',
      border: '#dddddd',
    },
    dark: {
      background: '#222222',
      surface: '#303030',
      text: '#cccccc',
      muted: '#909090',
      link: '#b3b3ff',
      border: '#484848',
    },
    interfaceFont: '"Segoe UI", system-ui, Ubuntu, sans-serif',
    articleFont: '"Segoe UI", system-ui, Ubuntu, sans-serif',
    fontSizePixels: 14,
    lineHeight: 1.5,
    textWidthPixels: null,
    showsPicture: false,
    showsExcerpt: true,
  },
};
