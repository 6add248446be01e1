/** Real pictures for tests, made here: a JPEG's frame header or a PNG's first chunk is all that their size needs. */
import { deflateSync } from 'node:zlib';

/** A whole PNG of one colour. */
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

/** A JPEG of that size with IPTC records in it, by their numbers; it has no picture data, which nobody here looks at. */
export function jpegWithIptc(width: number, height: number, records: Readonly<Record<number, string>>): Uint8Array {
  const utf8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  const iptc = Buffer.concat([utf8, ...Object.entries(records).map(([number, text]) => record(Number(number), text))]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(iptc.length);
  const padding = Buffer.alloc(iptc.length % 2);
  const resource = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\x00\x00', 'latin1'),
    length,
    iptc,
    padding,
  ]);
  const jfif = Buffer.from('JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00', 'latin1');
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const ends = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])] as const;
  return Buffer.concat([ends[0], segment(0xe0, jfif), segment(0xed, resource), segment(0xc0, frame), ends[1]]);
}

function record(number: number, text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x1c, 2, number, body.length >> 8, body.length & 255]), body]);
}

function segment(marker: number, data: Buffer): Buffer {
  const length = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data]);
}
