/** Photo captions as agencies write them: `(L) Text (Photographer/Agency) / (R) Text (Agency)`. */
import type { Caption } from '../model.ts';

/** Reads one line that holds nothing but captions. */
export function parseCaptions(line: string): readonly Caption[] {
  return splitCaptions(line).map(parseCaption);
}

/** True where a line begins with a position mark or ends in a credit. */
export function isCaptionLine(line: string): boolean {
  return positionMark.test(line) || findCredit(line) !== null;
}

/** True where a line begins with a position mark such as `(L)`. */
export function beginsWithPosition(line: string): boolean {
  return positionMark.test(line);
}

/** True where a line ends in a credit. */
export function endsInCredit(line: string): boolean {
  return findCredit(line) !== null;
}

/** Text and credit of one caption, such as a figcaption. */
export function parseCaption(written: string): Caption {
  const mark = positionMark.exec(written);
  const unmarked = mark === null ? written.trim() : written.slice(mark[0].length).trim();
  const found = findCredit(unmarked);
  return {
    text: found === null ? unmarked : found.text,
    credit: found?.credit ?? null,
    position: mark?.[1] ?? null,
  };
}

const side = 'L|R|C|L-R|Left|Right|Cent(?:er|re)|Top|Bottom|Upper|Lower|Middle|Inset|Background|Foreground|Back|Front';
const positionMark = new RegExp(
  `^\\s*\\(\\s*((?:(?:Top|Upper|Bottom|Lower|Middle|Far)[ -])?(?:${side}))\\s*\\)\\s*[:.\\-–—]?\\s*`,
  'i',
);

/** Cuts where a slash follows a credit or precedes a position mark, and where a mark follows a credit; never in running text. */
function splitCaptions(line: string): string[] {
  for (const cut of cutsOf(line)) {
    const left = line.slice(0, cut.index).trim();
    const right = line.slice(cut.index + cut[0].length).trim();
    if (left !== '' && right !== '' && mayCut({ left, right, slash: cut[0].includes('/') })) {
      return [left, ...splitCaptions(right)];
    }
  }
  return [line.trim()];
}

function cutsOf(line: string) {
  return line.matchAll(/\s*\/\s*|(?<=\)[.]?)\s+/g);
}

interface Cut {
  readonly left: string;
  readonly right: string;
  readonly slash: boolean;
}

function mayCut({ left, right, slash }: Cut): boolean {
  const marked = positionMark.test(right);
  const credited = endsInBracketCredit(left);
  if (slash) return marked || (credited && !startsInBracketCredit(right));
  return credited && (marked || (!right.startsWith('(') && endsInBracketCredit(right)));
}

function endsInBracketCredit(text: string): boolean {
  const bracket = lastBracket(text);
  return bracket?.closed === true && isCredit(bracket.inner);
}

function startsInBracketCredit(text: string): boolean {
  const end = text.indexOf(')');
  return text.startsWith('(') && end !== -1 && isCredit(text.slice(1, end));
}

interface Found {
  readonly text: string;
  readonly credit: string;
}

/** The credit at the end of a caption, in each of the forms that agencies use. */
function findCredit(caption: string): Found | null {
  for (const find of [bracketCredit, openCredit, bareCredit]) {
    const found = find(caption.trim());
    if (found !== null && found.text !== '') return found;
  }
  return null;
}

interface Bracket {
  readonly before: string;
  readonly inner: string;
  /** False where the closing bracket is missing. */
  readonly closed: boolean;
}

/** The bracket that ends the text, found by a balanced scan from the right. */
function lastBracket(text: string): Bracket | null {
  const end = text.replace(/[\s.]+$/, '');
  if (!end.endsWith(')')) return unclosedBracket(end);
  let depth = 0;
  for (let index = end.length - 1; index >= 0; index -= 1) {
    if (end[index] === ')') depth += 1;
    if (end[index] === '(') depth -= 1;
    if (depth === 0)
      return { before: end.slice(0, index).trim(), inner: end.slice(index + 1, -1).trim(), closed: true };
  }
  return lopsidedBracket(end);
}

/** `(Lee Marsh/Getty Images` */
function unclosedBracket(text: string): Bracket | null {
  const open = text.lastIndexOf('(');
  if (open === -1 || text.indexOf(')', open) !== -1) return null;
  return { before: text.slice(0, open).trim(), inner: text.slice(open + 1).trim(), closed: false };
}

/** More closing brackets than opening ones: the last opening bracket counts. */
function lopsidedBracket(text: string): Bracket | null {
  const open = text.lastIndexOf('(');
  if (open === -1) return null;
  const inner = text
    .slice(open + 1)
    .replace(/\)+$/, '')
    .trim();
  return { before: text.slice(0, open).trim(), inner, closed: true };
}

/** `(Lee Marsh/Getty Images)`; of two in turn the last counts. */
function bracketCredit(text: string): Found | null {
  const bracket = lastBracket(text);
  if (bracket === null || !isCredit(bracket.inner)) return null;
  const earlier = lastBracket(bracket.before);
  const doubled = earlier?.closed === true && isCredit(earlier.inner);
  return { text: doubled ? earlier.before : bracket.before, credit: bracket.inner };
}

/** `Lee Marsh/Getty Images)`: the opening bracket is missing. */
function openCredit(text: string): Found | null {
  const match = /^(.*[.!?]["”’]?)\s+([^().!?]{3,80})\)\.?$/s.exec(text);
  if (match === null || !isCredit(match[2] ?? '')) return null;
  return { text: match[1] ?? '', credit: match[2] ?? '' };
}

/** Credits without brackets: Reuters, "Photo by", a copyright sign, bars. */
const bareForms: readonly RegExp[] = [
  /^(.+?)\s+(REUTERS\/[\p{L}\p{M} .,'’/-]+)$/su,
  /^(.+?[.!?]["”’]?)\s+((?:Photo(?:graph)?|Image|Picture)s? (?:by|courtesy of|credit:?) [^.!?]{2,80}?)\.?$/su,
  /^(.+?[.!?]["”’]?)\s+(©\s?[^!?]{2,100}?)\.?$/su,
  /^(.+?[.!?]["”’]?)\s+((?:Official )?[\p{Lu}][\p{L} ]{2,30} [Pp]hoto(?:graph)? by [^.!?]{2,60}?)\.?$/su,
  /^(.+?[.!?]["”’]?)\s+([^.!?|()]{2,50}(?: \| [^.!?|()]{2,50})+)\.?$/su,
];

function bareCredit(text: string): Found | null {
  for (const form of bareForms) {
    const match = form.exec(text);
    if (match !== null) return { text: (match[1] ?? '').trim(), credit: (match[2] ?? '').trim() };
  }
  return null;
}

const agencyWords =
  /\b(?:Getty|AP|A\.P\.|Associated Press|Reuters|AFP|EPA|PA|UPI|ANSA|DPA|TASS|Xinhua|Kyodo|Bloomberg|Shutterstock|Alamy|iStock|Unsplash|Flickr|Wikimedia|Photos?|Photograph(?:er|s|y)?|Handout|Pool|Courtesy|File|Images?|Pictures?|Screenshot|Screen ?grab|Illustration|Newsmakers|Zuma|Sipa|Imago|NurPhoto|Anadolu|Credit|NASA)\b/i;

/** Is the text of a bracket a credit, or an aside such as `(D-Ohio)` or `(50 meters)`? */
export function isCredit(inner: string): boolean {
  if (inner.length < 2 || inner.length > 200) return false;
  return /[/|]/.test(inner) || /\bvia\b/i.test(inner) || agencyWords.test(inner);
}
