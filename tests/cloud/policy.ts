/** Decides what a policy allows, as IAM does: nothing unless a statement allows it, and never what a statement denies. */

type OneOrMore = string | readonly string[];

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: OneOrMore;
  /** Trust policies have none. */
  readonly Resource?: OneOrMore;
  /** The principal; only in policies of resources. */
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
}

export interface Policy {
  readonly Version?: string;
  readonly Statement: readonly Statement[];
}

/** A request to AWS. */
export interface Asked {
  readonly action: string;
  readonly resource?: string;
  /** `Service:scheduler.amazonaws.com`, if the policy is that of a resource. */
  readonly principal?: string;
  /** The values that conditions compare, such as `s3:prefix`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** True if the policy on its own allows the request. */
export function isAllowed({ Statement }: Policy, asked: Asked): boolean {
  const concerned = Statement.filter((statement) => concerns(statement, asked));
  return concerned.some(({ Effect }) => Effect === 'Allow') && !isDenied(concerned);
}

/** True if the policy denies the request, whatever other policies allow. */
export function isForbidden({ Statement }: Policy, asked: Asked): boolean {
  return isDenied(Statement.filter((statement) => concerns(statement, asked)));
}

function isDenied(concerned: readonly Statement[]): boolean {
  return concerned.some(({ Effect }) => Effect === 'Deny');
}

function concerns({ Action, Resource, Principal, Condition = {} }: Statement, asked: Asked): boolean {
  const { action, resource = '', context = {} } = asked;
  return (
    listOf(Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
    (Resource === undefined || listOf(Resource).some((pattern) => like(pattern, resource))) &&
    (Principal === undefined || isPrincipal(Principal, asked)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, given(context, key))),
    )
  );
}

function isPrincipal(wanted: NonNullable<Statement['Principal']>, { principal = '' }: Asked): boolean {
  if (wanted === '*') return true;
  return Object.entries(wanted).some(([kind, names]) => listOf(names).some((name) => principal === `${kind}:${name}`));
}

/** Condition keys are case-insensitive. */
function given(context: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

const operators: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: like,
  ArnEquals: like,
  Bool: (wanted, given) => wanted === given,
};

/** A missing key meets no condition except those with IfExists. */
function holds(operator: string, wanted: string | boolean | readonly string[], given: string | undefined): boolean {
  const compare = operators[operator.replace(/IfExists$/, '')];
  if (compare === undefined) throw new Error(`Conditions with ${operator} are not understood here`);
  if (given === undefined) return operator.endsWith('IfExists');
  return listOf(typeof wanted === 'boolean' ? String(wanted) : wanted).some((one) => compare(one, given));
}

/** `*` is any text, `?` one character. */
function like(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

function listOf(value: OneOrMore): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** A policy without one of its statements. */
export function without({ Statement, ...rest }: Policy, sid: string | undefined): Policy {
  return { ...rest, Statement: Statement.filter((statement) => statement.Sid !== sid) };
}

/** One copy of a policy for each action that it allows, without that action. */
export function withoutEachAction(policy: Policy): readonly { readonly removed: string; readonly policy: Policy }[] {
  return policy.Statement.flatMap((statement, index) =>
    listOf(statement.Action).map((action) => {
      const Action = listOf(statement.Action).filter((other) => other !== action);
      return {
        removed: `${statement.Sid}: ${action}`,
        policy: { ...policy, Statement: policy.Statement.with(index, { ...statement, Action }) },
      };
    }),
  );
}
