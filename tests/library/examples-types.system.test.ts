/** Compiles all examples like the code of a user, in one run. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Example, examplesOfDocument, examplesOfNames, writeExamples } from './examples.ts';
import { entryPoints } from './public-names.ts';

/** The errors of the compiler. Empty if the examples are right. */
function compile(folder: string, examples: readonly Example[]): string {
  writeExamples(folder, examples);
  const config = {
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      noUnusedLocals: false,
      paths: Object.fromEntries(entryPoints.map(({ specifier, source }) => [specifier, [resolve(source)]])),
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    return execFileSync('tsc', ['-p', folder], { encoding: 'utf8' });
  } catch (thrown) {
    return (thrown as { stdout: string }).stdout;
  }
}

test('all examples compile', () => {
  const ofDocuments = [...examplesOfDocument('README.md', 'As a library'), ...examplesOfDocument('docs/library.md')];
  expect(compile('.cache/typed-examples', [...examplesOfNames(), ...ofDocuments])).toBe('');
});

test('an example with a wrong type is reported', () => {
  const code = "import { renderRss } from 'presstime/render';\nrenderRss({ title: 'not a feed' });";
  expect(compile('.cache/wrongly-typed-example', [{ name: 'wrong', code }])).toContain('1-wrong.ts(3,');
});
