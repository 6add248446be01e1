/** Parses what agencies send, in any of their formats. To add a format, add a row here and in `recognise.ts`. */

import { error } from '../../problem/problem.ts';
import type { SkippedPart } from '../story/no-story.ts';
import type { StoryReading, TextFile } from '../story/story.ts';
import { parseAnpa1312 } from './anpa-1312.ts';
import { parseIptc7901 } from './iptc-7901.ts';
import { type AgencyFormat, recogniseAgencyFormat } from './recognise.ts';

/** Parses the items of one file. */
export type AgencyParser = (file: TextFile) => readonly (StoryReading | SkippedPart)[];

const agencyParsers: Readonly<Partial<Record<AgencyFormat, AgencyParser>>> = {
  'anpa-1312': parseAnpa1312,
  'iptc-7901': parseIptc7901,
};

export const parseAgency: AgencyParser = (file) => {
  const format = recogniseAgencyFormat(file.text, 'agency');
  const parse = format === null ? undefined : agencyParsers[format];
  if (parse === undefined) {
    return [{ story: null, findings: [error('unknown-format', `The file is "${format}", which cannot be read`)] }];
  }
  return parse(file);
};
