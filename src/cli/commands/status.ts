/** `presstime status`: shows what is published, what is due next, and whether the last run was healthy. */
import { join } from 'node:path';
import type { Diagnosis } from '../../doctor/checks.ts';
import { type PublicationStatus, readStatus } from '../../doctor/read-status.ts';
import {
  type FunctionState,
  type ShownLock,
  type StatusContext,
  statusFindings,
} from '../../doctor/status-findings.ts';
import { type Instant, lastInstant, toEpochMilliseconds } from '../../model/instant.ts';
import { hasError } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural, someOf } from '../../problem/wording.ts';
import { lockFile } from '../../store/list-directory.ts';
import { lookAtLock } from '../../store/lock.ts';
import { wrapText } from '../screen/wrap.ts';
import { type ExitCode, type Given, type Terminal, UsageError } from '../terminal/command.ts';
import { describeDiagnosis, describeTotal } from '../terminal/diagnosis.ts';
import { lambdaServer } from '../terminal/lambda-server.ts';
import { formatBytes, printable } from '../terminal/messages.ts';
import { readNow } from '../terminal/now.ts';
import { checkFolder, openSource, openStore } from '../terminal/open-store.ts';
import { usualLocations } from '../terminal/usual-locations.ts';

/** Prints the status, and returns 1 if a finding is an error. */
export async function status(given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = await readNow(given, terminal);
  const stage = await readStage(given, terminal);
  const location = stage?.to ?? given.argument('LOCATION') ?? usualLocations().to;
  const advice = 'publish first, or name the folder that you published to';
  if (!location.includes('://')) await checkFolder(location, { missing: advice, file: advice });
  const to = await openStore(location, terminal.env);
  terminal.progress(`Reading ${to.location} …`);
  const published = await readStatus(to, { now });
  const from = given.text('from');
  const compared = from === null ? null : await compare({ from, to, published, now }, terminal);
  const context: StatusContext = {
    lock: to.isLocal ? await readLock(to.location, now) : null,
    stage,
    source: compared?.source ?? null,
  };
  terminal.progress('');
  const shown = compared?.status ?? published;
  const findings = statusFindings(shown, context);
  if (given.yes('json')) terminal.print(JSON.stringify({ ...shown, ...context, findings }, null, 2));
  else {
    const text = describeStatus(shown, { context, diagnosis: { findings, passed: [] }, terminal });
    terminal.print(wrapText(text, terminal.columns));
  }
  return hasError(findings) ? 1 : 0;
}

/** The function of a stage; null if no stage was named. */
async function readStage(given: Given, { env }: Terminal): Promise<FunctionState | null> {
  const stage = given.text('stage');
  if (stage === null) return null;
  const location = given.argument('LOCATION');
  if (location !== null && location !== env['PRESSTIME_TO']) {
    throw new UsageError(`Give a location or --stage, not both: got "${location}" and "${stage}"`);
  }
  const { readFunctionState } = await import('../../aws/function-state.ts');
  const name = `presstime-${stage}-publish`;
  const { variables, ...state } = await readFunctionState({ functionName: name, ...lambdaServer(env) });
  const to = variables['PRESSTIME_TO'];
  if (to === undefined) {
    const message = `The function ${name} has no PRESSTIME_TO: check that it is the function of Presstime`;
    throw new PublishError('invoke-answer', message);
  }
  return { name, ...state, from: variables['PRESSTIME_FROM'] ?? null, to };
}

interface Comparing {
  readonly from: string;
  readonly to: Awaited<ReturnType<typeof openStore>>;
  readonly published: PublicationStatus;
  readonly now: Instant;
}

async function compare({ from, to, published, now }: Comparing, terminal: Terminal) {
  const { compareArticles } = await import('../../doctor/compare-articles.ts');
  return compareArticles({ from: await openSource(from, terminal), to }, { status: published, now });
}

async function readLock(folder: string, now: Instant): Promise<ShownLock | null> {
  const holder = await lookAtLock(join(folder, lockFile));
  if (holder === null) return null;
  const { takenMilliseconds, ...owner } = holder;
  const heldSeconds =
    takenMilliseconds === null ? null : Math.max(0, Math.round((toEpochMilliseconds(now) - takenMilliseconds) / 1000));
  return { ...owner, heldSeconds };
}

