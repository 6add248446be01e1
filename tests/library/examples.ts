/** The examples of public names and of documents, made into modules that check themselves. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PublicName, publicNames } from './public-names.ts';

export interface Example {
  /** Of the public name, or the document with the number of its block. */
  readonly name: string;
  /** With lines such as `feed.title // => 'Terns'`. */
  readonly code: string;
}

/** The example in the comment above a public name; null if there is none. */
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

/** The examples of all public names, by module and name. */
export function examplesOfNames(): readonly Example[] {
  const names = publicNames();
  return names.flatMap((name) => {
    const example = exampleOf(name);
    return example === null ? [] : [{ ...example, code: `${importsFor(example, names)}${example.code}` }];
  });
}

/** The blocks of TypeScript in a part of a document. */
export function examplesOfDocument(path: string, heading = ''): readonly Example[] {
  const [, part = ''] = readFileSync(path, 'utf8').split(heading === '' ? /^/ : `\n## ${heading}\n`);
  const section = heading === '' ? readFileSync(path, 'utf8') : (part.split('\n## ')[0] ?? '');
  const blocks = [...section.matchAll(/```ts\n([\s\S]*?)```/g)];
  return blocks.map(([, code = ''], index) => ({ name: `${path.replace(/\W/g, '-')}-${index + 1}`, code }));
}

/** Examples of names leave out the imports: every public name is there. */
function importsFor({ code }: Example, names: readonly PublicName[]): string {
  const used = names.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(code));
  const lines = used.map(({ name, isType, specifiers: [specifier] }) =>
    isType ? `import type { ${name} } from '${specifier}';` : `import { ${name} } from '${specifier}';`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** How many results an example says. */
export function resultsIn({ code }: Example): number {
  return [...code.matchAll(result)].length;
}

const result = /^(?!const |let |import )(.+?);? \/\/ => (.+)$/gm;

/** Writes a module for each example, which throws if a result is another one; gives their paths. */
export function writeExamples(folder: string, examples: readonly Example[]): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return new Map(
    examples.map(({ name, code }, index) => {
      // With a number: `plan` and `Plan` would be one file on some disks.
      const path = resolve(join(folder, `${index + 1}-${name}.ts`));
      const checked = code.replace(result, 'expectExample($1).toStrictEqual($2);');
      writeFileSync(path, `import { expect as expectExample } from 'vitest';\n${checked}\nexport {};\n`);
      return [name, path];
    }),
  );
}
