/** Checks policies in a template, which are free-form JSON in AWS's specification: keys of IAM, and known actions. */
import type { Finding } from './lint.ts';
import type { Resource } from './template.ts';

type Mapping = Readonly<Record<string, unknown>>;

const statementKeys = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
const operators = ['StringEquals', 'StringLike', 'StringLikeIfExists', 'ArnEquals', 'Bool'];

/** The actions that the stack needs. Any other is wrong, or has to be added here. */
const actions: Readonly<Record<string, readonly string[]>> = {
  iam: ['PassRole'],
  lambda: ['InvokeFunction'],
  logs: ['CreateLogStream', 'PutLogEvents'],
  s3: ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', '*'],
  scheduler: ['GetSchedule', 'CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'],
  sns: ['Publish'],
  sqs: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', '*'],
  ssm: ['GetParameter'],
  states: ['StartExecution', 'DescribeExecution', 'StopExecution'],
  sts: ['AssumeRole', 'AssumeRoleWithWebIdentity'],
};

/** The findings in the policies of one resource. */
export function lintPolicies(path: string, { Properties = {} }: Resource): readonly Finding[] {
  return policiesIn(`${path}.Properties`, Properties).flatMap(lintPolicy);
}

interface Found {
  readonly path: string;
  readonly value: unknown;
}

function policiesIn(path: string, value: unknown): readonly Found[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    /PolicyDocument$/.test(key) ? [{ path: `${path}.${key}`, value: inside }] : policiesIn(`${path}.${key}`, inside),
  );
}

function lintPolicy({ path, value }: Found): readonly Finding[] {
  const { Version = '2008-10-17', Statement } = value as Mapping;
  const statements = Array.isArray(Statement) ? (Statement as readonly Mapping[]) : [];
  return [
    ...oneOf({ path: `${path}.Version`, value: Version }, ['2012-10-17', '2008-10-17']),
    ...statements.flatMap((statement, index) => lintStatement(`${path}.Statement.${index}`, statement)),
  ];
}

function lintStatement(path: string, statement: Mapping): readonly Finding[] {
  const { Effect, Action, Condition = {} } = statement;
  return [
    ...Object.keys(statement).flatMap((key) => oneOf({ path: `${path}.${key}`, value: key }, statementKeys)),
    ...oneOf({ path: `${path}.Effect`, value: Effect }, ['Allow', 'Deny']),
    ...[Action].flat().flatMap((action) => lintAction(`${path}.Action`, String(action))),
    ...Object.keys(Condition as Mapping).flatMap((operator) =>
      oneOf({ path: `${path}.Condition.${operator}`, value: operator }, operators),
    ),
  ];
}

function lintAction(path: string, action: string): readonly Finding[] {
  const [service = '', name = ''] = action.split(':');
  return actions[service]?.includes(name) === true ? [] : [{ path, message: `Unknown action ${action}` }];
}

function oneOf({ path, value }: Found, known: readonly string[]): readonly Finding[] {
  if (known.includes(String(value))) return [];
  return [{ path, message: `Must be one of ${known.join(', ')}: got ${JSON.stringify(value)}` }];
}
