/** The page of an article, and the page that stands where one was withdrawn. */
import { h } from 'hastscript';
import { feedUrls } from '../../feed/assemble-feed.ts';
import type { Grouping } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import { addSeconds, type Instant, isAfter } from '../../model/instant.ts';
import { urlOf } from '../../model/url.ts';
import { pageContent } from './content.ts';
import { inEnglish, inOther, linkTo, type PageChannel, type Place, safeUrl } from './context.ts';
import { renderFrame } from './frame.ts';
import { mediaSection } from './media.ts';
import { entryMeta } from './page-metadata.ts';
import { lines, type Part, sanitisedHtml } from './part.ts';
import { timeElement } from './time.ts';

/** What every page knows about the publication around it. */
export interface PageContext {
  readonly channel: PageChannel;
  /** The address of the page of a section, category or author; null where the channel has none. */
  readonly groupUrl: (grouping: Grouping, name: string) => string | null;
}

/**
 * An article that its author took back.
 *
 * @example
 * const notice = ({ notice }: WithdrawnPage): string => notice ?? 'Withdrawn';
 */
export interface WithdrawnPage {
  readonly url: string;
  readonly withdrawn: Instant;
  /** What the author says about it. */
  readonly notice: string | null;
}

/** Renders the page of an entry; `entry.url` is its own address. */
export function renderEntryPage(entry: Entry, context: PageContext): string {
  const { channel } = context;
  const place = { url: entry.url ?? channel.homeUrl, language: entry.language ?? channel.language, channel };
  return renderFrame(
    {
      title: `${entry.title} — ${channel.title}`,
      description: entry.summary,
      mainIs: 'article',
      masthead: 'name',
      feedUrls: feedUrls(channel, ''),
      head: entryMeta(entry, place),
      main: [articleElement(entry, { ...context, place }), onward(place)],
    },
    place,
  );
}

/** Renders the page for addresses at which there is nothing. It may be shown at any of them: its links are whole addresses. */
export function renderMissingPage({ channel }: Pick<PageContext, 'channel'>): string {
  const place = { url: '', language: channel.language, channel };
  const nothing = h('h1', inEnglish(place), 'There is nothing here');
  const advice = h('p', inEnglish(place), [
    'The address may have a fault in it, or the page was taken away. ',
    h('a', { href: linkTo(urlOf('index.html', channel), place) }, 'The newest articles'),
    ' are still there.',
  ]);
  return renderNotice({ title: 'Not found', main: h('article', [nothing, advice]) }, place);
}

/** Renders the page that says that an article was withdrawn, without its title. */
export function renderWithdrawnPage(page: WithdrawnPage, { channel }: Pick<PageContext, 'channel'>): string {
  const place = { url: page.url, language: channel.language, channel };
  return renderNotice({ title: 'Article withdrawn', main: withdrawnElement(page, place) }, place);
}

/** A page that says one thing, and is not for search engines. */
function renderNotice({ title, main }: { readonly title: string; readonly main: Part }, place: Place): string {
  const { channel } = place;
  return renderFrame(
    {
      title: `${title} — ${channel.title}`,
      description: '',
      mainIs: 'notice',
      masthead: 'name',
      feedUrls: feedUrls(channel, ''),
      head: [h('meta', { name: 'robots', content: 'noindex' })],
      main: [main, onward(place)],
    },
    place,
  );
}

/** Where a reader who came by a link goes from here. */
function onward(place: Place) {
  const { channel } = place;
  const index = linkTo(urlOf('index.html', channel), place);
  const name = h('span', inOther(channel.language, place), channel.title);
  const newest = h('a', { href: index }, 'Newest articles');
  const subscribe = h('a', { href: `${index}#subscribe` }, 'Subscribe to ', name);
  return h('nav', { className: ['onward'], ariaLabel: 'More', ...inEnglish(place) }, newest, ' ', subscribe);
}

interface EntryContext extends PageContext {
  readonly place: Place;
}

function articleElement(entry: Entry, context: EntryContext) {
  const { place } = context;
  const { html, text } = pageContent(entry, place);
  return h(
    'article',
    { className: ['article'] },
    lines([
      h(
        'header',
        lines([kicker(entry, context), h('h1', entry.title), standfirst(entry, text), ...credits(entry, context)]),
      ),
      linkedPage(entry, place),
      h('div', { className: ['content'] }, '\n', sanitisedHtml(html), '\n'),
      mediaSection(entry, place),
      h('footer', { className: ['after'] }, lines(afterwords(entry, context))),
    ]),
  );
}

