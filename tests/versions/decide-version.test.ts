/** The rule that decides which version of an item is current. */
import { describe, expect, test } from 'vitest';
import { type ComparedVersion, decideVersion } from '../../src/item/versions/decide-version.ts';
import { instant } from '../support/instant.ts';
import { orders } from '../support/versions.ts';

/** A version from short notation: `2@10 usable`. A missing number or hour is left out. */
function version(text: string): ComparedVersion {
  const [, number = '', hour = '', status = 'usable'] = /^([^@ ]*)(?:@(\d+))?(?: (\w+))?$/.exec(text) ?? [];
  return {
    number: number === '' ? null : number,
    created: hour === '' ? null : instant(`2026-10-14T${hour.padStart(2, '0')}:00:00Z`),
    status: status as ComparedVersion['status'],
    digest: text,
  };
}

function decided(texts: readonly string[]): string {
  const decision = decideVersion(texts.map(version));
  if (decision.kind === 'current') return decision.version.digest;
  return `conflict of ${decision.versions
    .map(({ digest }) => digest)
    .sort()
    .join(' and ')}`;
}

const table: readonly (readonly [versions: readonly string[], current: string])[] = [
  [['1'], '1'],
  [['1', '2'], '2'],
  [['9', '10'], '10'],
  [['009', '10'], '10'],
  [['1.9', '1.10'], '1.10'],
  [['90071992547409931', '90071992547409930'], '90071992547409931'],
  [['2@10', '1@11'], '2@10'],
  [['2@10', '2@11'], '2@11'],
  [['@10', '@11'], '@11'],
  [['2@10', '@11'], '@11'],
  [['1', '2', '3 canceled'], '3 canceled'],
  [['3 canceled', '4'], '4'],
  [['3@10 canceled', '4@9'], '3@10 canceled'],
  [['3@10 canceled', '4@10'], '4@10'],
  [['2@10', '2 canceled'], '2 canceled'],
  [['2@10', '@9 canceled'], '2@10'],
  [['2@10', ' canceled'], ' canceled'],
  [['2@10', '1@11 canceled'], '1@11 canceled'],
  [['2@10', '1@9 canceled'], '2@10'],
  [['2@10', '2@10 canceled'], '2@10 canceled'],
  [['@10 canceled', '@11'], '@11'],
  [['@10 canceled', '@10'], '@10 canceled'],
  [['1', '3 canceled', '4', '5 canceled'], '5 canceled'],
  [['1', '3 canceled', '6', '5 canceled'], '6'],
  [['1', '2 withheld'], '2 withheld'],
  [['1', '2 withheld', '3'], '3'],
  [['3 canceled', '4 withheld'], '3 canceled'],
  [['2@10', '2@10 withheld'], 'conflict of 2@10 and 2@10 withheld'],
  [['1', '2@10', '3'], '3'],
];

describe('the current version, in every order', () => {
  test.each(table)('%j: %s', (versions, current) => {
    for (const order of orders(versions)) expect(decided(order)).toBe(current);
  });

  test('two versions with nothing to compare are a conflict', () => {
    const one = { ...version(''), digest: 'one' };
    const other = { ...version(''), digest: 'other' };
    expect(decideVersion([one, other]).kind).toBe('conflict');
    expect(decideVersion([one, { ...other, digest: 'one' }]).kind).toBe('current');
  });

  test('an older pair with the same number does not matter', () => {
    expect(decided(['2@10', '2@10 withheld', '3'])).toBe('3');
  });
});
