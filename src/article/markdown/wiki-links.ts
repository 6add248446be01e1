/** Links between the notes of Obsidian: `[[Page|words]]` is its words, `![[picture.jpg]]` a picture. https://help.obsidian.md/links */
import type { Marked, Tokens } from 'marked';
import { fileTypeOf } from '../../model/media-type.ts';

const form = /^(!?)\[\[([^[\]\n|\s][^[\]\n|]{0,300})(?:\|([^[\]\n]{0,300}))?\]\](?![([:])/;

/** Teaches a Markdown reader these links; what is embedded and no picture is its name. */
export function useWikiLinks(marked: Marked): void {
  marked.use({
    extensions: [
      {
        name: 'wikiLink',
        level: 'inline',
        tokenizer(source) {
          const [raw, bang, page = '', label = ''] = form.exec(source) ?? [];
          if (raw === undefined) return undefined;
          return bang === '!' && fileTypeOf(page.trim())?.kind === 'picture'
            ? pictureToken({ raw, file: page.trim(), label: label.trim() })
            : textToken(raw, label.trim() || shownName(page));
        },
      },
    ],
  });
}

/** `Page#Heading` is shown as `Page > Heading`. */
function shownName(page: string): string {
  return page.trim().replace(/^#/, '').replace(/#\^?/g, ' > ');
}

function textToken(raw: string, text: string): Tokens.Text {
  return { type: 'text', raw, text, escaped: false };
}

/** Words behind the bar are those for who cannot see it, unless they are its size. */
function pictureToken({ raw, file, label }: { readonly raw: string; readonly file: string; readonly label: string }) {
  const text = /^\d{1,5}(?:x\d{1,5})?$/.test(label) ? '' : label;
  return { type: 'image', raw, href: encodeURI(file.toWellFormed()), title: null, text };
}
