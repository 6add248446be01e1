/** Blogs of VitePress, which makes no feed. */
import { type Blog, type Generator, inPackages, packages, post } from './generator.ts';

const posts = (root: string) => ({
  [`${root}posts/2026-01-04-dated.md`]: post('Dated', ['date: 2026-01-04']),
  [`${root}posts/Spaces and (more)_x.md`]: post('Spaces', ['date: 2026-01-05']),
  [`${root}posts/v1.2.md`]: post('Version 1.2', ['date: 2026-01-06']),
  [`${root}posts/caf\u00e9.md`]: post('Coffee', ['date: 2026-01-07']),
  [`${root}posts/2026/C++ & more.md`]: post('In a folder', ['date: 2026-01-08', 'permalink: /ignored/']),
  [`${root}posts/bundle/index.md`]: post('In a bundle', ['date: 2026-01-09']),
  [`${root}index.md`]: '# Home\n\nWelcome.\n',
});

const configuration = (lines: string) =>
  `export default { title: 'Tern', description: 'Notes', sitemap: { hostname: 'https://tern.example' }, ${lines} };\n`;

const common = { feed: null, entries: 6, zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual URLs',
    files: { '.vitepress/config.mjs': configuration(''), ...posts('') },
    output: '.vitepress/dist',
  },
  {
    ...common,
    name: 'in a folder, below a path, clean URLs',
    files: { 'docs/.vitepress/config.mjs': configuration("base: '/sub/', cleanUrls: true"), ...posts('docs/') },
    arguments: ['docs'],
    output: 'docs/.vitepress/dist',
  },
];

export const vitepress: Generator = {
  tool: 'vitepress',
  command: [process.execPath, inPackages('vitepress/bin/vitepress.js')],
  build: ['build'],
  packages,
  blogs,
};
