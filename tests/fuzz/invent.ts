/** Creates files for the fuzzer: combined from pieces of the grammar, or mutated from real files. */
import type { Chance } from './chance.ts';
import type { Sample } from './fuzz.ts';

export const pieces: readonly string[] = [
  'date 2026-01-04 ',
  '4:15 PM – Sunday, January 4, 2026',
  'UPDATED 5:10 PM ET',
  'Published9:05',
  '(L) ',
  '(Background) ',
  ' / ',
  '(Lee Moe/Quay Images)',
  '(',
  ')',
  '((((',
  '))))',
  'REUTERS/Name',
  ' via ',
  '|',
  '|||||',
  'By Ida Moe and Ola Berg',
  'PORT EMBER (QPA) — ',
  'Advertisements below',
  'Text of a story that goes on. ',
  'U.S. Gov. Mr. J.R. ',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '\u00a0',
  '\u2028',
  '---\n',
  '+++\n',
  '{',
  '}',
  '"',
  "'",
  ': ',
  '- ',
  '# ',
  '## ',
  '* ',
  '> ',
  '`',
  '```\n',
  '~~~',
  '![a](b.jpg "c")',
  '[a](b)',
  '[^1]',
  '[^1]: note\n',
  '[[page|words]]',
  '{{< figure src="a.jpg" caption="b" >}}',
  '{{<',
  '>}}',
  '{% include x %}',
  '{%',
  '%}',
  '{{ image(src="a") }}',
  '<!--more-->',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">',
  '<svg/onload=alert(1)>',
  '<iframe src="//evil.example">',
  '<figure>',
  '<figcaption>',
  '</figure>',
  '<table><tr><td>',
  '<p',
  '<',
  '>',
  '&',
  '&amp;',
  '&lt;',
  '&#0;',
  '&#xD800;',
  '&nbsp;',
  ']]>',
  '<![CDATA[',
  '<?xml?>',
  '<!DOCTYPE x [<!ENTITY y "z">]>',
  '\u0000',
  '\u0007',
  '\u000b',
  '\u000c',
  '\u001b[31m',
  '\ufffe',
  '\uffff',
  '\ufeff',
  '\u200b',
  '\u00ad',
  '\u202e',
  '\ud83d\udc1f',
  'e\u0301',
  '日本語',
  'עברית',
  'title: ',
  'date: ',
  'tags: [a, b]',
  'image: {url: x}',
  'draft: true',
  'id: ',
  '&a [*a]',
  '!!js/function',
  '__proto__: 1',
  'constructor: 1',
  '2026-02-30',
  '25:61',
  '99999999999',
  '1/2/2026',
  '-1',
  '1e999',
  'null',
  'true',
  '~',
  '{"headline": "x", "body_html": "<p>y"}',
];

const extensions = ['txt', 'md', 'html', 'json'] as const;

/** A file made of pieces in any order, some of them many times. */
export function inventFile(random: Chance): Sample {
  const count = 1 + random.below(40);
  let text =
    random.below(3) === 0
      ? ''
      : random.pick([
          'date 2026-01-04 ',
          '---\ndate: 2026-01-04\n',
          '+++\ndate = 2026-01-04\n',
          '<article><time datetime="2026-01-04">',
          '{"headline": "',
        ]);
  for (let index = 0; index < count; index += 1) text += repeated(random.pick(pieces), random);
  return { path: `made/${random.below(1000)}.${random.pick(extensions)}`, body: new TextEncoder().encode(text) };
}

/** Mostly once, but sometimes often enough to find slow code. */
function repeated(piece: string, random: Chance): string {
  const times = random.below(60) === 0 ? 1 + random.below(3000) : 1;
  return piece.repeat(times);
}

type Mutation = (body: Buffer, random: Chance) => Buffer;

const mutations: readonly Mutation[] = [
  (body, random) => {
    const changed = Buffer.from(body);
    for (let count = random.below(8); count >= 0; count -= 1)
      changed[random.below(Math.max(1, changed.length))] = random.below(256);
    return changed;
  },
  (body, random) =>
    splice(body, {
      at: random.below(body.length + 1),
      gone: 0,
      put: Buffer.from(repeated(random.pick(pieces), random)),
    }),
  (body, random) => splice(body, { at: random.below(body.length + 1), gone: random.below(200), put: Buffer.alloc(0) }),
  (body, random) => body.subarray(0, random.below(body.length + 1)),
  (body, random) => body.subarray(random.below(body.length + 1)),
  (body, random) => Buffer.concat([body, body.subarray(random.below(body.length + 1))]),
  (body) => Buffer.from(body.toString('utf8'), 'utf16le'),
  (body) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body.toString('utf8'), 'utf16le')]),
  (body) => Buffer.from(body.toString('utf8'), 'latin1'),
  (body) => Buffer.from(body.toString('utf8').replace(/\n/g, '\r\n')),
  (body, random) => Buffer.from(swapLines(body.toString('utf8').split('\n'), random).join('\n')),
];

function splice(body: Buffer, { at, gone, put }: { at: number; gone: number; put: Buffer }): Buffer {
  return Buffer.concat([body.subarray(0, at), put, body.subarray(at + gone)]);
}

function swapLines(lines: string[], random: Chance): string[] {
  const [one, other] = [random.below(lines.length), random.below(lines.length)];
  const swapped = [...lines];
  swapped[one] = lines[other] ?? '';
  swapped[other] = lines[one] ?? '';
  return swapped;
}

/** A real file with one to four mutations, sometimes read as another format. */
export function mutate({ path, body }: Sample, random: Chance): Sample {
  let changed = Buffer.from(body);
  for (let count = random.below(4); count >= 0; count -= 1)
    changed = Buffer.from(random.pick(mutations)(changed, random));
  const renamed = random.below(8) === 0 ? path.replace(/\.\w+$/, `.${random.pick(extensions)}`) : path;
  return { path: renamed, body: changed };
}
