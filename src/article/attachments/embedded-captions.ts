/** Caption and credit inside a picture: IPTC-IIM Caption, By-line and Credit, or their XMP twins. https://iptc.org/std/photometadata/specification/ */
import { parseXml, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml';
import { isRecord, recordIn, type UnknownRecord } from '../../model/record.ts';
import { cleanPlainText, decode } from '../text/decode.ts';
import { foldSpaces } from '../text/spaces.ts';
import { type Beside, type EmbeddedCaption, isPicturePath } from './beside.ts';

/** Null if there are none; metadata that cannot be read is as if it were not there. */
export async function readEmbedded(body: Uint8Array): Promise<EmbeddedCaption | null> {
  const { iptc, xmp } = await readMetadata(body);
  const caption = textOfIptc(iptc['Caption/Abstract']) ?? textOfXmp(xmp['description']);
  const author = textOfIptc(iptc['By-line']) ?? textOfXmp(xmp['creator']);
  const seller = textOfIptc(iptc['Credit']) ?? textOfXmp(xmp['Credit']);
  const credit = [author, seller].filter((it) => it !== null).join('/');
  return caption === null && credit === '' ? null : { caption, credit: credit === '' ? null : credit };
}

/** Adds the captions inside the pictures whose bytes are there. */
export async function withEmbedded(beside: Beside): Promise<Beside> {
  const embedded = new Map<string, EmbeddedCaption>();
  for (const [path, body] of beside.bodies) {
    const found = isPicturePath(path) ? await readEmbedded(body) : null;
    if (found !== null) embedded.set(path, found);
  }
  return { ...beside, embedded };
}

interface Metadata {
  readonly iptc: UnknownRecord;
  readonly xmp: UnknownRecord;
}

const includeTags = { iptc: ['Caption/Abstract', 'By-line', 'Credit'], xmp: ['description', 'creator', 'Credit'] };

/** Reads at once: what is compressed stays so, and no bytes are read but these. */
async function readMetadata(body: Uint8Array): Promise<Metadata> {
  if (hasManyPackets(body)) return { iptc: {}, xmp: {} };
  const { default: exifReader } = await import('exifreader');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  try {
    const { iptc, xmp } = exifReader.loadView(view, { expanded: true, includeTags, domParser });
    return { iptc: recordIn(iptc) ?? {}, xmp: recordIn(xmp) ?? {} };
  } catch {
    // It throws for what is no picture, and for one without metadata.
    return { iptc: {}, xmp: {} };
  }
}

/** The end of an XMP packet: the library looks for the last one from each that there is, which takes time by their number. */
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

/** The most characters of XMP, and its most levels: our texts are on the seventh, and each level costs the library time. */
const maximumLength = 1_000_000;
const maximumDepth = 10;

/** The strict parser in the form of the DOM, of which the library needs this much. */
const domParser = {
  parseFromString: (xml: string) => {
    if (xml.length > maximumLength) throw new Error('The XMP is too long');
    // Some writers fill up the block with zeros.
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

/** The first of those that may be repeated. Its bytes are decoded here, because many pictures say nothing of their encoding, or a lie. */
function textOfIptc(tag: unknown): string | null {
  const bytes = recordIn(Array.isArray(tag) ? tag[0] : tag)?.['value'];
  if (!Array.isArray(bytes)) return null;
  return foldSpaces(decode(Uint8Array.from(bytes.filter((byte) => byte !== 0))).text ?? '') || null;
}

/** A text, or the first of a list: of languages, of authors. */
function textOfXmp(value: unknown): string | null {
  if (Array.isArray(value)) return textOfXmp(value[0]);
  if (isRecord(value)) return textOfXmp(value['value']);
  return typeof value === 'string' ? foldSpaces(cleanPlainText(value)) || null : null;
}
