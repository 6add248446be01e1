/** Reads the body of an item of an agency in JSON: HTML, escaped HTML, NITF or plain text. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { textContent } from '../agency/contents.ts';
import type { Fields } from '../story/field.ts';
import { foldSpaces } from '../text/spaces.ts';
import { addCredit } from '../tree/figures.ts';
import { readHtml } from '../tree/html-tree.ts';
import { cutAtPaywall } from '../tree/paywall.ts';
import { decodeHtmlText, hasParagraphs } from '../tree/plain-text.ts';
import { elementsOf, findElement, removeElements } from '../tree/walk.ts';
import { itemsOf, lineAt, textIn, valueIn } from './json-item.ts';

const empty: Root = { type: 'root', children: [] };

/** The first body with a text, from the richest form to the plainest. Empty if there is none. */
export function bodyOfNinjs(item: Fields): Root {
  for (const { text, form } of bodiesOf(item)) {
    const content = readers[form](text);
    if (hasParagraphs(content) || elementsOf(content).some(({ tagName }) => tagName === 'img')) return content;
  }
  return empty;
}

/** True if there is a text that is not blank. */
export function hasNinjsBody(item: Fields): boolean {
  return bodiesOf(item).length > 0;
}

type Form = 'html' | 'text' | 'nitf';

interface Body {
  readonly text: string;
  readonly form: Form;
}

const readers: Readonly<Record<Form, (text: string) => Root>> = { html: readMarkup, text: readText, nitf: readNitf };

/** The keys of ninjs 1, and what they contain. */
const keys: readonly (readonly [key: string, form: Form])[] = [
  ['body_html', 'html'],
  ['body_xhtml', 'html'],
  ['body_html5', 'html'],
  ['body_richhtml5', 'html'],
  ['body', 'html'],
  ['body_text', 'text'],
  ['body_nitf', 'nitf'],
];

/** All bodies, the best first. */
function bodiesOf(item: Fields): readonly Body[] {
  const listed = itemsOf(valueIn(item, 'bodies') ?? listIn(item, 'body')).flatMap(bodyWithRank);
  const single = keys.flatMap(([key, form]) => {
    const text = textIn(valueIn(item, key));
    return text === null ? [] : [{ text, form }];
  });
  return [...listed.toSorted((a, b) => a.rank - b.rank), ...single];
}

function listIn(item: Fields, key: string): unknown {
  const value = valueIn(item, key);
  return typeof value === 'object' ? value : undefined;
}

/** The roles of the body in all its forms. Other texts, such as a box with facts, have roles of their own. */
const storyRoles = /^(?:|main|body|story|text|plain|fulltext|web|.*html5?|rich.*|.*nitf|full.*)$/;
/** Texts that are shown elsewhere. */
const otherRoles = /summary|teaser|caption|abstract|headline|credit|social|push/;

const ranks: Readonly<Record<Form, number>> = { html: 0, text: 1, nitf: 2 };

function bodyWithRank(item: Fields): readonly (Body & { readonly rank: number })[] {
  const text = textIn(valueIn(item, 'value', 'text'));
  const role = (lineAt(item, 'role', 'name') ?? '').toLowerCase();
  if (text === null || otherRoles.test(role)) return [];
  const form = formOf(role, (lineAt(item, 'contenttype', 'mimetype') ?? '').toLowerCase());
  return [{ text, form, rank: ranks[form] + (storyRoles.test(role) ? 0 : 3) }];
}

function formOf(role: string, type: string): Form {
  if (/html/.test(`${role} ${type}`)) return 'html';
  return /nitf|xml/.test(`${role} ${type}`) ? 'nitf' : 'text';
}

const blockTag =
  /<\/?(?:p|div|br|hr|table|t[dhr]|[uod]l|li|h[1-6]|hl[12]|blockquote|pre|figure|section|article|body|block|body\.content)(?:\s[^<>]*)?\/?>/i;
const anyTag = /<\/?[a-z][\w.-]*(?:\s[^<>]*)?\/?>/i;
const escapedTag = /&lt;\/?(?:p|div|br|table|[uo]l|h[1-6]|blockquote|body|html|block)(?:\s[^<>]{0,100}?)?\/?&gt;/i;

