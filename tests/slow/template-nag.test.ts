/** cdk-nag on the packaged template: every finding has a suppression with a reason, and every suppression is needed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nag } from '../cloud/nag.ts';
import { suppressions } from '../cloud/suppressions.ts';
import { everythingOn, type PackagedStage, packageStage, type Step, withValue } from '../cloud/template.ts';

let prod: PackagedStage;
let full: PackagedStage;

beforeAll(async () => {
  prod = await packageStage('prod');
  full = await packageStage('full', everythingOn);
});

afterAll(() => Promise.all([prod?.remove(), full?.remove()]));

const keyOf = ({ resource, rule }: { readonly resource: string; readonly rule: string }) => `${resource} ${rule}`;
const suppressed = suppressions.flatMap(({ resources, rules }) =>
  resources.flatMap((resource) => rules.map((rule) => keyOf({ resource, rule }))),
);

const keysFound = ({ template }: Pick<PackagedStage, 'template'>) => nag(template).map(keyOf);
const unsuppressed = (keys: readonly string[]) => keys.filter((key) => !suppressed.includes(key));

describe('cdk-nag', () => {
  it.each([
    ['of a stage with all defaults', () => prod],
    ['of a stage that uses everything', () => full],
  ])('the template %s breaks no rule without a suppression', (_name, stage) => {
    expect(unsuppressed(keysFound(stage()))).toEqual([]);
  });

  it('no suppression is unused', () => {
    const found = new Set([...keysFound(prod), ...keysFound(full)]);
    expect(suppressed.filter((key) => !found.has(key))).toEqual([]);
  });

  it('no suppression is duplicated, and each has a sentence as its reason', () => {
    expect(new Set(suppressed).size).toBe(suppressed.length);
    for (const { reason } of suppressions) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

const weaknesses: readonly (readonly [string, readonly Step[], unknown, string])[] = [
  [
    'the public may be let in',
    ['PublicationBucket', 'Properties', 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'],
    false,
    'PublicationBucket AwsSolutions-S2',
  ],
  [
    'nothing keeps the public out',
    ['ArticlesBucket', 'Properties', 'PublicAccessBlockConfiguration'],
    undefined,
    'ArticlesBucket NIST.800.53.R5-S3BucketPublicReadProhibited',
  ],
  [
    'plain HTTP to the articles',
    ['ArticlesPolicy', 'Properties', 'PolicyDocument', 'Statement'],
    [],
    'ArticlesBucket AwsSolutions-S10',
  ],
  [
    'no versions',
    ['ArticlesBucket', 'Properties', 'VersioningConfiguration'],
    undefined,
    'ArticlesBucket NIST.800.53.R5-S3BucketVersioningEnabled',
  ],
  [
    'plain HTTP to the queue',
    ['UploadQueuePolicy', 'Properties', 'PolicyDocument', 'Statement', 1],
    undefined,
    'UploadQueue AwsSolutions-SQS4',
  ],
  ['an open queue', ['UploadQueue', 'Properties', 'SqsManagedSseEnabled'], false, 'UploadQueue AwsSolutions-SQS2'],
  [
    'a queue that loses what fails',
    ['UploadQueue', 'Properties', 'RedrivePolicy'],
    undefined,
    'UploadQueue AwsSolutions-SQS3',
  ],
  [
    'plain HTTP to the topic',
    ['AlarmTopicPolicy', 'Properties', 'PolicyDocument', 'Statement', 1],
    undefined,
    'AlarmTopic AwsSolutions-SNS3',
  ],
  [
    'an origin without control',
    ['Distribution', 'Properties', 'DistributionConfig', 'Origins', 0, 'OriginAccessControlId'],
    undefined,
    'Distribution AwsSolutions-CFR7',
  ],
  [
    'a role for everything',
    ['PublishRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement', 0, 'Action'],
    's3:*',
    'PublishRole AwsSolutions-IAM5[Action::s3:*]',
  ],
  [
    'a runtime that is too old',
    ['PublishLambdaFunction', 'Properties', 'Runtime'],
    'nodejs18.x',
    'PublishLambdaFunction AwsSolutions-L1',
  ],
  [
    'logs for ever',
    ['PublishLogGroup', 'Properties', 'RetentionInDays'],
    undefined,
    'PublishLogGroup NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod',
  ],
];

describe('a planted weakness is found', () => {
  it.each(weaknesses)('%s', (_name, path, value, finding) => {
    const before = keysFound(full);
    const after = keysFound({ template: withValue(full.template, ['Resources', ...path], value) });
    expect(before).not.toContain(finding);
    expect(after).toContain(finding);
    expect(unsuppressed(after)).toContain(finding);
  });
});
