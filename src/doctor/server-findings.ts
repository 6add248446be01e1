/** What is wrong with the server of a feed: cache rule, compression, conditional requests, HEAD and redirects (RFC 9110, RFC 9111). Pure. */

import { gzipSync } from 'node:zlib';
import { factsOfHeaders } from '../http/fetch-feed.ts';
import { isPermanentRedirect } from '../http/follow-redirects.ts';
import { isLoopback } from '../model/url.ts';
import { quoted } from '../validate/rule/rule.ts';
import type { Validation } from '../validate/validate-feed.ts';
import { type CheckCode, checks, type Diagnosis, type DoctorFinding, found, joinDiagnoses, verdict } from './checks.ts';
import { type Answered, describeOutcome, type FeedObservation, type Observed } from './observation.ts';
import { findingsOnServer } from './server-rules.ts';

/** What the rules of `check --feed` find about the server. */
export function ruleDiagnosis(answer: Answered, validation: Pick<Validation, 'format' | 'selfUrl'>): Diagnosis {
  const { url, redirects, headers } = answer;
  const facts = factsOfHeaders(new Headers(headers));
  const findings = findingsOnServer({ url, redirects, ...facts }, validation).flatMap(({ code, message }) =>
    isCheckCode(code) ? [found(code, message)] : [],
  );
  const isFine = (code: CheckCode) => findings.every((finding) => finding.code !== code);
  return {
    findings,
    passed: [
      ...(isFine('http-content-type') ? [`Content-Type ${facts.mediaType}`] : []),
      ...(validation.selfUrl !== null && isFine('http-self-elsewhere') ? ['The feed names its own URL'] : []),
    ],
  };
}

function isCheckCode(code: string): code is CheckCode {
  return Object.hasOwn(checks, code);
}

/** All of the server that needs no knowledge of the feed. */
export function serverDiagnosis(answer: Answered, observation: FeedObservation): Diagnosis {
  return joinDiagnoses([
    cacheDiagnosis(answer),
    compressionDiagnosis(answer),
    conditionDiagnosis(answer, observation),
    headDiagnosis(answer, observation.head),
    redirectDiagnosis(answer, observation),
  ]);
}

const longSeconds = 3_600;

function cacheDiagnosis({ headers }: Answered): Diagnosis {
  const rule = headers['cache-control'] ?? '';
  if (rule === '' && headers['expires'] === undefined) {
    return verdict([found('no-cache-rule', 'The server sends neither Cache-Control nor Expires')], '');
  }
  if (/\bno-store\b/i.test(rule)) return verdict([found('never-cached', `Cache-Control is ${quoted(rule)}`)], '');
  const age = Math.max(...['max-age', 's-maxage'].map((name) => secondsOf(rule, name)));
  const long = age > longSeconds ? [found('cached-long', `Cache-Control is ${quoted(rule)}`)] : [];
  return verdict(long, rule === '' ? `Expires ${headers['expires']}` : `Cache-Control ${rule}`);
}

function secondsOf(rule: string, name: string): number {
  return Number(new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"?(\\d+)`, 'i').exec(rule)?.[1] ?? 0);
}

/** Smaller bodies fit into one packet in any case. */
const smallBytes = 1_400;

function compressionDiagnosis({ headers, body }: Answered): Diagnosis {
  const encoding = headers['content-encoding'] ?? '';
  if (/\b(?:gzip|br|zstd|deflate)\b/.test(encoding)) return { findings: [], passed: [`Compressed with ${encoding}`] };
  if (body.length <= smallBytes) return { findings: [], passed: [] };
  const compressed = gzipSync(body).length;
  const share = Math.round(100 * (1 - compressed / body.length));
  const message = `The server sends ${body.length} bytes without compression: gzip would make them ${compressed}, ${share} % less`;
  return verdict([found('uncompressed', message)], '');
}

function conditionDiagnosis({ headers }: Answered, { sameTag, sameDate }: FeedObservation): Diagnosis {
  const checksMade = [
    { header: 'If-None-Match', given: headers['etag'], answer: sameTag },
    { header: 'If-Modified-Since', given: headers['last-modified'], answer: sameDate },
  ];
  return joinDiagnoses(
    checksMade.flatMap(({ header, given, answer }) => {
      if (given === undefined || answer === null) return [];
      const is304 = answer.state === 'answered' && answer.status === 304;
      const message = `${header}: ${given} gets ${describeOutcome(answer)} instead of 304`;
      return [verdict(is304 ? [] : [found('no-304', message)], `304 for ${header}`)];
    }),
  );
}

/** The headers that must be the same for HEAD and GET, if both have them (RFC 9110, 9.3.2). */
const comparedHeaders = ['content-type', 'etag', 'last-modified'];

function headDiagnosis(answer: Answered, head: Observed | null): Diagnosis {
  if (head === null) return { findings: [], passed: [] };
  if (head.state === 'unanswered' || head.status !== answer.status) {
    const message = `HEAD gets ${describeOutcome(head)}, and GET gets ${answer.status}`;
    return verdict([found('head-differs', message)], '');
  }
  const differing = comparedHeaders.filter((name) => tagless(head.headers[name]) !== tagless(answer.headers[name]));
  const message = `HEAD and GET differ in ${differing.join(', ')}`;
  return verdict(differing.length > 0 ? [found('head-differs', message)] : [], 'HEAD gets the same as GET');
}

/** An ETag may be weak, or have a suffix for its compression, in one of the answers only. */
function tagless(value: string | undefined): string | undefined {
  return value?.replace(/^W\//, '').replace(/[-;](?:gzip|br|zstd|df)"$/, '"');
}

function redirectDiagnosis(answer: Answered, { url, overHttp }: FeedObservation): Diagnosis {
  const { redirects } = answer;
  const urls = [...redirects.map(({ from }) => from), answer.url];
  const findings = redirects.flatMap(({ from, status }, index): DoctorFinding[] => {
    const target = urls[index + 1] ?? '';
    const message = `${quoted(from)} redirects to ${quoted(target)} with ${status}`;
    if (from.startsWith('https:') && target.startsWith('http:')) return [found('insecure-redirect', message)];
    return isPermanentRedirect(status) ? [] : [found('temporary-redirect', message)];
  });
  const isPlain = answer.url.startsWith('http:') && !isLoopback(answer.url);
  const plain = isPlain ? [found('not-encrypted', `${quoted(answer.url)} is served without encryption`)] : [];
  return verdict([...findings, ...plain, ...httpFindings(url, overHttp)], 'No temporary redirect');
}

/** If nothing answers at the http URL, no reader can load the feed from there. */
function httpFindings(url: string, overHttp: Observed | null): readonly DoctorFinding[] {
  if (overHttp === null || overHttp.state === 'unanswered') return [];
  const target = overHttp.headers['location'] ?? '';
  const leadsToHttps = target.startsWith('https:') && isPermanentRedirect(overHttp.status);
  if (leadsToHttps || overHttp.status >= 400) return [];
  const message = `${quoted(url.replace(/^https/, 'http'))} responds with ${overHttp.status}`;
  return [found('http-not-redirected', message)];
}
