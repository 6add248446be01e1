/** docs/linter.md lists each code of the linter with its severity and clauses, and no other. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serverRules } from '../../src/doctor/server-rules.ts';
import { rules as validatorRules } from '../../src/validate/rules.ts';

const rules = [...validatorRules, ...Object.values(serverRules)];
const table = [
  ...readFileSync('docs/linter.md', 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| ([a-z]+) \| (.+?) \| (.+) \|$/gm),
];

test('the table lists the rules in alphabetical order', () => {
  const codes = [...new Set(rules.map(({ code }) => code))].sort();
  const expected = codes.map((code) => {
    const own = rules.filter((rule) => rule.code === code);
    return { code, severity: own[0]?.severity, clauses: [...new Set(own.map(({ clause }) => clause))].join('; ') };
  });
  expect(table.map(([, code, severity, clauses]) => ({ code, severity, clauses }))).toEqual(expected);
});

test('a code has one severity', () => {
  for (const { code } of rules) {
    const severities = new Set(rules.filter((rule) => rule.code === code).map(({ severity }) => severity));
    expect({ code, severities: severities.size }).toEqual({ code, severities: 1 });
  }
});

test('each row says what to do, in a sentence', () => {
  for (const [, code, , , advice] of table)
    expect({ code, advice }).toEqual({ code, advice: expect.stringMatching(/^[A-Z`].*\.$/) });
});
