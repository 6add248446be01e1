/** robots.txt (RFC 9309): which rules apply to a program, and which of them counts. */
import { expect, test } from 'vitest';
import { mayLoad } from '../../src/doctor/robots.ts';

const all = 'User-agent: *\n';

test.each([
  ['an empty file allows everything', '', true],
  ['a page instead of the file allows everything', '<!doctype html><p>Not found', true],
  ['Disallow: / forbids', `${all}Disallow: /\n`, false],
  ['an empty Disallow allows', `${all}Disallow:\n`, true],
  ['a path that is no prefix does not matter', `${all}Disallow: /private/\n`, true],
  ['the longer rule counts', `${all}Disallow: /feeds/\nAllow: /feeds/rss\n`, true],
  ['of two equally long rules, Allow counts', `${all}Allow: /feeds/\nDisallow: /feeds/\n`, true],
  ['the order of rules does not matter', `${all}Allow: /feeds/rss\nDisallow: /\n`, true],
  ['* stands for any characters', `${all}Disallow: /*/rss\n`, false],
  ['$ is the end of the path', `${all}Disallow: /feeds/rss$\n`, true],
  ['$ after *', `${all}Disallow: /*.xml$\n`, false],
  [
    'the group of the program counts instead of that of all',
    `${all}Disallow: /\n\nUser-agent: Feedly\nAllow: /\n`,
    true,
  ],
  ['the group of another program does not count', 'User-agent: GPTBot\nDisallow: /\n', true],
  ['a group may have several programs', 'User-agent: GPTBot\nUser-agent: feedly\nDisallow: /\n', false],
  ['groups of the same program are joined', `${all}Disallow: /a\n\n${all}Disallow: /feeds\n`, false],
  ['an empty name is nobody', 'User-agent:\nDisallow: /\n', true],
  [
    'comments, capitals, spaces, a byte order mark and old line endings',
    '\ufeff USER-AGENT : * # all\r DISALLOW: /feeds # no\r',
    false,
  ],
  ['rules before the first program are ignored', 'Disallow: /\n', true],
])('%s', (_, text, allowed) => {
  expect(mayLoad(text, { robot: 'feedly', path: '/feeds/rss.xml' })).toBe(allowed);
});

test('a rule of many stars does not take long', () => {
  const text = `${all}Disallow: /${'*a'.repeat(20_000)}$\n`;
  expect(mayLoad(text, { robot: 'feedly', path: `/${'a'.repeat(2_000)}` })).toBe(true);
});
