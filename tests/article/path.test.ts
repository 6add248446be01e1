/** Reading paths: which files are articles, and their names in ids and URLs. */
import { describe, expect, test } from 'vitest';
import { isArticlePath, slugOf, stemOf, titleFromPath } from '../../src/article/story/path.ts';

describe('articles', () => {
  test.each([
    'a.md',
    '_posts/2025-09-14-kelp.md',
    'sea/_drafts/kelp.md',
    '2025-09-14-kelp/readme.md',
    'readme-first.md',
    'on-licences.md',
    'index.html',
    'node_modules.md',
  ])('%s is an article', (path) => {
    expect(isArticlePath(path)).toBe(true);
  });

  test.each([
    'README.md',
    'sea/Readme.markdown',
    'README.pt-br.md',
    'LICENSE.txt',
    'licence.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'CODE_OF_CONDUCT.md',
    '404.html',
    '404.md',
    'content/_index.md',
    'content/posts/_index.nl.md',
    '_layouts/post.html',
    '_includes/head.html',
    '_site/2025/kelp.html',
    'node_modules/x/a.md',
    '.obsidian/a.md',
    '.git/a.txt',
    'a.jpg',
  ])('%s is not an article', (path) => {
    expect(isArticlePath(path)).toBe(false);
  });
});

describe('names', () => {
  test.each([
    ['sea/kelp.md', 'sea/kelp', 'kelp', 'kelp'],
    ['sea/kelp/index.md', 'sea/kelp', 'kelp', 'kelp'],
    ['sea/2025-09-14-kelp-is-in.md', 'sea/2025-09-14-kelp-is-in', 'kelp-is-in', 'kelp is in'],
    ['2025-9-4_kelp.md', '2025-9-4_kelp', 'kelp', 'kelp'],
    ['2025-09-14 Kelp is in.md', '2025-09-14 Kelp is in', 'Kelp is in', 'Kelp is in'],
    ['2025-09-14.md', '2025-09-14', '2025-09-14', '2025 09 14'],
    ['index.md', 'index', 'index', 'index'],
    ['2025-09-14-kelp/readme.md', '2025-09-14-kelp', 'kelp', 'kelp'],
  ])('%s', (path, stem, slug, title) => {
    expect([stemOf(path), slugOf(path), titleFromPath(path)]).toEqual([stem, slug, title]);
  });
});
