/** The requests that each role of the stack needs, and those that no role may make, as IAM sees them. */
import type { Asked } from './policy.ts';
import type { Stack } from './resolve.ts';
import { nameOf } from './stack.ts';

/** By a description. */
export type Requests = Readonly<Record<string, Asked>>;

export interface RoleRequests {
  /** All requests that the job needs. */
  readonly needed: Requests;
  readonly refused: Requests;
}

/** The requests of each role. */
export function requestsOf(stack: Stack): Readonly<Record<string, RoleRequests>> {
  const places = placesOf(stack);
  return {
    PublishRole: { needed: neededToPublish(places), refused: { ...refusedToAll(places), ...refusedToPublish(places) } },
    ImportRole: { needed: neededToImport(places), refused: { ...refusedToAll(places), ...refusedToImport(places) } },
    ImportMachineRole: {
      needed: neededByMachine(places),
      refused: { ...refusedToAll(places), ...refusedToMachine(places) },
    },
    WebhookRole: { needed: neededByWebhook(places), refused: { ...refusedToAll(places), ...refusedToWebhook(places) } },
    PushRole: { needed: neededToPush(places), refused: { ...refusedToAll(places), ...refusedToPush(places) } },
    RedeployRole: {
      needed: neededToRedeploy(places),
      refused: { ...refusedToAll(places), ...refusedToRedeploy(places) },
    },
    ScheduleRole: {
      needed: {
        ...neededToRedeploy(places),
        'keep what cannot be delivered': { action: 'sqs:SendMessage', resource: places.failures },
      },
      refused: { ...refusedToAll(places), ...refusedToRedeploy(places) },
    },
  };
}

type Places = ReturnType<typeof placesOf>;

function placesOf(stack: Stack) {
  const arn = (name: string) => nameOf(stack, name, 'Arn');
  const here = `${stack.region}:${stack.account}`;
  const group = nameOf(stack, 'ScheduleGroup');
  return {
    here,
    articles: arn('ArticlesBucket'),
    publication: arn('PublicationBucket'),
    uploads: arn('UploadQueue'),
    failures: arn('FailureQueue'),
    publish: arn('PublishLambdaFunction'),
    webhook: arn('WebhookLambdaFunction'),
    import: arn('ImportLambdaFunction'),
    machine: `arn:aws:states:${here}:stateMachine:presstime-full-import`,
    execution: `arn:aws:states:${here}:execution:presstime-full-import/Read:0123abcd`,
    otherMachine: `arn:aws:states:${here}:stateMachine:payroll`,
    otherExecution: `arn:aws:states:${here}:execution:payroll/0123abcd`,
    publishRole: arn('PublishRole'),
    scheduleRole: arn('ScheduleRole'),
    // The ARNs of log groups end with `:*`.
    publishLog: arn('PublishLogGroup').slice(0, -2),
    webhookLog: arn('WebhookLogGroup').slice(0, -2),
    importLog: arn('ImportLogGroup').slice(0, -2),
    topic: nameOf(stack, 'AlarmTopic'),
    due: `arn:aws:scheduler:${here}:schedule/${group}/due`,
    tick: `arn:aws:scheduler:${here}:schedule/${group}/tick`,
    verify: `arn:aws:scheduler:${here}:schedule/${group}/verify`,
    otherDue: `arn:aws:scheduler:${here}:schedule/default/due`,
    secret: `arn:aws:ssm:${here}:parameter/presstime/full/webhook`,
    otherSecret: `arn:aws:ssm:${here}:parameter/presstime/full/database`,
  };
}

const list = (resource: string, prefix?: string): Asked => ({
  action: 's3:ListBucket',
  resource,
  ...(prefix === undefined ? {} : { context: { 's3:prefix': prefix } }),
});

/** The action that S3 checks for a missing object: with permission to list, the response is 404, otherwise 403. */
const toldMissing = (resource: string): Asked => list(resource);

const pass = (resource: string, service: string): Asked => ({
  action: 'iam:PassRole',
  resource,
  context: { 'iam:PassedToService': `${service}.amazonaws.com` },
});

function logging(group: string): Requests {
  const resource = `${group}:log-stream:2026/11/24/[$LATEST]0123abcd`;
  return {
    'begin a log': { action: 'logs:CreateLogStream', resource },
    'write the log': { action: 'logs:PutLogEvents', resource },
  };
}