interface Shown {
  readonly context: StatusContext;
  readonly diagnosis: Diagnosis;
  readonly terminal: Terminal;
}

function describeStatus(published: PublicationStatus, { context, diagnosis, terminal }: Shown): string {
  const [first = '', ...rest] = [
    headline(published),
    lastChange(published),
    ...describeStage(context.stage),
    ...published.feeds.map(({ url, lengthBytes }) =>
      row('feed', `${url}${lengthBytes === null ? ' (missing)' : `, ${formatBytes(lengthBytes)}`}`),
    ),
    ...(published.page === null ? [] : [row('page', published.page)]),
    ...describeDue(published),
    ...describeHeldBack(published),
    ...describeSource(context),
    ...describeLock(context.lock),
  ].map(printable);
  const isHealthy = diagnosis.findings.length === 0;
  const health = isHealthy
    ? [terminal.paint('green', 'The last run that changed anything was healthy')]
    : [...describeDiagnosis(diagnosis, terminal), describeTotal(diagnosis, terminal)];
  return [terminal.paint('bold', first), ...rest, ...health, unknownAbout(context.stage)].join('\n');
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(10)} ${text}`;
}

function headline({ location, entries, archived, pages, groups }: PublicationStatus): string {
  const counts = [
    plural(entries, 'entry', 'entries'),
    ...(archived === 0 ? [] : [`${archived} older`]),
    ...(pages === 0 ? [] : [plural(pages, 'page')]),
    ...(groups === 0 ? [] : [`${plural(groups, 'feed')} of sections, categories or authors`]),
  ];
  return `${location}: ${counts.join(', ')}`;
}

function lastChange({ lastChange: at, generation, version }: PublicationStatus): string {
  const by = version === null ? 'an older version of Presstime' : `Presstime ${version}`;
  return row('changed', `${at ?? 'at an unknown time'}, by ${by}, generation ${generation} of the ledger`);
}

function describeStage(stage: FunctionState | null): readonly string[] {
  if (stage === null) return [];
  const state = [stage.state, stage.lastModified === '' ? '' : `deployed ${stage.lastModified}`];
  return [row('function', [stage.name, ...state.filter((it) => it !== '')].join(', '))];
}

function describeDue({ due }: PublicationStatus): readonly string[] {
  return due.map(({ at, kind, title, path }) =>
    row('due', `${at === lastInstant ? 'never' : at} ${kind} ${title === null ? nameOf(path) : `"${title}"`}`),
  );
}

/** The ledger contains only a digest of the path of an article that is not out. */
function nameOf(path: string): string {
  return path.startsWith('sha256:') ? 'an article (--from shows which)' : path;
}

function describeHeldBack({ heldBack }: PublicationStatus): readonly string[] {
  if (heldBack.length === 0) return [];
  const reasons = [...new Set(heldBack.map(({ reason }) => reason))];
  const counts = reasons.map((reason) => `${heldBack.filter((it) => it.reason === reason).length} ${reason}`);
  const paths = heldBack.map(({ path }) => path).filter((path) => !path.startsWith('sha256:'));
  return [row('held back', `${counts.join(', ')}${paths.length === 0 ? '' : `: ${someOf(paths)}`}`)];
}

function describeSource({ source }: StatusContext): readonly string[] {
  if (source === null) return [];
  const { location, articles, differing } = source;
  const changes = differing === 0 ? 'none' : `${differing}`;
  return [row('articles', `${plural(articles, 'article')} in ${location}, ${changes} new, changed or gone since`)];
}

function describeLock(lock: ShownLock | null): readonly string[] {
  if (lock === null || lock.isDead) return [];
  const since = lock.heldSeconds === null ? '' : ` for ${plural(lock.heldSeconds, 'second')}`;
  return [row('locked', `by process ${lock.processId} on ${lock.host}${since}: a run is in progress`)];
}

/** A run that fails before it writes leaves no trace in the store. */
function unknownAbout(stage: FunctionState | null): string {
  const log = stage === null ? 'its output' : `the log group /aws/lambda/${stage.name}`;
  return `Not known from here: whether a later run failed before it wrote anything. See ${log}.`;
}
