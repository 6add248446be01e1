/** Renders the page of an article, the notice that replaces a withdrawn one, and the page for URLs that do not exist (404). */
import { feedUrls } from '../../feed/assemble-feed.ts';
import type { Grouping } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { FormatUrls } from '../../model/feed.ts';
import { addSeconds, type Instant, isAfter } from '../../model/instant.ts';
import { pageContent } from './content.ts';
import {
  inOther,
  inTextLanguage,
  linkTo,
  linkToFile,
  type PageChannel,
  type PageContext,
  safeUrl,
  textOn,
} from './context.ts';
import { renderFrame } from './frame.ts';
import { mediaSection } from './media.ts';
import { entryMeta } from './page-metadata.ts';
import { remembered } from './remembered.ts';
import { lines, type Part, sanitisedHtml, tag } from './tag.ts';
import { timeElement } from './time.ts';

/** What a page needs to know about the publication: its settings, and the pages of its groups. */
export interface PublicationContext {
  readonly channel: PageChannel;
  /** Returns the URL of the page of a section, category or author, or null if it has no page. */
  readonly groupUrl: (grouping: Grouping, name: string) => string | null;
}

/** The URLs of the live feed, which the page of every article links to. */
function mainFeedUrls({ feedUrl, files: { rss, atom, json } }: PageChannel): FormatUrls {
  return rememberedFeedUrls(feedUrl, rss, atom, json);
}

const rememberedFeedUrls = remembered((feedUrl: string, rss: string, atom: string, json: string) =>
  feedUrls({ feedUrl, files: { rss, atom, json } }, ''),
);

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
      feedUrls: mainFeedUrls(channel),
      head: [...(isListed ? [] : [noIndex]), ...entryMeta(entry, page)],
      main: [articleElement(entry, { ...context, page }), onward(page)],
    },
    page,
  );
}

const noIndex = tag('meta', { name: 'robots', content: 'noindex' });

/** Renders the page for URLs that do not exist. A server may show it at any URL, so its links are absolute. */
export function renderMissingPage({ channel }: Pick<PublicationContext, 'channel'>): string {
  const page = { url: '', language: channel.language, channel };
  const { title, heading, advice } = textOn(page).missing;
  const nothing = tag('h1', inTextLanguage(page), heading);
  const [before, newest, after] = advice;
  const link = tag('a', { href: linkToFile('index.html', page) }, newest);
  const remedy = tag('p', inTextLanguage(page), [before, link, after]);
  return renderNotice({ title, main: tag('article', {}, nothing, remedy) }, page);
}

/** Renders the notice that an article was withdrawn. It does not show the title of the article. */
export function renderWithdrawnPage(article: WithdrawnPage, { channel }: Pick<PublicationContext, 'channel'>): string {
  const page = { url: article.url, language: channel.language, channel };
  return renderNotice({ title: textOn(page).notice.title, main: withdrawnElement(article, page) }, page);
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
      feedUrls: mainFeedUrls(channel),
      head: [noIndex],
      main: [main, onward(page)],
    },
    page,
  );
}

/** Links for a reader who came directly to this page: the newest articles, and how to subscribe. */
function onward(page: PageContext) {
  const { channel } = page;
  const index = linkToFile('index.html', page);
  const name = tag('span', inOther(channel.language, page), channel.title);
  const { more, newestArticles, subscribeTo } = textOn(page);
  const newest = tag('a', { href: index }, newestArticles);
  const [before, after] = subscribeTo;
  const subscribe = tag('a', { href: `${index}#subscribe` }, before, name, after);
  return tag('nav', { class: 'onward', 'aria-label': more, ...inTextLanguage(page) }, newest, ' ', subscribe);
}

interface EntryContext extends PublicationContext {
  readonly page: PageContext;
}

function articleElement(entry: Entry, context: EntryContext) {
  const { page } = context;
  const { html, text } = pageContent(entry, page);
  return tag(
    'article',
    { class: 'article' },
    lines([
      tag(
        'header',
        {},
        lines([kicker(entry, context), headline(entry), standfirst(entry, text), ...credits(entry, context)]),
      ),
      linkedPage(entry, page),
      tag('div', { class: 'content' }, '\n', sanitisedHtml(html), '\n'),
      mediaSection(entry, page),
      tag('footer', { class: 'after' }, lines(afterwords(entry, context))),
    ]),
  );
}

/** A title that is the first sentence of the text is a heading for screen readers only, because the text below shows it. */
function headline({ title, titleFrom }: Entry) {
  return tag('h1', titleFrom === null ? {} : { class: 'unseen' }, title);
}

/** The main subject, above the headline. */
function kicker({ section }: Entry, context: EntryContext) {
  return section === null ? null : tag('p', { class: 'kicker' }, groupName('sections', section, context));
}

/** The name of a section, category or author, linked to its page if it has one. */
function groupName(grouping: Grouping, name: string, { groupUrl, page }: EntryContext): Part {
  const url = groupUrl(grouping, name);
  return url === null ? name : tag('a', { href: linkTo(url, page) }, name);
}

