/** How long reading may take, here and in the process of its own. */
import { type Budget, processBudget } from './own-process.ts';

export interface ReadingLimits {
  /** How long the main thread may read, on the clock. */
  readonly mainMilliseconds: number;
  readonly budget: Budget;
}

/** In 250 milliseconds, JavaScript allocates at most about 160 megabytes. */
export const readingLimits: ReadingLimits = { mainMilliseconds: 250, budget: processBudget };
