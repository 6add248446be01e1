/** Parses photo captions as agencies write them: `(L) Text (Photographer/Agency) / (R) Text (Agency)`, and finds the credit of each. */
import type { Caption } from '../../model/metadata.ts';
import { once } from '../text/once.ts';
import { agencyNames, anyCaseAgencyNames, photoAgencyNames, pressWords } from './agencies.ts';

/** The maximum length of a caption line. A longer line is body text. */
export const maximumCaptionLength = 5000;

/** Parses a line that contains only captions. */
export function parseCaptions(line: string): readonly Caption[] {
  const captions = line.length > maximumCaptionLength ? [line] : splitCaptions(line);
  return captions.map(parseCaption);
}

/** True if a line begins with a position mark or ends in a credit. */
export function isCaptionLine(line: string): boolean {
  return line.length <= maximumCaptionLength && (beginsWithPosition(line) || endsInCredit(line));
}

/** True if a line begins with a position mark such as `(L)`. */
export function beginsWithPosition(line: string): boolean {
  return positionMark.test(line);
}

/** True if a line ends in a credit. */
export function endsInCredit(line: string): boolean {
  return findCredit(line) !== null;
}

/** True if a line ends in a bracket that is clearly a credit, even in body text: it names an agency, a photo or two parties. */
export function endsInPlainCredit(line: string): boolean {
  if (line.length > maximumCaptionLength || !line.endsWith(')')) return false;
  const inner = lastBracket(line)?.inner ?? '';
  return /\/|\bvia\b|Getty|Photo/.test(inner) && isCredit(inner);
}

/** True if a line ends in a bracket that is not closed, such as `(Lee Marsh/Getty`: its credit continues on the next line. */
export function isOpenCredit(line: string): boolean {
  if (line.length > maximumCaptionLength || line.endsWith(')')) return false;
  const open = line.lastIndexOf('(');
  return open !== -1 && line.indexOf(')', open) === -1 && line.length - open <= 150;
}

/** True if a line consists only of a credit, which belongs to the line above. */
export function isLoneCredit(line: string): boolean {
  if (line.length > 250 || !line.startsWith('(')) return false;
  const bracket = lastBracket(line);
  return bracket?.closed === true && bracket.before === '' && isCredit(bracket.inner);
}

/** Splits one caption, such as a figcaption, into text, credit and position. */
export function parseCaption(written: string): Caption {
  const mark = positionMark.exec(written);
  const unmarked = mark === null ? written.trim() : written.slice(mark[0].length).trim();
  const found = findCredit(unmarked);
  return {
    text: found === null ? unmarked : found.text,
    credit: found === null || placeholder.test(found.credit) ? null : found.credit,
    position: mark?.[1] ?? null,
  };
}

/** What agencies write where a credit does not fit. */
const placeholder = /^credit (?:is )?too long/i;

const side =
  'L|R|C|M|Left|Right|Cent(?:er|re)|Top|Bottom|Upper|Lower|Middle|Inset|Main|Background|Foreground|Back|Front|Above|Below';
const row = '(?:Top|Upper|Bottom|Lower|Middle|Far|Cent(?:er|re)|Front|Back|\\d(?:st|nd|rd|th))[ -]';
const order =
  '(?:From )?L(?: ?[-–/] ?| to )(?:C ?[-–/] ?)?R|R-L|(?:From )?left[ -]to[ -]right|From (?:L|R|left|right|top)|Clockwise from [a-z -]{3,20}';
const positionMark = new RegExp(`^\\s*\\(\\s*((?:${row})?(?:${side}|row)|${order})\\s*\\)\\s*[:.\\-–—]?\\s*`, 'i');

/** Splits after a credit at a slash or before a position mark, and at a slash before a mark. Never splits inside a caption text. */
function splitCaptions(line: string): string[] {
  const captions: string[] = [];
  let start = 0;
  for (const cut of cutsOf(line)) {
    const left = line.slice(start, cut.index).trim();
    const right = line.slice(cut.index + cut[0].length).trim();
    if (left === '' || right === '' || !mayCut({ left, right, slash: cut[0].includes('/') })) continue;
    captions.push(left);
    start = cut.index + cut[0].length;
  }
  return [...captions, line.slice(start).trim()];
}

function cutsOf(line: string) {
  return line.matchAll(/(?<!\s)\s*\/\s*|(?<=\)[.]?)\s+/g);
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

