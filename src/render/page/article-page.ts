/** Renders the page of an article, the notice that replaces a withdrawn one, and the page for URLs that do not exist (404). */
import { h } from 'hastscript';
import { feedUrls } from '../../feed/assemble-feed.ts';
import type { Grouping } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { addSeconds, type Instant, isAfter } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { pageContent } from './content.ts';
import { inEnglish, inOther, linkTo, type PageChannel, type PageContext, safeUrl } from './context.ts';
import { renderFrame } from './frame.ts';
import { mediaSection } from './media.ts';
import { entryMeta } from './page-metadata.ts';
import { lines, type Part, sanitisedHtml } from './part.ts';
import { timeElement } from './time.ts';

/** What a page needs to know about the publication: its settings, and the pages of its groups. */
export interface PublicationContext {
  readonly channel: PageChannel;
  /** Returns the URL of the page of a section, category or author, or null if it has no page. */
  readonly groupUrl: (grouping: Grouping, name: string) => string | null;
}

interface EntryPageContext extends PublicationContext {
  /** False if search engines must not index the page. The default is true. */
  readonly isListed?: boolean;
}

/**
 * An article that was withdrawn.
 *
 * @example
 * const notice = ({ notice }: WithdrawnPage): string => notice ?? 'Withdrawn';
 */
export interface WithdrawnPage {
  readonly url: string;
  readonly withdrawn: Instant;
  /** What the author says about it; null if nothing. */
  readonly notice: string | null;
}

/** Renders the page of an entry. `entry.url` is the URL of this page. Returns a whole HTML document. */
export function renderEntryPage(entry: Entry, { isListed = true, ...context }: EntryPageContext): string {
  const { channel } = context;
  const page = { url: entry.url ?? channel.homeUrl, language: entry.language ?? channel.language, channel };
  return renderFrame(
    {
      title: `${entry.title} — ${channel.title}`,
      description: entry.summary,
      mainIs: 'article',
      masthead: 'name',
      feedUrls: feedUrls(channel, ''),
      head: [...(isListed ? [] : [noIndex]), ...entryMeta(entry, page)],
      main: [articleElement(entry, { ...context, page }), onward(page)],
    },
    page,
  );
}

const noIndex = h('meta', { name: 'robots', content: 'noindex' });

/** Renders the page for URLs that do not exist. A server may show it at any URL, so its links are absolute. */
export function renderMissingPage({ channel }: Pick<PublicationContext, 'channel'>): string {
  const page = { url: '', language: channel.language, channel };
  const nothing = h('h1', inEnglish(page), 'There is nothing here');
  const advice = h('p', inEnglish(page), [
    'The address may be wrong, or the page may have been removed. ',
    h('a', { href: linkTo(urlOf('index.html', channel), page) }, 'The newest articles'),
    ' are still there.',
  ]);
  return renderNotice({ title: 'Not found', main: h('article', [nothing, advice]) }, page);
}

/** Renders the notice that an article was withdrawn. It does not show the title of the article. */
export function renderWithdrawnPage(article: WithdrawnPage, { channel }: Pick<PublicationContext, 'channel'>): string {
  const page = { url: article.url, language: channel.language, channel };
  return renderNotice({ title: 'Article withdrawn', main: withdrawnElement(article, page) }, page);
}

/** A page with a single message, which search engines must not index. */
function renderNotice({ title, main }: { readonly title: string; readonly main: Part }, page: PageContext): string {
  const { channel } = page;
  return renderFrame(
    {
      title: `${title} — ${channel.title}`,
      description: '',
      mainIs: 'notice',
      masthead: 'name',
      feedUrls: feedUrls(channel, ''),
      head: [noIndex],
      main: [main, onward(page)],
    },
    page,
  );
}

/** Links for a reader who came directly to this page: the newest articles, and how to subscribe. */
function onward(page: PageContext) {
  const { channel } = page;
  const index = linkTo(urlOf('index.html', channel), page);
  const name = h('span', inOther(channel.language, page), channel.title);
  const newest = h('a', { href: index }, 'Newest articles');
  const subscribe = h('a', { href: `${index}#subscribe` }, 'Subscribe to ', name);
  return h('nav', { className: ['onward'], ariaLabel: 'More', ...inEnglish(page) }, newest, ' ', subscribe);
}

interface EntryContext extends PublicationContext {
  readonly page: PageContext;
}

function articleElement(entry: Entry, context: EntryContext) {
  const { page } = context;
  const { html, text } = pageContent(entry, page);
  return h(
    'article',
    { className: ['article'] },
    lines([
      h(
        'header',
        lines([kicker(entry, context), h('h1', entry.title), standfirst(entry, text), ...credits(entry, context)]),
      ),
      linkedPage(entry, page),
      h('div', { className: ['content'] }, '\n', sanitisedHtml(html), '\n'),
      mediaSection(entry, page),
      h('footer', { className: ['after'] }, lines(afterwords(entry, context))),
    ]),
  );
}

/** The main subject, above the headline. */
function kicker({ section }: Entry, context: EntryContext) {
  return section === null ? null : h('p', { className: ['kicker'] }, groupName('sections', section, context));
}

