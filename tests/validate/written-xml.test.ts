/** The quick reader of our own XML: it reads a document only if an XML parser reads the same elements. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { element, renderXml, textElement } from '../../src/render/feed/xml.ts';
import { readWrittenXml } from '../../src/validate/xml/written-xml.ts';
import { type FeedElement, readXmlTree } from '../../src/validate/xml/xml-tree.ts';
import { entry, feed } from '../render/sample.ts';

/** Only the parser knows offsets, so they make `readXmlTree` use it. */
function readBoth(xml: string) {
  return [false, true].map((offsets) => {
    const tree = readXmlTree(xml, { offsets });
    return 'root' in tree ? tree.elements.map(shown) : tree.message;
  });
}

function shown({ name, written, namespace, attributes, text, parent, children }: FeedElement) {
  const inside = children.map((child) => child.name);
  return { name, written, namespace, attributes: { ...attributes }, text, parent: parent?.name, inside };
}

const long = { ...entry, contentHtml: `<p>${'Terns & gulls, “early” \r\n\t'.repeat(200)}</p>` };
const styled = {
  ...feed,
  stylesheet: 'feed.css?a=1&b=2',
  entries: [entry, { ...long, id: 'tag:courier.example,2026:b' }],
};

test.each([
  ['RSS', renderRss(styled)],
  ['Atom', renderAtom(styled)],
  ['an element without children', renderXml(element('a', {}))],
  ['references and spaces', renderXml(element('a', { b: ' \t\n\r"&<>' }, textElement('c', ' \n\r"&<>]]> ')))],
])('reads what we write: %s', (_name, xml) => {
  expect(readWrittenXml(xml)).not.toBeNull();
  const [quick, parsed] = readBoth(xml);
  expect(quick).toEqual(parsed);
});

const start = '<?xml version="1.0" encoding="utf-8"?>\n';

test.each([
  ['no declaration', '<a/>'],
  ['a DOCTYPE', `${start}<!DOCTYPE a><a/>`],
  ['a comment', `${start}<a><!-- b --></a>`],
  ['CDATA', `${start}<a><![CDATA[b]]></a>`],
  ['an instruction', `${start}<a><?b?></a>`],
  ['an instruction with NUL in a style sheet', `${start}<?xml-stylesheet type="text/css" href="\0"?>\n<a/>`],
  ['another reference', `${start}<a>&amp;</a>`],
  ['a reference to a character that XML forbids', `${start}<a>&#x0;</a>`],
  ['a bare ampersand', `${start}<a>b & c</a>`],
  ['a bare ampersand in an attribute', `${start}<a b="c & d"/>`],
  ['the end of CDATA', `${start}<a>]]></a>`],
  ['NUL', `${start}<a>\0</a>`],
  ['a noncharacter that XML forbids', `${start}<a>\uffff</a>`],
  ['a lone surrogate', `${start}<a>\ud800</a>`],
  ['a carriage return', `${start}<a>\r\n</a>`],
  ['a line break in an attribute', `${start}<a b="\n"/>`],
  ['an attribute twice', `${start}<a b="c" b="c"/>`],
  ['an attribute in single quotes', `${start}<a b='c'/>`],
  ['an end tag with an attribute', `${start}<a></a b="c">`],
  ['an end tag that ends nothing', `${start}<a/></a>`],
  ['crossed tags', `${start}<a><b></a></b>`],
  ['no end', `${start}<a>`],
  ['no root', start],
  ['two roots', `${start}<a/><b/>`],
  ['text after the root', `${start}<a/>b`],
  ['a no-break space after the root', `${start}<a/>\u00a0`],
  ['text before the root', `${start}b<a/>`],
  ['two colons', `${start}<a:b:c/>`],
  ['a name that begins with a digit', `${start}<1/>`],
  ['very deep nesting', `${start}${'<a>'.repeat(30)}${'</a>'.repeat(30)}`],
])('leaves to the parser: %s', (_name, xml) => {
  expect(readWrittenXml(xml)).toBeNull();
});

test('a prefix that is not declared is still reported', () => {
  const [quick, parsed] = readBoth(`${start}<a><b:c/></a>`);
  expect(quick).toBe('the prefix of "b:c" is not declared');
  expect(parsed).toBe(quick);
});

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ' ',
    '\r',
    '\0',
    '\uffff',
    '\ud800',
    ']]>',
    '<!-- a -->',
    '<![CDATA[a]]>',
    '</item>',
  ],
  ...[
    '<a/>',
    '<q:a/>',
    ' xmlns:q="a"',
    ' xmlns="a"',
    '&amp;',
    '&#65;',
    '&#x0;',
    '&#x26;',
    '?>',
    '',
    ':',
    '\u00a0',
    '\ufeff',
  ],
);

test('whatever is changed in a feed, both readers say the same', () => {
  const feeds = [renderRss(styled), renderAtom(styled)];
  const change = fc.record({ which: fc.nat(1), at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(5), piece });
  const check = ({ which, at, cut, piece: added }: { which: number; at: number; cut: number; piece: string }) => {
    const xml = feeds[which] ?? '';
    const position = Math.floor(at * xml.length);
    const [quick, parsed] = readBoth(xml.slice(0, position) + added + xml.slice(position + cut));
    expect(quick).toEqual(parsed);
  };
  fc.assert(fc.property(change, check), { numRuns: 500 });
});
