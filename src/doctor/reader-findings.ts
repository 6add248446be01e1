/** What feed readers meet that another program does not: bot protection, limits, robots.txt; and whether they find the feed from the site. Pure. */
import { someOf } from '../problem/wording.ts';
import { feedsNamedBy } from '../validate/not-a-feed.ts';
import { quoted } from '../validate/rule/rule.ts';
import { type Diagnosis, type DoctorFinding, found, joinDiagnoses, verdict } from './checks.ts';
import { describeRetry } from './feed-findings.ts';
import { describeOutcome, type FeedObservation, outcomeOf, type ReaderObservation, textOf } from './observation.ts';
import { mayLoad } from './robots.ts';

/** What the readers and the site show. */
export function readerDiagnosis(observation: FeedObservation): Diagnosis {
  return joinDiagnoses([
    accessDiagnosis(observation.readers),
    robotsDiagnosis(observation),
    homeDiagnosis(observation),
  ]);
}

function accessDiagnosis(observed: readonly ReaderObservation[]): Diagnosis {
  if (observed.length === 0) return { findings: [], passed: [] };
  const stopped = observed.filter(({ answer }) => outcomeOf(answer) !== 'feed');
  const limited = stopped.filter(({ answer }) => outcomeOf(answer) === 'too many requests');
  const blocked = stopped.filter((it) => !limited.includes(it));
  const others = observed.filter((it) => !stopped.includes(it)).map(({ reader }) => reader.name);
  const findings = [
    ...limitedFindings(limited),
    ...blockedFindings(blocked.filter(({ reader }) => reader.kind === 'reader')),
    ...blocked
      .filter(({ reader }) => reader.kind === 'browser')
      .map(({ answer }) => found('browser-blocked', `A browser gets ${describeOutcome(answer)}`)),
  ];
  return { findings, passed: others.length === 0 ? [] : [`The feed reaches ${someOf(others, others.length)}`] };
}

function limitedFindings(limited: readonly ReaderObservation[]): readonly DoctorFinding[] {
  return limited.slice(0, 1).flatMap(({ reader, answer }) => {
    const retry = answer.state === 'answered' ? describeRetry(answer) : '';
    return [found('rate-limited', `${reader.name} gets 429${retry}`)];
  });
}

/** One finding for all readers that get the same answer. */
function blockedFindings(blocked: readonly ReaderObservation[]): readonly DoctorFinding[] {
  const groups = Map.groupBy(blocked, ({ answer }) => describeOutcome(answer));
  return [...groups].map(([outcome, its]) => {
    const names = its.map(({ reader }) => reader.name);
    return found('readers-blocked', `${someOf(names, names.length)}: ${outcome}`);
  });
}

function robotsDiagnosis({ url, robots, readers }: FeedObservation): Diagnosis {
  if (robots?.state !== 'answered' || robots.status !== 200) return { findings: [], passed: [] };
  const text = textOf(robots);
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  const kept = readers.filter(
    ({ reader }) => reader.kind === 'reader' && !mayLoad(text, { robot: reader.robot, path }),
  );
  const names = kept.map(({ reader }) => reader.name);
  const message = `robots.txt forbids ${someOf(names, names.length)} to load ${quoted(path)}`;
  return verdict(kept.length > 0 ? [found('robots-blocked', message)] : [], 'robots.txt allows feed readers');
}

function homeDiagnosis({ url, home }: FeedObservation): Diagnosis {
  if (home === null) return { findings: [], passed: [] };
  const { answer } = home;
  if (answer.state === 'unanswered' || answer.status !== 200) {
    const message = `The home page ${quoted(home.url)}: ${describeOutcome(answer)}`;
    return verdict([found('home-unreachable', message)], '');
  }
  const named = feedsNamedBy(textOf(answer)).flatMap((link) =>
    URL.canParse(link, answer.url) ? [new URL(link, answer.url).href] : [],
  );
  const folder = new URL('.', url).href;
  // Another format of the same publication is as good.
  const isNamed = named.some((link) => link === url || new URL('.', link).href === folder);
  const others = named.length === 0 ? 'names no feed' : `names only ${someOf(named, 3)}`;
  const message = `The home page ${quoted(home.url)} ${others}`;
  return verdict(isNamed ? [] : [found('no-autodiscovery', message)], `The home page ${home.url} names the feed`);
}
