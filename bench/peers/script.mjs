/** The script itself. usage: script.mjs feed|feedsmith POSTS OUTPUT pages|feeds */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const [writer, postsFolder, output, pages] = process.argv.slice(2);
const homeUrl = 'https://courier.example/';

const writers = { feed: writeWithFeed, feedsmith: writeWithFeedsmith };
const posts = readdirSync(postsFolder)
  .map((name) => readPost(name))
  .sort((one, other) => other.date - one.date);
mkdirSync(output, { recursive: true });
for (const [path, text] of Object.entries(await writers[writer]())) writeFileSync(join(output, path), text);
if (pages === 'pages') for (const post of posts) writeFileSync(join(output, `${post.name}.html`), pageOf(post));

function readPost(name) {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(postsFolder, name), 'utf8'));
  const fields = Object.fromEntries(head.split('\n').map((line) => line.split(/: (.*)/s)));
  const html = sanitizeHtml(marked.parse(body));
  const stem = name.replace('.md', '');
  return {
    name: stem,
    url: `${homeUrl}${stem}.html`,
    title: JSON.parse(fields.title),
    date: new Date(fields.date),
    tags: fields.tags.slice(1, -1).split(', '),
    author: JSON.parse(fields.author),
    html,
  };
}

function pageOf({ title, author, date, html }) {
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>`;
  return `${head}\n<h1>${escapeHtml(title)}</h1><p>${escapeHtml(author)} <time>${date.toISOString()}</time></p>${html}</html>\n`;
}

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function writeWithFeed() {
  const { Feed } = await import('feed');
  const feed = new Feed({ id: homeUrl, link: homeUrl, title: 'Courier', description: 'News', updated: posts[0].date });
  for (const { url, title, date, tags, author, html } of posts) {
    feed.addItem({
      id: url,
      link: url,
      title,
      date,
      published: date,
      author: [{ name: author }],
      category: tags.map((name) => ({ name, term: name })),
      content: html,
    });
  }
  return { 'rss.xml': feed.rss2(), 'atom.xml': feed.atom1(), 'feed.json': feed.json1() };
}

async function writeWithFeedsmith() {
  const { generateAtomFeed, generateJsonFeed, generateRssFeed } = await import('feedsmith');
  const rss = generateRssFeed({
    title: 'Courier',
    link: homeUrl,
    description: 'News',
    items: posts.map(({ url, title, date, tags, author, html }) => ({
      title,
      link: url,
      guid: { value: url },
      pubDate: date,
      dc: { creators: [author] },
      categories: tags.map((name) => ({ name })),
      content: { encoded: html },
    })),
  });
  const atom = generateAtomFeed({
    id: homeUrl,
    title: { value: 'Courier' },
    updated: posts[0].date,
    entries: posts.map(({ url, title, date, tags, author, html }) => ({
      id: url,
      title: { value: title },
      links: [{ href: url }],
      published: date,
      updated: date,
      authors: [{ name: author }],
      categories: tags.map((term) => ({ term })),
      content: { value: html, type: 'html' },
    })),
  });
  const json = generateJsonFeed({
    title: 'Courier',
    home_page_url: homeUrl,
    items: posts.map(({ url, title, date, tags, author, html }) => ({
      id: url,
      url,
      title,
      date_published: date,
      authors: [{ name: author }],
      tags,
      content_html: html,
    })),
  });
  return { 'rss.xml': rss, 'atom.xml': atom, 'feed.json': JSON.stringify(json) };
}
