/** What the process that runs a stage of an import is asked to do, and what it says. */
import type { StageName, StageOptions, Stages } from '../../import/stages.ts';
import type { PublishErrorCode } from '../../problem/codes.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Progress } from '../../publish/read/read-source.ts';
import type { Locations } from '../terminal/usual-locations.ts';

/** The argument with which an executable starts itself as that process. */
export const stageProcess = 'presstime-stage-process';

/** What the process is asked to do. */
export interface StageRequest<Name extends StageName = StageName> {
  readonly name: Name;
  readonly input: Stages[Name]['input'];
  readonly locations: Locations;
  /** The command that starts Presstime, for messages. */
  readonly program: string;
  readonly options: Omit<StageOptions, 'from' | 'to' | 'scratch' | 'hub' | 'signal' | 'onProgress'>;
  /** True if hubs are pinged. */
  readonly hasHub: boolean;
}

/** What the process says: its progress, and last its result or the error that stopped it. */
export type StageMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'result'; readonly result: Stages[StageName]['result'] }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Failure {
  /** Null for an error that should not happen. */
  readonly code: PublishErrorCode | null;
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly location: string;
}

/** The working files of an import, in the folder of a publication. */
export const importFolder = '.presstime/work/import';
