/** Eleventy, with a JavaScript template for each feed: its RSS plugin cannot list posts that have no page. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles, writePosts } from '../posts.ts';
import { installPackages } from './npm.ts';
import type { Peer } from './peer.ts';

const versions = { '@11ty/eleventy': '3.1.8' };

export const eleventy: Peer = {
  name: 'Eleventy',
  setting: 'three JavaScript templates for the feeds, one layout for pages; does not sanitise',
  roundsOfTenThousand: null,
  setUp: async () => {
    const installed = installPackages('eleventy', versions);
    return {
      version: versions['@11ty/eleventy'],
      createSite: async (folder, { count, hasPages }) => {
        await writePosts(join(folder, 'posts'), count);
        await writeFiles(folder, {
          'package.json': '{"type":"module"}',
          'eleventy.config.js': configuration,
          ...templates,
          'posts/posts.11tydata.json': JSON.stringify(hasPages ? { layout: 'post.11ty.js' } : { permalink: false }),
        });
        await symlink(join(installed, 'node_modules'), join(folder, 'node_modules'));
        const program = join(installed, 'node_modules/@11ty/eleventy/cmd.cjs');
        return {
          command: { program: process.execPath, args: [program, '--quiet'], cwd: folder },
          output: join(folder, '_site'),
          feeds: { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' },
          page: 'posts/story-000000/index.html',
        };
      },
    };
  },
};

const configuration = `export default function (eleventyConfig) {
  eleventyConfig.addCollection('posts', (all) => all.getFilteredByGlob('posts/*.md').reverse());
}
`;

/** `url` is false for posts without a page. */
const shared = `const escapeXml = (text) => text.replace(/[&<>"]/g, (character) => '&#' + character.charCodeAt(0) + ';');
const urlOf = ({ page, url }) => 'https://courier.example' + (url || '/posts/' + page.fileSlug + '/');
`;

const rss = `${shared}
export const data = { permalink: '/rss.xml' };
const item = (post) => \`<item><title>\${escapeXml(post.data.title)}</title><link>\${urlOf(post)}</link>
<guid>\${urlOf(post)}</guid><pubDate>\${post.date.toUTCString()}</pubDate>
<dc:creator>\${escapeXml(post.data.author)}</dc:creator>\${post.data.tags.map((tag) => '<category>' + escapeXml(tag) + '</category>').join('')}
<content:encoded>\${escapeXml(post.content)}</content:encoded></item>\`;
export const render = ({ collections }) => \`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Courier</title><link>https://courier.example/</link><description>News</description>
\${collections.posts.map(item).join('')}</channel></rss>\`;
`;

const atom = `${shared}
export const data = { permalink: '/atom.xml' };
const entry = (post) => \`<entry><title>\${escapeXml(post.data.title)}</title><link href="\${urlOf(post)}"/><id>\${urlOf(post)}</id>
<published>\${post.date.toISOString()}</published><updated>\${post.date.toISOString()}</updated>
<author><name>\${escapeXml(post.data.author)}</name></author>\${post.data.tags.map((tag) => '<category term="' + escapeXml(tag) + '"/>').join('')}
<content type="html">\${escapeXml(post.content)}</content></entry>\`;
export const render = ({ collections }) => \`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>https://courier.example/</id>
<link href="https://courier.example/"/><updated>\${collections.posts[0].date.toISOString()}</updated>
\${collections.posts.map(entry).join('')}</feed>\`;
`;

const json = `${shared}
export const data = { permalink: '/feed.json' };
export const render = ({ collections }) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Courier',
    home_page_url: 'https://courier.example/',
    items: collections.posts.map((post) => ({
      id: urlOf(post),
      url: urlOf(post),
      title: post.data.title,
      date_published: post.date.toISOString(),
      authors: [{ name: post.data.author }],
      tags: post.data.tags,
      content_html: post.content,
    })),
  });
`;

const layout = `export function render({ title, author, date, content }) {
  return \`<!doctype html><html lang="en"><meta charset="utf-8"><title>\${title}</title>
<h1>\${title}</h1><p>\${author} <time>\${date.toISOString()}</time></p>\${content}</html>\`;
}
`;

const templates = { 'rss.11ty.js': rss, 'atom.11ty.js': atom, 'feed.11ty.js': json, '_includes/post.11ty.js': layout };
