/** What a reviewer would check in the stack: storage, delivery, triggers, alarms and the trust of GitHub, each with a counterexample. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '../../src/monitor/metrics.ts';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { type Asked, isAllowed, isForbidden } from '../cloud/policy.ts';
import type { Stack } from '../cloud/resolve.ts';
import { documentOf, isMade, nameOf, propertiesOf, stackOf, trustOf } from '../cloud/stack.ts';
import { at, everythingOn, type PackagedStage, packageStage, type Step } from '../cloud/template.ts';
import { newsroomFiles, now } from '../support/newsroom.ts';
import { textOf } from '../support/store.ts';

let packaged: readonly PackagedStage[];
let prod: Stack;
let full: Stack;
let quiet: Stack;

const noValue = { Ref: 'AWS::NoValue' };
const nightly = {
  schedule: 'cron(0 6 ? * MON-FRI *)',
  verifySchedule: 'cron(30 4 ? * SUN *)',
  timeZone: 'Europe/Berlin',
  silenceMinutes: null,
};

beforeAll(async () => {
  packaged = [
    await packageStage('prod'),
    await packageStage('full', everythingOn),
    await packageStage('quiet', nightly),
    await packageStage('hooked', { webhook: true }),
    await packageStage('small', { webhook: true }, ['--param=reserve=no']),
  ];
  [prod, full, quiet] = packaged.map(({ template }) => stackOf(template, 'eu-central-1')) as [Stack, Stack, Stack];
});

afterAll(() => Promise.all((packaged ?? []).map(({ remove }) => remove())));

const read = (name: string, ...path: Step[]) => at(propertiesOf(full, name), path);

/** Kept when the stack is deleted. If the deploy that created it fails, it is removed, so that the next one can create it. */
const outlives = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

describe('storage', () => {
  const buckets = ['ArticlesBucket', 'PublicationBucket'];

  it.each(buckets)('%s is private, versioned and encrypted, and stays when the stack is deleted', (bucket) => {
    expect(propertiesOf(full, bucket)).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    expect(full.template.Resources[bucket]).toMatchObject(outlives);
  });

  it('old versions are kept for a month', () => {
    expect(read('ArticlesBucket', 'LifecycleConfiguration', 'Rules', 0)).toMatchObject({
      Status: 'Enabled',
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    });
  });

  it.each([
    ['ArticlesBucket', 'ArticlesPolicy', 's3:GetObject'],
    ['PublicationBucket', 'PublicationPolicy', 's3:PutObject'],
    ['UploadQueue', 'UploadQueuePolicy', 'sqs:SendMessage'],
    ['FailureQueue', 'FailureQueuePolicy', 'sqs:SendMessage'],
    ['AlarmTopic', 'AlarmTopicPolicy', 'sns:Publish'],
  ])('%s accepts only TLS', (name, policy, action) => {
    const own = name === 'AlarmTopic' ? nameOf(full, name) : nameOf(full, name, 'Arn');
    const resource = action.startsWith('s3') ? `${own}/any/thing` : own;
    const over = (secure: string) => ({
      action,
      resource,
      principal: 'AWS:anybody',
      context: { 'aws:SecureTransport': secure },
    });
    expect(isForbidden(documentOf(full, policy), over('false'))).toBe(true);
    expect(isForbidden(documentOf(full, policy), over('true'))).toBe(false);
  });

  it('names of buckets have at most 63 characters, in the region and stage with the longest names', () => {
    const longest = { ...full, region: 'ap-southeast-99' };
    for (const bucket of buckets) {
      const name = nameOf(longest, bucket).replace('-full-', '-abcdefghijkl-');
      expect(name.length, name).toBeLessThanOrEqual(63);
    }
  });
});

