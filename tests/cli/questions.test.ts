/** Questions on a terminal: answers, suggestions, wrong answers, and the end of the input. */
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askQuestions, type Question } from '../../src/cli/interaction/questions.ts';

const short = { description: 'at most three letters', accepts: (written: string) => written.length <= 3 };
const questions: readonly Question[] = [
  { text: 'Name', suggestion: 'Ann', wanted: short },
  { text: 'Author', suggestion: null, wanted: short },
];

/** Types lines, one after another, and returns the answers and what was shown. */
async function typing(lines: readonly string[], { ends = false } = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asked = askQuestions(questions, { input, output });
  for (const line of lines) {
    await sleep(1);
    input.write(`${line}\n`);
  }
  if (ends) input.end();
  const answers = await asked;
  return { answers, shown: String(output.read()) };
}

test('takes what is typed, without spaces around it', async () => {
  const { answers, shown } = await typing([' Bo ', 'Cy']);
  expect(answers).toEqual(['Bo', 'Cy']);
  expect(shown).toBe('Name [Ann]: Author [Enter for none]: ');
});

test('Enter takes the suggestion, or none', async () => {
  expect((await typing(['', ''])).answers).toEqual(['Ann', null]);
});

test('asks again after a wrong answer, and says what is wanted', async () => {
  const { answers, shown } = await typing(['Annabelle', 'Bea', '']);
  expect(answers).toEqual(['Bea', null]);
  expect(shown).toContain('This must be at most three letters.\nName [Ann]: ');
});

test('the end of the input stops', async () => {
  expect((await typing(['Bo'], { ends: true })).answers).toBeUndefined();
});
