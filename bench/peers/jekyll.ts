/** Jekyll, with a template for each feed, because jekyll-feed writes only Atom. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles, writePosts } from '../posts.ts';
import { isInstalled, outputOf, unpack } from './debian.ts';
import type { Peer } from './peer.ts';

interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Record<string, string>;
}

export const jekyll: Peer = {
  name: 'Jekyll',
  setting: 'three templates for the feeds, one layout for pages, posts in a collection; does not sanitise',
  roundsOfTenThousand: 1,
  setUp: async () => {
    const { command, env } = findJekyll();
    return {
      version: outputOf([...command, '--version'], env).replace('jekyll ', ''),
      createSite: async (folder, { count, hasPages }) => {
        await writePosts(join(folder, '_stories'), count);
        await writeFiles(folder, { '_config.yml': configuration(hasPages), ...templates });
        const [program, ...args] = command;
        return {
          command: {
            program,
            args: [
              ...args,
              'build',
              '--quiet',
              '--disable-disk-cache',
              '--source',
              folder,
              '--destination',
              join(folder, '_site'),
            ],
            cwd: folder,
            env: { ...env, JEKYLL_ENV: 'production' },
          },
          output: join(folder, '_site'),
          feeds: { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' },
          page: 'stories/story-000000.html',
        };
      },
    };
  },
};

function findJekyll(): Program {
  if (isInstalled('jekyll')) return { command: ['jekyll'], env: {} };
  const { root, loader } = unpack('jekyll', ['jekyll'], 'bookworm');
  correctPaths(root);
  const [ruby = ''] = globSync(join(root, 'usr/bin/ruby3.*'));
  const libraries = ['vendor_ruby', 'vendor_ruby/3.*', '3.*'].flatMap((folder) =>
    globSync(join(root, `usr/lib/{ruby,*-linux-gnu/ruby}/${folder}`)),
  );
  const gems = globSync([
    join(root, 'usr/share/rubygems-integration/*'),
    join(root, 'usr/lib/*-linux-gnu/rubygems-integration/*'),
    join(root, 'usr/lib/ruby/gems/*'),
    join(root, 'var/lib/gems/*'),
  ]);
  return {
    command: [...loader, ruby, join(root, 'usr/bin/jekyll')],
    env: { RUBYLIB: libraries.join(':'), GEM_PATH: gems.join(':') },
  };
}

/** Debian names one library by its installed path. */
function correctPaths(root: string): void {
  const [path] = globSync(join(root, 'usr/share/rubygems-integration/all/gems/sassc-*/lib/sassc/native.rb'));
  if (path === undefined) return;
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('ffi_lib "/usr/lib/', `ffi_lib "${root}/usr/lib/`));
}

function configuration(hasPages: boolean): string {
  return `title: Courier
url: https://courier.example
collections:
  stories:
    output: ${hasPages}
    permalink: /stories/:name.html
defaults:
  - scope: { type: stories }
    values: { layout: ${hasPages ? 'story' : 'null'} }
`;
}

const sorted = '{% assign stories = site.stories | sort: "date" | reverse %}';

const templates = {
  'rss.xml': `---
---
${sorted}<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{{ site.title | xml_escape }}</title><link>{{ site.url }}</link><description>News</description>
{% for story in stories %}<item><title>{{ story.title | xml_escape }}</title><link>{{ story.url | absolute_url }}</link>
<guid>{{ story.url | absolute_url }}</guid><pubDate>{{ story.date | date_to_rfc822 }}</pubDate>
<dc:creator>{{ story.author | xml_escape }}</dc:creator>{% for tag in story.tags %}<category>{{ tag | xml_escape }}</category>{% endfor %}
<content:encoded>{{ story.content | xml_escape }}</content:encoded></item>
{% endfor %}</channel></rss>
`,
  'atom.xml': `---
---
${sorted}<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ site.title | xml_escape }}</title><id>{{ site.url }}/</id>
<link href="{{ site.url }}/"/><updated>{{ stories.first.date | date_to_xmlschema }}</updated>
{% for story in stories %}<entry><title>{{ story.title | xml_escape }}</title><link href="{{ story.url | absolute_url }}"/>
<id>{{ story.url | absolute_url }}</id><published>{{ story.date | date_to_xmlschema }}</published><updated>{{ story.date | date_to_xmlschema }}</updated>
<author><name>{{ story.author | xml_escape }}</name></author>{% for tag in story.tags %}<category term="{{ tag | xml_escape }}"/>{% endfor %}
<content type="html">{{ story.content | xml_escape }}</content></entry>
{% endfor %}</feed>
`,
  'feed.json': `---
---
${sorted}{"version":"https://jsonfeed.org/version/1.1","title":{{ site.title | jsonify }},"home_page_url":{{ site.url | jsonify }},"items":[
{% for story in stories %}{% unless forloop.first %},{% endunless %}{"id":{{ story.url | absolute_url | jsonify }},"url":{{ story.url | absolute_url | jsonify }},"title":{{ story.title | jsonify }},"date_published":{{ story.date | date_to_xmlschema | jsonify }},"authors":[{"name":{{ story.author | jsonify }}}],"tags":{{ story.tags | jsonify }},"content_html":{{ story.content | jsonify }}}
{% endfor %}]}
`,
  '_layouts/story.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ page.title }}</title>
<h1>{{ page.title }}</h1><p>{{ page.author }} <time>{{ page.date | date_to_xmlschema }}</time></p>{{ content }}</html>
`,
};
