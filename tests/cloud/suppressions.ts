/** The findings of cdk-nag that are suppressed, each with a reason. A test fails if one is no longer needed. */

export interface Suppression {
  readonly resources: readonly string[];
  readonly rules: readonly string[];
  readonly reason: string;
}

const buckets = ['ServerlessDeploymentBucket', 'ArticlesBucket', 'PublicationBucket'];
const functions = ['PublishLambdaFunction', 'WebhookLambdaFunction', 'ImportLambdaFunction'];

export const suppressions: readonly Suppression[] = [
  {
    resources: buckets,
    rules: ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    reason:
      'Logs of access need a bucket of their own that grows for ever; old versions show what was changed, and CloudTrail who did.',
  },
  {
    resources: buckets,
    rules: ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    reason:
      'The articles are in the newsroom too, versions are kept for a month, and the publication can be made again.',
  },
  {
    resources: buckets,
    rules: ['NIST.800.53.R5-S3DefaultEncryptionKMS'],
    reason:
      'What is in them is published; the free encryption of S3 is on, and a key would cost more than all the rest.',
  },
  {
    resources: ['PublishLogGroup', 'WebhookLogGroup', 'ImportLogGroup'],
    rules: ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    reason:
      'Logs are encrypted by CloudWatch itself, name files and hold no secrets; a key of our own costs a dollar a month.',
  },
  {
    resources: ['Distribution'],
    rules: ['AwsSolutions-CFR1'],
    reason: 'Feeds are for readers in every country.',
  },
  {
    resources: ['Distribution'],
    rules: ['AwsSolutions-CFR2'],
    reason:
      'There is nothing to attack behind it but files that anybody may read; a firewall costs six dollars a month.',
  },
  {
    resources: ['Distribution'],
    rules: ['AwsSolutions-CFR3'],
    reason:
      'Logs would hold the addresses of readers, which nobody here needs; CloudFront counts requests without them.',
  },
  {
    resources: ['Distribution'],
    rules: ['AwsSolutions-CFR4'],
    reason: "With an own domain TLS 1.2 is the least; CloudFront's own certificate does not let one choose.",
  },
  {
    resources: ['PublishRole', 'PushRole', 'ImportRole'],
    rules: ['AwsSolutions-IAM5[Resource::<ArticlesBucket.Arn>/articles/*]'],
    reason: 'Articles have any names; the role is for one folder of one bucket.',
  },
  {
    resources: ['PublishRole', 'ImportRole'],
    rules: ['AwsSolutions-IAM5[Resource::<PublicationBucket.Arn>/public/*]'],
    reason: 'Feeds, pages and media have many names; the role is for one folder of one bucket.',
  },
  {
    resources: [
      'PublishRole',
      'ScheduleRole',
      'WebhookRole',
      'RedeployRole',
      'PushRole',
      'ImportRole',
      'ImportMachineRole',
    ],
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy'],
    reason: 'Each policy is for one role alone, and goes when the role goes; nobody else can be given it by mistake.',
  },
  {
    resources: ['PublishLambdaFunction'],
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    reason:
      'Its destination on failure keeps what failed together with the error, which a dead-letter queue would not.',
  },
  {
    resources: ['WebhookLambdaFunction'],
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    reason: 'It is only called through its address, where the caller waits and is told of a failure.',
  },
  {
    resources: ['PublishLambdaFunction'],
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    reason:
      'Without a webhook nothing competes for it. New accounts cannot reserve any, and runs at once do no harm, since every write is conditional.',
  },
  {
    resources: ['WebhookLambdaFunction'],
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    reason: 'A stage that sets "webhookConcurrency" to null has accepted that.',
  },
  {
    resources: functions,
    rules: ['NIST.800.53.R5-LambdaInsideVPC'],
    reason:
      'They call the services of AWS and nothing private; in a network of their own they would need a gateway for 30 dollars a month.',
  },
  {
    resources: functions,
    rules: ['Serverless-LambdaTracing'],
    reason: 'A run is one process that says in its log what took how long; traces would cost and add nothing.',
  },
  {
    resources: ['WebhookLambdaPermissionFnUrl', 'WebhookLambdaPermissionFn'],
    rules: ['NIST.800.53.R5-LambdaFunctionPublicAccessProhibited'],
    reason: 'A CMS has no account with AWS: the function itself refuses a call that is not signed.',
  },
  {
    resources: ['PublishEventSourceMappingSQSUploadQueue'],
    rules: ['Serverless-LambdaEventSourceMappingDestination'],
    reason:
      'For queues Lambda knows no such destination; what fails goes from the queue of uploads to that of failures.',
  },
  {
    resources: ['FailureQueue'],
    rules: ['Serverless-SQSRedrivePolicy'],
    reason: 'It is the end: what is in it waits for a person, and an alarm says so.',
  },
  {
    resources: ['AlarmEmail'],
    rules: ['Serverless-SNSRedrivePolicy'],
    reason: 'The dashboard shows the alarm even where the mail is lost; a queue of mails would be read by nobody.',
  },
  {
    resources: ['AlarmTopic'],
    rules: ['NIST.800.53.R5-SNSEncryptedKMS'],
    reason: 'Alarms cannot write to a topic under the free key, and they name nothing but the stage.',
  },
  {
    resources: ['ImportMachineRole'],
    rules: ['prod', 'full'].map(
      (stage) =>
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:presstime-${stage}-import/*]`,
    ),
    reason: 'A distributed map starts executions of its own machine, whose names AWS chooses.',
  },
  {
    resources: ['ImportMachine'],
    rules: ['AwsSolutions-SF1', 'AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'],
    reason: 'It runs once for a publication, and the console keeps the history of each step for 90 days.',
  },
  {
    resources: ['ImportLambdaFunction'],
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
    reason: 'Only the state machine calls it, which waits for the answer, tries again, and fails with the error.',
  },
  {
    resources: ['ImportLambdaFunction'],
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    reason: 'The state machine bounds how many batches run at the same time.',
  },
];
