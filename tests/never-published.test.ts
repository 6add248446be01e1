/** `docs/never-published.md` lists every mark, hidden part and guard that the program knows. `UPDATE_DOCS=1` updates its tables. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldAliases } from '../src/article/front-matter/aliases.ts';
import { otherWords } from '../src/article/front-matter/other-keys.ts';
import { hiddenForms } from '../src/article/marks/hidden-parts.ts';
import { type MarkRow, markRows } from '../src/article/marks/marks.ts';
import type { MarkMeaning } from '../src/article/story/found-mark.ts';
import { isDraftPath } from '../src/article/story/path.ts';
import { paywallMarks } from '../src/article/tree/paywall.ts';

const path = 'docs/never-published.md';

const effects: Readonly<Record<MarkMeaning | 'public' | 'error', string>> = {
  out: 'held back',
  members: 'only the text above the [paywall](#hidden-parts); without one, held back',
  unlisted: 'unlisted',
  excerpt: 'only the summary in feeds',
  pageless: 'published, with a warning',
  listed: 'published, with a warning',
  part: '',
  public: 'published',
  error: 'held back, with an error',
};

const quote = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;
const shownWord = (word: string) => quote({ yes: 'true', no: 'false' }[word] ?? word);

/** The values of a row, by what they do: `true`: held back. Values that publish are listed only if all others do not. */
function valuesOf({ values, otherwise }: MarkRow): string {
  const isListed = (meaning: string) =>
    meaning === 'public' ? otherwise !== 'error' && otherwise !== 'public' : meaning !== otherwise;
  const named = Object.entries(values).filter(([, meaning]) => isListed(meaning));
  const groups = [...new Set(named.map(([, meaning]) => meaning))].map((meaning) => {
    const words = named.filter(([, it]) => it === meaning).map(([word]) => shownWord(word));
    return `${words.join(', ')}: ${effects[meaning]}`;
  });
  const others = otherwise === 'error' ? 'a value that cannot be read' : 'any other value';
  return [...groups, ...(otherwise === 'public' ? [] : [`${others}: ${effects[otherwise]}`])].join('; ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const unclosed = { hidden: 'all of the text below, with a warning', text: 'nothing' } as const;

function partsTable(): readonly string[] {
  const forms = hiddenForms.map(({ opens, closes, tool, unclosed: rest }) =>
    row([
      closes === '\n' ? `${quote(opens)} to the end of the line` : `${quote(opens)} … ${quote(closes)}`,
      tool,
      closes === '\n' ? 'nothing' : unclosed[rest],
    ]),
  );
  return [row(['what is hidden', 'tool', 'hidden if it is never closed']), row(['---', '---', '---']), ...forms];
}

function tables(): Readonly<Record<string, string>> {
  return {
    marks: [
      row(['keys', 'what they do', 'tools']),
      row(['---', '---', '---']),
      ...markRows.map((it) => row([it.keys.map(quote).join(', '), valuesOf(it), it.tool])),
    ].join('\n'),
    parts: partsTable().join('\n'),
    words: [
      row(['if you write', 'you probably mean']),
      row(['---', '---']),
      ...otherWords.map(({ likely, words }) => row([words.map(quote).join(', '), quote(likely)])),
    ].join('\n'),
  };
}

test('docs/never-published.md contains the tables', () => {
  const page = readFileSync(path, 'utf8');
  const wanted = Object.entries(tables()).reduce((text, [name, table]) => {
    const place = new RegExp(`(<!-- Made from the table of ${name}\\. -->\n)[\\s\\S]*?(<!-- End of ${name}\\. -->)`);
    return text.replace(place, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, page);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
  for (const table of Object.values(tables())) expect(wanted).toContain(table);
});

test('docs/never-published.md lists the keys with dates, the file names and the paywalls', () => {
  const page = readFileSync(path, 'utf8');
  const keys = [fieldAliases.embargo, fieldAliases.expires, fieldAliases.withdrawn].flat();
  for (const key of [...keys, ...paywallMarks.map((mark) => `<!--${mark}-->`)]) expect(page).toContain(quote(key));
  for (const name of ['_drafts/a.md', '_name.md', '.name.md']) {
    expect(page).toContain(quote(name.replace(/^_drafts\/.*/, '_drafts')));
    expect(isDraftPath(name)).toBe(true);
  }
});
