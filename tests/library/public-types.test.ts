/** Every type in the signature of a public name is exported from the same entry point, so that callers can name it. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { entryPoints, exportsOf, type PublicName } from './public-names.ts';

interface Declarations {
  /** The text of each top-level declaration, without comments and function bodies. */
  readonly texts: ReadonlyMap<string, string>;
  /** The module in which each imported name is declared, and its name there. */
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
}

type ReadModule = (path: string) => string;
const readModule: ReadModule = (path) => readFileSync(path, 'utf8');

/** The types in the signatures of these names that are not exported themselves: `Asset of src/…/find.ts, in Published`. */
function hiddenTypes(exported: readonly PublicName[], read = readModule): readonly string[] {
  const isPublic = new Set(exported.map(({ name, module }) => `${name} of ${module}`));
  const hidden = new Map<string, string>();
  for (const { name, module } of exported) {
    const { texts, imports } = declarationsOf(module, read);
    for (const type of typesIn(texts.get(name) ?? '')) {
      const target = imports.get(type) ?? (texts.has(type) ? { name: type, module } : null);
      if (target === null || isPublic.has(`${target.name} of ${target.module}`) || isHelper(texts.get(type))) continue;
      hidden.set(`${target.name} of ${target.module}`, `${target.name} of ${target.module}, in ${name}`);
    }
  }
  return [...hidden.values()].sort();
}

/** Whether a type is a generic helper, which only its own module uses. */
function isHelper(text = ''): boolean {
  return /^type \w+</.test(text.trim());
}

function declarationsOf(path: string, read: ReadModule): Declarations {
  const text = read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const imports = new Map<string, { module: string; name: string }>();
  for (const [, list = '', from = ''] of text.matchAll(/^import (?:type )?\{([^}]*)\} from '(\.[^']+)';/gm)) {
    for (const item of list.split(',')) {
      const [name = '', local = name] = item
        .trim()
        .replace(/^type /, '')
        .split(' as ');
      imports.set(local, { module: join(dirname(path), from), name });
    }
  }
  return { texts: declarationTexts(text), imports };
}

/** The signature of each declaration, which ends before the next line that begins with a letter. */
function declarationTexts(text: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const start = /^(?:export )?(?:declare )?(?:async )?(interface|type|function|const|class) (\w+)/;
  for (const part of text.split(/\n(?=[a-z])/)) {
    const [, kind = '', name = ''] = start.exec(part) ?? [];
    if (name === '') continue;
    texts.set(name, `${texts.get(name) ?? ''} ${signatureOf(kind, part)}`);
  }
  return texts;
}

function signatureOf(kind: string, part: string): string {
  if (kind === 'function') return part.replace(/ \{\n[\s\S]*$/, '');
  if (kind === 'const') return /^[^=]*/.exec(part)?.[0] ?? '';
  if (kind === 'class') return part.replace(/ \{\n {4}[\s\S]*?\n {2}\}/g, '');
  return part;
}

/** The names that begin with a capital letter, except in strings, property names and qualified names. */
function typesIn(signature: string): readonly string[] {
  const code = signature.replace(/'[^']*'/g, "''");
  return [...new Set([...code.matchAll(/(?<![\w.'])[A-Z]\w*(?!\w|\??:)/g)].map(([name]) => name))];
}

test.each(entryPoints)('$specifier exports all types of its signatures', (entry) => {
  expect(exportsOf(entry).length).toBeGreaterThan(0);
  expect(hiddenTypes(exportsOf(entry))).toEqual([]);
});

test('a type that is not exported is reported: of a field, a parent, a parameter, and of the same module', () => {
  const all = entryPoints.flatMap(exportsOf);
  for (const name of ['Asset', 'Statements', 'PublishOptions', 'Leaving']) {
    const found = hiddenTypes(all.filter((it) => it.name !== name));
    expect(found.map((line) => line.split(' ')[0])).toEqual([name]);
  }
});

test('every public function declares its return type', () => {
  const functions = entryPoints.flatMap(exportsOf).flatMap(({ name, module }) => {
    const signature = declarationsOf(module, readModule).texts.get(name) ?? '';
    return signature.includes(`function ${name}`) ? [{ name, isTyped: /\): \S/.test(signature) }] : [];
  });
  expect(functions.length).toBeGreaterThan(15);
  expect(functions.filter(({ isTyped }) => !isTyped)).toEqual([]);
});