/** Finds the credit at the end of a caption, in any of the forms that agencies use. */
function findCredit(caption: string): Found | null {
  const text = caption.trim();
  if (text.length > maximumCaptionLength) return null;
  for (const find of [bracketCredit, squareCredit, openCredit, bareCredit]) {
    const found = find(text);
    if (found !== null && found.text !== '') return found;
  }
  return null;
}

interface Bracket {
  readonly before: string;
  readonly inner: string;
  /** False if the closing bracket is missing. */
  readonly closed: boolean;
}

/** The bracket at the end of a text, found by a balanced scan from the right. */
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

/** A bracket that is not closed: `(Lee Marsh/Getty Images`. */
function unclosedBracket(text: string): Bracket | null {
  const open = text.lastIndexOf('(');
  if (open === -1 || text.indexOf(')', open) !== -1) return null;
  return { before: text.slice(0, open).trim(), inner: text.slice(open + 1).trim(), closed: false };
}

/** A bracket in a text with more closing than opening brackets. It begins at the last opening bracket. */
function lopsidedBracket(text: string): Bracket | null {
  const open = text.lastIndexOf('(');
  if (open === -1) return null;
  const inner = text
    .slice(open + 1)
    .replace(/\)+$/, '')
    .trim();
  return { before: text.slice(0, open).trim(), inner, closed: true };
}

/** A credit in brackets: `(Lee Marsh/Getty Images)`. If two follow each other, the last one is used. */
function bracketCredit(text: string): Found | null {
  const bracket = lastBracket(text);
  if (bracket === null || !(isCredit(bracket.inner) || isLoneName(bracket, text))) return null;
  const earlier = lastBracket(bracket.before);
  const doubled = earlier?.closed === true && isCredit(earlier.inner);
  return { text: doubled ? earlier.before : bracket.before, credit: bracket.inner.replace(/^\(([^()]*)\)$/, '$1') };
}

/** A credit in square brackets: `[Lee Marsh/Getty Images]`. Editors also put words such as `[sic]` in them. */
function squareCredit(text: string): Found | null {
  const [, before, inner] = /^(.*\S)\s*\[([^[\]]{3,200})\]\.?$/s.exec(text) ?? [];
  if (before === undefined || inner === undefined) return null;
  const isSure = isSlashed(inner) || (sentenceEnd.test(before) && isCredit(inner));
  return isSure ? { text: before, credit: inner } : null;
}

/** True for a name in brackets after a full stop, without a full stop of its own: `… on Friday. (Lee Marsh)`. */
function isLoneName({ before, inner, closed }: Bracket, text: string): boolean {
  if (!closed || !text.endsWith(')') || !loneName.test(inner)) return false;
  return sentenceEnd.test(before) || nameForAgency().test(inner);
}

/** `Ada Quill for Coast Wire` is a credit without a full stop before it too. */
const nameForAgency = once(() => new RegExp(` for (?:the )?.*\\b(?:${pressWords}|${agencyNames})$`, 'i'));