/** The name of a section, category or author, linked to its page if it has one. */
function groupName(grouping: Grouping, name: string, { groupUrl, page }: EntryContext): Part {
  const url = groupUrl(grouping, name);
  return url === null ? name : h('a', { href: linkTo(url, page) }, name);
}

/** The summary, unless every sentence of it is in the text below. There may be captions between the sentences there. */
function standfirst({ summary }: Entry, text: string) {
  const sentences = summary.replace(/\s*(?:…|\.\.\.)\s*$/, '').split(/(?<=[.!?])\s|(?<=[。！？])/);
  const shown = withoutSpaces(text);
  const isShown = sentences.every((it) => shown.includes(withoutSpaces(it)));
  return isShown ? null : h('p', { className: ['standfirst'] }, summary);
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

function credits(entry: Entry, context: EntryContext): Part[] {
  const { page } = context;
  const published = h('span', labelled('Published', page), timeElement(entry.published, entry, page));
  const dates = isEdited(entry)
    ? [
        published,
        ' ',
        h('span', { className: ['updated'] }, labelled('Updated', page), timeElement(entry.updated, entry, page)),
      ]
    : [published];
  return [byline(entry, context), h('p', { className: ['dates'] }, dates)];
}

/** An edit within a minute of publication is part of publishing, and is not shown. */
function isEdited({ published, updated }: Entry): boolean {
  return isAfter(updated, addSeconds(published, 60));
}

function labelled(label: string, page: PageContext): Part[] {
  return [h('span', { className: ['label'], ...inEnglish(page) }, label), ' '];
}

/** The authors, or null if the only author is the channel itself, which is named for articles without an author. */
function byline({ authors }: Entry, context: EntryContext) {
  const { channel, page } = context;
  if (authors.length === 0 || (authors.length === 1 && authors[0]?.name === channel.title)) return null;
  const names = authors.flatMap(({ name, url }, index): Part[] => {
    const author = h('span', { className: ['author'] }, authorLink(name, { url: safeUrl(url), context }));
    return [...joint(index, { count: authors.length, page }), author];
  });
  return h('p', { className: ['byline'] }, ...labelled('By', page), ...names);
}

function authorLink(
  name: string,
  { url, context }: { readonly url: string | null; readonly context: EntryContext },
): Part {
  const group = context.groupUrl('authors', name);
  if (group !== null) return h('a', { href: linkTo(group, context.page), rel: ['author'] }, name);
  return url === null ? name : h('a', { href: url, rel: ['author'] }, name);
}

function joint(index: number, { count, page }: { readonly count: number; readonly page: PageContext }): Part[] {
  if (index === 0) return [];
  return index < count - 1 ? [', '] : [' ', h('span', inEnglish(page), 'and'), ' '];
}

/** The page that a link post is about. */
function linkedPage({ externalUrl }: Entry, page: PageContext) {
  const url = safeUrl(externalUrl);
  if (url === null) return null;
  const host = new URL(url).host.replace(/^www\./, '');
  return h(
    'p',
    { className: ['linked'] },
    ...labelled('Read the page that this is about:', page),
    h('a', { href: url }, host),
  );
}

function afterwords(entry: Entry, context: EntryContext): Part[] {
  const { page } = context;
  const comments = safeUrl(entry.commentsUrl);
  return [
    sourceLine(entry, page),
    comments === null
      ? null
      : h('p', { className: ['comments'] }, h('a', { href: comments, ...inEnglish(page) }, 'Comments')),
    topics(entry, context),
    entry.rights === null ? null : h('p', { className: ['rights'] }, entry.rights),
    h('p', { className: ['address'] }, ...labelled('Address of this page:', page), page.url),
  ];
}

function sourceLine({ source }: Entry, page: PageContext) {
  if (source === null) return null;
  const url = safeUrl(source.url);
  const name = url === null ? source.title : h('a', { href: url }, source.title || url);
  return h('p', { className: ['source'] }, ...labelled('First published by', page), name);
}

/** The categories. The section is above the headline already, so it is left out unless the category of that name has a page. */
function topics({ categories, section }: Entry, context: EntryContext) {
  const { page, groupUrl } = context;
  const shown = categories.filter((name) => name !== section || groupUrl('categories', name) !== null);
  if (shown.length === 0) return null;
  const names = shown.map((name) => h('li', groupName('categories', name, context)));
  return h('div', { className: ['topics'] }, h('p', labelled('Topics', page)), h('ul', names));
}

function withdrawnElement({ withdrawn, notice }: WithdrawnPage, page: PageContext) {
  const date = h('span', labelled('Withdrawn', page), timeElement(withdrawn, page.channel, page));
  const heading = h('h1', inEnglish(page), 'This article was withdrawn');
  return h(
    'article',
    { className: ['article'] },
    lines([
      h('header', lines([heading, h('p', { className: ['dates'] }, date)])),
      notice === null
        ? h('p', inEnglish(page), 'It has been withdrawn and is no longer available here.')
        : h('p', { className: ['notice'] }, notice),
    ]),
  );
}
