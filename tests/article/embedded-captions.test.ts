/** Captions and credits embedded in pictures: IPTC-IIM, XMP, their encodings, and hostile files. All text is invented. */
import { describe, expect, test } from 'vitest';
import {
  loadMetadataLibrary,
  readEmbedded as readEmbeddedWith,
} from '../../src/article/attachments/embedded-captions.ts';
import { chance } from '../fuzz/chance.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import {
  iptcSegment,
  jpegWith,
  jpegWithIptc,
  pngWithXmp,
  record,
  webpWithXmp,
  xmpPacket,
  xmpSegment,
} from '../support/picture.ts';

const library = await loadMetadataLibrary();
const readEmbedded = (body: Uint8Array) => readEmbeddedWith(body, library);

const list = (name: string, kind: 'Alt' | 'Seq', texts: readonly string[]) =>
  `<${name}><rdf:${kind}>${texts.map((text) => `<rdf:li xml:lang="x-default">${text}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;
const described = (text: string) => list('dc:description', 'Alt', [text]);
const twins = `${described('The boat.')}${list('dc:creator', 'Seq', ['Ida Moe', 'Ola Berg'])}<photoshop:Credit>Quay Images</photoshop:Credit>`;
const inXmp = (properties: string) => jpegWith([xmpSegment(xmpPacket(properties))]);
const captionOf = async (body: Uint8Array) => readEmbedded(body)?.caption;

describe('XMP', () => {
  const found = { caption: 'The boat.', credit: 'Ida Moe/Quay Images' };

  test.each([
    ['a JPEG', inXmp(twins)],
    ['a PNG', pngWithXmp(xmpPacket(twins))],
    ['a WebP', webpWithXmp(xmpPacket(twins))],
  ])('has caption, by-line and credit: in %s', async (_name, body) => {
    expect(readEmbedded(body)).toEqual(found);
  });

  test('its texts can be attributes, or plain', async () => {
    expect(await captionOf(inXmp('<dc:description>Plain</dc:description>'))).toBe('Plain');
    const attribute = xmpPacket('').replace('rdf:about=""', 'dc:description="Attribute"');
    expect(await captionOf(jpegWith([xmpSegment(attribute)]))).toBe('Attribute');
  });

  test('entities, CDATA and comments are read as XML', async () => {
    expect(await captionOf(inXmp(described('Fish &amp; chips &lt;b&gt; caf&#xE9;')))).toBe('Fish & chips <b> café');
    expect(await captionOf(inXmp(described('<!-- no --><![CDATA[a & b]]>')))).toBe('a & b');
  });

  test.each([
    ['UTF-8', Buffer.from(xmpPacket(described('déjà vu 舟')))],
    [
      'Latin-1, which XMP may not be',
      Buffer.from(xmpPacket(described('déjà vu \u00a7')).replace('\ufeff', ''), 'latin1'),
    ],
    ['with zeros behind it', Buffer.from(`${xmpPacket(described('déjà vu.'))}\0\0`)],
    ['without its wrapper', Buffer.from(xmpPacket(described('déjà vu.')).replaceAll(/<\?.*?\?>/g, ''))],
  ])('is read: %s', async (_name, packet) => {
    expect(await captionOf(jpegWith([xmpSegment(packet)]))).toMatch(/^déjà vu.$|^déjà vu [舟§]$/);
  });

  test('metadata that is empty or not XML is ignored', async () => {
    expect(readEmbedded(inXmp('<dc:description>'))).toBeNull();
    expect(readEmbedded(inXmp(described(' ')))).toBeNull();
    expect(readEmbedded(inXmp('<dc:description rdf:parseType="Resource"/>'))).toBeNull();
  });
});

