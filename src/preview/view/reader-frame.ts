/** Renders the document in which the preview shows an article as a feed reader does. It is shown in a sandboxed frame. Pure. */

import type { Channel } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { inLanguage } from '../../render/page/context.ts';
import { type Markup, type Part, sanitisedHtml, tag } from '../../render/page/tag.ts';
import { timeElement } from '../../render/page/time.ts';
import type { Colours, Reader } from '../readers/reader.ts';
import { showAs } from '../readers/show-as.ts';
import { type Serving, withLocalLinks } from './local-urls.ts';

export type Theme = 'light' | 'dark';

export interface FrameContext {
  readonly channel: Channel;
  readonly serving: Serving;
  readonly theme: Theme;
}

/** A whole HTML document. The content is as safe as the reader makes it, so it needs a policy that allows no scripts. */
export function renderReaderFrame(reader: Reader, entry: Entry, { channel, serving, theme }: FrameContext): string {
  const shown = showAs(reader, entry, channel);
  const language = entry.language ?? channel.language;
  const date = timeElement(shown.date, entry, { url: entry.url ?? '', language, channel });
  const byline: readonly Part[] = shown.byline === '' ? [date] : [shown.byline, ' · ', date];
  const title: Part = entry.url === null ? shown.title : tag('a', { href: entry.url }, shown.title);
  const body = tag(
    'article',
    {},
    // A reader for terminals shows them as part of the text.
    reader.content.kind === 'text'
      ? []
      : [tag('header', {}, tag('h1', {}, title), tag('p', { class: 'byline' }, byline))],
    sanitisedHtml(shown.contentHtml),
  );
  const html = tag(
    'html',
    inLanguage(language),
    tag(
      'head',
      {},
      tag('meta', { charset: 'utf-8' }),
      tag('meta', { name: 'viewport', content: 'width=device-width' }),
      tag('title', {}, `${shown.title} in ${reader.name}`),
      tag('base', { target: '_blank' }),
      tag('style', {}, styleOf(reader, theme)),
    ),
    tag('body', {}, body),
  );
  return withLocalLinks(`<!doctype html>\n${html.html}\n`, serving);
}

/** The values come from our own table of readers. */
function styleOf({ look }: Reader, theme: Theme): Markup {
  const colours: Colours = look[theme];
  const { articleFont, interfaceFont, fontSizePixels, lineHeight, textWidthPixels } = look;
  const width = textWidthPixels === null ? 'none' : `${textWidthPixels}px`;
  return {
    html: `
:root { color-scheme: ${theme}; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.25rem; background: ${colours.background}; color: ${colours.text}; font: ${fontSizePixels}px/${lineHeight} ${articleFont}; overflow-wrap: anywhere; }
article { max-width: ${width}; margin: 0 auto; }
header { margin-bottom: 1.25em; font-family: ${interfaceFont}; }
h1 { margin: 0 0 .4em; font-size: 1.45em; line-height: 1.25; text-wrap: balance; }
h1 a { color: inherit; text-decoration: none; }
h1 a:hover { text-decoration: underline; }
.byline { margin: 0; color: ${colours.muted}; font-size: .85em; }
a { color: ${colours.link}; }
:focus-visible { outline: 2px solid ${colours.link}; outline-offset: 2px; }
img, video, iframe { max-width: 100%; height: auto; }
iframe { aspect-ratio: 16 / 9; border: 1px solid ${colours.border}; }
figure { margin: 1.2em 0; }
figcaption { margin-top: .4em; color: ${colours.muted}; font-size: .85em; }
pre { white-space: pre-wrap; font-family: ${articleFont}; }
table { border-collapse: collapse; }
td, th { padding: .25em .5em; border: 1px solid ${colours.border}; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid ${colours.border}; }
`,
  };
}
