/** `presstime doctor`: checks this machine, the settings, the stores and the public feed, and says what to do. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Diagnosis, found, joinDiagnoses } from '../../doctor/checks.ts';
import { diagnoseFeed, diagnoseFormat } from '../../doctor/diagnose-feed.ts';
import {
  articlesDiagnosis,
  credentialsDiagnosis,
  diskDiagnosis,
  nodeDiagnosis,
  storeDiagnosis,
} from '../../doctor/machine-findings.ts';
import { type ObserveOptions, observeFeed, observeOnce } from '../../doctor/observe-feed.ts';
import { type ObservedArticles, observeArticles, observeStore } from '../../doctor/observe-store.ts';
import { defaultFileNames } from '../../model/feed.ts';
import { fromEpochMilliseconds } from '../../model/instant.ts';
import { asUrl, isLoopback } from '../../model/url.ts';
import { hasError } from '../../problem/problem.ts';
import { messageOf, PublishError } from '../../problem/publish-error.ts';
import { parseS3Url } from '../../store/store.ts';
import { reasonOf } from '../../store/system-error.ts';
import { wrapText } from '../screen/wrap.ts';
import type { ExitCode, Given, Terminal, Wanted } from '../terminal/command.ts';
import { describeDiagnosis, describeTotal } from '../terminal/diagnosis.ts';
import { printable } from '../terminal/messages.ts';
import { findPath, openStore } from '../terminal/open-store.ts';
import { usualLocations } from '../terminal/usual-locations.ts';

export const wantedFeedOrPage: Wanted = {
  description: 'an http or https URL without a password',
  accepts: (written) => asUrl(written) !== undefined,
};

/** One part of the result. */
interface Section extends Diagnosis {
  readonly title: string;
}

/** Checks everything, prints it, and returns 1 if a finding is an error. */
export async function doctor(given: Given, terminal: Terminal): Promise<ExitCode> {
  const url = given.argument('URL');
  const [from, to] = [given.text('from'), given.text('to')];
  const articles = await readArticles(from ?? usualLocations().from, {
    isOptional: url !== null && from === null,
    terminal,
  });
  const sections = [
    // Without articles and a target, only the feed of somebody else is looked at.
    await checkMachine(articles === null && to === null ? null : (to ?? usualLocations().to)),
    ...(articles === null ? [] : [checkArticles(articles)]),
    ...(await checkStores({ from: from ?? usualLocations().from, to: to ?? usualLocations().to }, terminal)),
    ...(await checkFeeds(url, articles, terminal)),
  ];
  terminal.progress('');
  const all = joinDiagnoses(sections);
  if (given.yes('json')) terminal.print(JSON.stringify({ sections, findings: all.findings }, null, 2));
  else terminal.print(wrapText(describeSections(sections, terminal), terminal.columns));
  return hasError(all.findings) ? 1 : 0;
}

function describeSections(sections: readonly Section[], terminal: Terminal): string {
  const shown = sections.filter(({ findings, passed }) => findings.length + passed.length > 0);
  return [
    ...shown.flatMap(({ title, ...diagnosis }) => [
      terminal.paint('bold', printable(title)),
      ...describeDiagnosis(diagnosis, terminal),
    ]),
    describeTotal(joinDiagnoses(sections), terminal),
  ].join('\n');
}

async function checkMachine(to: string | null): Promise<Section> {
  const disk = to === null || parseS3Url(to) !== null ? [] : [diskDiagnosis(await observeDisk(to))];
  return { title: 'This machine', ...joinDiagnoses([nodeDiagnosis(process.version), ...disk]) };
}

/** Looks at the folder, or at the nearest one above it if it does not exist yet. Writes nothing. */
async function observeDisk(folder: string) {
  let existing = resolve(folder);
  while ((await findPath(existing)) === null && dirname(existing) !== existing) existing = dirname(existing);
  const isFolder = (await findPath(existing))?.isDirectory() === true;
  const refusal = isFolder ? await access(existing, constants.W_OK).then(() => null, reasonOf) : 'it is a file';
  const free = await statfs(existing).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  return { folder, freeBytes: free, refusal };
}

interface ArticlesOptions {
  /** True if a missing folder is no finding, because a URL was given. */
  readonly isOptional: boolean;
  readonly terminal: Terminal;
}

