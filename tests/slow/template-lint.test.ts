/** The packaged template, linted with AWS's own specification; and planted errors, which must be found at their path. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintTemplate, loadSpecification } from '../cloud/lint.ts';
import {
  everythingOn,
  type PackagedStage,
  packageStage,
  type Step,
  type Template,
  withValue,
} from '../cloud/template.ts';

const specification = loadSpecification();
let prod: PackagedStage;
let full: PackagedStage;

beforeAll(async () => {
  prod = await packageStage('prod');
  full = await packageStage('full', everythingOn);
});

afterAll(() => Promise.all([prod?.remove(), full?.remove()]));

const resourceTypes = (template: Template) => new Set(Object.values(template.Resources).map(({ Type }) => Type));

describe('the template', () => {
  it('of a stage with all defaults has no findings', () => {
    expect(resourceTypes(prod.template).size).toBeGreaterThan(20);
    expect(lintTemplate(prod.template, specification)).toEqual([]);
  });

  it('of a stage that uses everything has no findings', () => {
    expect(lintTemplate(full.template, specification)).toEqual([]);
  });

  it('packages the same code for every stage', () => {
    expect(full.template.Resources['PublishLambdaFunction']?.Properties).toMatchObject({
      Handler: 'build/publish/index.handler',
    });
    expect(Object.keys(full.template.Resources)).toEqual(Object.keys(prod.template.Resources));
  });
});

/** What is planted, where, and the expected message, at that path or at the third one if given. */
type Planted = readonly [name: string, path: string, value: unknown, message: string, foundAt?: string];

const policy = 'PublishRole.Properties.Policies.0.PolicyDocument';
const behaviour = 'Distribution.Properties.DistributionConfig.DefaultCacheBehavior';

