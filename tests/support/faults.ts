/** One publish with a fault at any request: what must be true after it, and what the next runs must do. */
import { PublishError } from '../../src/problem/publish-error.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Report } from '../../src/publish/report.ts';
import { mapConcurrently } from '../../src/store/concurrent.ts';
import { createS3Store } from '../../src/store/s3.ts';
import type { S3StoreOptions } from '../../src/store/s3-bucket.ts';
import type { Store } from '../../src/store/store.ts';
import { type FaultName, faults, nowhere, type Plan, silenceMilliseconds, startFaultProxy } from './fault-proxy.ts';
import { brokenFeeds } from './killed.ts';
import { kindOf, type Matrix } from './matrix.ts';
import {
  articleText,
  type Feeds,
  faultsOf,
  fill,
  newsroomFiles,
  now,
  readFeeds,
  titlesOf,
  withPicture,
} from './newsroom.ts';
import { textOf } from './store.ts';

export interface FaultServer {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A faster way to copy everything under one prefix to another; may be left out. */
  readonly copy?: (from: string, to: string) => void;
  /** True if it checks the time in signatures: after a fault sets the clock wrong, it refuses all later requests. */
  readonly checksSignatures?: boolean;
}

const names = ['anchors', 'boats', 'cranes', 'docks', 'eels', 'figs', 'gulls'];
/** The live feed is shorter than that, so that there are archives. */
const limit = 3;
const kept = names.filter((name) => name !== 'eels').map((name) => `About ${name}`);

/** The start and the result of an undisturbed run, and the number of its requests. */
export interface Scene {
  readonly server: FaultServer;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly before: Publication;
  readonly after: Publication;
  readonly requests: number;
  /** Their methods. */
  readonly methods: ReadonlySet<string>;
}

interface Publication {
  readonly feeds: Feeds;
  /** The versions of all files that readers see. The versions of these servers depend only on the bytes. */
  readonly versions: ReadonlyMap<string, string>;
}

interface Places {
  readonly from: Store;
  readonly to: Store;
}

function openPlaces({ bucket, credentials }: FaultServer, { endpoint, prefix, limits = {} }: Opening): Places {
  const options = { bucket, endpoint, credentials, region: 'us-east-1', ...limits };
  return {
    from: createS3Store({ ...options, prefix: `${prefix}/articles` }),
    to: createS3Store({ ...options, prefix: `${prefix}/public` }),
  };
}

type Limits = Pick<S3StoreOptions, 'requestTimeoutMilliseconds' | 'attempts'>;

interface Opening {
  readonly endpoint: string;
  readonly prefix: string;
  readonly limits?: Limits;
}

/** Shorter timeouts and fewer attempts, because faults are intended. Everything else is as usual. */
function limitsOf(name: FaultName): Limits {
  const { silent, passes } = faults[name];
  return {
    ...(silent === true ? { requestTimeoutMilliseconds: silenceMilliseconds } : {}),
    ...(passes === nowhere ? { attempts: 2 } : {}),
  };
}

/** Publishes twice, changes the articles, and keeps all of it; then does the next run undisturbed. */
export async function prepareScene(server: FaultServer): Promise<Scene> {
  const { from, to } = openPlaces(server, { endpoint: server.endpoint, prefix: 'scene' });
  await fill(from, { ...withLimit(newsroomFiles(names)), ...withPicture('eels', 1), ...withPicture('figs', 1) });
  await publish({ from, to, now });
  await fill(from, { 'anchors.md': articleText('anchors', 4) });
  await publish({ from, to, now });
  await changeArticles(from);
  server.copy?.('scene', 'kept');
  const files = new Map([...(await readAll(from, 'articles')), ...(await readAll(to, 'public'))]);
  const before = await look(to);
  const proxy = await startFaultProxy(server.endpoint, null);
  await publish({ ...openPlaces(server, { endpoint: proxy.endpoint, prefix: 'scene' }), now });
  await proxy.close();
  const methods = new Set(proxy.asked.map(({ method }) => method));
  return { server, files, before, after: await look(to), requests: proxy.asked.length, methods };
}

function withLimit(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...files, 'feed.yaml': `${files['feed.yaml']}limit: ${limit}\n` };
}

/** An edit, a new article with a picture, and the removal of another and of two pictures, which are removed in one request. */
async function changeArticles(from: Store): Promise<void> {
  await fill(from, {
    'boats.md': articleText('boats', 7),
    'figs.md': articleText('figs', 1),
    ...withPicture('ferries', 5),
  });
  for (const path of ['eels.md', 'eels.png', 'figs.png']) await from.remove(path);
}

async function readAll(store: Store, folder: string): Promise<readonly (readonly [string, Uint8Array])[]> {
  const files = await store.list(() => true);
  return mapConcurrently(files, 8, async ({ path }) => {
    const stored = await store.read(path);
    return [`${folder}/${path}`, stored?.body ?? new Uint8Array()] as const;
  });
}

async function look(to: Store): Promise<Publication> {
  const files = await to.list((path) => !path.startsWith('.'));
  return { feeds: await readFeeds(to), versions: new Map(files.map(({ path, version }) => [path, version])) };
}

export interface Trial extends Plan {
  readonly prefix: string;
}

/** Every fault at every request; `step` leaves some out, others for each fault. */
export function allTrials(requests: number, names: readonly FaultName[], step = 1): readonly Trial[] {
  return names.flatMap((fault, row) =>
    Array.from({ length: requests }, (_, index) => index + 1)
      .filter((at) => (at + row) % step === 0)
      .map((at) => ({ fault, at, prefix: `trial-${row}-${at}` })),
  );
}