/** Null if the articles were not looked at. A bucket that cannot be read is reported by the checks of stores. */
async function readArticles(
  location: string,
  { isOptional, terminal }: ArticlesOptions,
): Promise<ObservedArticles | null> {
  const isFolder = parseS3Url(location) === null;
  if (isFolder && (await findPath(location))?.isDirectory() !== true) {
    if (isOptional) return null;
    const message = `There is no folder "${location}"`;
    return withoutSettings(location, { code: 'settings-missing', message });
  }
  terminal.progress(`Reading ${location} …`);
  try {
    return await observeArticles(await openStore(location, terminal.env));
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    return isFolder ? withoutSettings(location, { code: 'unreadable-articles', message: thrown.message }) : null;
  }
}

function withoutSettings(location: string, refusal: ObservedArticles['refusal']): ObservedArticles {
  const unknown = { feedUrl: null, files: defaultFileNames, homeUrl: null };
  return { location, title: null, refusal, problems: [], articles: 0, unreadable: [], ...unknown };
}

function checkArticles(articles: ObservedArticles): Section {
  return { title: `Articles in ${articles.location}`, ...articlesDiagnosis(articles) };
}

/** Credentials are needed for buckets only. */
async function checkStores(
  { from, to }: { readonly from: string; readonly to: string },
  { env, now, progress }: Terminal,
): Promise<readonly Section[]> {
  const buckets = [
    { location: from, writes: false },
    { location: to, writes: true },
  ].filter(({ location }) => parseS3Url(location) !== null);
  if (buckets.length === 0) return [];
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || null;
  const credentials = credentialsDiagnosis(await observeCredentials(env, region), now());
  const diagnoses: Diagnosis[] = [credentials];
  for (const { location, writes } of credentials.findings.some(({ severity }) => severity === 'error') ? [] : buckets) {
    progress(`Asking ${location} …`);
    diagnoses.push(storeDiagnosis(await observeStore(await openStore(location, env), { region, writes })));
  }
  return [{ title: 'Buckets', ...joinDiagnoses(diagnoses) }];
}

async function observeCredentials({ AWS_PROFILE: profile }: Terminal['env'], region: string | null) {
  const { findCredentials } = await import('../../aws/credentials.ts');
  try {
    const { keyId, expiresMilliseconds } = await findCredentials({ region });
    const expires = expiresMilliseconds === null ? null : fromEpochMilliseconds(expiresMilliseconds);
    return { profile: profile || null, keyId, expires, refusal: null };
  } catch (thrown) {
    return { profile: profile || null, keyId: null, expires: null, refusal: messageOf(thrown) };
  }
}

/** The feed at the URL, or else the feeds of the publication. */
async function checkFeeds(
  url: string | null,
  articles: ObservedArticles | null,
  { now, progress }: Terminal,
): Promise<readonly Section[]> {
  const options: ObserveOptions = {
    now: now(),
    homeUrl: url === null ? (articles?.homeUrl ?? null) : null,
    onRequest: (what) => progress(`Asking ${what} …`),
  };
  if (url !== null) return [await checkFeedAt(new URL(url).href, options)];
  const feedUrl = articles?.feedUrl ?? null;
  if (articles === null || feedUrl === null) return [];
  if (isNotPublic(feedUrl)) return [notPublic(feedUrl)];
  const [first, ...others] = Object.values(articles.files).map((name) => new URL(name, feedUrl).href);
  const sections = [await checkFeedAt(first ?? feedUrl, options)];
  // If the first format cannot be loaded, the others say the same.
  if (sections[0]?.passed.length === 0) return sections;
  for (const other of others) {
    const answer = await observeOnce(other, options);
    sections.push({ title: other, ...diagnoseFormat(other, { answer, now: options.now }) });
  }
  return sections;
}

async function checkFeedAt(url: string, options: ObserveOptions): Promise<Section> {
  const observation = await observeFeed(url, options);
  const named = observation.url === url ? '' : `, which ${url} names`;
  return { title: `${observation.url}${named}`, ...diagnoseFeed(observation, options.now) };
}

/** Hosts that no subscriber can reach: this machine, and the names that are reserved for examples (RFC 2606). */
const notPublicHosts = /^(?:.*\.)?(?:localhost|example|test|invalid)$|^(?:.*\.)?example\.(?:com|net|org)$/;

function isNotPublic(url: string): boolean {
  return isLoopback(url) || notPublicHosts.test(new URL(url).hostname);
}

function notPublic(feedUrl: string): Section {
  const message = `feedUrl is "${feedUrl}", which subscribers cannot reach`;
  return { title: feedUrl, findings: [found('local-url', message)], passed: [] };
}
