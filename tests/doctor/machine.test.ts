/** What `presstime doctor` finds on a machine, in the settings and in stores, each with a negative twin. */
import { expect, test } from 'vitest';
import { type CheckCode, checks, type Diagnosis, joinDiagnoses, verdict } from '../../src/doctor/checks.ts';
import {
  type ArticlesObservation,
  articlesDiagnosis,
  type CredentialsObservation,
  credentialsDiagnosis,
  diskDiagnosis,
  nodeDiagnosis,
  type StoreObservation,
  storeDiagnosis,
} from '../../src/doctor/machine-findings.ts';
import { instant } from '../support/instant.ts';

const now = instant('2026-11-23T15:00:00Z');

const articles: ArticlesObservation = {
  location: 'articles',
  title: 'Marsh Radio',
  refusal: null,
  problems: [],
  articles: 3,
  unreadable: [],
};
const disk = { folder: 'public', freeBytes: 5_000_000_000, refusal: null };
const keys: CredentialsObservation = { profile: 'marsh', keyId: 'AKIAEXAMPLE1234', expires: null, refusal: null };
const store: StoreObservation = {
  location: 's3://marsh/feeds',
  region: 'eu-north-1',
  read: null,
  write: null,
  isWritten: true,
};
const refused = (code: string) => ({ code, message: 'Cannot read s3://marsh/feeds' });
const problem = (severity: 'error' | 'warning') => ({ severity, message: '"limit" must be a number' });
const at = (text: string) => credentialsDiagnosis({ ...keys, expires: instant(text) }, now);

const cases: readonly (readonly [CheckCode, wrong: Diagnosis, right: Diagnosis])[] = [
  ['old-node', nodeDiagnosis('v20.19.0'), nodeDiagnosis('v22.0.0')],
  ['disk-full', diskDiagnosis({ ...disk, freeBytes: 19_000_000 }), diskDiagnosis({ ...disk, freeBytes: null })],
  ['not-writable', diskDiagnosis({ ...disk, refusal: 'permission denied' }), diskDiagnosis(disk)],
  [
    'settings-missing',
    articlesDiagnosis({ ...articles, refusal: { code: 'settings-missing', message: 'There is none' } }),
    articlesDiagnosis(articles),
  ],
  [
    'settings-invalid',
    articlesDiagnosis({
      ...articles,
      refusal: { code: 'settings-invalid', message: 'Cannot be used' },
      problems: [problem('error')],
    }),
    articlesDiagnosis(articles),
  ],
  [
    'settings-warnings',
    articlesDiagnosis({ ...articles, problems: [problem('warning')] }),
    articlesDiagnosis(articles),
  ],
  ['no-articles', articlesDiagnosis({ ...articles, articles: 0 }), articlesDiagnosis({ ...articles, articles: 1 })],
  ['unreadable-articles', articlesDiagnosis({ ...articles, unreadable: ['tides.md'] }), articlesDiagnosis(articles)],
  ['credentials', credentialsDiagnosis({ ...keys, refusal: 'none found' }, now), credentialsDiagnosis(keys, now)],
  ['credentials', at('2026-11-23T15:00:00Z'), at('2026-11-23T18:00:00Z')],
  ['credentials-expire', at('2026-11-23T15:14:00Z'), at('2026-11-23T15:16:00Z')],
  ['store-unreadable', storeDiagnosis({ ...store, read: refused('store-missing') }), storeDiagnosis(store)],
  ['store-unwritable', storeDiagnosis({ ...store, write: refused('store-denied') }), storeDiagnosis(store)],
  ['store-unsafe', storeDiagnosis({ ...store, write: refused('store-unconditional') }), storeDiagnosis(store)],
  ['credentials', storeDiagnosis({ ...store, read: refused('store-credentials') }), storeDiagnosis(store)],
  ['wrong-clock', storeDiagnosis({ ...store, read: refused('store-clock') }), storeDiagnosis(store)],
];

test.each(cases)('%s', (code, wrong, right) => {
  expect(wrong.findings.map((finding) => finding.code)).toEqual([code]);
  expect(right.findings).toEqual([]);
  expect(right.passed.length).toBeGreaterThan(0);
});

test('the message about settings names the first problem', () => {
  const refusal = { code: 'settings-invalid', message: 'Cannot be used' } as const;
  const { findings } = articlesDiagnosis({ ...articles, refusal, problems: [problem('warning'), problem('error')] });
  expect(findings[0]?.message).toBe('Cannot be used: "limit" must be a number');
});

test('of a key only the end is shown', () => {
  const { passed } = credentialsDiagnosis(keys, now);
  expect(passed).toEqual(['Credentials of the profile "marsh", key …1234']);
});

test('every finding about a machine, articles and stores is produced by some observation', () => {
  const tested = new Set<string>([...cases.map(([code]) => code), 'local-url', 'clock-off']);
  const areas: readonly string[] = ['machine', 'articles', 'stores'];
  const all = Object.entries(checks).filter(([, { area }]) => areas.includes(area));
  expect(all.map(([code]) => code).filter((code) => !tested.has(code))).toEqual([]);
});

test('a verdict has findings or a message that all is fine, never both', () => {
  const finding = nodeDiagnosis('v18.0.0').findings;
  expect(verdict(finding, 'fine')).toEqual({ findings: finding, passed: [] });
  expect(verdict([], 'fine')).toEqual({ findings: [], passed: ['fine'] });
  expect(joinDiagnoses([verdict([], 'one'), verdict(finding, 'two')])).toEqual({ findings: finding, passed: ['one'] });
});
