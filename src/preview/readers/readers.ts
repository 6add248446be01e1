/** The table of feed readers that the preview knows. */
import type { Reader } from './reader.ts';

export const readers: readonly Reader[] = [];
