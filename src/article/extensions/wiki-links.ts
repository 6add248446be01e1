/** Obsidian's links between notes: `[[Page|label]]` becomes the label, and `![[picture.jpg]]` a picture. https://help.obsidian.md/links */
import type { Marked, Tokens } from 'marked';
import { fileTypeOf } from '../../model/media-type.ts';
import { articleMark } from '../tree/link-marks.ts';

const form = /^(!?)\[\[([^[\]\n|\s][^[\]\n|]{0,300})(?:\|([^[\]\n]{0,300}))?\]\](?![([:])/;

/** Adds these links to a Markdown parser. An embedded file that is not a picture becomes its name. */
export function useWikiLinks(marked: Marked): void {
  marked.use({
    extensions: [
      {
        name: 'wikiLink',
        level: 'inline',
        tokenizer(source) {
          const [raw, bang, page = '', label = ''] = form.exec(source) ?? [];
          if (raw === undefined) return undefined;
          const file = page.replace(/#.*$/s, '').trim();
          return bang === '!' && fileTypeOf(file)?.kind === 'picture'
            ? pictureToken({ raw, file, label: label.trim() })
            : bang === '!' || page.startsWith('#')
              ? textToken(raw, label.trim() || shownName(page))
              : linkToken({ raw, page: page.trim(), text: label.trim() || shownName(page) });
        },
      },
    ],
  });
}

/** The text shown for a link without a label: `Page > Heading` for `Page#Heading`. */
function shownName(page: string): string {
  return page.trim().replace(/^#/, '').replace(/#\^?/g, ' > ');
}

function linkToken({ raw, page, text }: { readonly raw: string; readonly page: string; readonly text: string }) {
  return { type: 'link', raw, href: articleMark(page), title: null, text, tokens: [textToken(text, text)] };
}

function textToken(raw: string, text: string): Tokens.Text {
  return { type: 'text', raw, text, escaped: false };
}

/** A picture. The label is its alt text, unless it is a size. */
function pictureToken({ raw, file, label }: { readonly raw: string; readonly file: string; readonly label: string }) {
  const text = /^\d{1,5}(?:x\d{1,5})?$/.test(label) ? '' : label;
  return { type: 'image', raw, href: encodeURI(file.toWellFormed()), title: null, text };
}
