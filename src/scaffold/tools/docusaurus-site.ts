/** Reads the literal values in the configuration of Docusaurus: https://docusaurus.io/docs/api/docusaurus-config */
import { defaultFileNames, formatNames } from '../../model/feed.ts';
import { blockOf, joinUrl, literalBoolean, literalText, withoutComments } from './configuration-values.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

export function docusaurusSite({ text }: Configuration): Site {
  const program = withoutComments(text);
  const blog = blockOf(program, 'blog') ?? optionsOfPlugin(program);
  const route = /routeBasePath\s*:\s*(["'`])([^"'`]*)\1/.exec(blog)?.[2]?.replace(/^\/|\/$/g, '') ?? null;
  const folder = literalText(blog, 'path')?.replace(/^\.?\/|\/$/g, '') ?? 'blog';
  const slash = literalBoolean(program, 'trailingSlash');
  const feedFolder = route ?? 'blog';
  const inFolder = (name: string) => (feedFolder === '' ? name : `${feedFolder}/${name}`);
  return {
    ...plainSite,
    tool: 'docusaurus',
    title: literalText(blog, 'blogTitle') ?? literalText(program, 'title'),
    description: literalText(blog, 'blogDescription') ?? literalText(program, 'tagline'),
    homeUrl: joinUrl(literalText(program, 'url'), literalText(program, 'baseUrl')),
    language: literalText(blockOf(program, 'i18n') ?? '', 'defaultLocale') ?? 'en',
    permalink: {
      ...(route === null ? {} : { base: route }),
      ...(slash === null ? {} : { trailingSlash: slash }),
    },
    root: folder,
    articles: [folder],
    static: ['static'],
    output: ['build'],
    feeds: Object.values(defaultFileNames).map(inFolder),
    ownFeeds: formatNames.map((format) => ({ format, url: inFolder(defaultFileNames[format]) })),
    limit: Number(/\blimit\s*:\s*(\d+)/.exec(blog)?.[1] ?? 20) || 20,
  };
}

/** The options of the blog if it is set up as a plugin: `['@docusaurus/plugin-content-blog', { … }]`. */
function optionsOfPlugin(program: string): string {
  return blockOf(program.replace(/(["'])@docusaurus\/plugin-content-blog\1\s*,/, 'blog: '), 'blog') ?? '';
}
