/** Blogs of Astro with @astrojs/rss, as its template for blogs has them. */
import { type Blog, type Generator, inPackages, packages, post } from './generator.ts';

const common = { output: 'dist', feed: 'rss.xml', zone: 'UTC', arguments: [], brokenLinks: 0, newIds: 0 };

const program = (folder: string, link: string) => ({
  'src/consts.ts': "export const SITE_TITLE = 'Tern';\nexport const SITE_DESCRIPTION = 'Notes of a coast.';\n",
  'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const blog = defineCollection({
  loader: glob({ base: './src/content/blog', pattern: '**/*.{md,mdx}' }),
  schema: z.object({ title: z.string(), pubDate: z.coerce.date(), draft: z.boolean().optional() }),
});

export const collections = { blog };
`,
  [`src/pages/${folder}[...slug].astro`]: `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog', ({ data }) => data.draft !== true);
  return posts.map((post) => ({ params: { slug: post.id }, props: post }));
}
const { Content } = await render(Astro.props);
---
<title>{Astro.props.data.title}</title>
<Content />
`,
  'src/pages/rss.xml.js': `import rss from '@astrojs/rss';
import { getCollection } from 'astro:content';
import { SITE_DESCRIPTION, SITE_TITLE } from '../consts';

export async function GET(context) {
  const posts = await getCollection('blog', ({ data }) => data.draft !== true);
  return rss({
    title: SITE_TITLE,
    description: SITE_DESCRIPTION,
    site: context.site,
    items: posts.map((post) => ({ ...post.data, link: \`${link}\${post.id}/\` })),
  });
}
`,
});

const posts = {
  'src/content/blog/2026-01-04-dated.md': post('Dated', ['pubDate: 2026-01-04']),
  'src/content/blog/Upper Case.md': post('Upper case', ['pubDate: "Jan 05 2026"']),
  'src/content/blog/v1.2 & C++.md': post('Version 1.2', ['pubDate: 2026-01-06T23:30:00-08:00']),
  'src/content/blog/caf\u00e9.mdx.md': post('Coffee', ['pubDate: 2026-01-07']),
  'src/content/blog/\u6771\u4eac.md': post('\u6771\u4eac', ['pubDate: 2026-01-08']),
  'src/content/blog/bundle/index.md': post('In a bundle', ['pubDate: 2026-01-09']),
  'src/content/blog/Deep Folder/Some_File.md': post('In a folder', ['pubDate: 2026-01-10']),
  'src/content/blog/slug.md': post('With a slug', ['pubDate: 2026-01-11', 'slug: my/Own-Slug']),
  'src/content/blog/draft.md': post('A draft', ['pubDate: 2026-01-12', 'draft: true']),
};

const blogs: readonly Blog[] = [
  {
    ...common,
    name: 'the usual template',
    files: {
      'astro.config.mjs':
        "import { defineConfig } from 'astro/config';\nexport default defineConfig({ site: 'https://tern.example' });\n",
      ...program('blog/', '/blog/'),
      ...posts,
    },
    entries: 8,
  },
  {
    ...common,
    name: 'below a path, posts beside the home page',
    files: {
      'astro.config.mjs':
        "import { defineConfig } from 'astro/config';\nexport default defineConfig({ site: 'https://tern.example', base: '/notes' });\n",
      ...program('', '/'),
      ...posts,
    },
    entries: 8,
    // The link in the usual code for feeds leaves the base path out.
    brokenLinks: 8,
  },
];

export const astro: Generator = {
  tool: 'astro',
  command: [process.execPath, inPackages('astro/bin/astro.mjs')],
  build: ['build', '--silent'],
  packages,
  blogs,
};
