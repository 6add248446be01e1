/** Everything that is fine or wrong with a public feed, from what was observed. Pure. */
import type { Instant } from '../model/instant.ts';
import { type Diagnosis, joinDiagnoses } from './checks.ts';
import { hubDiagnosis, reachFinding, validateAnswer, validityDiagnosis } from './feed-findings.ts';
import { clockDiagnosis } from './machine-findings.ts';
import { type Answered, type FeedObservation, type Observed, outcomeOf } from './observation.ts';
import { readerDiagnosis } from './reader-findings.ts';
import { ruleDiagnosis, serverDiagnosis } from './server-findings.ts';
import { unknownReader } from './user-agents.ts';

/** Diagnoses a feed from all that was observed. */
export function diagnoseFeed(observation: FeedObservation, now: Instant): Diagnosis {
  const { url, plain } = observation;
  const answer = firstFeed(observation);
  if (answer === null) {
    const finding = reachFinding(url, plain);
    return { findings: finding === null ? [] : [finding], passed: [] };
  }
  const readers = [{ reader: unknownReader, answer: plain }, ...observation.readers];
  const validation = validateAnswer(answer, now);
  return joinDiagnoses([
    validityDiagnosis(answer, validation),
    ruleDiagnosis(answer, validation),
    serverDiagnosis(answer, observation),
    hubDiagnosis(observation, { answer, selfUrl: validation.selfUrl }),
    readerDiagnosis({ ...observation, readers }),
    clockDiagnosis(answer, now),
  ]);
}

/** The first answer that is a feed: readers may get it although this program does not. */
function firstFeed({ plain, readers }: FeedObservation): Answered | null {
  const all: readonly Observed[] = [plain, ...readers.map(({ answer }) => answer)];
  const answer = all.find((it) => outcomeOf(it) === 'feed');
  return answer?.state === 'answered' ? answer : null;
}

/** Diagnoses another format of the feed from one answer. */
export function diagnoseFormat(
  url: string,
  { answer, now }: { readonly answer: Observed; readonly now: Instant },
): Diagnosis {
  const finding = reachFinding(url, answer);
  if (finding !== null || answer.state === 'unanswered') {
    return { findings: finding === null ? [] : [finding], passed: [] };
  }
  const validation = validateAnswer(answer, now);
  return joinDiagnoses([validityDiagnosis(answer, validation), ruleDiagnosis(answer, validation)]);
}
