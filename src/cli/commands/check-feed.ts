/** `presstime check --feed`: what a validator would say of anybody's feed, a file or an address. */
import { readFile } from 'node:fs/promises';
import { type FormatName, feedFormats } from '../../model/feed.ts';
import type { Instant } from '../../model/instant.ts';
import { asUrl } from '../../model/url.ts';
import { hasError, inFile, type Position, type Problem } from '../../problem/problem.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { plural } from '../../problem/wording.ts';
import { reasonOf } from '../../store/system-error.ts';
import { decodeFeed, maximumFeedBytes } from '../../validate/decode-feed.ts';
import { findingOf, type ValidationFinding } from '../../validate/rule/finding.ts';
import { quoted } from '../../validate/rule/rule.ts';
import { type Validation, validateFeed } from '../../validate/validate-feed.ts';
import { type ExitCode, type Flag, type Given, type Terminal, UsageError } from '../terminal/command.ts';
import { describeCodes, describeProblem } from '../terminal/messages.ts';
import { readNow } from '../terminal/now.ts';
import { findPath } from '../terminal/open-store.ts';
import { excerptOf } from '../terminal/problems.ts';
import { type Fetched, fetchFeed, movesForGood, serverRules } from './fetch-feed.ts';

export const feedFlag: Flag = {
  name: 'feed',
  value: 'FEED',
  variable: null,
  meaning: "Check this feed instead, anybody's: a file, or an http or https address.",
  wanted: {
    words: 'a file, or an http or https address without a password',
    // A name and password in an address would stand in every message.
    accepts: (written) => !isAddress(written) || asUrl(written) !== undefined,
  },
};

/** Says what is wrong with one feed. */
export async function checkFeed(feed: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = readNow(given, terminal);
  const { argument } = given;
  if (argument !== null && argument !== terminal.env['PRESSTIME_FROM']) {
    throw new UsageError(`Give a place or --feed, not both: got "${argument}" and "${feed}"`);
  }
  const { format, entries, findings, lines } = await readAndValidate(feed, now);
  const asData = given.yes('json');
  if (!asData) for (const finding of findings) sayFinding(finding, { feed, lines }, terminal);
  const problems = findings.map((finding) => ({ ...inFile(feed, [finding])[0], clause: finding.clause }));
  const result = { feed, format, entries, problems };
  terminal.print(asData ? JSON.stringify(result, null, 2) : resultMessage(result, findings, terminal));
  return hasError(findings) ? 1 : 0;
}

interface ReadFeed extends Validation {
  /** Of the text, to show them. */
  readonly lines: readonly string[];
}

const unread: Validation = { format: null, entries: 0, selfUrl: null, findings: [] };

async function readAndValidate(feed: string, now: Instant): Promise<ReadFeed> {
  const fetched = isAddress(feed) ? await fetchFeed(new URL(feed).href) : null;
  const { text, findings } = decodeFeed(fetched?.body ?? (await readFeedFile(feed)), fetched?.charset ?? null);
  const validation = text === null ? unread : validateFeed(text, { now });
  const onServer = fetched === null ? [] : findingsOnServer(fetched, validation);
  return {
    ...validation,
    findings: [...onServer, ...findings, ...validation.findings],
    lines: text?.split('\n') ?? [],
  };
}

function isAddress(feed: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(feed);
}

async function readFeedFile(path: string): Promise<Uint8Array> {
  const found = await findPath(path);
  if (found === null) throw new PublishError('missing-feed', `There is no file "${path}": name a feed, or its address`);
  if (!found.isFile()) throw new PublishError('missing-feed', `--feed must be a file: "${path}" is none`);
  if (found.size > maximumFeedBytes) {
    throw new PublishError('missing-feed', `Cannot read "${path}": it is larger than ${maximumFeedBytes} bytes`);
  }
  return readFile(path).catch((thrown: unknown) => {
    throw new PublishError('missing-feed', `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
  });
}

function findingsOnServer(fetched: Fetched, { format, selfUrl }: Validation): readonly ValidationFinding[] {
  const { redirects, url, mediaType, hasValidator } = fetched;
  const addresses = [...redirects.map(({ from }) => from), url];
  const moved = redirects.flatMap(({ from, status }, index) =>
    movesForGood(status)
      ? [findingOf(serverRules.moved, `"${from}" redirects to "${addresses[index + 1]}" with ${status}`)]
      : [],
  );
  const unasked = 'The server should send an ETag or Last-Modified, so that readers can ask for changes: got neither';
  return [
    ...moved,
    ...(format === null ? [] : wrongType(mediaType, format)),
    ...(hasValidator ? [] : [findingOf(serverRules.noValidator, unasked)]),
    ...(selfUrl === null ? [] : elsewhere(selfUrl, addresses)),
  ];
}

function wrongType(mediaType: string | null, format: FormatName): readonly ValidationFinding[] {
  const { mediaType: right, otherMediaTypes } = feedFormats[format];
  if (mediaType !== null && [right, ...otherMediaTypes].includes(mediaType)) return [];
  const given = mediaType === null ? 'none' : quoted(mediaType);
  return [findingOf(serverRules.type, `The server should send the Content-Type ${right}: got ${given}`)];
}

/** A link that is no address at all is a matter of the feed itself. */
function elsewhere(selfUrl: string, addresses: readonly string[]): readonly ValidationFinding[] {
  if (!URL.canParse(selfUrl) || addresses.includes(new URL(selfUrl).href)) return [];
  const message = `The feed should name its own address, ${quoted(addresses.at(-1) ?? '')}: got ${quoted(selfUrl)}`;
  return [findingOf(serverRules.self, message)];
}

interface Shown {
  readonly feed: string;
  readonly lines: readonly string[];
}

function sayFinding(finding: ValidationFinding, { feed, lines }: Shown, terminal: Terminal): void {
  const [problem] = inFile(feed, [finding]);
  if (problem !== undefined) terminal.say(describeProblem(problem, { ...terminal, location: '' }));
  const at = positionOf(finding);
  if (!terminal.watched || at === null) return;
  const excerpt = excerptOf(lines[at.line - 1] ?? '', at.column);
  if (excerpt !== '') terminal.say(terminal.paint('dim', excerpt));
}

function positionOf({ line, column }: ValidationFinding): Position | null {
  return line === null ? null : { line, column: column ?? 1 };
}

function resultMessage(
  { format, entries }: Pick<ReadFeed, 'format' | 'entries'>,
  findings: readonly Pick<Problem, 'severity' | 'code'>[],
  terminal: Terminal,
): string {
  const what = format === null ? 'No feed' : `${feedFormats[format].fullTitle}, ${plural(entries, 'entry', 'entries')}`;
  return describeCodes(what, findings, terminal);
}
