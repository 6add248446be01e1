/**
 * Fluent Reader, on Windows, Mac and Linux. Learnt from the source of Fluent Reader 1: dist/article/article.js and
 * src/scripts/models/item.ts (commit 06757d0). It shows the HTML of the feed in a web view in which scripts do not run.
 */

import { unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

export const fluentReader: Reader = {
  id: 'fluent-reader',
  name: 'Fluent Reader',
  url: 'https://hyliu.me/fluent-reader/',
  version: '1',
  format: 'rss',
  source: 'content',
  content: { ...unchanged, removedAttributes: ['on*'], dropped: ['script'] },
  list: {
    date: 'published',
    byline: 'first',
    text: { from: 'content', length: 325, mark: '' },
    picture: ['media', 'content'],
    attachments: { layout: 'open', pictures: 'none', enclosures: 'none', hasCaptions: false, linksMedia: false },
  },
  layout: 'pages',
  viewport: {
    desktop: 'Cards with a picture, a title and an excerpt. An article opens over them.',
    phone: 'It runs on computers only. In a narrow window, the cards are in one column.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#f3f2f1',
      text: '#201f1e',
      muted: '#605e5c',
      link: '#0078d4',
      border: '#edebe9',
    },
    dark: {
      background: '#1f1f1f',
      surface: '#2d2d2d',
      text: '#f3f2f1',
      muted: '#a19f9d',
      link: '#4aa3e8',
      border: '#3b3a39',
    },
    interfaceFont: '"Segoe UI", system-ui, "Helvetica Neue", sans-serif',
    articleFont: '"Segoe UI", system-ui, "Helvetica Neue", sans-serif',
    fontSizePixels: 16,
    lineHeight: 1.6,
    textWidthPixels: 700,
    showsPicture: true,
    showsExcerpt: true,
  },
};
