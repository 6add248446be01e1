/** Checks limits that are in AWS's documentation but not in its specification: lengths, ranges and lists. */
import { intrinsicOf } from './intrinsic.ts';
import type { Finding } from './lint.ts';
import type { Resource } from './template.ts';

interface Limit {
  readonly wanted: string;
  readonly accepts: (value: unknown) => boolean;
}

const between = (from: number, to: number): Limit => ({
  wanted: `a number from ${from} to ${to}`,
  accepts: (value) => typeof value === 'number' && value >= from && value <= to,
});
const upTo = (length: number): Limit => ({
  wanted: `text of up to ${length} characters`,
  accepts: (value) => typeof value === 'string' && value.length <= length,
});
const matching = (pattern: RegExp): Limit => ({
  wanted: `text like ${pattern}`,
  accepts: (value) => typeof value === 'string' && pattern.test(value),
});
const oneOf = (...values: readonly string[]): Limit => ({
  wanted: `one of ${values.join(', ')}`,
  accepts: (value) => values.includes(String(value)),
});

/** One of several lists, in any order. */
const listOf = (...lists: readonly (readonly string[])[]): Limit => ({
  wanted: `one of the lists ${lists.map((list) => list.join(' ')).join(', ')}`,
  accepts: (value) => Array.isArray(value) && lists.some((list) => list.toSorted().join() === value.toSorted().join()),
});
const reads = ['GET', 'HEAD'];

/** An alarm here looks back at most one period of a day. */
const period: Limit = {
  wanted: 'whole minutes, a day at most',
  accepts: (value) => Number(value) % 60 === 0 && Number(value) <= 86_400,
};

/** By type of resource, then by path in its properties. Values of CloudFormation functions are not checked. */
const limits: Readonly<Record<string, Readonly<Record<string, Limit>>>> = {
  'AWS::CloudFront::Distribution': {
    'DistributionConfig.Comment': upTo(128),
    'DistributionConfig.HttpVersion': oneOf('http1.1', 'http2', 'http2and3', 'http3'),
    'DistributionConfig.PriceClass': oneOf('PriceClass_100', 'PriceClass_200', 'PriceClass_All'),
    'DistributionConfig.DefaultCacheBehavior.AllowedMethods': listOf(
      reads,
      [...reads, 'OPTIONS'],
      [...reads, 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    ),
    'DistributionConfig.DefaultCacheBehavior.CachedMethods': listOf(reads, [...reads, 'OPTIONS']),
    'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy': oneOf(
      'https-only',
      'redirect-to-https',
      'allow-all',
    ),
  },
  'AWS::CloudFront::OriginAccessControl': {
    'OriginAccessControlConfig.Name': upTo(64),
    'OriginAccessControlConfig.Description': upTo(256),
    'OriginAccessControlConfig.OriginAccessControlOriginType': oneOf('s3', 'lambda', 'mediastore', 'mediapackagev2'),
    'OriginAccessControlConfig.SigningBehavior': oneOf('always', 'never', 'no-override'),
    'OriginAccessControlConfig.SigningProtocol': oneOf('sigv4'),
  },
  'AWS::CloudFront::CachePolicy': { 'CachePolicyConfig.Comment': upTo(128), 'CachePolicyConfig.Name': upTo(128) },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    'ResponseHeadersPolicyConfig.Comment': upTo(128),
    'ResponseHeadersPolicyConfig.Name': upTo(128),
    'ResponseHeadersPolicyConfig.SecurityHeadersConfig.FrameOptions.FrameOption': oneOf('DENY', 'SAMEORIGIN'),
    'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy': oneOf(
      ...['no-referrer', 'no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin', 'same-origin'],
      ...['strict-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
    ),
  },
  'AWS::CloudWatch::Alarm': {
    AlarmName: upTo(255),
    ComparisonOperator: oneOf(
      ...['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold'],
    ),
    TreatMissingData: oneOf('breaching', 'notBreaching', 'ignore', 'missing'),
    Statistic: oneOf('SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'),
    Period: period,
    'Metrics.1.MetricStat.Period': period,
  },
  'AWS::Events::Rule': { Description: upTo(512) },
  'AWS::IAM::Role': { RoleName: upTo(64), Description: upTo(1000), MaxSessionDuration: between(3600, 43_200) },
  'AWS::Lambda::EventInvokeConfig': {
    MaximumEventAgeInSeconds: between(60, 21_600),
    MaximumRetryAttempts: between(0, 2),
    Qualifier: matching(/^(?:\$LATEST|[\w-]{1,129})$/),
  },
  'AWS::Lambda::EventSourceMapping': {
    BatchSize: between(1, 10_000),
    MaximumBatchingWindowInSeconds: between(0, 300),
    'ScalingConfig.MaximumConcurrency': between(2, 1000),
  },
  'AWS::Lambda::Function': {
    Description: upTo(256),
    FunctionName: matching(/^[\w-]{1,64}$/),
    MemorySize: between(128, 10_240),
    Timeout: between(1, 900),
    ReservedConcurrentExecutions: between(0, 1000),
    Runtime: oneOf('nodejs22.x', 'nodejs24.x'),
    'Architectures.0': oneOf('arm64', 'x86_64'),
  },
  'AWS::Logs::LogGroup': { LogGroupName: matching(/^[.\-_/#A-Za-z0-9]{1,512}$/) },
  'AWS::S3::Bucket': { BucketName: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/) },
  'AWS::SNS::Subscription': {
    Protocol: oneOf(...['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose']),
  },
  'AWS::SNS::Topic': { DisplayName: upTo(100) },
  'AWS::SQS::Queue': { MessageRetentionPeriod: between(60, 1_209_600), VisibilityTimeout: between(0, 43_200) },
  'AWS::Scheduler::Schedule': {
    Name: matching(/^[\w.-]{1,64}$/),
    Description: upTo(512),
    ScheduleExpression: matching(/^(?:rate|cron|at)\(.+\)$/),
    'FlexibleTimeWindow.Mode': oneOf('OFF', 'FLEXIBLE'),
    'Target.RetryPolicy.MaximumRetryAttempts': between(0, 185),
    'Target.RetryPolicy.MaximumEventAgeInSeconds': between(60, 86_400),
  },
  'AWS::Scheduler::ScheduleGroup': { Name: matching(/^[\w.-]{1,64}$/) },
};

/** The values of one resource that exceed a limit. */
export function lintLimits(path: string, { Type, Properties }: Resource): readonly Finding[] {
  return Object.entries(limits[Type] ?? {}).flatMap(([property, { wanted, accepts }]) => {
    const value = property
      .split('.')
      .reduce<unknown>((inside, key) => (inside as Record<string, unknown>)?.[key], Properties);
    if (value === undefined || intrinsicOf(value) !== null || accepts(value)) return [];
    return [{ path: `${path}.Properties.${property}`, message: `Must be ${wanted}: got ${JSON.stringify(value)}` }];
  });
}
