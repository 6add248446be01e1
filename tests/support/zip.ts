/** Writes zips and Word documents for tests, including invalid ones. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly body: string | Uint8Array;
  /** Defaults to stored. */
  readonly isDeflated?: boolean;
  readonly isEncrypted?: boolean;
  /** The length in the directory. Defaults to the true length. */
  readonly claimedLength?: number;
  /** The offset in the directory. Defaults to the true offset. */
  readonly claimedOffset?: number;
  /** If true, sizes are in the 64-bit field. */
  readonly isLong?: boolean;
}

export interface ZipOptions {
  /** If true, writes the end records of ZIP64 too. */
  readonly isLong?: boolean;
}

/** A ZIP of some parts. */
export function zipOf(parts: readonly ZipPart[], { isLong = false }: ZipOptions = {}): Uint8Array {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const part of parts) {
    const offset = files.reduce((sum, { length }) => sum + length, 0);
    const { fields, name, packed, extra } = describe(part);
    files.push(Buffer.concat([numbers([0x04034b50, 4], ...fields, [name.length, 2], [0, 2]), name, packed]));
    const places: Field[] = [
      [name.length, 2],
      [extra.length, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [part.claimedOffset ?? offset, 4],
    ];
    entries.push(Buffer.concat([numbers([0x02014b50, 4], [20, 2], ...fields, ...places), name, extra]));
  }
  const start = Buffer.concat(files).length;
  const directory = Buffer.concat(entries);
  const count = parts.length;
  const end = numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [start, 4], [0, 2]);
  const longEnd = isLong ? longEndOf({ count, start, length: directory.length }) : Buffer.alloc(0);
  return Buffer.concat([...files, directory, longEnd, end]);
}

/** The two ZIP64 records before the end, 4.3.14 and 4.3.15. */
function longEndOf({ count, start, length }: { count: number; start: number; length: number }): Buffer {
  const [size, number, offset] = [long(length), long(count), long(start)];
  const record = numbers([0x06064b50, 4], ...long(44), [45, 2], [45, 2], [0, 4], [0, 4], ...number, ...number, ...size);
  const locator = numbers([0x07064b50, 4], [0, 4], ...long(start + length), [1, 4]);
  return Buffer.concat([record, numbers(...offset), locator]);
}

/** A 64-bit number whose upper half is 0. */
function long(value: number): readonly Field[] {
  return [
    [value, 4],
    [0, 4],
  ];
}

type Field = readonly [value: number, lengthBytes: 2 | 4];

function describe({ name, body, isDeflated = false, isEncrypted = false, isLong = false, claimedLength }: ZipPart) {
  const bytes = Buffer.from(body);
  const written = isDeflated ? deflateRawSync(bytes) : bytes;
  // The header of an encrypted part, 6.1.3. The bytes after it need not be encrypted to be refused.
  const packed = isEncrypted ? Buffer.concat([Buffer.alloc(12), written]) : written;
  const length = claimedLength ?? bytes.length;
  const fields: readonly Field[] = [
    [20, 2],
    [isEncrypted ? 1 : 0, 2],
    [isDeflated ? 8 : 0, 2],
    [0, 4],
    [crc32(bytes), 4],
    [isLong ? 0xffffffff : packed.length, 4],
    [isLong ? 0xffffffff : length, 4],
  ];
  const extra = isLong ? numbers([1, 2], [16, 2], ...long(length), ...long(packed.length)) : Buffer.alloc(0);
  return { fields, name: Buffer.from(name), packed, extra };
}

function numbers(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, length]) => {
      const buffer = Buffer.alloc(length);
      buffer.writeUIntLE(value, 0, length);
      return buffer;
    }),
  );
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** A paragraph of a document, with the name of its style. */
export function paragraph(text: string, style = ''): string {
  const properties = style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export interface DocumentOptions {
  /** The elements of the core properties. */
  readonly properties?: string;
  /** Additional relationships of the text. */
  readonly relations?: string;
  readonly more?: readonly ZipPart[];
}

/** The parts of a Word document with a text. */
export function documentParts(
  text: string,
  { properties = '', relations = '', more = [] }: DocumentOptions = {},
): ZipPart[] {
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const types =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>';
  return [
    { name: '[Content_Types].xml', body: `<Types xmlns="${packages}/content-types">${types}</Types>` },
    {
      name: '_rels/.rels',
      body: `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      body: `<w:document ${word} xmlns:r="${office}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${text}</w:body></w:document>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      body: `<Relationships xmlns="${packages}/relationships"><Relationship Id="s" Type="${office}/styles" Target="styles.xml"/>${relations}</Relationships>`,
    },
    {
      name: 'word/styles.xml',
      body: `<w:styles ${word}>${style('Title', 'Title')}${style('Heading2', 'heading 2')}</w:styles>`,
    },
    {
      name: 'docProps/core.xml',
      body: `<cp:coreProperties xmlns:cp="x" xmlns:dc="y" xmlns:dcterms="z" xmlns:xsi="a">${properties}</cp:coreProperties>`,
    },
    ...more,
  ];
}

/** A relationship to a target outside or inside the document. */
export function relation(
  id: string,
  { type, target, isExternal = false }: { type: string; target: string; isExternal?: boolean },
): string {
  return `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/>`;
}
