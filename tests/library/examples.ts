/** Turns the examples of public names and documents into modules that check themselves. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PublicName, publicNames } from './public-names.ts';

export interface Example {
  /** The public name, or the path of the document and the number of the code block. */
  readonly name: string;
  /** With lines such as `feed.title // => 'Terns'`. */
  readonly code: string;
}

/** The example in the docstring of a public name. Null if it has none. */
export function exampleOf({ name, module }: PublicName, read = readSource): Example | null {
  const declaration = new RegExp(
    `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(?:function|const|interface|type|class) ${name}\\b`,
  );
  const [, comment = ''] = declaration.exec(read(module)) ?? [];
  const [, code = ''] = comment.split('@example\n');
  const lines = code.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  return code === '' ? null : { name, code: lines.join('\n').trim() };
}

const readSource = (path: string): string => readFileSync(path, 'utf8');

/** The examples of all public names, with the imports that they need. */
export function examplesOfNames(): readonly Example[] {
  const names = publicNames();
  return names.flatMap((name) => {
    const example = exampleOf(name);
    return example === null ? [] : [{ ...example, code: `${importsFor(example, names)}${example.code}` }];
  });
}

/** The TypeScript code blocks of a document, or of one section of it. */
export function examplesOfDocument(path: string, heading = ''): readonly Example[] {
  const [, part = ''] = readFileSync(path, 'utf8').split(heading === '' ? /^/ : `\n## ${heading}\n`);
  const section = heading === '' ? readFileSync(path, 'utf8') : (part.split('\n## ')[0] ?? '');
  const blocks = [...section.matchAll(/```ts\n([\s\S]*?)```/g)];
  return blocks.map(([, code = ''], index) => ({ name: `${path.replace(/\W/g, '-')}-${index + 1}`, code }));
}

/** The imports of the public names that an example uses. Docstrings leave them out. */
function importsFor({ code }: Example, names: readonly PublicName[]): string {
  const used = names.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(code));
  const lines = used.map(({ name, isType, specifiers: [specifier] }) =>
    isType ? `import type { ${name} } from '${specifier}';` : `import { ${name} } from '${specifier}';`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** The number of results that an example shows. */
export function resultsIn({ code }: Example): number {
  return [...code.matchAll(result)].length;
}

const result = /^(?!const |let |import )(.+?);? \/\/ => (.+)$/gm;

/** Writes a module for each example, which throws if a result is different. Returns the paths by name. */
export function writeExamples(folder: string, examples: readonly Example[]): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return new Map(
    examples.map(({ name, code }, index) => {
      // The number is needed because `plan` and `Plan` are the same file on some disks.
      const path = resolve(join(folder, `${index + 1}-${name}.ts`));
      const checked = code.replace(result, 'expectExample($1).toStrictEqual($2);');
      writeFileSync(path, `import { expect as expectExample } from 'vitest';\n${checked}\nexport {};\n`);
      return [name, path];
    }),
  );
}