describe('IPTC', () => {
  test('has precedence over XMP for each field, in any order', async () => {
    const iptc = iptcSegment([record(120, 'In IPTC.'), record(110, 'Pier Press')]);
    const xmp = xmpSegment(xmpPacket(twins));
    for (const segments of [
      [iptc, xmp],
      [xmp, iptc],
    ]) {
      expect(readEmbedded(jpegWith(segments))).toEqual({ caption: 'In IPTC.', credit: 'Ida Moe/Pier Press' });
    }
  });

  test('an empty caption is replaced by that in XMP', async () => {
    expect(await captionOf(jpegWith([iptcSegment([record(120, ' ')]), xmpSegment(xmpPacket(twins))]))).toBe(
      'The boat.',
    );
  });

  test('the first of several authors is used', async () => {
    const authors = jpegWith([iptcSegment([record(80, 'Ida Moe'), record(80, 'Ola Berg')])]);
    expect(readEmbedded(authors)).toEqual({ caption: null, credit: 'Ida Moe' });
  });

  const windows1252 = Buffer.from('d\u00e9j\u00e0 \u0093vu\u0094', 'latin1');
  const saysUtf8 = Buffer.from([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  test.each([
    ['says UTF-8 and is', jpegWithIptc(1, 1, { 120: 'déjà “vu”' })],
    ['says nothing and is UTF-8', jpegWith([iptcSegment([record(120, 'déjà “vu”')])])],
    ['says nothing and is Windows-1252', jpegWith([iptcSegment([record(120, windows1252)])])],
    ['says UTF-8 and is Windows-1252', jpegWith([iptcSegment([saysUtf8, record(120, windows1252)])])],
    ['ends in zeros', jpegWithIptc(1, 1, { 120: 'déjà “vu”\0\0' })],
  ])('text that %s', async (_name, body) => {
    expect(await captionOf(body)).toBe('déjà “vu”');
  });

  test('a caption that was cut inside a character keeps the other characters', async () => {
    const cut = Buffer.from('Über den Kai, für').subarray(0, -2);
    expect(await captionOf(jpegWith([iptcSegment([record(120, cut)])]))).toBe('Über den Kai, f\ufffd');
  });
});

describe('hostile and broken files', () => {
  test.each([
    ['a packet that ends 4,000 times', jpegWith([xmpSegment('<?xpacket end="'.repeat(4000))])],
    ['two million ends in a PNG', pngWithXmp('<?xpacket end="'.repeat(2_000_000))],
    ['elements in elements', pngWithXmp(xmpPacket('<a:b>'.repeat(90_000) + '</a:b>'.repeat(90_000)))],
    ['structures in structures around a long text', pngWithXmp(xmpPacket(around('x'.repeat(900_000), 190)))],
    ['more XMP than is read', pngWithXmp(xmpPacket(described('x'.repeat(1_000_001))))],
    [
      'entities that it declares',
      pngWithXmp(`<!DOCTYPE a [<!ENTITY b "kelp">]>${xmpPacket(described('&b;')).slice(57)}`),
    ],
    ['no picture', Buffer.from('kelp')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', async (_name, body) => {
    const started = cpuMilliseconds();
    expect(readEmbedded(body)).toBeNull();
    expect(cpuMilliseconds() - started).toBeLessThan(5000);
  });

  test('with bytes changed, moved or removed: read or not, and never slow', async () => {
    const { below } = chance(7);
    const whole = jpegWith([
      iptcSegment([record(120, 'The boat.'), record(80, 'Ida Moe')]),
      xmpSegment(xmpPacket(twins)),
    ]);
    const started = cpuMilliseconds();
    for (let round = 0; round < 500; round += 1) {
      const changed = Buffer.from(whole);
      for (let change = 0; change < 3; change += 1) changed[below(changed.length)] = below(256);
      changed.copyWithin(below(changed.length), below(changed.length));
      const found = readEmbedded(changed.subarray(0, below(changed.length)));
      expect(found === null || typeof (found.caption ?? found.credit) === 'string').toBe(true);
    }
    expect(cpuMilliseconds() - started).toBeLessThan(10_000);
  });
});

/** A text in deeply nested structures. */
function around(text: string, depth: number): string {
  const open = Array.from({ length: depth }, (_, index) => `<a:b${index} rdf:parseType="Resource">`);
  const close = Array.from({ length: depth }, (_, index) => `</a:b${depth - 1 - index}>`);
  return [...open, text, ...close].join('');
}
