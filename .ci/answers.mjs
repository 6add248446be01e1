// Combines the output of `presstime show --json` for each example into one object by the example's path, which check.mjs reads.
// usage: node answers.mjs FOLDER > answers.json   (FOLDER contains a file PATH.json for each example PATH)
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = ''] = process.argv.slice(2);
const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json'));
const answers = names.map((name) => [
  name.slice(0, -'.json'.length),
  answerOf(readFileSync(join(folder, name), 'utf8')),
]);
if (answers.length === 0) throw new Error(`There are no answers in ${folder}`);
process.stdout.write(JSON.stringify(Object.fromEntries(answers), null, 1));

function answerOf(text) {
  const { article, problems } = JSON.parse(text);
  const warnings = problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  if (article === null) return { error: problems.find(({ severity }) => severity === 'error').code, warnings };
  const { published, updated, title, byline, dateline, captions, publishedPrecision, contentText } = article;
  const body = contentText.split('\n\n');
  return { published, updated, precision: publishedPrecision, title, byline, dateline, captions, body, warnings };
}
