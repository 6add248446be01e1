/** Newsboat, in a terminal. Learnt from what newsboat 2.21 prints. */
import type { Reader } from './reader.ts';

const terminal = '"DejaVu Sans Mono", Menlo, Consolas, monospace';

export const newsboat: Reader = {
  id: 'newsboat',
  name: 'Newsboat',
  url: 'https://newsboat.org/',
  version: '2.21',
  format: 'rss',
  source: 'content',
  content: { kind: 'text', widthColumns: 80 },
  list: {
    date: 'published',
    byline: 'first',
    text: { from: 'none', length: 0, mark: '' },
    picture: [],
    attachments: { layout: 'open', pictures: 'none', enclosures: 'none', hasCaptions: false, linksMedia: false },
  },
  layout: 'terminal',
  viewport: {
    desktop: 'A numbered list of titles in a terminal. An article replaces it as text, with its links listed below.',
    phone: 'The same, in an app that shows a terminal.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#0b57a4',
      text: '#1a1a1a',
      muted: '#555555',
      link: '#0b57a4',
      border: '#0b57a4',
    },
    dark: {
      background: '#101010',
      surface: '#0b3d91',
      text: '#d0d0d0',
      muted: '#a0a0a0',
      link: '#f2d024',
      border: '#0b3d91',
    },
    interfaceFont: terminal,
    articleFont: terminal,
    fontSizePixels: 15,
    lineHeight: 1.3,
    textWidthPixels: null,
    showsPicture: false,
    showsExcerpt: false,
  },
};