describe('delivery', () => {
  const ofDistribution = (id: string, path: string, action = 's3:GetObject'): Asked => ({
    action,
    resource: `${nameOf(full, 'PublicationBucket', 'Arn')}/${path}`,
    principal: 'Service:cloudfront.amazonaws.com',
    context: {
      'AWS:SourceArn': `arn:aws:cloudfront::${full.account}:distribution/${id}`,
      'aws:SecureTransport': 'true',
    },
  });

  it.each([
    ['reads a feed', 'E2TERNSOUND', 'public/rss.xml', 's3:GetObject', true],
    ['reads no ledger', 'E2TERNSOUND', 'public/.presstime/ledger/head.json', 's3:GetObject', false],
    ['reads nothing beside the publication', 'E2TERNSOUND', 'private/notes.txt', 's3:GetObject', false],
    ['writes nothing', 'E2TERNSOUND', 'public/rss.xml', 's3:PutObject', false],
    ['of somebody else reads nothing', 'E2OTHER', 'public/rss.xml', 's3:GetObject', false],
  ])('the distribution %s', (_name, id, path, action, allowed) => {
    expect(isAllowed(documentOf(full, 'PublicationPolicy'), ofDistribution(id, path, action))).toBe(allowed);
  });

  it('CloudFront signs its requests to the bucket, and can read only the publication', () => {
    expect(read('OriginAccess', 'OriginAccessControlConfig')).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    expect(at(full.template.Resources['Distribution'], ['Properties', 'DistributionConfig', 'Origins'])).toEqual([
      {
        Id: 'publication',
        DomainName: { 'Fn::GetAtt': ['PublicationBucket', 'RegionalDomainName'] },
        OriginPath: '/public',
        OriginAccessControlId: { Ref: 'OriginAccess' },
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
    ]);
  });

  const distribution = (stack: Stack) =>
    at(stack.template.Resources['Distribution'], ['Properties', 'DistributionConfig']);

  it('HTTP/2 and 3, IPv6, TLS only, compressed', () => {
    expect(distribution(full)).toMatchObject({
      Enabled: true,
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      DefaultRootObject: 'index.html',
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        Compress: true,
      },
    });
    expect(read('CachePolicy', 'CachePolicyConfig')).toMatchObject({
      MinTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    });
  });

  it('a custom domain is served with its certificate and TLS 1.2', () => {
    const [condition, withDomain] = at(distribution(full), ['ViewerCertificate', 'Fn::If']) as readonly unknown[];
    expect(condition).toBe('WithDomain');
    expect(withDomain).toEqual({
      AcmCertificateArn: everythingOn.certificate,
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    });
    expect(at(distribution(full), ['Aliases', 'Fn::If', 1])).toEqual([everythingOn.domain]);
  });

  it.each([403, 404])('a response %i from S3 becomes 404 with a page', (code) => {
    expect(at(distribution(full), ['CustomErrorResponses'])).toContainEqual({
      ErrorCode: code,
      ResponseCode: 404,
      ResponsePagePath: '/404.html',
      ErrorCachingMinTTL: 60,
    });
  });

  const headers = (...path: Step[]) => read('ResponseHeaders', 'ResponseHeadersPolicyConfig', ...path);

  it('headers: no sniffing, no frames, no scripts, HTTPS for a year', () => {
    expect(headers('SecurityHeadersConfig')).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
    });
    const policy = directivesOf(
      String(headers('SecurityHeadersConfig', 'ContentSecurityPolicy', 'ContentSecurityPolicy')),
    );
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    });
    expect(policy).not.toHaveProperty('script-src');
  });

  it('the policy in the headers allows everything that pages need', async () => {
    const policy = directivesOf(
      String(headers('SecurityHeadersConfig', 'ContentSecurityPolicy', 'ContentSecurityPolicy')),
    );
    const ofPage = directivesOf(await policyOfPage());
    expect(Object.keys(ofPage)).toEqual(expect.arrayContaining(['style-src', 'img-src', 'media-src', 'frame-src']));
    for (const [name, sources] of Object.entries(ofPage)) {
      const refused = sources.filter((source) => !letsThrough(policy[name] ?? [], source));
      expect({ name, refused }).toEqual({ name, refused: [] });
    }
  });

  it('any page may read a feed, also with a preflight request', () => {
    expect(headers('CorsConfig')).toMatchObject({
      AccessControlAllowCredentials: false,
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowMethods: { Items: ['GET', 'HEAD', 'OPTIONS'] },
      OriginOverride: true,
    });
    const require = createRequire(new URL('../cloud/', import.meta.url));
    const { OriginRequestPolicy } = require('aws-cdk-lib/aws-cloudfront') as {
      OriginRequestPolicy: { CORS_S3_ORIGIN: { originRequestPolicyId: string } };
    };
    const { originRequestPolicyId } = OriginRequestPolicy.CORS_S3_ORIGIN;
    expect(at(distribution(full), ['DefaultCacheBehavior', 'OriginRequestPolicyId'])).toBe(originRequestPolicyId);
    expect(read('PublicationBucket', 'CorsConfiguration', 'CorsRules')).toEqual([
      { AllowedMethods: ['GET', 'HEAD'], AllowedOrigins: ['*'], AllowedHeaders: ['*'], MaxAge: 86_400 },
    ]);
    expect(propertiesOf(full, 'ArticlesBucket')).not.toHaveProperty('CorsConfiguration');
  });
});

