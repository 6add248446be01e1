/**
 * NetNewsWire, on the Mac and on iPhone. Learnt from Shared/Article Rendering/main.js of NetNewsWire after 6.2 (commit 0b2c9c4).
 * It shows the HTML of the feed in a web view, and only changes what would break its layout.
 */

import { unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

export const netNewsWire: Reader = {
  id: 'netnewswire',
  name: 'NetNewsWire',
  url: 'https://netnewswire.com/',
  version: '6.2',
  format: 'rss',
  source: 'content',
  content: {
    ...unchanged,
    removedAttributes: ['autoplay'],
    dropped: ['script', 'style'],
    added: [{ element: 'video', having: null, attributes: { playsinline: '', controls: '' } }],
    wrapped: { iframe: 'iframeWrap', table: 'nnw-overflow' },
  },
  list: {
    date: 'published',
    byline: 'all',
    text: { from: 'content', length: 300, mark: '' },
    picture: [],
    attachments: { layout: 'open', pictures: 'none', enclosures: 'none', hasCaptions: false, linksMedia: false },
  },
  layout: 'panes',
  viewport: {
    desktop: 'Three columns: feeds, titles with excerpts, and the article.',
    phone: 'Titles with two lines of text. An article replaces the list.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#f6f6f6',
      text: '#1d1d1f',
      muted: '#6e6e73',
      link: '#086aee',
      border: '#d9d9d9',
    },
    dark: {
      background: '#1e1e1e',
      surface: '#262626',
      text: '#e4e4e6',
      muted: '#98989d',
      link: '#5e9ef4',
      border: '#3d3d3d',
    },
    interfaceFont: '-apple-system, "SF Pro Text", system-ui, sans-serif',
    articleFont: '-apple-system, "SF Pro Text", system-ui, sans-serif',
    fontSizePixels: 18,
    lineHeight: 1.6,
    textWidthPixels: 700,
    showsPicture: false,
    showsExcerpt: true,
  },
};
