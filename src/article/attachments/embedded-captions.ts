/** Reads captions and credits embedded in pictures: IPTC-IIM Caption, By-line and Credit, or the same in XMP. https://iptc.org/std/photometadata/specification/ */
import { parseXml, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml';
import { isRecord, recordIn, type UnknownRecord } from '../../model/record.ts';
import { cleanPlainText, decode } from '../text/decode.ts';
import { foldSpaces } from '../text/spaces.ts';
import { type Beside, type EmbeddedCaption, isPicturePath } from './beside.ts';

/** Null if there is neither caption nor credit, or if the metadata cannot be read. */
export function readEmbedded(body: Uint8Array, library: MetadataLibrary): EmbeddedCaption | null {
  const { iptc, xmp } = readMetadata(body, library);
  const caption = textOfIptc(iptc['Caption/Abstract']) ?? textOfXmp(xmp['description']);
  const author = textOfIptc(iptc['By-line']) ?? textOfXmp(xmp['creator']);
  const agency = textOfIptc(iptc['Credit']) ?? textOfXmp(xmp['Credit']);
  const credit = [author, agency].filter((it) => it !== null).join('/');
  return caption === null && credit === '' ? null : { caption, credit: credit === '' ? null : credit };
}

/** Adds the embedded captions of all pictures that were read. */
export function withEmbedded(beside: Beside, library: MetadataLibrary): Beside {
  const embedded = new Map<string, EmbeddedCaption>();
  for (const [path, body] of [...beside.bodies, ...beside.enclosed]) {
    const found = isPicturePath(path) ? readEmbedded(body, library) : null;
    if (found !== null) embedded.set(path, found);
  }
  return { ...beside, embedded };
}

/** The library that reads metadata. */
export type MetadataLibrary = typeof import('exifreader');

/** Loads the library, which takes time that most runs do not need to spend. */
export async function loadMetadataLibrary(): Promise<MetadataLibrary> {
  return (await import('exifreader')).default;
}

interface Metadata {
  readonly iptc: UnknownRecord;
  readonly xmp: UnknownRecord;
}

const includeTags = { iptc: ['Caption/Abstract', 'By-line', 'Credit'], xmp: ['description', 'creator', 'Credit'] };

/** Reads metadata synchronously: compressed metadata is not decompressed, and no other bytes are loaded. */
function readMetadata(body: Uint8Array, library: MetadataLibrary): Metadata {
  if (hasManyPackets(body)) return { iptc: {}, xmp: {} };
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  try {
    const { iptc, xmp } = library.loadView(view, { expanded: true, includeTags, domParser });
    return { iptc: recordIn(iptc) ?? {}, xmp: recordIn(xmp) ?? {} };
  } catch {
    // The library throws for files that are not pictures, and for pictures without metadata.
    return { iptc: {}, xmp: {} };
  }
}

/** The end of an XMP packet. The library searches for the last one from each packet, which is slow if there are many. */
const packetEnd = '<?xpacket end=';
const maximumPackets = 16;

function hasManyPackets(body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(packetEnd); at !== -1 && count <= maximumPackets; count += 1) {
    at = bytes.indexOf(packetEnd, at + 1);
  }
  return count > maximumPackets;
}

/** The maximum length and depth of XMP. The texts are on the seventh level, and each level costs time. */
const maximumLength = 1_000_000;
const maximumDepth = 10;

/** A strict XML parser with the part of the DOM interface that the library needs. */
const domParser = {
  parseFromString: (xml: string) => {
    if (xml.length > maximumLength) throw new Error('The XMP is too long');
    // Some programs pad the block with null bytes.
    const { children } = parseXml(xml.slice(xml.indexOf('<'), xml.lastIndexOf('>') + 1));
    return { childNodes: domNodesOf(children, 1), getElementsByTagName: () => [] };
  },
};

interface DomNode {
  readonly nodeName: string;
  readonly tagName?: string;
  readonly nodeValue?: string;
  readonly attributes?: readonly { readonly nodeName: string; readonly value: string }[];
  readonly childNodes: readonly DomNode[];
}

function domNodesOf(nodes: readonly XmlNode[], depth: number): readonly DomNode[] {
  return depth > maximumDepth ? [] : nodes.flatMap((node) => domNodeOf(node, depth));
}

function domNodeOf(node: XmlNode, depth: number): readonly DomNode[] {
  if (node instanceof XmlText) return [{ nodeName: '#text', nodeValue: node.text, childNodes: [] }];
  if (!(node instanceof XmlElement)) return [];
  const { name, attributes, children } = node;
  const named = Object.entries(attributes).map(([nodeName, value]) => ({ nodeName, value }));
  return [{ nodeName: name, tagName: name, attributes: named, childNodes: domNodesOf(children, depth + 1) }];
}

/** The first value of a tag that can be repeated. Its bytes are decoded here, because many pictures name no encoding or a wrong one. */
function textOfIptc(tag: unknown): string | null {
  const bytes = recordIn(Array.isArray(tag) ? tag[0] : tag)?.['value'];
  if (!Array.isArray(bytes)) return null;
  return foldSpaces(decode(Uint8Array.from(bytes.filter((byte) => byte !== 0))).text ?? '') || null;
}

/** The text, or the first of a list of languages or authors. */
function textOfXmp(value: unknown): string | null {
  if (Array.isArray(value)) return textOfXmp(value[0]);
  if (isRecord(value)) return textOfXmp(value['value']);
  return typeof value === 'string' ? foldSpaces(cleanPlainText(value)) || null : null;
}
