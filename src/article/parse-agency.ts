/** Parses what agencies send, in any of their formats. To add a format, add a row here and in `agency/recognise.ts`. */

import { error } from '../problem/problem.ts';
import { parseAnpa1312 } from './agency/anpa-1312.ts';
import { parseIptc7901 } from './agency/iptc-7901.ts';
import { type AgencyFormat, recogniseAgencyFormat } from './agency/recognise.ts';
import type { AgencyParser } from './agency/written-article.ts';
import { parseNewsMl1 } from './agency/xml/newsml-1.ts';
import { parseNewsMlG2 } from './agency/xml/newsml-g2.ts';
import { parseNitf } from './agency/xml/nitf.ts';

const agencyParsers: Readonly<Partial<Record<AgencyFormat, AgencyParser>>> = {
  nitf: parseNitf,
  'newsml-g2': parseNewsMlG2,
  'newsml-1': parseNewsMl1,
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
