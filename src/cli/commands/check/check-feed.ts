/** `presstime check --feed`: validates any feed, from a file or a URL, and exits with 1 if it finds an error. */
import { readFile } from 'node:fs/promises';
import { findingsOnServer } from '../../../doctor/server-rules.ts';
import { fetchFeed } from '../../../http/fetch-feed.ts';
import { feedFormats } from '../../../model/feed.ts';
import type { Instant } from '../../../model/instant.ts';
import { asUrl } from '../../../model/url.ts';
import { hasError, inFile, type Position, type Problem } from '../../../problem/problem.ts';
import { PublishError } from '../../../problem/publish-error.ts';
import { plural } from '../../../problem/wording.ts';
import { reasonOf } from '../../../store/system-error.ts';
import { decodeFeed, maximumFeedBytes } from '../../../validate/decode-feed.ts';
import type { ValidationFinding } from '../../../validate/rule/finding.ts';
import { type Validation, validateFeed } from '../../../validate/validate-feed.ts';
import { wrapText } from '../../screen/wrap.ts';
import { type ExitCode, type Given, type Terminal, UsageError, type Wanted } from '../../terminal/command.ts';
import { describeCodes, describeProblem } from '../../terminal/messages.ts';
import { readNow } from '../../terminal/now.ts';
import { findPath } from '../../terminal/open-store.ts';
import { excerptOf } from '../../terminal/problems.ts';

export const wantedFeed: Wanted = {
  description: 'a file, or an http or https URL without a password',
  // A name and password in a URL would be part of every message.
  accepts: (written) => !isUrl(written) || asUrl(written) !== undefined,
};

/** Validates one feed, prints the findings, and returns 1 if any is an error. */
export async function checkFeed(feed: string, given: Given, terminal: Terminal): Promise<ExitCode> {
  const now = await readNow(given, terminal);
  const location = given.argument('LOCATION');
  if (location !== null && location !== terminal.env['PRESSTIME_FROM']) {
    throw new UsageError(`Give a location or --feed, not both: got "${location}" and "${feed}"`);
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
  /** The lines of the text, for excerpts. */
  readonly lines: readonly string[];
}

const unread: Validation = { format: null, entries: 0, selfUrl: null, findings: [] };

async function readAndValidate(feed: string, now: Instant): Promise<ReadFeed> {
  const fetched = isUrl(feed) ? await fetchFeed(new URL(feed).href) : null;
  const { text, findings } = decodeFeed(fetched?.body ?? (await readFeedFile(feed)), fetched?.charset ?? null);
  const validation = text === null ? unread : validateFeed(text, { now });
  const onServer = fetched === null ? [] : findingsOnServer(fetched, validation);
  return {
    ...validation,
    findings: [...onServer, ...findings, ...validation.findings],
    lines: text?.split('\n') ?? [],
  };
}

function isUrl(feed: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(feed);
}

async function readFeedFile(path: string): Promise<Uint8Array> {
  const found = await findPath(path);
  if (found === null) throw new PublishError('missing-feed', `There is no file "${path}": name a feed, or its URL`);
  if (!found.isFile())
    throw new PublishError('missing-feed', `--feed must name a file or a URL: "${path}" is not a file`);
  if (found.size > maximumFeedBytes) {
    throw new PublishError('missing-feed', `Cannot read "${path}": it is larger than ${maximumFeedBytes} bytes`);
  }
  return readFile(path).catch((thrown: unknown) => {
    throw new PublishError('missing-feed', `Cannot read "${path}": ${reasonOf(thrown)}`, { cause: thrown });
  });
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
  const excerpt = excerptOf(lines[at.line - 1] ?? '', at.column, terminal.columns);
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
  const what =
    format === null ? 'Not a feed' : `${feedFormats[format].fullTitle}, ${plural(entries, 'entry', 'entries')}`;
  return wrapText(describeCodes(what, findings, terminal), terminal.columns);
}