type Directives = Readonly<Record<string, readonly string[]>>;

function directivesOf(policy: string): Directives {
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.map(([name = '', ...sources]) => [name, sources]));
}

function letsThrough(allowed: readonly string[], source: string): boolean {
  if (source === "'none'" || allowed.includes(source)) return true;
  return source.startsWith('https://') && allowed.includes('https:');
}

/** The head of a page, with a host that the channel embeds. */
async function policyOfPage(): Promise<string> {
  const files = newsroomFiles(['boats']);
  const channel = `${files['feed.yaml']}\nembedHosts: [video.tern-sound.example.org]\n`;
  const to = createMemoryStore({});
  await publish({ from: createMemoryStore({ ...files, 'feed.yaml': channel }), to, now });
  const page = textOf(await to.read('articles/boats.html')) ?? '';
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  expect(policy).toContain('https://video.tern-sound.example.org');
  return policy.replaceAll('&#x27;', "'").replaceAll('&#39;', "'");
}

describe('functions', () => {
  it.each(['PublishLambdaFunction', 'WebhookLambdaFunction'])('%s runs on Node 24 and arm64', (name) => {
    expect(propertiesOf(full, name)).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it('logs are kept as long as the stage says, under the names that Lambda uses', () => {
    for (const name of ['Publish', 'Webhook']) {
      expect(propertiesOf(full, `${name}LogGroup`)).toEqual({
        LogGroupName: `/aws/lambda/${nameOf(full, `${name}LambdaFunction`)}`,
        RetentionInDays: 30,
      });
    }
  });

  it('without a webhook, no concurrency is reserved unless the stage says so', () => {
    expect(propertiesOf(prod, 'PublishLambdaFunction')).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(isMade(prod, 'WebhookLambdaFunction')).toBe(false);
    expect(propertiesOf(full, 'PublishLambdaFunction')).toMatchObject({ ReservedConcurrentExecutions: 2 });
    expect(propertiesOf(full, 'WebhookLambdaFunction')).toMatchObject({ ReservedConcurrentExecutions: 5 });
  });

  it('with a webhook, runs are reserved for publishing and calls are limited, unless the deploy finds that the account cannot', () => {
    const reserved = ({ template }: PackagedStage) =>
      ['PublishLambdaFunction', 'WebhookLambdaFunction'].map(
        (name) => template.Resources[name]?.Properties?.['ReservedConcurrentExecutions'],
      );
    const [, , , hooked, small] = packaged;
    expect(reserved(hooked as PackagedStage)).toEqual([4, 5]);
    expect(reserved(small as PackagedStage)).toEqual([noValue, noValue]);
  });

  it('no setting contains the secret itself, only its name', () => {
    const variables = read('WebhookLambdaFunction', 'Environment', 'Variables') as Record<string, string>;
    expect(variables).toMatchObject({ PRESSTIME_WEBHOOK_SECRET: '/presstime/full/webhook' });
    expect(JSON.stringify(full.template)).not.toContain('whsec_');
  });

  it('resources that a default stage does not need are not created', () => {
    const made = (stack: Stack) => Object.keys(stack.template.Resources).filter((name) => isMade(stack, name));
    const extra = made(full).filter((name) => !made(prod).includes(name));
    expect(extra.sort()).toEqual([
      'AlarmEmail',
      'GithubProvider',
      'ImportLambdaFunction',
      'ImportLogGroup',
      'ImportMachine',
      'ImportMachineRole',
      'ImportRole',
      'PushRole',
      'RedeployRole',
      'WebhookAlarm',
      'WebhookLambdaFunction',
      'WebhookLambdaFunctionUrl',
      'WebhookLambdaPermissionFn',
      'WebhookLambdaPermissionFnUrl',
      'WebhookLogGroup',
      'WebhookRole',
    ]);
  });
});

describe('triggers', () => {
  const failures = () => nameOf(full, 'FailureQueue', 'Arn');

  it.each([
    ['Schedule', 'tick'],
    ['VerifySchedule', 'verify'],
  ])('%s has its own role, retries, and keeps events that it could not deliver', (schedule, kind) => {
    expect(read(schedule, 'Name')).toBe(kind);
    expect(read(schedule, 'Target')).toEqual({
      Arn: nameOf(full, 'PublishLambdaFunction', 'Arn'),
      RoleArn: nameOf(full, 'ScheduleRole', 'Arn'),
      Input: `{"presstime":"${kind}"}`,
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600 },
      DeadLetterConfig: { Arn: failures() },
    });
  });

  it('both schedules run as the stage says, in its time zone', () => {
    const clockOf = (stack: Stack, schedule: string) => {
      const { ScheduleExpression, ScheduleExpressionTimezone } = propertiesOf(stack, schedule);
      return [ScheduleExpression, ScheduleExpressionTimezone];
    };
    expect(clockOf(prod, 'Schedule')).toEqual(['rate(15 minutes)', 'UTC']);
    expect(clockOf(prod, 'VerifySchedule')).toEqual(['cron(30 3 * * ? *)', 'UTC']);
    expect(clockOf(quiet, 'Schedule')).toEqual(['cron(0 6 ? * MON-FRI *)', 'Europe/Berlin']);
    expect(clockOf(quiet, 'VerifySchedule')).toEqual(['cron(30 4 ? * SUN *)', 'Europe/Berlin']);
  });

  it.each([
    ['its own group', 'Service:scheduler.amazonaws.com', 'presstime-full', '123456789012', true],
    ['another group', 'Service:scheduler.amazonaws.com', 'default', '123456789012', false],
    ['another account', 'Service:scheduler.amazonaws.com', 'presstime-full', '999999999999', false],
    ['another service', 'Service:lambda.amazonaws.com', 'presstime-full', '123456789012', false],
  ])('the role of the schedule can be assumed by %s: %s', (_name, principal, group, account, allowed) => {
    const context = {
      'aws:SourceAccount': account,
      'aws:SourceArn': `arn:aws:scheduler:eu-central-1:${account}:schedule-group/${group}`,
    };
    expect(isAllowed(trustOf(full, 'ScheduleRole'), { action: 'sts:AssumeRole', principal, context })).toBe(allowed);
  });

  it('uploads and removals of articles go through EventBridge to the queue, and nothing else does', () => {
    expect(read('ArticlesBucket', 'NotificationConfiguration')).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(propertiesOf(full, 'PublicationBucket')).not.toHaveProperty('NotificationConfiguration');
    expect(read('UploadRule', 'EventPattern')).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created', 'Object Deleted'],
      detail: { bucket: { name: [nameOf(full, 'ArticlesBucket')] } },
    });
    expect(read('UploadRule', 'Targets', 0)).toMatchObject({
      Arn: nameOf(full, 'UploadQueue', 'Arn'),
      DeadLetterConfig: { Arn: failures() },
    });
  });

  it.each([
    ['UploadQueue', 'UploadQueuePolicy'],
    ['FailureQueue', 'FailureQueuePolicy'],
  ])('only that rule may send to %s', (queue, policy) => {
    const from = (rule: string, principal = 'Service:events.amazonaws.com') => ({
      action: 'sqs:SendMessage',
      resource: nameOf(full, queue, 'Arn'),
      principal,
      context: { 'aws:SourceArn': rule, 'aws:SecureTransport': 'true' },
    });
    const own = nameOf(full, 'UploadRule', 'Arn');
    expect(isAllowed(documentOf(full, policy), from(own))).toBe(true);
    expect(isAllowed(documentOf(full, policy), from(own.replace('UploadRule', 'OtherRule')))).toBe(false);
    expect(isAllowed(documentOf(full, policy), from(own, 'Service:s3.amazonaws.com'))).toBe(false);
  });

  it('many uploads cause one run, and a message is hidden for as long as its run may take', () => {
    const { BatchSize, MaximumBatchingWindowInSeconds: window } = propertiesOf(
      full,
      'PublishEventSourceMappingSQSUploadQueue',
    );
    expect({ BatchSize, window }).toEqual({ BatchSize: 1000, window: 20 });
    for (const stack of [prod, full]) {
      const { Timeout } = propertiesOf(stack, 'PublishLambdaFunction');
      const { VisibilityTimeout } = propertiesOf(stack, 'UploadQueue');
      expect(VisibilityTimeout).toBe(Number(Timeout) * 6 + Number(window));
    }
  });

  it('events that keep failing are kept: of uploads, and of asynchronous runs', () => {
    expect(read('UploadQueue', 'RedrivePolicy')).toEqual({ maxReceiveCount: 5, deadLetterTargetArn: failures() });
    expect(propertiesOf(full, 'PublishInvokeConfig')).toMatchObject({
      FunctionName: nameOf(full, 'PublishLambdaFunction'),
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: failures() } },
    });
    expect(read('FailureQueue', 'MessageRetentionPeriod')).toBe(14 * 24 * 60 * 60);
  });
});

