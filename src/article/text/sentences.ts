/** Splits plain text into sentences, and derives titles and summaries from them. */
import { months, shortNames } from '../../model/calendar-names.ts';
import { once } from './once.ts';
import { foldSpaces } from './spaces.ts';

const titleLength = 100;

/** The first sentence, cut at a word if it is longer than `maximumLength` code points, including the ellipsis. */
export function deriveTitle(text: string, maximumLength = titleLength): string {
  const sentence = firstSentence(text, maximumLength);
  return cutAtWord(sentence, maximumLength).replace(/(?<![.\p{Lu}])\.$/u, '');
}

/** The text after the title that `deriveTitle` makes of it. If the title was cut, this begins with an ellipsis. */
export function textAfterTitle(text: string, maximumLength = titleLength): string {
  const sentence = firstSentence(text, maximumLength);
  const isCut = !fits(sentence, maximumLength);
  const shown = isCut ? wordsWithin(sentence, maximumLength) : sentence;
  const rest = foldSpaces(text).slice(shown.length).trimStart();
  return isCut ? `…${rest}` : rest;
}

function firstSentence(text: string, maximumLength: number): string {
  const [sentence = ''] = sentencesIn(beginningOf(text, maximumLength));
  return sentence;
}

/** As many whole sentences as fit into `maximumLength` code points. If the first one is too long, it is cut at a word. */
export function deriveSummary(text: string, maximumLength = 300): string {
  let summary = '';
  const beginning = beginningOf(text, maximumLength);
  for (const sentence of sentencesIn(beginning)) {
    const longer = summary === '' ? sentence : `${summary} ${sentence}`;
    if (!fits(longer, maximumLength)) break;
    summary = longer;
  }
  return summary === '' ? cutAtWord(beginning, maximumLength) : summary;
}

const abbreviations = new RegExp(
  String.raw`(?:^|[\s(“"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Lt|Gen|Col|Maj|Capt|Cmdr|Sgt|Sen|Rep|Pres|St|Mt|Ft|Jr|Sr|No|vs|etc|Inc|Corp|Co|Ltd|${shortNames(months)}|Ave|Blvd|Ariz|Calif|Colo|Conn|Fla|Ill|Kan|Mass|Mich|Minn|Miss|Mo|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Wash|Wis|Wyo|\p{Lu}|(?:\p{Lu}\.)+\p{Lu}|a\.m|p\.m|e\.g|i\.e)\.["”’')]*\s*$`,
  'u',
);

/** Splits text into sentences. Does not split after "U.S.", "Gov." or an initial. */
export function splitSentences(text: string): string[] {
  return [...sentencesIn(text)];
}

/** Finds one sentence after the other, because titles and summaries need only the first ones. */
function* sentencesIn(text: string): Generator<string, void> {
  let open = '';
  for (const { segment } of segmenter().segment(foldSpaces(text))) {
    open += segment;
    // A sentence ends before a space, so that URLs such as /show?id=12 stay whole. In Chinese and Japanese, no space follows.
    if (!/\s$|[。！？．｡]["”’」』）]?$/.test(open) || abbreviations.test(open.slice(-20))) continue;
    if (open.trim() !== '') yield open.trim();
    open = '';
  }
  if (open.trim() !== '') yield open.trim();
}

/** Loads the rules of Unicode, which takes as long as reading twenty articles. */
const segmenter = once(() => new Intl.Segmenter('en', { granularity: 'sentence' }));

/** The beginning of a text: more than is ever shown, but short enough that long texts take no more time. */
function beginningOf(text: string, maximumLength: number): string {
  return foldSpaces(text.trimStart().slice(0, maximumLength * 8)).slice(0, maximumLength * 4);
}

function cutAtWord(text: string, maximumLength: number): string {
  if (fits(text, maximumLength)) return text;
  return `${wordsWithin(text, maximumLength).replace(/[\s,;:.–—-]+$/, '')}…`;
}

/** The whole words at the beginning that leave one code point for an ellipsis. One long word is cut. */
function wordsWithin(text: string, maximumLength: number): string {
  const head = [...text].slice(0, maximumLength - 1).join('');
  const space = head.lastIndexOf(' ');
  return space > maximumLength / 2 ? head.slice(0, space) : head;
}

/** Counts code points, of which there are never more than UTF-16 units. */
function fits(text: string, maximumLength: number): boolean {
  return text.length <= maximumLength || [...text].length <= maximumLength;
}