function neededToPublish({
  articles,
  publication,
  uploads,
  failures,
  due,
  scheduleRole,
  publishLog,
}: Places): Requests {
  return {
    'read an article': { action: 's3:GetObject', resource: `${articles}/articles/wire/storm.txt` },
    'list the articles': list(articles, 'articles/'),
    'be told that feed.yaml is missing': toldMissing(articles),
    'read the ledger': { action: 's3:GetObject', resource: `${publication}/public/.presstime/ledger.json` },
    'write a feed': { action: 's3:PutObject', resource: `${publication}/public/rss.xml` },
    'remove a page': { action: 's3:DeleteObject', resource: `${publication}/public/articles/storm.html` },
    'list the publication': list(publication, 'public/'),
    'be told that there is no ledger yet': toldMissing(publication),
    'take uploads': { action: 'sqs:ReceiveMessage', resource: uploads },
    'be done with uploads': { action: 'sqs:DeleteMessage', resource: uploads },
    'look at the queue': { action: 'sqs:GetQueueAttributes', resource: uploads },
    'keep a failure': { action: 'sqs:SendMessage', resource: failures },
    'see the one-time schedule': { action: 'scheduler:GetSchedule', resource: due },
    'make the one-time schedule': { action: 'scheduler:CreateSchedule', resource: due },
    'move the one-time schedule': { action: 'scheduler:UpdateSchedule', resource: due },
    'remove the one-time schedule': { action: 'scheduler:DeleteSchedule', resource: due },
    'give the schedule its role': pass(scheduleRole, 'scheduler'),
    ...logging(publishLog),
  };
}

function refusedToPublish(places: Places): Requests {
  const {
    articles,
    publication,
    uploads,
    failures,
    publish,
    publishRole,
    scheduleRole,
    tick,
    verify,
    otherDue,
    secret,
  } = places;
  return {
    'write an article': { action: 's3:PutObject', resource: `${articles}/articles/storm.md` },
    'remove an article': { action: 's3:DeleteObject', resource: `${articles}/articles/storm.md` },
    'read the calls of the webhook': { action: 's3:GetObject', resource: `${articles}/webhook/state.json` },
    'list the calls of the webhook': list(articles, 'webhook/'),
    'read elsewhere in the publication': { action: 's3:GetObject', resource: `${publication}/private/rss.xml` },
    'write elsewhere in the publication': { action: 's3:PutObject', resource: `${publication}/publicity/rss.xml` },
    'remove elsewhere in the publication': { action: 's3:DeleteObject', resource: `${publication}/rss.xml` },
    'list elsewhere in the publication': list(publication, 'private/'),
    'put something into the queue of uploads': { action: 'sqs:SendMessage', resource: uploads },
    'take a failure away': { action: 'sqs:DeleteMessage', resource: failures },
    'wake itself': { action: 'lambda:InvokeFunction', resource: publish },
    'stop the clock': { action: 'scheduler:DeleteSchedule', resource: tick },
    'stop the daily comparison': { action: 'scheduler:UpdateSchedule', resource: verify },
    'set a schedule of somebody else': { action: 'scheduler:CreateSchedule', resource: otherDue },
    'give the role of the schedule to a function': pass(scheduleRole, 'lambda'),
    'give its own role to the schedule': pass(publishRole, 'scheduler'),
    'read the secret': { action: 'ssm:GetParameter', resource: secret },
    'write the log of another function': {
      action: 'logs:PutLogEvents',
      resource: `${places.webhookLog}:log-stream:2026/11/24/[$LATEST]0123abcd`,
    },
  };
}

/** As in a run, without uploads, failures and the one-time schedule. */
function neededToImport({ articles, publication, importLog }: Places): Requests {
  return {
    'read an article': { action: 's3:GetObject', resource: `${articles}/articles/wire/storm.txt` },
    'list the articles': list(articles, 'articles/'),
    'be told that feed.yaml is missing': toldMissing(articles),
    'read what was read': { action: 's3:GetObject', resource: `${publication}/public/.presstime/import/slim/1.json` },
    'write a page': { action: 's3:PutObject', resource: `${publication}/public/articles/storm.html` },
    'remove what was read': {
      action: 's3:DeleteObject',
      resource: `${publication}/public/.presstime/import/slim/1.json`,
    },
    'list its files': list(publication, 'public/.presstime/import/'),
    'be told that there is no ledger yet': toldMissing(publication),
    ...logging(importLog),
  };
}

