/**
 * SimplePie, with which WordPress, DokuWiki and many PHP sites show feeds. Learnt from src/Sanitize.php and src/Item.php of
 * SimplePie 1.5 to 1.9, whose lists are the same.
 */

import { names, unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

export const simplePie: Reader = {
  id: 'simplepie',
  name: 'SimplePie (WordPress and others)',
  url: 'https://simplepie.org/',
  version: '1.8',
  format: 'rss',
  source: 'content',
  content: {
    ...unchanged,
    removedAttributes: names(
      'bgsound expr id style onclick onerror onfinish onmouseover onmouseout onfocus onblur lowsrc dynsrc',
    ),
    dropped: ['script', 'style'],
    unwrapped: names(
      'base blink body doctype embed font form frame frameset html iframe input marquee meta noscript object param',
    ),
    added: [
      { element: 'audio', having: null, attributes: { preload: 'none' } },
      { element: 'video', having: null, attributes: { preload: 'none' } },
    ],
  },
  list: {
    date: 'published',
    byline: 'first',
    text: { from: 'summary', length: 300, mark: ' […]' },
    picture: [],
    attachments: { layout: 'open', pictures: 'none', enclosures: 'none', hasCaptions: false, linksMedia: false },
  },
  layout: 'pages',
  viewport: {
    desktop: 'A block on the page of another site: titles with excerpts that lead to articles.',
    phone: 'The same block, as wide as the screen.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#ffffff',
      text: '#1e1e1e',
      muted: '#6c6c6c',
      link: '#0056b3',
      border: '#e0e0e0',
    },
    dark: {
      background: '#15181c',
      surface: '#15181c',
      text: '#e6e6e6',
      muted: '#a8a8a8',
      link: '#7ab8ff',
      border: '#33383f',
    },
    interfaceFont: '-apple-system, "Segoe UI", Roboto, Oxygen, Ubuntu, sans-serif',
    articleFont: 'Georgia, "Times New Roman", serif',
    fontSizePixels: 18,
    lineHeight: 1.6,
    textWidthPixels: 640,
    showsPicture: false,
    showsExcerpt: true,
  },
};
