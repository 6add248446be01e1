/** What is wrong with a public feed itself: whether it is there, what it is, whether it is valid, and its hub. Pure. */
import { factsOfHeaders } from '../http/fetch-feed.ts';
import { feedFormats } from '../model/feed.ts';
import type { Instant } from '../model/instant.ts';
import { asUrl } from '../model/url.ts';
import { plural } from '../problem/wording.ts';
import { decodeFeed } from '../validate/decode-feed.ts';
import { quoted } from '../validate/rule/rule.ts';
import { type Validation, validateFeed } from '../validate/validate-feed.ts';
import { type Diagnosis, type DoctorFinding, found, joinDiagnoses, verdict } from './checks.ts';
import {
  type Answered,
  describeOutcome,
  type FeedObservation,
  type Observed,
  outcomeOf,
  textOf,
} from './observation.ts';

/** The finding if there is no feed; null if there is one. */
export function reachFinding(url: string, answer: Observed): DoctorFinding | null {
  if (answer.state === 'unanswered') return found(answer.kind, `Cannot load ${quoted(url)}: ${answer.reason}`);
  const outcome = outcomeOf(answer);
  if (outcome === 'feed') return null;
  const message = `${quoted(url)} responds with ${describeOutcome(answer)}`;
  if (outcome === 'too many requests') return found('rate-limited', `${message}${describeRetry(answer)}`);
  return found(outcome === 'other status' ? 'wrong-status' : 'not-a-feed', message);
}

/** What the answer with status 429 says about waiting (RFC 9110, 10.2.3). */
export function describeRetry({ headers }: Answered): string {
  const wait = headers['retry-after'];
  return wait === undefined ? ', without Retry-After' : `, with Retry-After ${quoted(wait)}`;
}

/** A feed as it was decoded and validated. */
export interface ValidatedFeed extends Validation {
  readonly hubs: readonly string[];
}

/** Validates the body of an answer, by the rules of docs/linter.md. */
export function validateAnswer({ body, headers }: Answered, now: Instant): ValidatedFeed {
  const { text, findings } = decodeFeed(body, factsOfHeaders(new Headers(headers)).charset);
  if (text === null) return { format: null, entries: 0, selfUrl: null, findings, hubs: [] };
  const validation = validateFeed(text, { now });
  return { ...validation, findings: [...findings, ...validation.findings], hubs: hubsOf(text) };
}

/** What the rules for feeds find, in short. */
export function validityDiagnosis(answer: Answered, { format, entries, findings }: Validation): Diagnosis {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const invalid = errors.slice(0, 1).map(({ message }) => {
    const count = plural(errors.length, 'error');
    return found('invalid-feed', `The feed has ${count}. The first: ${message}`);
  });
  const odd = warnings.slice(0, 1).map(({ message }) => {
    const count = plural(warnings.length, 'warning');
    return found('feed-warnings', `The feed has ${count}. The first: ${message}`);
  });
  const title = format === null ? 'not a feed' : feedFormats[format].fullTitle;
  const valid = verdict(invalid, `Valid ${title}, ${plural(entries, 'entry', 'entries')}`);
  return joinDiagnoses([valid, { findings: [...odd, ...sizeFindings(answer)], passed: [] }]);
}

const largeBytes = 1_000_000;

function sizeFindings({ body }: Answered): readonly DoctorFinding[] {
  if (body.length <= largeBytes) return [];
  return [found('large-feed', `The feed has ${(body.length / 1_000_000).toFixed(1)} MB`)];
}

/** The hubs that a feed names in its text (WebSub, 4). Entries are not searched: they may contain any text. */
function hubsOf(text: string): readonly string[] {
  if (/^\s*\{/.test(text)) return hubsOfJson(text);
  const head = text.slice(0, /<(?:item|entry)[\s>]/.exec(text)?.index ?? text.length);
  const links = [...head.matchAll(/<(?:\w+:)?link\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
  return links.flatMap((attributes) =>
    attributeOf(attributes, 'rel') === 'hub' ? [attributeOf(attributes, 'href').replaceAll('&amp;', '&')] : [],
  );
}

function attributeOf(attributes: string, name: string): string {
  const [, , value = ''] = new RegExp(`\\b${name}\\s*=\\s*(["'])(.*?)\\1`).exec(attributes) ?? [];
  return value;
}

function hubsOfJson(text: string): readonly string[] {
  try {
    const { hubs } = JSON.parse(text) as { readonly hubs?: unknown };
    return Array.isArray(hubs) ? hubs.flatMap((hub) => (typeof hub?.url === 'string' ? [hub.url as string] : [])) : [];
  } catch {
    return [];
  }
}

/** The links of one kind in the Link header (RFC 8288, 3). */
export function linksInHeader(header: string, rel: string): readonly string[] {
  return header.split(/,(?=\s*<)/).flatMap((link) => {
    const [, url = '', parameters = ''] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? [];
    const rels = /;\s*rel\s*=\s*"?([^";]*)/i.exec(parameters)?.[1]?.toLowerCase().split(/\s+/) ?? [];
    return rels.includes(rel) ? [url] : [];
  });
}

/** The home page that a feed names: RSS link, Atom link rel=alternate, JSON home_page_url. Null if it names none. */
export function homeUrlIn({ body }: Pick<Answered, 'body'>): string | null {
  const text = textOf({ body });
  const head = text.slice(0, /<(?:item|entry)[\s>]/.exec(text)?.index ?? text.length);
  const named = /<link>\s*([^<\s]+)\s*<\/link>/.exec(head)?.[1] ?? /"home_page_url"\s*:\s*"([^"]+)"/.exec(head)?.[1];
  const links = [...head.matchAll(/<(?:atom:)?link\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const alternate = links.find(
    (it) => ['', 'alternate'].includes(attributeOf(it, 'rel')) && attributeOf(it, 'href') !== '',
  );
  return asUrl(named?.replaceAll('&amp;', '&') ?? attributeOf(alternate ?? '', 'href')) ?? null;
}

/** All hubs of a feed: in its text and in the Link header, which has precedence (WebSub, 4). */
export function hubsOfAnswer({ headers }: Answered, { hubs }: ValidatedFeed): readonly string[] {
  return [...new Set([...linksInHeader(headers['link'] ?? '', 'hub'), ...hubs])];
}

/** Whether hubs respond, and whether readers know what to subscribe to. A feed without a hub is polled, which is fine. */
export function hubDiagnosis(
  { hubs }: Pick<FeedObservation, 'hubs'>,
  { answer, selfUrl }: { readonly answer: Answered; readonly selfUrl: string | null },
): Diagnosis {
  if (hubs.length === 0) return { findings: [], passed: ['No WebSub hub: readers poll the feed'] };
  const hasSelf = selfUrl !== null || linksInHeader(answer.headers['link'] ?? '', 'self').length > 0;
  const lost = hubs.flatMap(({ url, answer: reply }) => {
    if (reply.state === 'unanswered') return [found('hub-unreachable', `The hub ${quoted(url)}: ${reply.reason}`)];
    // A hub refuses a request without a form, which shows that it is there.
    const isBroken = reply.status >= 500 || reply.status === 404 || reply.status === 410;
    return isBroken ? [found('hub-unreachable', `The hub ${quoted(url)} responds with ${reply.status}`)] : [];
  });
  const self = hasSelf ? [] : [found('hub-without-self', 'The feed names a hub, but not its own URL')];
  return verdict([...lost, ...self], `WebSub hub: ${hubs.map(({ url }) => url).join(', ')}`);
}
