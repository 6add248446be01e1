/** The fields that are copied unchanged from a file to an entry. */
import { expect, test } from 'vitest';
import { noStatements, statementsOf } from '../../src/model/metadata.ts';

test('statements are exactly the keys of the table, in its order', () => {
  const value = Object.assign({ commentsUrl: null, id: 'quay' }, noStatements, { language: 'fr', rights: '© Ada' });
  const found = statementsOf(value);
  expect(found).toEqual({ ...noStatements, language: 'fr', rights: '© Ada' });
  expect(Object.keys(found)).toEqual(Object.keys(noStatements));
});
