/** Reads `feed.yaml` within a budget of CPU time and memory, as articles are read. */
import { channelFile } from '../channel/channel-file.ts';
import type { ChannelOptions, ChannelReading } from '../channel/parse-channel.ts';
import { error, inFile } from '../problem/problem.ts';
import { readChannelStep } from './channel-step.ts';
import { OverBudgetError, readChannelInOwnProcess } from './own-process.ts';
import { type ReadingLimits, readingLimits } from './reading-limits.ts';
import { runWithin, StoppedError } from './watchdog.ts';

export interface ReadChannelOptions extends ChannelOptions {
  readonly limits?: ReadingLimits;
}

/** Parses the bytes of `feed.yaml`. If that takes more than the budget, the problem is `over-budget`. */
export async function readChannel(
  body: Uint8Array,
  { limits = readingLimits, ...options }: ReadChannelOptions = {},
): Promise<ChannelReading> {
  try {
    return runWithin(limits.mainMilliseconds, () => readChannelStep({ body, options }));
  } catch (thrown) {
    if (!(thrown instanceof StoppedError)) throw thrown;
  }
  try {
    return await readChannelInOwnProcess({ kind: 'channel', body, options }, limits.budget);
  } catch (thrown) {
    if (!(thrown instanceof OverBudgetError)) throw thrown;
    const problems = inFile(options.file ?? channelFile, [error('over-budget', thrown.message)]);
    return { channel: null, problems };
  }
}
