/** Compares the tables of docs/formats.md with a feed that has every field: the tables list every element, and no other. */
import { readFileSync } from 'node:fs';
import { parseXml, XmlElement, XmlProcessingInstruction } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { renderAtom } from '../../src/render/feed/atom.ts';
import { renderJson } from '../../src/render/feed/json-feed.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { richFeed } from './sample.ts';

/** The names for each format, from a table or from a feed. */
type Names = ReadonlySet<string>;

const document = readFileSync('docs/formats.md', 'utf8');
const columns = { rss: 1, atom: 2, json: 3 } as const;

/** The names in one column of one table. */
function documented(heading: string, column: number): Names {
  const part = document.split(/^## /m).find((it) => it.startsWith(`${heading}\n`)) ?? '';
  const rows = part
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what |') && !line.startsWith('| -'));
  return new Set(rows.flatMap((row) => namesOf(row.split('|')[column + 1] ?? '')));
}

/** `a` `/b` `@c` are `a`, `a/b` and `a/b@c`; a second `/d` is inside `a` again. */
function namesOf(cell: string): readonly string[] {
  let [base, last] = ['', ''];
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
    if (name.startsWith('@')) return `${last}${name}`;
    base = name.startsWith('/') ? base : name;
    last = name.startsWith('/') ? `${base}${name}` : name;
    return last;
  });
}

interface Rendered {
  readonly feed: Names;
  readonly entry: Names;
}

/** The paths below `head`, and those below its entries, as the document writes them. */
function namesOfXml(text: string, { head, item }: { readonly head: string; readonly item: string }): Rendered {
  const [feed, entry] = [new Set<string>(), new Set<string>()];
  const visit = (
    element: XmlElement,
    { above, into }: { readonly above: string; readonly into: Set<string> },
  ): void => {
    const name = named(element);
    const target = name === item ? entry : into;
    const path = above === '' ? name : `${above}/${name}`;
    target.add(path);
    for (const attribute of Object.keys(element.attributes)) {
      if (attribute !== 'rel' && !attribute.startsWith('xmlns')) target.add(`${path}@${attribute}`);
    }
    const inside = name === 'rss' || name === head || name === item ? '' : path;
    for (const child of element.children)
      if (child instanceof XmlElement) visit(child, { above: inside, into: target });
  };
  const parsed = parseXml(text, { preserveDocumentType: true });
  for (const node of parsed.children) if (node instanceof XmlProcessingInstruction) feed.add(node.name);
  if (parsed.root !== null) visit(parsed.root, { above: '', into: feed });
  return { feed, entry };
}

function named({ name, attributes }: XmlElement): string {
  const { rel } = attributes;
  return rel === undefined ? name : `${name}[${rel}]`;
}

function namesOfJson(text: string): Rendered {
  const { items, ...top } = JSON.parse(text) as { readonly items: readonly unknown[] };
  return { feed: new Set(keysOf(top, '')), entry: new Set(['items', ...keysOf(items, '')]) };
}

function keysOf(value: unknown, above: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((it) => keysOf(it, above));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}/${key}`;
    return [path, ...keysOf(inner, path)];
  });
}

const rendered = {
  rss: namesOfXml(renderRss(richFeed), { head: 'channel', item: 'item' }),
  atom: namesOfXml(renderAtom(richFeed), { head: 'feed', item: 'entry' }),
  json: namesOfJson(renderJson(richFeed)),
};

describe.each(['rss', 'atom', 'json'] as const)('%s', (format) => {
  test.each([
    ['The feed', 'feed'],
    ['An entry', 'entry'],
  ] as const)(
    '%s: all that is rendered is in the document, and all that is in the document is rendered',
    (heading, part) => {
      expect([...documented(heading, columns[format])].sort()).toEqual([...rendered[format][part]].sort());
    },
  );
});

test('the comparison finds a missing row and a superfluous one', () => {
  expect(namesOf('`a` `/b` `@c` `/d`, `e`')).toEqual(['a', 'a/b', 'a/b@c', 'a/d', 'e']);
  const { feed, entry } = namesOfXml('<?p q?><rss v="1"><channel><l rel="x" h=""/><item><t/></item></channel></rss>', {
    head: 'channel',
    item: 'item',
  });
  expect([[...feed], [...entry]]).toEqual([
    ['p', 'rss', 'rss@v', 'channel', 'l[x]', 'l[x]@h'],
    ['item', 't'],
  ]);
});