function refusedToImport(places: Places): Requests {
  const { articles, publication, uploads, failures, publish, due, scheduleRole, secret, machine } = places;
  return {
    'write an article': { action: 's3:PutObject', resource: `${articles}/articles/storm.md` },
    'remove an article': { action: 's3:DeleteObject', resource: `${articles}/articles/storm.md` },
    'read the calls of the webhook': { action: 's3:GetObject', resource: `${articles}/webhook/state.json` },
    'write elsewhere in the publication': { action: 's3:PutObject', resource: `${publication}/publicity/rss.xml` },
    'list elsewhere in the publication': list(publication, 'private/'),
    'take uploads': { action: 'sqs:ReceiveMessage', resource: uploads },
    'keep a failure': { action: 'sqs:SendMessage', resource: failures },
    'wake the function that publishes': { action: 'lambda:InvokeFunction', resource: publish },
    'set the one-time schedule': { action: 'scheduler:UpdateSchedule', resource: due },
    'give the schedule its role': pass(scheduleRole, 'scheduler'),
    'read the secret': { action: 'ssm:GetParameter', resource: secret },
    'start an import': { action: 'states:StartExecution', resource: machine },
    'write the log of another function': {
      action: 'logs:PutLogEvents',
      resource: `${places.publishLog}:log-stream:2026/11/24/[$LATEST]0123abcd`,
    },
  };
}

function neededByMachine({ import: importFunction, machine, execution }: Places): Requests {
  return {
    'do a step': { action: 'lambda:InvokeFunction', resource: importFunction },
    'start the items of a map': { action: 'states:StartExecution', resource: machine },
    'follow the items of a map': { action: 'states:DescribeExecution', resource: execution },
    'stop the items of a map': { action: 'states:StopExecution', resource: execution },
  };
}

function refusedToMachine(places: Places): Requests {
  const { articles, publication, publish, webhook, otherMachine, otherExecution, secret } = places;
  return {
    'read an article': { action: 's3:GetObject', resource: `${articles}/articles/storm.md` },
    'write a feed': { action: 's3:PutObject', resource: `${publication}/public/rss.xml` },
    'wake the function that publishes': { action: 'lambda:InvokeFunction', resource: publish },
    'call the webhook': { action: 'lambda:InvokeFunction', resource: webhook },
    'start another state machine': { action: 'states:StartExecution', resource: otherMachine },
    'stop another state machine': { action: 'states:StopExecution', resource: otherExecution },
    'read the secret': { action: 'ssm:GetParameter', resource: secret },
  };
}

function neededByWebhook({ articles, secret, webhookLog }: Places): Requests {
  return {
    'read the calls': { action: 's3:GetObject', resource: `${articles}/webhook/state.json` },
    'write the calls': { action: 's3:PutObject', resource: `${articles}/webhook/state.json` },
    'be told that there were no calls yet': toldMissing(articles),
    'read the secret': { action: 'ssm:GetParameter', resource: secret },
    ...logging(webhookLog),
  };
}

function refusedToWebhook({
  articles,
  publication,
  otherSecret,
  secret,
  publish,
  uploads,
  publishLog,
}: Places): Requests {
  return {
    'read an article': { action: 's3:GetObject', resource: `${articles}/articles/storm.md` },
    'write an article': { action: 's3:PutObject', resource: `${articles}/articles/storm.md` },
    'list the articles': list(articles, 'articles/'),
    'write another file beside the calls': { action: 's3:PutObject', resource: `${articles}/webhook/other.json` },
    'remove the calls': { action: 's3:DeleteObject', resource: `${articles}/webhook/state.json` },
    'read the publication': { action: 's3:GetObject', resource: `${publication}/public/rss.xml` },
    'write a feed': { action: 's3:PutObject', resource: `${publication}/public/rss.xml` },
    'list the publication': list(publication, 'public/'),
    'read another secret': { action: 'ssm:GetParameter', resource: otherSecret },
    'change the secret': { action: 'ssm:PutParameter', resource: secret },
    'wake the function itself': { action: 'lambda:InvokeFunction', resource: publish },
    'put something into the queue of uploads': { action: 'sqs:SendMessage', resource: uploads },
    'write the log of another function': {
      action: 'logs:PutLogEvents',
      resource: `${publishLog}:log-stream:2026/11/24/[$LATEST]0123abcd`,
    },
  };
}

function neededToRedeploy({ publish }: Places): Requests {
  return { 'wake the function': { action: 'lambda:InvokeFunction', resource: publish } };
}

