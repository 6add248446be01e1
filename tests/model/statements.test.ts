/** What passes from a file to an entry under one name. */
import { expect, test } from 'vitest';
import { noStatements, statementsOf } from '../../src/model/metadata.ts';

test('the statements of a value are those of the table, in its order, and nothing else', () => {
  const value = Object.assign({ commentsUrl: null, id: 'quay' }, noStatements, { language: 'fr', rights: '© Ada' });
  const found = statementsOf(value);
  expect(found).toEqual({ ...noStatements, language: 'fr', rights: '© Ada' });
  expect(Object.keys(found)).toEqual(Object.keys(noStatements));
});
