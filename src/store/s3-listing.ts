/** Parses one page of a bucket's listing (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */

export interface ListingPage {
  readonly objects: readonly ListedObject[];
  /** Null if the page does not say whether another one follows. */
  readonly isTruncated: boolean | null;
  readonly nextToken: string | null;
  /** How many objects the server says are on the page; null if it does not. */
  readonly keyCount: number | null;
  /** `url` if the keys are encoded as in URLs. */
  readonly encoding: string | null;
}

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly lengthBytes: number;
}

/**
 * Parses a page in the plain form in which servers send it. Returns null if the page ends early, or contains anything else:
 * attributes, comments, CDATA, prefixes, fields that are repeated or missing. The parser of the SDK decides then. It takes
 * many times as long, which was a quarter of the CPU time of a run.
 */
export function parseListingPage(xml: string): ListingPage | null {
  const body = bodyOf(xml);
  if (body === null) return null;
  const [first = '', ...parts] = body.split('<Contents>');
  const objects: ListedObject[] = [];
  let rest = first;
  for (const part of parts) {
    const end = part.indexOf('</Contents>');
    const object = end === -1 ? null : objectOf(part.slice(0, end));
    if (object === null) return null;
    objects.push(object);
    rest += part.slice(end + '</Contents>'.length);
  }
  return pageOf(rest, objects);
}

const declaration = /(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>)?/;
const opening = new RegExp(`^${declaration.source}\\s*<ListBucketResult(?: xmlns="[^"<>&]*")?>`);
const closing = '</ListBucketResult>';

/** What needs a real parser: comments, CDATA, instructions, carriage returns, which it changes, and entities that XML does not define. */
const special =
  /<[!?]|\r|&(?!(?:amp|lt|gt|quot|apos|#(?:9|1[03]|3[2-9]|[4-9]\d|\d{3,6})|#x(?:[9aAdD]|[2-9a-fA-F][\da-fA-F]|[\da-fA-F]{3,5}));)/;

/** What is in the root element. Null if it needs a real parser. */
function bodyOf(xml: string): string | null {
  const [start] = opening.exec(xml) ?? [];
  const end = xml.lastIndexOf(closing);
  if (start === undefined || end < start.length || /\S/.test(xml.slice(end + closing.length))) return null;
  const body = xml.slice(start.length, end);
  return special.test(body) ? null : body;
}

/** Elements with text, and empty ones. */
const elements = /^(?:\s*(?:<(\w+)>[^<]*<\/\1>|<\w+ *\/>))*\s*$/;

/** Parts of an object that contain elements. Nothing in them is used. */
const nested = /<(Owner|RestoreStatus)>(?:\s*<(\w+)>[^<]*<\/\2>|\s*<\w+ *\/>)*\s*<\/\1>/g;

function objectOf(written: string): ListedObject | null {
  const text = elements.test(written) ? written : written.replace(nested, '');
  if (!elements.test(text)) return null;
  const key = fieldOf(text, 'Key');
  const etag = fieldOf(text, 'ETag');
  const size = fieldOf(text, 'Size');
  if (!key?.trim() || !etag || !size || !/^\d{1,15}$/.test(size)) return null;
  return { key, etag, lengthBytes: Number(size) };
}

/** The text of an element. Undefined if there is none, and null if there are several. */
function fieldOf(text: string, name: string): string | null | undefined {
  const [opens, closes] = [`<${name}>`, `</${name}>`];
  const start = text.indexOf(opens);
  if (start === -1) return undefined;
  const end = text.indexOf(closes, start);
  return text.indexOf(opens, end) === -1 ? decodeEntities(text.slice(start + opens.length, end)) : null;
}

const flags: ReadonlyMap<string | undefined | null, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  [undefined, null],
]);

function pageOf(text: string, objects: readonly ListedObject[]): ListingPage | null {
  if (!elements.test(text)) return null;
  const isTruncated = flags.get(fieldOf(text, 'IsTruncated'));
  const [nextToken, keyCount = '', encoding] = ['NextContinuationToken', 'KeyCount', 'EncodingType'].map((name) =>
    fieldOf(text, name),
  );
  if (isTruncated === undefined || nextToken === null || encoding === null) return null;
  if (keyCount === null || !/^\d{0,15}$/.test(keyCount)) return null;
  return {
    objects,
    isTruncated,
    nextToken: nextToken || null,
    keyCount: keyCount === '' ? null : Number(keyCount),
    encoding: encoding ?? null,
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', apos: "'" };

/** Quotes come first, because every ETag has two. */
function decodeEntities(written: string): string {
  const text = written.replaceAll('&quot;', '"');
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?)?(\w+);/g, (_, number: string | undefined, name: string) =>
    number === undefined
      ? (entities[name] ?? '')
      : String.fromCodePoint(Number.parseInt(name, number === '#' ? 10 : 16)),
  );
}
