/** Reads the literal values in the configuration of VitePress: https://vitepress.dev/reference/site-config */
import { joinUrl, literalBoolean, literalText, withoutComments } from './configuration-values.ts';
import { type Configuration, plainSite, type Site } from './site.ts';

export function vitepressSite({ path, text }: Configuration): Site {
  const program = withoutComments(text);
  const folder = path.replace(/\/?\.vitepress\/config(?:\/index)?\.\w+$/, '');
  const host = literalText(program, 'hostname');
  return {
    ...plainSite,
    tool: 'vitepress',
    title: literalText(program, 'title'),
    description: literalText(program, 'description'),
    homeUrl: joinUrl(host, literalText(program, 'base')),
    language: literalText(program, 'lang') ?? 'en-US',
    permalink: literalBoolean(program, 'cleanUrls') === true ? { cleanUrls: true } : {},
    root: folder,
    static: [folder === '' ? 'public' : `${folder}/public`],
    output: [folder === '' ? '.vitepress/dist' : `${folder}/.vitepress/dist`],
    feeds: ['feed.rss', 'feed.xml', 'rss.xml', 'feed.atom'],
    unread:
      literalText(program, 'srcDir') === null
        ? []
        : [{ kind: 'source-folder', message: '"srcDir" is not supported: URLs may be wrong' }],
  };
}
