/** What is wrong with a publication, from its status. Pure. */
import { plural, someOf } from '../problem/wording.ts';
import { type CheckCode, type DoctorFinding, found } from './checks.ts';
import type { PublicationStatus } from './read-status.ts';

/** A lock as it is shown. */
export interface ShownLock {
  readonly processId: string;
  readonly host: string;
  readonly isDead: boolean;
  /** Null if the file system does not say when it was taken. */
  readonly heldSeconds: number | null;
}

/** What AWS Lambda says about the function of a stage. */
export interface FunctionState {
  readonly name: string;
  /** `Active` if it can be invoked. */
  readonly state: string;
  /** `Successful` if the last deployment is in use. */
  readonly lastUpdate: string;
  /** When its code or settings were last changed, as AWS writes it. */
  readonly lastModified: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The articles, compared with what is published. */
export interface ComparedArticles {
  readonly location: string;
  readonly articles: number;
  /** Files that are new, changed or gone since they were published. */
  readonly differing: number;
  /** Those of them that cannot be published: their paths. */
  readonly refused: readonly string[];
  /** Why the settings could not be used, so that no file was read; null if they can. */
  readonly settingsError: string | null;
}

export interface StatusContext {
  readonly lock: ShownLock | null;
  readonly stage: FunctionState | null;
  /** Null if the articles were not looked at. */
  readonly source: ComparedArticles | null;
}

/** All findings, the worst first. */
export function statusFindings(status: PublicationStatus, context: StatusContext): readonly DoctorFinding[] {
  const all = rows.flatMap(([code, describe]) => {
    const message = describe(status, context);
    return message === null ? [] : [found(code, message)];
  });
  const order = ['error', 'warning'];
  return all.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

type Describe = (status: PublicationStatus, context: StatusContext) => string | null;

/** For each code, the message, or null if there is nothing to report. */
const rows: readonly (readonly [CheckCode, Describe])[] = [
  ['ledger-unreadable', ({ health }) => (health.isHeadLost ? 'The head of the ledger cannot be read' : null)],
  ['ledger-older', ({ health }) => (health.isOlder ? 'An older version of Presstime wrote the ledger' : null)],
  [
    'overdue',
    ({ health }) =>
      health.overdueSince === null ? null : `A change was due at ${health.overdueSince}, and no run has published it`,
  ],
  ['settings-invalid', (_, { source }) => source?.settingsError ?? null],
  ['refused-files', describeRefused],
  ['perhaps-refused', describePerhapsRefused],
  [
    'unfinished-run',
    ({ health }) => (health.isUnfinished ? 'A run recorded work that it did not finish, or is at work now' : null),
  ],
  [
    'documents-with-problems',
    ({ health: { problems } }) =>
      problems.length === 0
        ? null
        : `${plural(problems.length, 'document')} had problems in the last run: ${someOf(problems, 3)}`,
  ],
  [
    'feeds-differ',
    ({ health: { differing } }) =>
      differing.length === 0 ? null : `Missing, or not as the last run wrote it: ${someOf(differing)}`,
  ],
  ['work-left', ({ health }) => (health.hasWorkLeft ? 'The last run left work to the next one' : null)],
  [
    'hubs-pending',
    ({ pendingHubs }) => {
      const hubs = [...new Set(pendingHubs.map(({ hub }) => hub))];
      const feeds = plural(pendingHubs.length, 'notification');
      return hubs.length === 0 ? null : `${feeds} of hubs still pending: ${someOf(hubs, 3)}`;
    },
  ],
  [
    'abandoned-lock',
    (_, { lock }) =>
      lock?.isDead === true ? `Process ${lock.processId} on ${lock.host} ended without giving back its lock` : null,
  ],
  [
    'function-not-ready',
    (_, { stage }) => {
      if (stage === null || (isReady(stage.state, 'Active') && isReady(stage.lastUpdate, 'Successful'))) return null;
      return `The function ${stage.name} is ${stage.state}, and its last update is ${stage.lastUpdate}`;
    },
  ],
];

/** A server other than AWS may leave the state out. */
function isReady(state: string, wanted: string): boolean {
  return state === '' || state === wanted;
}

/** With the articles at hand the files are known; without them, only how many of them were never accepted. */
function describeRefused(status: PublicationStatus, { source }: StatusContext): string | null {
  if (source !== null) {
    const { refused, location } = source;
    return refused.length === 0 ? null : `${plural(refused.length, 'file')} refused in ${location}: ${someOf(refused)}`;
  }
  return status.isCountExact ? describeNotAccepted(status) : null;
}

function describePerhapsRefused(status: PublicationStatus, { source }: StatusContext): string | null {
  return source !== null || status.isCountExact ? null : describeNotAccepted(status);
}

function describeNotAccepted({ notAccepted, isCountExact, health }: PublicationStatus): string | null {
  if (notAccepted === 0 || health.hasWorkLeft) return null;
  const count = `${isCountExact ? '' : 'up to '}${plural(notAccepted, 'article file')}`;
  return `Runs did not accept ${count}: name the articles with --from to see which`;
}
