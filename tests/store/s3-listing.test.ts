/** Pages of listings as servers send them, and pages that only a real parser may read. */
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { parseListingPage } from '../../src/store/s3-listing.ts';

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const object = (key: string, more = '') =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;1f0a&quot;</ETag><Size>12</Size>${more}</Contents>`;
const page = (content: string, more = '<IsTruncated>false</IsTruncated>') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult ${namespace}><Name>bucket</Name><Prefix>a/</Prefix>${more}${content}</ListBucketResult>`;
const parsed = (key: string) => ({ key, etag: '"1f0a"', lengthBytes: 12 });
const last = { isTruncated: false, nextToken: null, keyCount: null, encoding: null };

describe('a page of a listing', () => {
  it.each([
    [
      'AWS',
      page(
        object('a/1.md', '<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><StorageClass>STANDARD</StorageClass>'),
        '<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>',
      ),
      { isTruncated: true, nextToken: '1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=', keyCount: 1, encoding: null },
    ],
    [
      'a server that indents and adds the owner',
      page(
        `\n  ${object('a/1.md', '\n <Owner><ID>75aa</ID><DisplayName>desk</DisplayName></Owner><StorageClass/>')}\n`,
        '\n  <Delimiter></Delimiter><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>',
      ),
      { ...last, keyCount: 1 },
    ],
    [
      'a server that says the rest after the objects, without a declaration or namespace',
      `<ListBucketResult>${object('a/1.md')}<Prefix /><IsTruncated>false</IsTruncated></ListBucketResult>\n`,
      last,
    ],
    [
      'a server that encodes keys',
      page(object('a/1.md'), '<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>'),
      { ...last, encoding: 'url' },
    ],
    ['a server that says little', page(object('a/1.md'), ''), { ...last, isTruncated: null }],
  ])('from %s', (_name, xml, rest) => {
    expect(parseListingPage(xml)).toEqual({ objects: [parsed('a/1.md')], ...rest });
  });

  it('may be empty', () => {
    expect(parseListingPage(page(''))).toEqual({ objects: [], ...last });
  });

  it.each([
    ['&amp;amp;', '&amp;'],
    ['&amp;quot;', '&quot;'],
    ['&lt;b&gt; &apos;c&apos; &quot;d&quot;', '<b> \'c\' "d"'],
    ['&#13;&#xA;&#x1F389;&#233;', '\r\n🎉é'],
    [' two  words ', ' two  words '],
    ['übung/naïve-日本語-🎉.md', 'übung/naïve-日本語-🎉.md'],
    [']]&gt;', ']]>'],
    ['a>b', 'a>b'],
  ])('with the key %s', (written, key) => {
    expect(parseListingPage(page(object(written)))?.objects).toEqual([parsed(key)]);
  });

  it.each([
    ['that ends early', page(object('a')).slice(0, -30)],
    ['that ends within an object', `${page(object('a')).slice(0, 200)}</ListBucketResult>`],
    ['that goes on after its end', `${page(object('a'))}<more>`],
    ['of something else', '<!doctype html><html><body>Gateway</body></html>'],
    ['with another root', page('').replaceAll('ListBucketResult', 'ListAllMyBucketsResult')],
    ['that is an error', '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>'],
    ['that is empty', ''],
    ['with CDATA', page(object('<![CDATA[a]]>'))],
    ['with a comment', page(`${object('a')}<!-- ${object('b')} -->`)],
    ['with a processing instruction', page(`<?php?>${object('a')}`)],
    ['with a declared entity', page(object('a')).replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')],
    ['with an unknown entity', page(object('a&nbsp;b'))],
    ['with a bare ampersand', page(object('a & b'))],
    ['with an entity that is a property of every object', page(object('a&constructor;'))],
    ['with a carriage return', page(object('a\rb'))],
    ['with attributes', page(object('a').replace('<Key>', '<Key lang="en">'))],
    ['with prefixes', page(object('a').replaceAll('Key>', 's3:Key>'))],
    ['with text between elements', page(`${object('a')} and ${object('b')}`)],
    ['with text between the fields of an object', page(object('a', 'and'))],
    ['with an object in an object', page(object('a', object('b')))],
    ['with a field that has fields', page(object('a', '<Extra><Key>b</Key></Extra>'))],
    ['with a key whose parts are elements', page(object('<b>a</b>'))],
    ['with common prefixes', page(`${object('a')}<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>`)],
    ['with two keys in an object', page(object('a', '<Key>b</Key>'))],
    [
      'with two tokens',
      page('', '<NextContinuationToken>1</NextContinuationToken><NextContinuationToken>2</NextContinuationToken>'),
    ],
    ['that is both the last one and not', page('', '<IsTruncated>false</IsTruncated><IsTruncated>true</IsTruncated>')],
    ['without a key', page(object('a').replace('<Key>a</Key>', ''))],
    ['with an empty key', page(object(''))],
    ['with a key of white space', page(object('\n '))],
    ['without an ETag', page(object('a').replace(/<ETag>.*<\/ETag>/, ''))],
    ['without a size', page(object('a').replace('<Size>12</Size>', ''))],
    ['with a size that is not a number', page(object('a').replace('12', '1e2'))],
    ['with a flag that is not one', page('', '<IsTruncated>False</IsTruncated>')],
    ['with a count that is not one', page('', '<KeyCount>-1</KeyCount><IsTruncated>false</IsTruncated>')],
    ['with elements that cross', page(object('a').replace('</Key>', '</key>'))],
    ['with objects in another case', page(object('a').replaceAll('Contents', 'contents'))],
  ])('%s is left to the SDK', (_name, xml) => {
    expect(parseListingPage(xml)).toBeNull();
  });

  it('is read as a parser reads it, or left to the SDK, whatever is changed in it', () => {
    const whole = page(
      object('a&amp;b', '<Owner><ID>1</ID></Owner>') + object('c'),
      '<KeyCount>2</KeyCount><IsTruncated>true</IsTruncated><NextContinuationToken>x&#65;</NextContinuationToken>',
    );
    let read = 0;
    for (let at = 0; at < whole.length; at += 1) {
      for (const change of ['', '<', '>', '/', '&', ';', 'x', ' ', '"']) {
        for (const length of [0, 1, 9]) {
          const xml = whole.slice(0, at) + change + whole.slice(at + length);
          const found = parseListingPage(xml);
          if (found === null) continue;
          read += 1;
          expect({ xml, keys: found.objects.map(({ key }) => key) }).toEqual({ xml, keys: keysIn(xml) });
        }
      }
    }
    expect(read).toBeGreaterThan(500);
  });
});

/** The keys that an XML parser finds. */
function keysIn(xml: string): readonly string[] {
  const elementsOf = ({ children }: XmlElement, name: string) =>
    children.filter((it): it is XmlElement => it.type === 'element' && (it as XmlElement).name === name);
  const { root } = parseXml(xml);
  if (root === null) return [];
  return elementsOf(root, 'Contents').flatMap((it) => elementsOf(it, 'Key').map(({ text }) => text));
}