/** The summary, unless every sentence of it is in the text below. There may be captions between the sentences there. */
function standfirst({ summary }: Entry, text: string) {
  const sentences = summary.replace(/^…\s*|\s*(?:…|\.\.\.)\s*$/g, '').split(/(?<=[.!?])\s|(?<=[。！？])/);
  const isShown = sentences.every((it) => text.includes(it) || withoutSpaces(text).includes(withoutSpaces(it)));
  return isShown ? null : tag('p', { class: 'standfirst' }, summary);
}

/** Bidi controls are closed in the summary, and not in the text. */
function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Bidi_Control}]+/gu, '');
}

function credits(entry: Entry, context: EntryContext): Part[] {
  const { page } = context;
  const published = tag('span', {}, labelled('published', page), timeElement(entry.published, entry, page));
  const dates = isEdited(entry)
    ? [
        published,
        ' ',
        tag('span', { class: 'updated' }, labelled('updated', page), timeElement(entry.updated, entry, page)),
      ]
    : [published];
  return [byline(entry, context), tag('p', { class: 'dates' }, dates)];
}

/** An edit within a minute of publication is part of publishing, and is not shown. */
function isEdited({ published, updated }: Entry): boolean {
  return isAfter(updated, addSeconds(published, 60));
}

type Label = 'by' | 'firstPublishedBy' | 'linkedPage' | 'published' | 'thisUrl' | 'topics' | 'updated' | 'withdrawn';

function labelled(label: Label, page: PageContext): Part[] {
  return [tag('span', { class: 'label', ...inTextLanguage(page) }, textOn(page)[label]), ' '];
}

/** The authors, or null if the only author is the channel itself, which is named for articles without an author. */
function byline({ authors }: Entry, context: EntryContext) {
  const { channel, page } = context;
  if (authors.length === 0 || (authors.length === 1 && authors[0]?.name === channel.title)) return null;
  const names = authors.flatMap(({ name, url }, index): Part[] => {
    const author = tag('span', { class: 'author' }, authorLink(name, { url: safeUrl(url), context }));
    return [...joint(index, { count: authors.length, page }), author];
  });
  return tag('p', { class: 'byline' }, ...labelled('by', page), ...names);
}

function authorLink(
  name: string,
  { url, context }: { readonly url: string | null; readonly context: EntryContext },
): Part {
  const group = context.groupUrl('authors', name);
  if (group !== null) return tag('a', { href: linkTo(group, context.page), rel: 'author' }, name);
  return url === null ? name : tag('a', { href: url, rel: 'author' }, name);
}

function joint(index: number, { count, page }: { readonly count: number; readonly page: PageContext }): Part[] {
  if (index === 0) return [];
  return index < count - 1 ? [', '] : [' ', tag('span', inTextLanguage(page), textOn(page).and), ' '];
}

/** The page that a link post is about. */
function linkedPage({ externalUrl }: Entry, page: PageContext) {
  const url = safeUrl(externalUrl);
  if (url === null) return null;
  const host = new URL(url).host.replace(/^www\./, '');
  return tag('p', { class: 'linked' }, ...labelled('linkedPage', page), tag('a', { href: url }, host));
}

function afterwords(entry: Entry, context: EntryContext): Part[] {
  const { page } = context;
  const comments = safeUrl(entry.commentsUrl);
  return [
    sourceLine(entry, page),
    comments === null
      ? null
      : tag('p', { class: 'comments' }, tag('a', { href: comments, ...inTextLanguage(page) }, textOn(page).comments)),
    topics(entry, context),
    entry.rights === null ? null : tag('p', { class: 'rights' }, entry.rights),
    tag('p', { class: 'address' }, ...labelled('thisUrl', page), page.url),
  ];
}

function sourceLine({ source }: Entry, page: PageContext) {
  if (source === null) return null;
  const url = safeUrl(source.url);
  const name = url === null ? source.title : tag('a', { href: url }, source.title || url);
  return tag('p', { class: 'source' }, ...labelled('firstPublishedBy', page), name);
}

/** The categories. The section is above the headline already, so it is left out unless the category of that name has a page. */
function topics({ categories, section }: Entry, context: EntryContext) {
  const { page, groupUrl } = context;
  const shown = categories.filter((name) => name !== section || groupUrl('categories', name) !== null);
  if (shown.length === 0) return null;
  const names = shown.map((name) => tag('li', {}, groupName('categories', name, context)));
  return tag('div', { class: 'topics' }, tag('p', {}, labelled('topics', page)), tag('ul', {}, names));
}

function withdrawnElement({ withdrawn, notice }: WithdrawnPage, page: PageContext) {
  const date = tag('span', {}, labelled('withdrawn', page), timeElement(withdrawn, page.channel, page));
  const { heading: shown, text } = textOn(page).notice;
  const heading = tag('h1', inTextLanguage(page), shown);
  return tag(
    'article',
    { class: 'article' },
    lines([
      tag('header', {}, lines([heading, tag('p', { class: 'dates' }, date)])),
      notice === null ? tag('p', inTextLanguage(page), text) : tag('p', { class: 'notice' }, notice),
    ]),
  );
}
