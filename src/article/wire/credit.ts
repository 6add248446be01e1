/** Parses a credit line into photographers and agencies (IPTC Creator and Credit Line). */
import type { Credit } from '../../model/metadata.ts';
import { agencyNames, pressWords } from './agencies.ts';

/**
 * Parses a credit such as `Ida Moe / Sound Pier / QPA via Quay Images`. The first part is the photographer, and the others are
 * agencies. If an agency comes first, as in `AP Photo/Ida Moe`, the names after it are photographers.
 */
export function parseCredit(line: string): Credit {
  const lender = /^courtesy (?:of )?(?:the )?(.+)$/i.exec(line)?.[1];
  if (lender !== undefined) return { line, photographers: [], agencies: partsOf(lender) };
  const parts = partsOf(
    line.replace(/^(?:©|\(c\)|photo(?:graph|s)?(?: credit)?:?(?: by)?|picture:?(?: by)?|image:?(?: by)?)\s+/i, ''),
  );
  const agencyFirst = isAgency(parts[0] ?? '');
  const photographers = parts.filter((part, index) => (agencyFirst ? !isAgency(part) : index === 0));
  return {
    line,
    photographers: photographers.flatMap((names) => names.replace(/,\s*File$/i, '').split(/\s+(?:and|&)\s+/)),
    agencies: parts.filter((part) => !photographers.includes(part)).map((part) => part.replace(/ Photos?$/i, '')),
  };
}

/** Splits a credit at " via ", slashes and bars. */
function partsOf(credit: string): string[] {
  const parts = credit.split(/\s+via\s+|\s*[/|]\s*/i).map((part) => part.trim().replace(/^photograph:\s*/i, ''));
  return parts.filter((part) => part !== '');
}

const agencyWords = new RegExp(
  `\\b(?:${agencyNames}|${pressWords}|Agence|Images?|Pictures|Photos?|Pool|Handout|Library|Museum|Archives?|House|Office|Department)\\b`,
  'i',
);

function isAgency(part: string): boolean {
  return agencyWords.test(part) || /^[\p{Lu}\d&.-]{2,}$/u.test(part);
}