function refusedToRedeploy({ articles, publication, webhook }: Places): Requests {
  return {
    'wake the webhook': { action: 'lambda:InvokeFunction', resource: webhook },
    'read an article': { action: 's3:GetObject', resource: `${articles}/articles/storm.md` },
    'write an article': { action: 's3:PutObject', resource: `${articles}/articles/storm.md` },
    'list the articles': list(articles, 'articles/'),
    'read the publication': { action: 's3:GetObject', resource: `${publication}/public/rss.xml` },
    'write a feed': { action: 's3:PutObject', resource: `${publication}/public/rss.xml` },
  };
}

function neededToPush(places: Places): Requests {
  const { articles } = places;
  return {
    ...neededToRedeploy(places),
    'compare an article': { action: 's3:GetObject', resource: `${articles}/articles/storm.md` },
    'send an article': { action: 's3:PutObject', resource: `${articles}/articles/storm.md` },
    'remove an article': { action: 's3:DeleteObject', resource: `${articles}/articles/storm.md` },
    'list the articles': list(articles, 'articles/'),
    'be told that an article is not there': toldMissing(articles),
  };
}

function refusedToPush({ articles, publication, webhook }: Places): Requests {
  return {
    'wake the webhook': { action: 'lambda:InvokeFunction', resource: webhook },
    'read the calls of the webhook': { action: 's3:GetObject', resource: `${articles}/webhook/state.json` },
    'write the calls of the webhook': { action: 's3:PutObject', resource: `${articles}/webhook/state.json` },
    'list the calls of the webhook': list(articles, 'webhook/'),
    'read the publication': { action: 's3:GetObject', resource: `${publication}/public/rss.xml` },
    'write a feed': { action: 's3:PutObject', resource: `${publication}/public/rss.xml` },
    'list the publication': list(publication, 'public/'),
  };
}

/** Requests that no role may make. */
function refusedToAll({
  here,
  articles,
  publication,
  publish,
  publishRole,
  publishLog,
  topic,
  uploads,
  failures,
}: Places): Requests {
  const user = `arn:aws:iam::${here.split(':')[1]}:user/somebody`;
  const onBucket = (bucket: string, words: string): Requests =>
    Object.fromEntries(
      [
        ...[
          'DeleteBucket',
          'PutBucketPolicy',
          'DeleteBucketPolicy',
          'PutBucketVersioning',
          'PutBucketPublicAccessBlock',
        ],
        ...['PutBucketAcl', 'PutLifecycleConfiguration', 'PutBucketNotification', 'PutEncryptionConfiguration'],
        ...['ListBucketVersions', 'PutBucketCORS'],
      ].map((action) => [`${action} of ${words}`, { action: `s3:${action}`, resource: bucket }]),
    );
  return {
    ...onBucket(articles, 'the articles'),
    ...onBucket(publication, 'the publication'),
    'list all buckets': { action: 's3:ListAllMyBuckets', resource: '*' },
    'read a third bucket': { action: 's3:GetObject', resource: 'arn:aws:s3:::third/articles/storm.md' },
    'write a third bucket': { action: 's3:PutObject', resource: 'arn:aws:s3:::third/public/rss.xml' },
    'list a third bucket': list('arn:aws:s3:::third', 'articles/'),
    'remove an old version': { action: 's3:DeleteObjectVersion', resource: `${publication}/public/rss.xml` },
    'make a file public': { action: 's3:PutObjectAcl', resource: `${publication}/public/rss.xml` },
    'send an alarm': { action: 'sns:Publish', resource: topic },
    'empty the queue': { action: 'sqs:PurgeQueue', resource: uploads },
    'remove the queue of failures': { action: 'sqs:DeleteQueue', resource: failures },
    'change the function': { action: 'lambda:UpdateFunctionCode', resource: publish },
    'change its settings': { action: 'lambda:UpdateFunctionConfiguration', resource: publish },
    'take a role': { action: 'sts:AssumeRole', resource: publishRole },
    'widen a role': { action: 'iam:PutRolePolicy', resource: publishRole },
    'make a user': { action: 'iam:CreateUser', resource: user },
    'remove the log': { action: 'logs:DeleteLogGroup', resource: `${publishLog}:*` },
    'remove the schedules': {
      action: 'scheduler:DeleteScheduleGroup',
      resource: `arn:aws:scheduler:${here}:schedule-group/presstime-full`,
    },
  };
}