export interface TrialsOptions {
  readonly scene: Scene;
  readonly matrix: Matrix;
  /** How many trials run at the same time. */
  readonly lanes: number;
}

/** Messages for everything that went wrong in the trials. */
export async function runTrials(
  trials: readonly Trial[],
  { scene, matrix, lanes }: TrialsOptions,
): Promise<readonly string[]> {
  const found = await mapConcurrently(trials, lanes, async (trial) => {
    const { outcome, kind, wrong } = await runTrial(trial, scene);
    matrix.count(trial.fault, kind, wrong.length === 0 ? outcome : 'lost');
    return wrong.map((words) => `${trial.fault} at request ${trial.at}, ${kind}: ${words}`);
  });
  return found.flat();
}

async function runTrial(trial: Trial, scene: Scene) {
  const { server, files, before, after } = scene;
  const { prefix } = trial;
  const { from, to } = openPlaces(server, { endpoint: server.endpoint, prefix });
  await restore(server, prefix, files);
  const proxy = await startFaultProxy(server.endpoint, trial);
  const spoilt = openPlaces(server, { endpoint: proxy.endpoint, prefix, limits: limitsOf(trial.fault) });
  const ended = await endOf(publish({ ...spoilt, now }));
  await proxy.close();
  const hit = proxy.asked[trial.at - 1];
  const midway = await look(to);
  const wrong = [...ended.wrong, ...torn(midway, { before, after }), ...(await lostEntries(to, midway))];
  const rest = await finish({ from, to }, after);
  const kind = hit === undefined ? 'none' : kindOf(hit.method, hit.url);
  const passes = passesAt(trial.fault, server);
  const unlike = unlikeExpected(passes, { kind, outcome: ended.outcome });
  return { outcome: ended.outcome, kind, wrong: [...unlike, ...wrong, ...rest] };
}

function passesAt(fault: FaultName, { checksSignatures }: FaultServer): RegExp {
  return fault === 'clock skew' && checksSignatures === true ? nowhere : faults[fault].passes;
}

/** A temporary fault must not stop the run, and the fault must have occurred. */
function unlikeExpected(passes: RegExp, { kind, outcome }: { readonly kind: string; readonly outcome: string }) {
  if (kind === 'none') return ['the run ended before it made that request'];
  return passes.test(kind) && outcome !== 'finished' ? ['it stopped at what passes'] : [];
}

async function restore(server: FaultServer, prefix: string, files: Scene['files']): Promise<void> {
  const { endpoint, bucket, credentials, copy } = server;
  if (copy !== undefined) return copy('kept', prefix);
  const store = createS3Store({ endpoint, bucket, credentials, region: 'us-east-1', prefix });
  await mapConcurrently([...files], 8, ([path, body]) => store.write(path, body, 'any'));
}

/** A run succeeds, or fails with one line that says what to do. */
async function endOf(run: Promise<Report>) {
  try {
    await run;
    return { outcome: 'finished', wrong: [] } as const;
  } catch (thrown) {
    const clear = thrown instanceof PublishError && isClear(thrown);
    return { outcome: 'stopped', wrong: clear ? [] : [`it ended with ${String(thrown)}`] } as const;
  }
}

function isClear({ code, message }: PublishError): boolean {
  const saysWhatToDo = /^Cannot (list|(read|write|remove) ".*") in s3:\S+: .+[;,] .+$/.test(message);
  return saysWhatToDo && !message.includes('\n') && code !== 'store-failed';
}

/** Each file is the old or the new one, and no file that is in both is missing. */
function torn({ feeds, versions }: Publication, { before, after }: Pick<Scene, 'before' | 'after'>): readonly string[] {
  const paths = new Set([...before.versions.keys(), ...after.versions.keys(), ...versions.keys()]);
  const other = [...paths].filter((path) => {
    const there = versions.get(path);
    return there !== before.versions.get(path) && there !== after.versions.get(path);
  });
  const broken = brokenFeeds(feeds, { before: before.feeds, after: after.feeds });
  return [...broken, ...other.map((path) => `${path} is neither the old nor the new one`)];
}

/** Every remaining article is in the live feed or in an archive, in each format. */
async function lostEntries(to: Store, { versions }: Publication): Promise<readonly string[]> {
  const lost = ['rss.xml', 'atom.xml', 'feed.json'].map(async (name) => {
    const paths = [...versions.keys()].filter((path) => path === name || path.endsWith(`/${name}`));
    const titles = await Promise.all(paths.map(async (path) => titlesOf(path, textOf(await to.read(path)) ?? '')));
    return kept.filter((title) => !titles.flat().includes(title)).map((title) => `${name} lost "${title}"`);
  });
  return (await Promise.all(lost)).flat();
}

/** The next run gives the same bytes as an undisturbed one; one more may clean up the ledger; then nothing is written. */
async function finish({ from, to }: Places, after: Publication): Promise<readonly string[]> {
  await publish({ from, to, now });
  const left = torn(await look(to), { before: after, after });
  const third = await publish({ from, to, now });
  const last = third.ledgerWrites === 0 ? third : await publish({ from, to, now });
  const wrote = [third, last].flatMap(({ changes }) => changes.filter(({ action }) => action !== 'unchanged'));
  return [
    ...left.map((words) => `after the next run ${words}`),
    ...wrote.map(({ path, action }) => `a run with nothing to do: ${path} ${action}`),
    ...(last.ledgerWrites === 0 ? [] : ['a run with nothing to do wrote to the ledger']),
    ...(await faultsOf(to)),
  ];
}
