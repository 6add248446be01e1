/** Every public name has an example, and the results in the examples are right. */
import { describe, expect, test } from 'vitest';
import { type Example, exampleOf, examplesOfDocument, examplesOfNames, resultsIn, writeExamples } from './examples.ts';
import { publicNames } from './public-names.ts';

const names = publicNames();
const ofDocuments = [...examplesOfDocument('README.md', 'As a library'), ...examplesOfDocument('docs/library.md')];

test('every public name has an example that uses it', () => {
  expect(names.length).toBeGreaterThan(80);
  const without = names.filter((it) => !new RegExp(`\\b${it.name}\\b`).test(exampleOf(it)?.code ?? ''));
  expect(without.map(({ name }) => name)).toEqual([]);
});

test('every example of a value shows a result, and so does every example in a document', () => {
  const values = new Set(names.filter(({ isType }) => !isType).map(({ name }) => name));
  const silent = examplesOfNames().filter((it) => values.has(it.name) && resultsIn(it) === 0);
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(ofDocuments.length).toBeGreaterThan(5);
  expect(ofDocuments.filter((it) => resultsIn(it) === 0).map(({ name }) => name)).toEqual([]);
});

test('a name without an example and a wrong result are reported', async () => {
  const planted = { name: 'planted', isType: false, module: 'src/planted.ts', specifiers: ['presstime'] };
  expect(exampleOf(planted, () => '/** Says nothing. */\nexport function planted() {}\n')).toBeNull();
  const wrong: Example = { name: 'wrong', code: '1 + 1 // => 3' };
  expect(resultsIn(wrong)).toBe(1);
  const path = writeExamples('.cache/wrong-examples', [wrong]).get('wrong') ?? '';
  await expect(import(path)).rejects.toThrow('to strictly equal 3');
});

describe('the example of', () => {
  const examples = [...examplesOfNames(), ...ofDocuments];
  const paths = writeExamples('.cache/examples', examples);

  test.each(examples.map(({ name }) => name))('%s shows the right results', async (name) => {
    await expect(import(paths.get(name) ?? '')).resolves.toBeDefined();
  });
});
