/** Makes real pictures with metadata for tests. Their size needs only the frame header of a JPEG or the first chunk of a PNG. */
import { deflateSync } from 'node:zlib';

/** A complete PNG of one colour. */
export function png(width: number, height: number, grey = 200): Uint8Array {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, grey)]);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A JPEG of this size that contains IPTC records, by their numbers. */
export function jpegWithIptc(width: number, height: number, records: Readonly<Record<number, string>>): Uint8Array {
  const saysUtf8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  return jpegWith([iptcSegment([saysUtf8, ...Object.entries(records).map(([it, text]) => record(Number(it), text))])], {
    width,
    height,
  });
}

/** A JPEG with segments but without picture data, which no test reads. */
export function jpegWith(segments: readonly Buffer[], { width, height } = { width: 64, height: 48 }): Buffer {
  const jfif = Buffer.from('JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00', 'latin1');
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const ends = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])] as const;
  return Buffer.concat([ends[0], segment(0xe0, jfif), ...segments, segment(0xc0, frame), ends[1]]);
}

/** A Photoshop segment with IPTC records. */
export function iptcSegment(records: readonly Buffer[]): Buffer {
  const iptc = Buffer.concat(records);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(iptc.length);
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\x00\x00', 'latin1');
  return segment(0xed, Buffer.concat([head, length, iptc, Buffer.alloc(iptc.length % 2)]));
}

/** A record of the application, IIM 4.2, section 6. */
export function record(number: number, text: string | Buffer): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x1c, 2, number, body.length >> 8, body.length & 255]), body]);
}

/** The segment of an XMP packet, XMP part 3, 1.1.3. */
export function xmpSegment(packet: string | Buffer): Buffer {
  return segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\x00'), Buffer.from(packet)]));
}

/** A PNG that contains an XMP packet, XMP part 3, 1.1.5. */
export function pngWithXmp(packet: string): Uint8Array {
  const whole = Buffer.from(png(64, 48));
  const text = Buffer.concat([Buffer.from('XML:com.adobe.xmp\x00\x00\x00\x00\x00'), Buffer.from(packet)]);
  const header = 8 + 12 + 13;
  return Buffer.concat([whole.subarray(0, header), chunk('iTXt', text), whole.subarray(header)]);
}

/** A WebP that contains only an XMP packet, XMP part 3, 1.1.7. */
export function webpWithXmp(packet: string): Uint8Array {
  const body = Buffer.from(packet);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF\x00\x00\x00\x00WEBPXMP '), length, body, Buffer.alloc(body.length % 2)]);
}

/** An XMP packet with properties, as elements. */
export function xmpPacket(properties: string): string {
  const spaces =
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"';
  const description = `<rdf:Description rdf:about="" ${spaces}>${properties}</rdf:Description>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta>\n${' '.repeat(100)}\n<?xpacket end="w"?>`;
}

function segment(marker: number, data: Buffer): Buffer {
  const length = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data]);
}
