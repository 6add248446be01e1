/** Asks questions on a terminal, one after another, and checks each answer. */
import type { Interface } from 'node:readline';
import type { Wanted } from '../terminal/command.ts';

export interface Question {
  readonly text: string;
  /** The answer if the user presses Enter. Null if the answer may be left out. */
  readonly suggestion: string | null;
  readonly wanted: Wanted;
}

/** Returns an answer for each question; null for those that were left out. Undefined if the user ended the input. */
export async function askQuestions(
  questions: readonly Question[],
  streams: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream },
): Promise<readonly (string | null)[] | undefined> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface(streams);
  try {
    const answers: (string | null)[] = [];
    for (const question of questions) {
      const answer = await askUntilValid(lines, question);
      if (answer === undefined) return undefined;
      answers.push(answer);
    }
    return answers;
  } finally {
    lines.close();
  }
}

async function askUntilValid(lines: Interface, question: Question): Promise<string | null | undefined> {
  const { text, suggestion, wanted } = question;
  const shown = suggestion === null ? 'Enter for none' : suggestion;
  for (let asked = `${text} [${shown}]: `; ; ) {
    const answer = (await askOnce(lines, asked))?.trim();
    if (answer === undefined) return undefined;
    if (answer === '') return suggestion;
    if (wanted.accepts(answer)) return answer;
    asked = `This must be ${wanted.description}.\n${text} [${shown}]: `;
  }
}

/** Undefined at the end of the input, and if the user presses Ctrl+C. */
function askOnce(lines: Interface, text: string): Promise<string | undefined> {
  return new Promise((done) => {
    const end = () => done(undefined);
    lines.once('close', end);
    lines.question(text, (answer) => {
      lines.off('close', end);
      done(answer);
    });
  });
}
