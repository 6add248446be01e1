/** Sentences of plain text, and titles and summaries cut from them. */

/** The first sentence, or as many whole words of it as fit; code points, the ellipsis counted. */
export function deriveTitle(text: string, maximumLength = 100): string {
  const [sentence = ''] = splitSentences(text);
  return cutAtWord(sentence, maximumLength).replace(/(?<![.\p{Lu}])\.$/u, '');
}

/** As many whole sentences as fit; the first is cut at a word where it alone is too long. */
export function deriveSummary(text: string, maximumLength = 300): string {
  let summary = '';
  for (const sentence of splitSentences(text)) {
    const longer = summary === '' ? sentence : `${summary} ${sentence}`;
    if (lengthOf(longer) > maximumLength) break;
    summary = longer;
  }
  return summary === '' ? cutAtWord(text.replace(/\s+/g, ' ').trim(), maximumLength) : summary;
}

const abbreviations =
  /(?:^|[\s(“"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Lt|Gen|Col|Maj|Capt|Cmdr|Sgt|Sen|Rep|Pres|St|Mt|Ft|Jr|Sr|No|vs|etc|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd|Ariz|Calif|Colo|Conn|Fla|Ill|Kan|Mass|Mich|Minn|Miss|Mo|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Wash|Wis|Wyo|\p{Lu}|(?:\p{Lu}\.)+\p{Lu}|a\.m|p\.m|e\.g|i\.e)\.["”’')]*\s*$/u;

/** Splits text into sentences; pieces after "U.S.", "Gov." or an initial are joined again. */
export function splitSentences(text: string): string[] {
  const plain = text.replace(/\s+/g, ' ').trim();
  const sentences: string[] = [];
  let joins = false;
  for (const { segment } of segmenter.segment(plain.slice(0, readLength))) {
    const last = sentences.length - 1;
    if (joins) sentences[last] += segment;
    else sentences.push(segment);
    joins = abbreviations.test((sentences.at(-1) ?? '').slice(-20));
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Titles and summaries are short: no more of a text is split. */
const readLength = 4000;

function cutAtWord(text: string, maximumLength: number): string {
  if (lengthOf(text) <= maximumLength) return text;
  const head = [...text].slice(0, maximumLength - 1).join('');
  const space = head.lastIndexOf(' ');
  const words = space > maximumLength / 2 ? head.slice(0, space) : head;
  return `${words.replace(/[\s,;:.–—-]+$/, '')}…`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