const planted: readonly Planted[] = [
  ['an unknown type', 'UploadQueue.Type', 'AWS::SQS::Que', 'Unknown type AWS::SQS::Que'],
  ['an unknown key of a resource', 'UploadQueue.Propertys', {}, 'Unknown key of a resource'],
  ['an unknown property', 'UploadQueue.Properties.DelaySecond', 5, 'Unknown property'],
  [
    'an unknown property deep inside',
    'Distribution.Properties.DistributionConfig.Origins.0.S3OriginConfig.Identity',
    '',
    'Unknown property',
  ],
  ['a required property that is gone', 'Schedule.Properties.FlexibleTimeWindow', undefined, 'Is required and missing'],
  [
    'a required property that is no value',
    'Schedule.Properties.ScheduleExpression',
    { Ref: 'AWS::NoValue' },
    'missing',
  ],
  ['text for a number', 'UploadQueue.Properties.DelaySeconds', '10', 'Must be of type integer: got "10"'],
  ['text for true', 'UploadQueue.Properties.SqsManagedSseEnabled', 'yes', 'Must be of type boolean'],
  ['text for a list', 'AlarmTopicPolicy.Properties.Topics', 'alarms', 'Must be a list'],
  ['a list for a mapping', 'ArticlesBucket.Properties.BucketEncryption', [], 'Must be a mapping'],
  ['a function for a mapping', 'Schedule.Properties.Target', { Ref: 'UploadQueue' }, 'Ref gives no ref'],
  ['a value outside a list', 'ArticlesBucket.Properties.VersioningConfiguration.Status', 'On', 'Must be one of'],
  ['a number outside a list', 'PublishLogGroup.Properties.RetentionInDays', 31, 'Must be one of'],
  [
    'a tag without a value',
    'UploadQueue.Properties.Tags',
    [{ Key: 'stage' }],
    'missing',
    'UploadQueue.Properties.Tags.0.Value',
  ],
  [
    'a wrong branch of a condition',
    'Distribution.Properties.DistributionConfig.Aliases',
    { 'Fn::If': ['WithDomain', 'feeds', { Ref: 'AWS::NoValue' }] },
    'Must be a list: got "feeds"',
  ],
  ['a name that is too long', 'PublishLambdaFunction.Properties.FunctionName', 'x'.repeat(65), 'Must be text like'],
  ['a name with a blank', 'Schedule.Properties.Name', 'every hour', 'Must be text like'],
  ['a window beyond the limit', 'UploadQueue.Properties.VisibilityTimeout', 43_201, 'Must be a number from 0 to 43200'],
  ['an alarm of half a minute more', 'LostAlarm.Properties.Period', 90, 'Must be whole minutes'],
  [
    'an alarm of more than a day',
    'SilentAlarm.Properties.Metrics.1.MetricStat.Period',
    86_460,
    'Must be whole minutes, a day at most',
  ],
  ['an alarm that compares oddly', 'SilentAlarm.Properties.ComparisonOperator', 'Less', 'Must be one of Greater'],
  [
    'a Ref to nothing',
    'AlarmEmail.Properties.TopicArn',
    { Ref: 'AlarmTopik' },
    'Nothing in the template is named AlarmTopik',
  ],
  ['a pseudo parameter that is none', 'AlarmEmail.Properties.TopicArn', { Ref: 'AWS::Account' }, 'named AWS::Account'],
  [
    'an attribute that the type has not',
    'AlarmEmail.Properties.TopicArn',
    { 'Fn::GetAtt': ['UploadQueue', 'Url'] },
    'AWS::SQS::Queue has no attribute Url',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
  ['a Sub of nothing', 'AlarmTopic.Properties.DisplayName', { 'Fn::Sub': 'Of ${Nobody.Arn}' }, 'is named Nobody'],
  [
    'a resource that is not always there',
    'FailedAlarm.Properties.Dimensions.0.Value',
    { Ref: 'WebhookLambdaFunction' },
    'WebhookLambdaFunction is there only under WithWebhook',
  ],
  ['an unknown condition', 'AlarmEmail.Condition', 'WithMail', 'Unknown condition WithMail'],
  [
    'an unknown condition inside',
    'AlarmTopic.Properties.DisplayName',
    { 'Fn::If': ['WithMail', 'one', 'two'] },
    'Unknown condition WithMail',
    'AlarmTopic.Properties.DisplayName.Fn::If.0',
  ],
  ['a fate that is none', 'ArticlesBucket.DeletionPolicy', 'Retian', 'Must be one of Delete, Retain'],
  [
    'a fate of replacing',
    'ArticlesBucket.UpdateReplacePolicy',
    'RetainExceptOnCreate',
    'Must be one of Delete, Retain',
  ],
  ['a processor that is none', 'PublishLambdaFunction.Properties.Architectures.0', 'arm46', 'one of arm64, x86_64'],
  ['a runtime that is none', 'PublishLambdaFunction.Properties.Runtime', 'nodejs99.x', 'Must be one of nodejs22.x'],
  [
    'a large batch without a window',
    'PublishEventSourceMappingSQSUploadQueue.Properties.MaximumBatchingWindowInSeconds',
    0,
    'More than 10 messages need a batching window',
    'PublishEventSourceMappingSQSUploadQueue.Properties.BatchSize',
  ],
  [
    'messages that are seen again while their run goes on',
    'UploadQueue.Properties.VisibilityTimeout',
    299,
    'The queue hides messages for 299 seconds, the function may run for 300',
    'PublishEventSourceMappingSQSUploadQueue.Properties.EventSourceArn',
  ],
  ['an action that is none', `${policy}.Statement.0.Action`, 's3:GetObjekt', 'Unknown action s3:GetObjekt'],
  ['an action without a service', `${policy}.Statement.0.Action`, 'GetObject', 'Unknown action GetObject'],
  ['an effect that is none', `${policy}.Statement.0.Effect`, 'Alow', 'Must be one of Allow, Deny: got "Alow"'],
  ['a statement without an effect', `${policy}.Statement.0.Effect`, undefined, 'Must be one of Allow, Deny'],
  ['an unknown key of a statement', `${policy}.Statement.0.Actions`, 's3:GetObject', 'Must be one of Sid, Effect'],
  ['a language that is none', `${policy}.Version`, '2012-10-18', 'Must be one of 2012-10-17'],
  [
    'a condition that is none',
    `${policy}.Statement.1.Condition`,
    { StringLikes: { 's3:prefix': 'articles/*' } },
    'Must be one of StringEquals',
    `${policy}.Statement.1.Condition.StringLikes`,
  ],
  [
    'an effect in the trust of a role',
    'ScheduleRole.Properties.AssumeRolePolicyDocument.Statement.0.Effect',
    'allow',
    'Must be one of Allow, Deny',
  ],
  [
    'a frame option that is none',
    'ResponseHeaders.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig.FrameOptions.FrameOption',
    'NEVER',
    'Must be one of DENY, SAMEORIGIN',
  ],
  [
    'methods that CloudFront does not take together',
    `${behaviour}.AllowedMethods`,
    ['GET', 'OPTIONS'],
    'Must be one of the lists GET HEAD, GET HEAD OPTIONS',
  ],
  ['methods that it does not keep', `${behaviour}.CachedMethods`, ['GET', 'POST'], 'Must be one of the lists GET HEAD'],
  ['an origin that is none', `${behaviour}.TargetOriginId`, 'articles', 'No origin is named articles'],
  [
    'a way of signing that is none',
    'OriginAccess.Properties.OriginAccessControlConfig.SigningBehavior',
    'sometimes',
    'Must be one of always, never, no-override',
  ],
  ['a protocol that is none', 'AlarmEmail.Properties.Protocol', 'emial', 'Must be one of http, https, email'],
  ['a wait for nothing', 'Schedule.DependsOn', 'Nobody', 'Nothing in the template is named Nobody'],
];

describe('a planted error is found', () => {
  it.each(planted.map((row) => [row[0], row] as const))('%s', (_name, [, path, value, message, foundAt = path]) => {
    const template = withValue(full.template, stepsOf(`Resources.${path}`), value);
    expect(lintTemplate(template, specification)).toEqual([
      { path: `Resources.${foundAt}`, message: expect.stringContaining(message) },
    ]);
  });

  it('an output without a value', () => {
    const template = withValue(full.template, ['Outputs', 'PublicationUrl', 'Value'], { Ref: 'Nobody' });
    expect(lintTemplate(template, specification)).toEqual([
      { path: 'Outputs.PublicationUrl.Value', message: 'Nothing in the template is named Nobody' },
    ]);
  });

  it('a condition that refers to a missing condition', () => {
    const path = ['Conditions', 'MakesProvider', 'Fn::And', 0, 'Condition'];
    expect(lintTemplate(withValue(full.template, path, 'WithGitlab'), specification)).toEqual([
      { path: path.join('.'), message: 'Unknown condition WithGitlab' },
    ]);
  });

  it('a cycle: two queues that depend on each other', () => {
    const path = ['Resources', 'FailureQueue', 'DependsOn'];
    const found = lintTemplate(withValue(full.template, path, 'UploadQueue'), specification);
    expect(found.map(({ path }) => path)).toEqual(['Resources.UploadQueue', 'Resources.FailureQueue']);
    expect(found[0]?.message).toBe('Is part of a cycle of UploadQueue, FailureQueue');
  });
});

function stepsOf(path: string): readonly Step[] {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
