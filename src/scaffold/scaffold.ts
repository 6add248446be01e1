/** Makes the first files of a publication: `feed.yaml`, and one article that is published at once. Pure. */
import { channelFile } from '../channel/channel-file.ts';
import { channelSettings } from '../channel/settings.ts';
import type { Instant } from '../model/instant.ts';
import { offsetTime } from '../time/zoned-time.ts';

/** What the author of a new publication says about it. Each value is one that `feed.yaml` accepts. */
export interface Answers {
  readonly title: string;
  /** The URL of the site that the feed belongs to. Null if there is none yet. */
  readonly homeUrl: string | null;
  readonly author: string | null;
  readonly language: string;
  readonly timeZone: string;
}

export interface ScaffoldFile {
  /** Relative to the folder of articles. */
  readonly path: string;
  readonly text: string;
}

/** The URL at which `presstime serve` and `presstime preview` serve a publication. */
const localUrl = 'http://localhost:4000/';

/** A title made from the name of a folder, such as `My paper` for `my-paper`. */
export function titleFromFolder(name: string): string {
  const words = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}_-]+/gu, ' ').trim();
  return words === '' || words === '.' ? 'My feed' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Makes `feed.yaml`. */
export function renderSettings(answers: Answers, now: Instant): ScaffoldFile {
  const { title, homeUrl, author, language, timeZone } = answers;
  const lines = [
    '# The settings of the publication.',
    `title: ${quote(title)}`,
    `description: ${quote(`The newest articles of ${title}`)}`,
    '',
    ...(homeUrl === null
      ? ['# The URL of your site. Until you have one, this is the start page of the publication.']
      : []),
    `homeUrl: ${quote(homeUrl ?? localUrl)}`,
    '# The URL of the folder with the feeds. This one works on this machine only. Before you publish to a server, replace it',
    '# with the URL that readers will use, such as https://www.example.org/feeds/',
    `feedUrl: ${localUrl}`,
    '',
    `language: ${language}`,
    `timeZone: ${timeZone}`,
    '',
    '# Ids of articles begin with this: a domain of yours, and a year in which you owned it. Do not change it after the first',
    '# publish to a server.',
    `authority: ${authorityOf(answers, now)}`,
    ...(author === null ? [] : ['', 'authors:', `  - ${quote(author)}`]),
  ];
  return { path: channelFile, text: `${lines.join('\n')}\n` };
}

/** Makes the first article. It says how to go on. */
export function renderFirstArticle({ title, timeZone }: Answers, now: Instant): ScaffoldFile {
  const lines = [
    '---',
    '# This is the first article. Edit it, or remove it and put your own files in this folder: Markdown, HTML, plain text, JSON',
    '# or Word. "presstime preview" shows what readers will see, and "presstime publish" publishes what you changed.',
    `title: ${quote(`Welcome to ${title}`)}`,
    `date: ${offsetTime(now, timeZone)}`,
    '---',
    'This is the first article. It is in the file `articles/welcome.md`, and it is already in the feed.',
    '',
    'For the next one, create a file beside it that begins in the same way: a title, a date, and then the text. If the date is',
    'in the future, the article waits until then. With `draft: true` below the date, it stays private.',
  ];
  return { path: 'welcome.md', text: `${lines.join('\n')}\n` };
}

/** The host of the site. Without one, a name that belongs to nobody (RFC 6761, 6.5), made from the title. */
function authorityOf({ homeUrl, title }: Answers, now: Instant): string {
  const year = now.slice(0, 4);
  const ofSite = homeUrl === null ? undefined : channelSettings.authority.parse(`${new URL(homeUrl).hostname},${year}`);
  return ofSite ?? `${labelOf(title)}.example,${year}`;
}

function labelOf(title: string): string {
  const label = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-');
  return label.slice(0, 40).replace(/^-+|-+$/g, '') || 'my-feed';
}

/** A double-quoted scalar of YAML. JSON strings are such scalars. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed());
}
