/** Checks that elements of HTML are nested correctly (HTML, 13.1.2). Programs repair wrong nesting, each in its own way. */
import type { HtmlFinding, Tag } from './html-scan.ts';

/** How many levels are checked. Browsers give up at about 500. */
const maximumDepth = 200;

/** Returns tags without their counterpart, and elements inside others that must not contain them. */
export function nestingFindings(tags: readonly Tag[]): readonly HtmlFinding[] {
  const open: Tag[] = [];
  const findings: HtmlFinding[] = [];
  for (const tag of tags) {
    const phrase = tag.closing ? end(open, tag) : begin(open, tag);
    if (phrase !== null) findings.push({ phrase, source: tag.source });
    if (open.length > maximumDepth)
      return [...findings, { phrase: `elements nested more than ${maximumDepth} deep`, source: tag.source }];
  }
  const left = open.filter(({ name }) => !endsBefore.has(name));
  return [...findings, ...left.map(({ source }) => ({ phrase: 'elements without an end tag', source }))];
}

function namesIn(list: string): readonly string[] {
  return list.split(' ');
}

const blocks: ReadonlySet<string> = new Set(
  namesIn(
    'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 ' +
      'h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul',
  ),
);

/** Elements that need no end tag, and the elements that end them (HTML, 13.1.2.4). */
const endsBefore: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['p', [...blocks]],
    ['li', ['li']],
    ['dt', ['dt', 'dd']],
    ['dd', ['dt', 'dd']],
    ['rt', ['rt', 'rp']],
    ['rp', ['rt', 'rp']],
    ['option', ['option', 'optgroup']],
    ['optgroup', ['optgroup']],
    ['caption', namesIn('colgroup thead tbody tfoot tr')],
    ['colgroup', namesIn('thead tbody tfoot tr')],
    ['thead', ['tbody', 'tfoot']],
    ['tbody', ['tbody', 'tfoot']],
    ['tfoot', ['tbody']],
    ['tr', namesIn('tr tbody tfoot')],
    ['td', namesIn('td th tr tbody tfoot')],
    ['th', namesIn('td th tr tbody tfoot')],
  ].map(([name, enders]) => [String(name), new Set(enders)] as const),
);

/** The elements that each part of a table may be in. */
const holders: ReadonlyMap<string, readonly string[]> = new Map([
  ['caption', ['table']],
  ['colgroup', ['table']],
  ['col', ['colgroup', 'table']],
  ['thead', ['table']],
  ['tbody', ['table']],
  ['tfoot', ['table']],
  ['tr', namesIn('table thead tbody tfoot')],
  ['td', ['tr']],
  ['th', ['tr']],
]);

const voidElements = new Set(namesIn('area base br col embed hr img input link meta param source track wbr'));

export function isVoid(name: string): boolean {
  return voidElements.has(name);
}

function begin(open: Tag[], tag: Tag): string | null {
  if (!tag.foreign) {
    while (endsBefore.get(open.at(-1)?.name ?? '')?.has(tag.name)) open.pop();
  }
  const phrase = tag.foreign ? null : misplaced(open, tag);
  if (!tag.selfClosed && !isVoid(tag.name)) open.push(tag);
  return phrase;
}

function end(open: Tag[], { name }: Tag): string | null {
  const at = open.findLastIndex((it) => it.name === name);
  if (at === -1) return 'end tags without a start tag';
  const inside = open.splice(at).slice(1);
  return inside.every((it) => endsBefore.has(it.name)) ? null : 'end tags before those of inner elements';
}

function misplaced(open: Tag[], { name }: Tag): string | null {
  const holder = open.at(-1)?.name ?? '';
  const wanted = holders.get(name);
  if (wanted !== undefined)
    return wanted.includes(holder) || holder === 'template' ? null : 'misplaced parts of a table';
  if (isPartOfTable(holder)) return 'elements in a table but in no cell of it';
  if (alone.has(name) && open.some((it) => it.name === name)) return `elements "${name}" inside each other`;
  return blocks.has(name) ? inParagraph(open) : null;
}

const alone = new Set(['a', 'button', 'form']);

function isPartOfTable(name: string): boolean {
  return name === 'table' || (holders.has(name) && !/^(?:caption|td|th)$/.test(name));
}

/** A block ends a paragraph, so it cannot be inside an inline element of one. */
function inParagraph(open: Tag[]): string | null {
  const at = open.findLastIndex(({ name }) => name === 'p' || /^(?:button|caption|object|table|td|th)$/.test(name));
  if (open[at]?.name !== 'p') return null;
  open.splice(at);
  return 'blocks inside inline elements of a paragraph';
}
