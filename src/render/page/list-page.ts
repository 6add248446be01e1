/** The pages that list articles: the index, the older ones, and one for each section, category and author. */
import { h } from 'hastscript';
import type { Channel, Grouping } from '../../model/channel.ts';
import type { Entry } from '../../model/entry.ts';
import type { FormatUrls } from '../../model/feed.ts';
import { urlOf } from '../../model/url.ts';
import type { PageContext } from './article-page.ts';
import { inEnglish, inOther, linkTo, type PageChannel, type Place, safeUrl } from './context.ts';
import { renderFrame } from './frame.ts';
import { listMeta } from './page-metadata.ts';
import { lines, type Part } from './part.ts';
import { subscribeSection } from './subscribe.ts';
import { dateElement } from './time.ts';

/**
 * A page of headlines.
 *
 * @example
 * const headlines = ({ entries }: ListPage): readonly string[] => entries.map(({ title }) => title);
 */
export interface ListPage {
  readonly kind: 'index' | 'archive' | 'group';
  /** Of the channel, `Older articles 3`, or `Harbor — The Tern Sound Courier`. */
  readonly title: string;
  readonly url: string;
  /** The feeds that tell of the same articles. */
  readonly feedUrls: FormatUrls;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The page of newer articles. */
  readonly newer: string | null;
  readonly older: string | null;
  /** More pages, shown on the index. */
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

/** What a page of headlines knows about the publication around it. */
export interface ListContext extends PageContext {
  readonly channel: PageChannel & Pick<Channel, 'podcast'>;
}

/** Renders a page of headlines, with how to subscribe. */
export function renderListPage(page: ListPage, context: ListContext): string {
  const { channel } = context;
  const place = { url: page.url, language: channel.language, channel };
  const title = page.title.includes(channel.title) ? page.title : `${page.title} — ${channel.title}`;
  const description = page.kind === 'index' ? channel.description : '';
  return renderFrame(
    {
      title,
      description,
      mainIs: 'articles',
      masthead: page.kind === 'index' ? 'heading' : 'name',
      feedUrls: page.feedUrls,
      head: listMeta({ title, description }, place),
      main: mainOf(page, { ...context, place }),
    },
    place,
  );
}

interface ListPlace extends ListContext {
  readonly place: Place;
}

function mainOf(page: ListPage, context: ListPlace): Part[] {
  const { place, channel } = context;
  return [
    headingOf(page, place),
    page.entries.length === 0 ? emptyNote(place) : storyList(page, context),
    pager(page, place),
    subscribeSection(page.feedUrls, { ...place, channel }),
    page.groups.length === 0 ? null : groupLists(page.groups, place),
  ];
}

/** The index has its heading in the masthead. */
function headingOf(page: ListPage, place: Place) {
  const { kind } = page;
  if (kind === 'index') return null;
  return h(
    'header',
    { className: ['heading'] },
    h('h1', kind === 'archive' ? inEnglish(place) : {}, nameOf(page, place)),
  );
}

/** The title without that of the channel. */
function nameOf({ title }: ListPage, { channel }: Place): string {
  const end = ` — ${channel.title}`;
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}

function emptyNote(place: Place) {
  const words = 'Nothing has been published yet. Subscribe below, and the first article will come to you.';
  return h('p', { className: ['empty'], ...inEnglish(place) }, words);
}

/** On the index the newest story leads. */
function storyList(page: ListPage, context: ListPlace) {
  const { kind, entries } = page;
  const heading = nameOf(page, context.place);
  const stories = entries.map((entry, index) => {
    const className = kind === 'index' && index === 0 ? ['story', 'lead'] : ['story'];
    const { place } = context;
    return h('article', { className, ...inOther(entry.language, place) }, lines(story(entry, { ...context, heading })));
  });
  return h('div', { className: ['stories'] }, lines(stories));
}

interface StoryContext extends ListPlace {
  /** Of the page: a section does not repeat its name with each of its stories. */
  readonly heading: string;
}

function story(entry: Entry, context: StoryContext): Part[] {
  const { place } = context;
  const url = safeUrl(entry.url);
  const words = [
    sectionLine(entry, context),
    h('h2', url === null ? entry.title : h('a', { href: linkTo(url, place) }, entry.title)),
    entry.summary === '' ? null : h('p', { className: ['summary'] }, entry.summary),
    h(
      'p',
      { className: ['dates'] },
      dateElement(entry.published, entry, { ...place, language: entry.language ?? place.language }),
    ),
  ];
  return [h('div', lines(words)), thumbnail(entry, place)];
}

function sectionLine({ section }: Entry, { groupUrl, place, heading }: StoryContext) {
  if (section === null || section === heading) return null;
  const url = groupUrl('sections', section);
  return h('p', { className: ['kicker'] }, url === null ? section : h('a', { href: linkTo(url, place) }, section));
}

function thumbnail({ images: [image] }: Entry, place: Place) {
  const url = safeUrl(image?.url ?? null);
  if (image === undefined || url === null) return null;
  const { alt, width, height } = image;
  return h('img', { src: linkTo(url, place), alt, width, height, loading: 'lazy', decoding: 'async' });
}

function pager({ kind, newer, older }: ListPage, place: Place) {
  if (kind !== 'group' && newer === null && older === null) return null;
  const links = [
    kind === 'group' ? h('a', { href: linkTo(urlOf('index.html', place.channel), place) }, 'All articles') : null,
    newer === null ? null : h('a', { href: linkTo(newer, place), rel: ['prev'] }, 'Newer articles'),
    older === null ? null : h('a', { href: linkTo(older, place), rel: ['next'] }, 'Older articles'),
  ];
  return h('nav', { className: ['pager'], ariaLabel: 'More articles', ...inEnglish(place) }, links);
}

const groupingTitles = { sections: 'Sections', categories: 'Topics', authors: 'Authors' } as const;

function groupLists(groups: readonly Group[], place: Place) {
  const kinds = (Object.keys(groupingTitles) as Grouping[]).filter((kind) => groups.some((it) => it.grouping === kind));
  const lists = kinds.flatMap((kind) => [
    h('h2', inEnglish(place), groupingTitles[kind]),
    h(
      'ul',
      groups
        .filter(({ grouping }) => grouping === kind)
        .map(({ name, url }) => h('li', h('a', { href: linkTo(url, place) }, name))),
    ),
  ]);
  const named = inEnglish(place)['lang'] === undefined ? { ariaLabel: 'Sections, topics and authors' } : {};
  return h('nav', { className: ['groups'], ...named }, lines(lists));
}