/** The main subject, above the headline. */
function kicker({ section }: Entry, context: EntryContext) {
  return section === null ? null : h('p', { className: ['kicker'] }, groupName('sections', section, context));
}

/** A name, linked to the page that lists what belongs to it where there is one. */
function groupName(grouping: Grouping, name: string, { groupUrl, place }: EntryContext): Part {
  const url = groupUrl(grouping, name);
  return url === null ? name : h('a', { href: linkTo(url, place) }, name);
}

/** The summary, unless it is taken from the text below: its sentences may stand there with captions between them. */
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
  const { place } = context;
  const published = h('span', labelled('Published', place), timeElement(entry.published, entry, place));
  const dates = isEdited(entry)
    ? [
        published,
        ' ',
        h('span', { className: ['updated'] }, labelled('Updated', place), timeElement(entry.updated, entry, place)),
      ]
    : [published];
  return [byline(entry, context), h('p', { className: ['dates'] }, dates)];
}

/** Edits within a minute are those of the press. */
function isEdited({ published, updated }: Entry): boolean {
  return isAfter(updated, addSeconds(published, 60));
}

function labelled(label: string, place: Place): Part[] {
  return [h('span', { className: ['label'], ...inEnglish(place) }, label), ' '];
}

/** Nobody is named where the channel stands in for them. */
function byline({ authors }: Entry, context: EntryContext) {
  const { channel, place } = context;
  if (authors.length === 0 || (authors.length === 1 && authors[0]?.name === channel.title)) return null;
  const names = authors.flatMap(({ name, url }, index): Part[] => {
    const author = h('span', { className: ['author'] }, authorLink(name, { url: safeUrl(url), context }));
    return [...joint(index, { count: authors.length, place }), author];
  });
  return h('p', { className: ['byline'] }, ...labelled('By', place), ...names);
}

function authorLink(
  name: string,
  { url, context }: { readonly url: string | null; readonly context: EntryContext },
): Part {
  const group = context.groupUrl('authors', name);
  if (group !== null) return h('a', { href: linkTo(group, context.place), rel: ['author'] }, name);
  return url === null ? name : h('a', { href: url, rel: ['author'] }, name);
}

function joint(index: number, { count, place }: { readonly count: number; readonly place: Place }): Part[] {
  if (index === 0) return [];
  return index < count - 1 ? [', '] : [' ', h('span', inEnglish(place), 'and'), ' '];
}

/** What a link post is about. */
function linkedPage({ externalUrl }: Entry, place: Place) {
  const url = safeUrl(externalUrl);
  if (url === null) return null;
  const host = new URL(url).host.replace(/^www\./, '');
  return h(
    'p',
    { className: ['linked'] },
    ...labelled('Read the page that this is about:', place),
    h('a', { href: url }, host),
  );
}

function afterwords(entry: Entry, context: EntryContext): Part[] {
  const { place } = context;
  const comments = safeUrl(entry.commentsUrl);
  return [
    sourceLine(entry, place),
    comments === null
      ? null
      : h('p', { className: ['comments'] }, h('a', { href: comments, ...inEnglish(place) }, 'Comments')),
    topics(entry, context),
    entry.rights === null ? null : h('p', { className: ['rights'] }, entry.rights),
    h('p', { className: ['address'] }, ...labelled('Address of this page:', place), place.url),
  ];
}

function sourceLine({ source }: Entry, place: Place) {
  if (source === null) return null;
  const url = safeUrl(source.url);
  const name = url === null ? source.title : h('a', { href: url }, source.title || url);
  return h('p', { className: ['source'] }, ...labelled('First published by', place), name);
}

/** The section stands above the headline already. */
function topics({ categories, section }: Entry, context: EntryContext) {
  const { place, groupUrl } = context;
  const shown = categories.filter((name) => name !== section || groupUrl('categories', name) !== null);
  if (shown.length === 0) return null;
  const names = shown.map((name) => h('li', groupName('categories', name, context)));
  return h('div', { className: ['topics'] }, h('p', labelled('Topics', place)), h('ul', names));
}

function withdrawnElement({ withdrawn, notice }: WithdrawnPage, place: Place) {
  const date = h('span', labelled('Withdrawn', place), timeElement(withdrawn, place.channel, place));
  const heading = h('h1', inEnglish(place), 'This article was withdrawn');
  return h(
    'article',
    { className: ['article'] },
    lines([
      h('header', lines([heading, h('p', { className: ['dates'] }, date)])),
      notice === null
        ? h('p', inEnglish(place), 'It was taken back, and is no longer published here.')
        : h('p', { className: ['notice'] }, notice),
    ]),
  );
}
