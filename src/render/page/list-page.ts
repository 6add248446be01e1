/** Renders the pages that list articles: the index, the archives, and one for each section, category and author. */
import type { Channel, Grouping } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { FormatUrls } from '../../model/feed.ts';
import type { PublicationContext } from './article-page.ts';
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
import { listMeta } from './page-metadata.ts';
import { subscribeSection } from './subscribe.ts';
import { lines, type Part, tag } from './tag.ts';
import { dateElement } from './time.ts';

/**
 * A page that lists articles.
 *
 * @example
 * const headlines = ({ entries }: ListPage): readonly string[] => entries.map(({ title }) => title);
 */
export interface ListPage {
  readonly kind: 'index' | 'archive' | 'group';
  /** The title of the channel, `Older articles, part 3`, or `Harbor — The Tern Sound Courier`. */
  readonly title: string;
  readonly url: string;
  /** The feeds of the same articles. */
  readonly feedUrls: FormatUrls;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The URL of the page of newer articles; null if there is none. */
  readonly newer: string | null;
  /** The URL of the page of older articles; null if there is none. */
  readonly older: string | null;
  /** Pages of sections, categories and authors to link to; only the index shows them. */
  readonly groups: readonly Group[];
}

/**
 * A section, category or author with a page of its own.
 *
 * @example
 * const group: Group = { grouping: 'sections', name: 'Harbor', url: 'https://courier.example/sections/harbor/' };
 */
export interface Group {
  readonly grouping: Grouping;
  readonly name: string;
  readonly url: string;
}

/** What a list page needs to know about the publication. */
export interface ListContext extends PublicationContext {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** Renders a page that lists articles and explains how to subscribe. Returns a whole HTML document. */
export function renderListPage(list: ListPage, context: ListContext): string {
  const { channel } = context;
  const page = { url: list.url, language: channel.language, channel };
  const title = list.title.includes(channel.title) ? list.title : `${list.title} — ${channel.title}`;
  const description = list.kind === 'index' ? channel.description : '';
  return renderFrame(
    {
      title,
      description,
      mainIs: 'articles',
      masthead: list.kind === 'index' ? 'heading' : 'name',
      feedUrls: list.feedUrls,
      head: listMeta({ title, description }, page),
      main: mainOf(list, { ...context, page }),
    },
    page,
  );
}

interface ListPageContext extends ListContext {
  readonly page: PageContext;
}

function mainOf(list: ListPage, context: ListPageContext): Part[] {
  const { page, channel } = context;
  return [
    headingOf(list, page),
    list.entries.length === 0 ? emptyNote(page) : storyList(list, context),
    pager(list, page),
    subscribeSection(list.feedUrls, { ...page, channel }),
    list.groups.length === 0 ? null : groupLists(list.groups, page),
  ];
}

/** The index has its heading in the masthead. */
function headingOf(list: ListPage, page: PageContext) {
  const { kind } = list;
  if (kind === 'index') return null;
  return tag(
    'header',
    { class: 'heading' },
    tag('h1', kind === 'archive' ? inTextLanguage(page) : {}, nameOf(list, page)),
  );
}

/** The title of the page without the title of the channel. */
function nameOf({ title }: ListPage, { channel }: PageContext): string {
  const end = ` — ${channel.title}`;
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}

function emptyNote(page: PageContext) {
  return tag('p', { class: 'empty', ...inTextLanguage(page) }, textOn(page).empty);
}

/** The list of stories. On the index, the first and newest is shown larger. */
function storyList(list: ListPage, context: ListPageContext) {
  const { kind, entries } = list;
  const heading = nameOf(list, context.page);
  const stories = entries.map((entry, index) => {
    const kindOf = kind === 'index' && index === 0 ? 'story lead' : 'story';
    const { page } = context;
    return tag(
      'article',
      { class: kindOf, ...inOther(entry.language, page) },
      lines(story(entry, { ...context, heading })),
    );
  });
  return tag('div', { class: 'stories' }, lines(stories));
}

interface StoryContext extends ListPageContext {
  /** The heading of the page. The page of a section does not repeat its name with each story. */
  readonly heading: string;
}

function story(entry: Entry, context: StoryContext): Part[] {
  const { page } = context;
  const url = safeUrl(entry.url);
  const texts = [
    sectionLine(entry, context),
    tag('h2', {}, url === null ? entry.title : tag('a', { href: linkTo(url, page) }, entry.title)),
    entry.summary === '' ? null : tag('p', { class: 'summary' }, entry.summary),
    tag(
      'p',
      { class: 'dates' },
      dateElement(entry.published, entry, { ...page, language: entry.language ?? page.language }),
    ),
  ];
  return [tag('div', {}, lines(texts)), thumbnail(entry, page)];
}

function sectionLine({ section }: Entry, { groupUrl, page, heading }: StoryContext) {
  if (section === null || section === heading) return null;
  const url = groupUrl('sections', section);
  return tag('p', { class: 'kicker' }, url === null ? section : tag('a', { href: linkTo(url, page) }, section));
}

function thumbnail({ images: [image] }: Entry, page: PageContext) {
  const url = safeUrl(image?.url ?? null);
  if (image === undefined || url === null) return null;
  const { alt, width, height } = image;
  return tag('img', { src: linkTo(url, page), alt, width, height, loading: 'lazy', decoding: 'async' });
}

function pager({ kind, newer, older }: ListPage, page: PageContext) {
  if (kind !== 'group' && newer === null && older === null) return null;
  const text = textOn(page);
  const links = [
    kind === 'group' ? tag('a', { href: linkToFile('index.html', page) }, text.allArticles) : null,
    newer === null ? null : tag('a', { href: linkTo(newer, page), rel: 'prev' }, text.newerArticles),
    older === null ? null : tag('a', { href: linkTo(older, page), rel: 'next' }, text.olderArticles),
  ];
  return tag('nav', { class: 'pager', 'aria-label': text.moreArticles, ...inTextLanguage(page) }, links);
}

const groupingNames = { sections: 'sections', categories: 'topics', authors: 'authors' } as const;

function groupLists(groups: readonly Group[], page: PageContext) {
  const kinds = (Object.keys(groupingNames) as Grouping[]).filter((kind) => groups.some((it) => it.grouping === kind));
  const text = textOn(page);
  const lists = kinds.flatMap((kind) => [
    tag('h2', inTextLanguage(page), text[groupingNames[kind]]),
    tag(
      'ul',
      {},
      groups
        .filter(({ grouping }) => grouping === kind)
        .map(({ name, url }) => tag('li', {}, tag('a', { href: linkTo(url, page) }, name))),
    ),
  ]);
  const named = inTextLanguage(page)['lang'] === undefined ? { 'aria-label': text.groups } : {};
  return tag('nav', { class: 'groups', ...named }, lines(lists));
}