const alarms = ['FailedAlarm', 'SilentAlarm', 'RefusedAlarm', 'LostAlarm', 'WebhookAlarm'];

describe('alarms', () => {
  const dimension = (Name: string, Value: string) => [{ Name, Value }];

  it.each([
    ['FailedAlarm', 'AWS/Lambda', 'Errors', () => dimension('FunctionName', nameOf(full, 'PublishLambdaFunction'))],
    ['RefusedAlarm', 'Presstime', 'RefusedArticles', () => dimension('Stage', 'full')],
    [
      'LostAlarm',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      () => dimension('QueueName', nameOf(full, 'FailureQueue', 'QueueName')),
    ],
    // The webhook responds with 503 if it fails, which Lambda does not count as an error.
    [
      'WebhookAlarm',
      'AWS/Lambda',
      'Url5xxCount',
      () => dimension('FunctionName', nameOf(full, 'WebhookLambdaFunction')),
    ],
  ])('%s watches %s %s', (name, Namespace, MetricName, dimensions) => {
    expect(propertiesOf(full, name)).toMatchObject({ Namespace, MetricName, Dimensions: dimensions() });
    if (Namespace === 'Presstime') expect(Object.keys(metrics)).toContain(MetricName);
  });

  it('each notifies the topic when it starts and when it ends', () => {
    const all = Object.keys(full.template.Resources).filter((name) => name.endsWith('Alarm'));
    expect(all.sort()).toEqual([...alarms].sort());
    for (const name of alarms) {
      const topic = [nameOf(full, 'AlarmTopic')];
      expect(propertiesOf(full, name)).toMatchObject({ AlarmActions: topic, OKActions: topic });
    }
  });

  it('silence is an alarm too: without runs, nothing is measured', () => {
    expect(propertiesOf(full, 'SilentAlarm')).toMatchObject({
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('a period without a run counts as 0: otherwise CloudWatch would use an older one', () => {
    const Metric = { Namespace: 'Presstime', MetricName: 'Published', Dimensions: dimension('Stage', 'full') };
    expect(read('SilentAlarm', 'Metrics')).toEqual([
      { Id: 'filled', Expression: 'FILL(published, 0)', ReturnData: true },
      { Id: 'published', ReturnData: false, MetricStat: { Metric, Stat: 'Sum', Period: 3600 } },
    ]);
    expect(Object.keys(metrics)).toContain(Metric.MetricName);
  });

  it('a stage can turn the silence alarm off', () => {
    expect([prod, full, quiet].map((stack) => isMade(stack, 'SilentAlarm'))).toEqual([true, true, false]);
  });

  it.each([
    ['alarms of this account', 'Service:cloudwatch.amazonaws.com', '123456789012', true],
    ['alarms of another account', 'Service:cloudwatch.amazonaws.com', '999999999999', false],
    ['anybody', 'AWS:anybody', '123456789012', false],
  ])('the topic accepts messages from %s: %s', (_name, principal, account, allowed) => {
    const context = { 'aws:SourceAccount': account, 'aws:SecureTransport': 'true' };
    const asked = { action: 'sns:Publish', resource: nameOf(full, 'AlarmTopic'), principal, context };
    expect(isAllowed(documentOf(full, 'AlarmTopicPolicy'), asked)).toBe(allowed);
  });

  it('an e-mail address is notified if the stage names one', () => {
    expect(propertiesOf(full, 'AlarmEmail')).toMatchObject({ Protocol: 'email', Endpoint: everythingOn.alarmEmail });
  });
});

describe('the dashboard', () => {
  interface Widget {
    readonly type: string;
    readonly x: number;
    readonly width: number;
    readonly properties: {
      readonly alarms?: readonly string[];
      readonly metrics?: readonly (readonly string[])[];
      readonly region?: string;
      readonly query?: string;
    };
  }

  const widgets = (stack = full) =>
    (JSON.parse(String(propertiesOf(stack, 'Dashboard')['DashboardBody'])) as { widgets: readonly Widget[] }).widgets;

  it('is JSON, and each widget has a position', () => {
    expect(widgets().map(({ type }) => type)).toEqual(['alarm', 'metric', 'metric', 'metric', 'log']);
    for (const { x, width } of widgets()) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('shows the alarms of the stack, and metrics that runs report', () => {
    const shown = widgets().flatMap(({ properties }) => properties.alarms ?? []);
    expect([...shown].sort()).toEqual(alarms.map((name) => nameOf(full, name, 'Arn')).sort());
    const rows = widgets().flatMap(({ properties }) => properties.metrics ?? []);
    expect(rows.length).toBeGreaterThan(5);
    for (const [namespace, metric = '', ...dimensions] of rows) {
      expect(['Presstime', '.']).toContain(namespace);
      expect(Object.keys(metrics)).toContain(metric);
      expect(['Stage full', '. .']).toContain(dimensions.join(' '));
    }
  });

  it.each([
    ['a stage without a webhook', () => prod, ['FailedAlarm', 'LostAlarm', 'RefusedAlarm', 'SilentAlarm']],
    ['a stage without an alarm of silence', () => quiet, ['FailedAlarm', 'LostAlarm', 'RefusedAlarm']],
  ])('of %s shows the alarms that exist', (_name, stack, names) => {
    const shown = widgets(stack()).flatMap(({ properties }) => properties.alarms ?? []);
    expect([...shown].sort()).toEqual(names.map((name) => nameOf(stack(), name, 'Arn')));
  });

  it('reads the log of the function, in its region', () => {
    const { query, region } = widgets().at(-1)?.properties ?? {};
    expect(query).toContain(`SOURCE '${nameOf(full, 'PublishLogGroup')}'`);
    expect(region).toBe('eu-central-1');
  });
});

describe('names', () => {
  it.each([
    ['OriginAccess', 'OriginAccessControlConfig', 'Name'],
    ['CachePolicy', 'CachePolicyConfig', 'Name'],
    ['ResponseHeaders', 'ResponseHeadersPolicyConfig', 'Name'],
    ['RedeployRole', 'RoleName'],
    ['PushRole', 'RoleName'],
    ['Dashboard', 'DashboardName'],
  ])('%s is unique in an account, so its name contains the region', (name, ...path) => {
    expect(read(name, ...path)).toMatch(/^presstime-full-eu-central-1(?:-|$)/);
  });
});

describe('GitHub', () => {
  const repository = 'repo:tern-sound/courier';
  const numbered = 'repo:tern-sound@123/courier@456';

  it.each([
    ['the branch', `${repository}:ref:refs/heads/main`, 'sts.amazonaws.com', true],
    ['another branch', `${repository}:ref:refs/heads/draft`, 'sts.amazonaws.com', false],
    ['a branch whose name goes on', `${repository}:ref:refs/heads/main-2`, 'sts.amazonaws.com', false],
    ['a tag of the same name', `${repository}:ref:refs/tags/main`, 'sts.amazonaws.com', false],
    ['a pull request', `${repository}:pull_request`, 'sts.amazonaws.com', false],
    ['an environment', `${repository}:environment:main`, 'sts.amazonaws.com', false],
    ['a repository whose name goes on', `${repository}-fork:ref:refs/heads/main`, 'sts.amazonaws.com', false],
    ['another owner', 'repo:somebody/courier:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['the branch, with numbers', `${numbered}:ref:refs/heads/main`, 'sts.amazonaws.com', true],
    ['another branch, with numbers', `${numbered}:ref:refs/heads/draft`, 'sts.amazonaws.com', false],
    ['a branch that looks like it', `${numbered}:ref:refs/heads/refs/heads/main`, 'sts.amazonaws.com', false],
    ['a tag, with numbers', `${numbered}:ref:refs/tags/main`, 'sts.amazonaws.com', false],
    ['a pull request, with numbers', `${numbered}:pull_request`, 'sts.amazonaws.com', false],
    ['an environment, with numbers', `${numbered}:environment:main`, 'sts.amazonaws.com', false],
    [
      'another repository, with numbers',
      'repo:tern-sound@123/other@456:ref:refs/heads/main',
      'sts.amazonaws.com',
      false,
    ],
    ['a name that goes on', 'repo:tern-sound@123/courier-2@456:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['a name that ends so', 'repo:tern-sound@123/the-courier@456:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['an owner whose name goes on', 'repo:tern-sound-2@1/courier@4:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['another owner, with numbers', 'repo:somebody@9/courier@456:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['numbers behind one name', 'repo:tern-sound@123/courier:ref:refs/heads/main', 'sts.amazonaws.com', false],
    ['numbers for somebody else', `${numbered}:ref:refs/heads/main`, 'https://github.com/tern-sound', false],
    ['a token for somebody else', `${repository}:ref:refs/heads/main`, 'https://github.com/tern-sound', false],
  ])('its roles can be assumed by %s: %s', (_name, subject, audience, allowed) => {
    const issuer = 'token.actions.githubusercontent.com';
    const principal = `Federated:${nameOf(full, 'GithubProvider')}`;
    const context = { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: audience };
    const asked = { action: 'sts:AssumeRoleWithWebIdentity', principal, context };
    for (const role of ['RedeployRole', 'PushRole']) expect(isAllowed(trustOf(full, role), asked)).toBe(allowed);
  });

  it('no claim may be missing', () => {
    const principal = `Federated:${nameOf(full, 'GithubProvider')}`;
    const asked = { action: 'sts:AssumeRoleWithWebIdentity', principal, context: {} };
    expect(isAllowed(trustOf(full, 'PushRole'), asked)).toBe(false);
  });

  it('the provider is kept when the stack is deleted, because other stages may use it', () => {
    expect(full.template.Resources['GithubProvider']).toMatchObject(outlives);
    expect(propertiesOf(full, 'GithubProvider')).toEqual({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIdList: ['sts.amazonaws.com'],
    });
  });
});