const sentenceEnd = /[.!?…]["”’]?$/;
const loneName =
  /^\p{Lu}[\p{Ll}\p{M}’'-]+(?: \p{Lu}\.)?(?: (?:de|da|van|von|der|al|la))*(?: \p{Lu}[\p{L}\p{M}’'-]+){1,2}(?: for (?:[Tt]he )?\p{Lu}[\p{L} ’'-]+)?$/u;

/** A credit without its opening bracket: `Lee Marsh/Getty Images)`. */
function openCredit(text: string): Found | null {
  const match = /[.!?]["”’]?\s+([^().!?]{3,80})\)\.?$/.exec(text.slice(-200));
  const credit = match?.[1]?.trim() ?? '';
  if (!isCredit(credit)) return null;
  return { text: text.slice(0, text.lastIndexOf(credit)).trim(), credit };
}

/** The maximum length of a credit without brackets. */
const bareLength = 120;
/** The beginnings of `REUTERS/Ida Moe` and `AP Photo/Ida Moe`. */
const slashSign = 'REUTERS/';
const photoSign = `(?:${photoAgencyNames}) Photo`;
/** Matches the space before a possible credit without brackets: after a sentence, or before words that begin a credit. */
const bareStarts = new RegExp(
  `(?<=[.!?…]["”’)]?|^)\\s+(?=\\S)|\\s+(?=${slashSign}|${photoSign}\\b|Photos? (?:by|courtesy)\\b|PHOTOS? (?:BY|COURTESY)\\b|Photo(?:graph)?: |©)`,
  'g',
);

/** A credit without brackets: Reuters, "Photo by", a copyright sign, bars, or an agency after a slash. */
function bareCredit(text: string): Found | null {
  const tailStart = Math.max(0, text.length - bareLength);
  for (const start of text.slice(tailStart).matchAll(bareStarts)) {
    const cut = tailStart + start.index;
    const credit = text
      .slice(cut)
      .trim()
      .replace(/(?<!\b\p{Lu})\.$/u, '');
    if (isBareCredit(credit)) return { text: text.slice(0, cut).trim(), credit };
  }
  return null;
}

function isBareCredit(credit: string): boolean {
  return !/(?<!\b\p{Lu})[.!?]\s|[()]/u.test(credit) && bareForms().some((form) => form.test(credit));
}

const personName = "[\\p{Lu}@][\\p{L}\\p{M}\\p{N} .,'’_-]{1,60}";

const bareForms = once((): readonly RegExp[] => [
  new RegExp(`^${slashSign}\\S`),
  new RegExp(`^${photoSign}(?:\\s?/|$)`),
  new RegExp(`^PHOTOS? (?:BY|COURTESY(?: OF)?):? ${personName}`, 'u'),
  new RegExp(`^[—–-] ?${personName}, ?(?:${agencyNames}|[^,]*\\b(?:${pressWords}))$`, 'u'),
  new RegExp(`^${personName} ?/ ?Staff(?: Photographer)?$`, 'u'),
  /^Staff [Pp]hoto(?: by .{2,60})?$/,
  new RegExp(`^(?:Photo(?:graph)?|Image|Picture)s?(?: by| courtesy(?: of)?| credit)?:? ${personName}`, 'u'),
  new RegExp(`^(?:Credit|Courtesy|Handout)(?: of|:| via) ?${personName}`, 'u'),
  /^©\s?[^!?]{2,100}$/u,
  new RegExp(`^(?:Official )?\\p{Lu}[\\p{L}’' ]{2,30} [Pp]hoto(?:graph)? by ${personName}`, 'u'),
  /^[^|]{2,50}(?: ?\| ?[^|]{2,50})+$/u,
  new RegExp(`^${personName}(?: ?/ ?${personName})* ?(?:/| via ) ?(?:${agencyNames})$`, 'u'),
  new RegExp(`^(?:${agencyNames})$`),
]);

const agencyWords = once(
  () =>
    new RegExp(
      `(?<![-\\p{L}\\p{N}])(?:${agencyNames}|Pool|File|Handout|Courtesy|Images?|Photos?|Photograph(?:er|s|y)?|Pictures?|Illustration|Contributed|Submitted|Supplied|Staff [Pp]hoto|Video|Creative Commons|CC BY|Public [Dd]omain|Instagram|Facebook|YouTube|C-SPAN)(?![\\p{L}\\p{N}])`,
      'u',
    ),
);
const creditWords = new RegExp(
  `\\b(?:${anyCaseAgencyNames}|screenshot|screen ?grab|photos? (?:by|from|credit)|(?:file|handout|courtesy|staff|pool) photo|photo(?:graph)?:|image:|courtesy of|handout (?:via|from)|credit:|photo courtesy|credit too long)`,
  'i',
);

/** True if the text in a bracket is a credit, and not an aside such as `(D-Ohio)` or `(50 meters)`. */
export function isCredit(inner: string): boolean {
  if (inner.length < 2 || inner.length > 200 || /^[DRI][-–]\p{Lu}/u.test(inner)) return false;
  return (
    isSlashed(inner) ||
    /\bvia\s+(?:the )?[\p{Lu}@“"]/u.test(inner) ||
    agencyWords().test(inner) ||
    creditWords.test(inner)
  );
}

/** True for a slash or bar between names, but not for `1/2`, `km/h` or `his/her`. */
function isSlashed(inner: string): boolean {
  return /\|/.test(inner) || (/(?<![\d/]|^)\s?\/\s?(?![\d/])/.test(inner) && /\p{Lu}[\p{L}\p{M}]/u.test(inner));
}
