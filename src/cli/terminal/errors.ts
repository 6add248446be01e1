/** Errors that stop a command, as a message and as data. */
import type { PublishErrorCode } from '../../problem/codes.ts';
import type { Problem } from '../../problem/problem.ts';
import { messageOf, PublishError } from '../../problem/publish-error.ts';
import { type Terminal, UsageError } from './command.ts';
import { describeProblem, printable } from './messages.ts';

type Context = Pick<Terminal, 'env'>;

/** One line that says what happened and what to do. */
export function describeError(thrown: unknown, { env }: Context): string {
  return printable(withoutPasswords(messageOf(thrown) + flagFor(thrown) + profileOf(thrown, env)));
}

/** What `--json` prints. */
export function dataOfError(
  thrown: unknown,
  context: Context,
): { readonly error: { readonly code: string; readonly message: string }; readonly problems: readonly Problem[] } {
  const { problems } = thrown instanceof PublishError ? thrown : { problems: [] };
  return { error: { code: codeOf(thrown), message: describeError(thrown, context) }, problems };
}

/** Prints the problems that caused an error, then its message. An error that should not happen is printed with its stack. */
export function sayError(
  thrown: unknown,
  terminal: Terminal,
  { withProblems }: { readonly withProblems: boolean },
): void {
  const { problems, location } =
    thrown instanceof PublishError && withProblems ? thrown : { problems: [], location: '' };
  for (const problem of problems) terminal.say(describeProblem(problem, { ...terminal, location }));
  terminal.say(`${terminal.paint('red', 'error:')} ${describeError(thrown, terminal)}`);
  if (codeOf(thrown) === 'internal' && thrown instanceof Error) terminal.say(thrown.stack ?? '');
}

/** The flags of what messages ask to allow. */
const flagsByCode: Readonly<Partial<Record<PublishErrorCode, string>>> = {
  'removes-most': '--allow-removals',
  'foreign-feed': '--replace-foreign',
};

function flagFor(thrown: unknown): string {
  const flag = thrown instanceof PublishError ? flagsByCode[thrown.code] : undefined;
  return flag === undefined ? '' : ` with ${flag}`;
}

/** Messages quote URLs as they were given, and may end up in logs. */
function withoutPasswords(message: string): string {
  return message.replace(/(\/\/[^\s"/?#@:]*):[^\s"/?#]*@/g, '$1:…@');
}

/** Names the profile that failed. The SDK only says that it found no credentials anywhere. */
function profileOf(thrown: unknown, { AWS_PROFILE: profile }: Terminal['env']): string {
  return profile && codeOf(thrown).endsWith('-credentials') ? ` (AWS_PROFILE is "${profile}")` : '';
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof UsageError) return 'usage';
  return thrown instanceof PublishError ? thrown.code : 'internal';
}
