/** Hugo, the fastest of the usual site generators. Goldmark leaves HTML in posts out, which is its way to sanitise. */
import { join } from 'node:path';
import { writeFiles, writePosts } from '../posts.ts';
import { isInstalled, outputOf, unpack } from './debian.ts';
import type { Peer } from './peer.ts';

export const hugo: Peer = {
  name: 'Hugo',
  setting: 'three plain-text templates for the feeds, one page template, no taxonomies; HTML in Markdown is left out',
  roundsOfTenThousand: null,
  setUp: async () => {
    const command = findHugo();
    return {
      version: /v[\d.]+/.exec(outputOf([...command, 'version']))?.[0] ?? '',
      createSite: async (folder, { count, hasPages }) => {
        await writePosts(join(folder, 'content', 'stories'), count);
        await writeFiles(folder, { 'config.toml': configuration(hasPages), ...templates });
        const [program, ...args] = command;
        return {
          command: { program, args: [...args, '--source', folder, '--quiet'] },
          output: join(folder, 'public'),
          feeds: { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' },
          page: 'stories/story-000000/index.html',
        };
      },
    };
  },
};

function findHugo(): readonly [string, ...string[]] {
  if (isInstalled('hugo')) return ['hugo'];
  const { root, loader } = unpack('hugo', ['hugo'], 'bookworm');
  return [...loader, join(root, 'usr/bin/hugo')];
}

/** Lists posts but makes no pages of them. Names with an underscore are those of old versions. */
const withoutPages = `[[cascade]]
[cascade._target]
kind = "page"
[cascade.target]
kind = "page"
[cascade._build]
list = "always"
render = "never"
[cascade.build]
list = "always"
render = "never"
`;

function configuration(hasPages: boolean): string {
  return `baseURL = "https://courier.example/"
title = "Courier"
languageCode = "en"
disableKinds = ["taxonomy", "term", "section", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["rss2", "atom1", "json1"]
[outputFormats.rss2]
mediaType = "application/rss+xml"
baseName = "rss"
isPlainText = true
[outputFormats.atom1]
mediaType = "application/atom+xml"
baseName = "atom"
isPlainText = true
[outputFormats.json1]
mediaType = "application/json"
baseName = "feed"
isPlainText = true
[mediaTypes."application/rss+xml"]
suffixes = ["xml"]
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
${hasPages ? '' : withoutPages}`;
}

const templates = {
  'layouts/index.rss2.xml': `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{{ .Site.Title | htmlEscape }}</title><link>{{ .Permalink }}</link><description>News</description>
{{ range .Site.RegularPages }}<item><title>{{ .Title | htmlEscape }}</title><link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>
<dc:creator>{{ .Params.author | htmlEscape }}</dc:creator>{{ range .Params.tags }}<category>{{ . | htmlEscape }}</category>{{ end }}
<content:encoded>{{ .Content | htmlEscape }}</content:encoded></item>
{{ end }}</channel></rss>
`,
  'layouts/index.atom1.xml': `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Site.Title | htmlEscape }}</title><id>{{ .Permalink }}</id>
<link href="{{ .Permalink }}"/><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated>
{{ range .Site.RegularPages }}<entry><title>{{ .Title | htmlEscape }}</title><link href="{{ .Permalink }}"/><id>{{ .Permalink }}</id>
<published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published><updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<author><name>{{ .Params.author | htmlEscape }}</name></author>{{ range .Params.tags }}<category term="{{ . | htmlEscape }}"/>{{ end }}
<content type="html">{{ .Content | htmlEscape }}</content></entry>
{{ end }}</feed>
`,
  'layouts/index.json1.json': `{"version":"https://jsonfeed.org/version/1.1","title":{{ .Site.Title | jsonify }},"home_page_url":{{ .Permalink | jsonify }},"items":[
{{ range $index, $page := .Site.RegularPages }}{{ if $index }},{{ end }}{"id":{{ .Permalink | jsonify }},"url":{{ .Permalink | jsonify }},"title":{{ .Title | jsonify }},"date_published":{{ .Date.Format "2006-01-02T15:04:05Z07:00" | jsonify }},"authors":[{"name":{{ .Params.author | jsonify }}}],"tags":{{ .Params.tags | jsonify }},"content_html":{{ .Content | jsonify }}}
{{ end }}]}
`,
  'layouts/_default/single.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ .Title }}</title>
<h1>{{ .Title }}</h1><p>{{ .Params.author }} <time>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</time></p>{{ .Content }}</html>
`,
};
