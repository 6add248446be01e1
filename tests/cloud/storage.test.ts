/** The buckets of the stack: what is kept in them, and for how long. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openScratch } from '../../handlers/environment.ts';

interface Rule {
  readonly Id: string;
  readonly Status: string;
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
}

function rulesOf(bucket: string): readonly Rule[] {
  const { Resources } = parse(readFileSync('cloud/storage.yml', 'utf8'), { merge: true });
  return Resources[bucket].Properties.LifecycleConfiguration.Rules;
}

test('working files of an import that did not end expire after a week, and their old versions after a day', () => {
  const rules = rulesOf('PublicationBucket').filter(({ Prefix }) => Prefix !== undefined);
  process.env['PRESSTIME_TO'] = 's3://courier/public';
  const { location } = openScratch(new AbortController().signal);
  expect(rules).toMatchObject([
    {
      Status: 'Enabled',
      Prefix: `${new URL(location).pathname.slice(1)}/`,
      ExpirationInDays: 7,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
  ]);
});

test('nothing else expires, and both buckets keep old versions for a month', () => {
  for (const bucket of ['ArticlesBucket', 'PublicationBucket']) {
    const rules = rulesOf(bucket).filter(({ Prefix }) => Prefix === undefined);
    expect(rules.map(({ ExpirationInDays }) => ExpirationInDays)).toEqual([undefined, undefined]);
    expect(rules[0]?.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 30 });
  }
});