/** Reads HTML. It may be escaped once more than it should be, or be a text with blank lines between its paragraphs. */
function readMarkup(written: string): Root {
  const text = written.replace(/\r\n?/g, '\n');
  const html = !anyTag.test(text) && escapedTag.test(text) ? decodeHtmlText(text) : text;
  if (/<body\.content[\s>]/.test(html)) return readNitf(html);
  if (blockTag.test(html)) return readTree(html);
  const paragraphs = html.split(/\n[ \t]*\n/).filter((paragraph) => paragraph.trim() !== '');
  return readTree(paragraphs.map((paragraph) => `<p>${paragraph.trim()}</p>`).join('\n'));
}

/** Reads plain text with character references. Some agencies write HTML there. */
function readText(written: string): Root {
  const text = written.replace(/\r\n?/g, '\n');
  if (blockTag.test(text) || escapedTag.test(text)) return readMarkup(text);
  return textContent(decodeHtmlText(text));
}

/** Reads the content of NITF. */
function readNitf(written: string): Root {
  const start = written.search(/<body\.content[\s>]/);
  const end = written.lastIndexOf('</body.content>');
  if (start === -1) return blockTag.test(written) ? readTree(written) : empty;
  return readTree(written.slice(start, end < start ? undefined : end));
}

/** The tags of NITF that have another name in HTML. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['body.content', 'div'],
  ['block', 'div'],
  ['hl1', 'h2'],
  ['hl2', 'h3'],
]);

/** Parses HTML with tags of NITF in it. TT writes the line above the text, whose class is `dat`, without spaces. */
function readTree(html: string): Root {
  const tree = storyIn(asHtml(html));
  for (const element of elementsOf(tree)) {
    element.tagName = renamed.get(element.tagName) ?? element.tagName;
    if (element.tagName === 'figure') nameCredit(element);
    if (hasClass(element, 'dat'))
      element.children = element.children.flatMap((it) => [it, { type: 'text', value: ' ' }]);
  }
  return tree;
}

/** The text of a fragment, or of a whole page: its only article, or else its body. */
function storyIn(html: string): Root {
  const isPage = /<(?:html|head|body)[\s>]/i.test(html);
  const tree = cutAtPaywall(readHtml(html, isPage ? 'document' : 'fragment'));
  if (!isPage) return tree;
  const elements = elementsOf(tree);
  const articles = elements.filter(({ tagName }) => tagName === 'article');
  const body = elements.find(({ tagName }) => tagName === 'main') ?? elements.find(({ tagName }) => tagName === 'body');
  const scope = (articles.length === 1 ? articles[0] : body) ?? tree;
  return { type: 'root', children: scope.children.filter(({ type }) => type !== 'doctype') as Root['children'] };
}

/** TT writes the credit of a picture as a byline in its figure. */
function nameCredit(figure: Element): void {
  const byline = findElement(figure, (it) => hasClass(it, 'byline'));
  const figcaption = findElement(figure, ({ tagName }) => tagName === 'figcaption');
  const credit = byline === null ? '' : foldSpaces(textOf(byline));
  if (byline === null || figcaption === null || credit === '') return;
  removeElements(figure, (it) => it === byline);
  addCredit(figcaption, credit);
}

function hasClass({ properties }: Element, name: string): boolean {
  return String(properties['className'] ?? '') === name;
}

/** An element of XML without content, which HTML would leave open. */
const emptyElement = /<([a-z][\w.-]*)((?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'))?)*)\s*\/>/gi;

/** The elements of HTML that never have content. */
const voids: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Writes XML as HTML: closes empty elements, and unwraps CDATA sections. */
function asHtml(xml: string): string {
  const plain = xml.includes('<![CDATA[') ? xml.replace(/<!\[CDATA\[|\]\]>/g, '') : xml;
  return plain.replace(emptyElement, (tag, name: string, attributes: string) =>
    voids.has(name.toLowerCase()) ? tag : `<${name}${attributes}></${name}>`,
  );
}
