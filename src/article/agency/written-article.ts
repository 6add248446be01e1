/** Makes the story of an article whose format has fields for everything: JSON, or what agencies send. */
import type { ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Image } from '../../model/image.ts';
import type { Dateline } from '../../model/metadata.ts';
import { type ItemStatus, type ItemVersion, plainVersion } from '../../model/metadata.ts';
import type { Finding } from '../../problem/problem.ts';
import { type FieldsContext, readDateTime } from '../front-matter/field-values.ts';
import { readFields } from '../front-matter/fields.ts';
import { resemblesGuard } from '../front-matter/unused-keys.ts';
import { isMarkKey } from '../marks/marks.ts';
import type { Field, Fields } from '../story/field.ts';
import type { SkippedPart } from '../story/no-story.ts';
import { emptyStory, type Story, type StoryReading, type TextFile } from '../story/story.ts';
import { foldSpaces } from '../text/spaces.ts';
import { buildFigure } from '../tree/figures.ts';
import { paywallMarkIn } from '../tree/paywall.ts';
import { isElement, paragraphsOf } from '../tree/plain-text.ts';
import { elementsOf, findElement, removeElements } from '../tree/walk.ts';
import { parseDateline } from '../wire/dateline.ts';

/** Parses the items of one file. */
export type AgencyParser = (file: TextFile) => readonly (StoryReading | SkippedPart)[];

/** An article as its format contains it. */
export interface WrittenArticle {
  /** Dates, names and URLs as written, under the keys of front matter. */
  readonly fields: Fields;
  readonly title: string | null;
  readonly summary: string | null;
  /** The lead picture, then the others. */
  readonly images: readonly Image[];
  readonly dateline: Dateline | null;
  /** As written, and not sanitised. */
  readonly content: Root;
  /** Null if the format has no versions. */
  readonly agency: AgencyFacts | null;
}

/** What only formats of agencies say: which version of an item it is, and what editors are to know. */
export interface AgencyFacts {
  /** The number of the version, as written. */
  readonly version: string | null;
  /** When this version was created, as written. */
  readonly created: Field | null;
  readonly status: ItemStatus;
  /** The ids of other items that this one cancels. */
  readonly ends: readonly string[];
  /** The slug line. */
  readonly slug: string | null;
  /** What the agency tells editors. It is never published. */
  readonly note: string | null;
}

/** The facts of a version that says nothing about itself. */
export const plainAgencyFacts: AgencyFacts = {
  version: null,
  created: null,
  status: 'usable',
  ends: [],
  slug: null,
  note: null,
};

interface StoryContext {
  /** All keys of the file, by which other tools keep articles out. */
  readonly keys: Fields;
  readonly file: TextFile;
}

/** Makes the story of an article that was read from fields. */
export function storyOfArticle(
  article: WrittenArticle,
  { keys, file: { path, channel } }: StoryContext,
): { readonly story: Story; readonly findings: readonly Finding[] } {
  const { agency } = article;
  const fields = agency === null ? article.fields : withStatus(article.fields, agency);
  const { story, findings } = readFields(withMarks(fields, { keys, path, channel }), { path, channel });
  const { title, summary } = article;
  const content = withoutTitle(article.content, title);
  const shown = article.images.filter((it) => isShown(it, content));
  const [image = null, ...others] = article.images.filter((it) => !shown.includes(it) && !isCaptioned(it, content));
  const paragraph = paragraphsOf(content)[0] ?? '';
  const dateline = parseDateline(paragraph).dateline ?? article.dateline;
  return {
    story: {
      ...emptyStory,
      ...story,
      item: agency === null ? story.item : withFacts(story.item, { agency, path, channel }),
      editorial: agency === null ? null : { note: agency.note, slug: agency.slug },
      updated: story.updated?.instant === story.published?.instant ? null : story.updated,
      title,
      summary,
      image,
      pictures: shown,
      dateline,
      marks: [...story.marks, ...paywallMarkIn(article.content)],
      content: { ...content, children: [...content.children, ...others.map(buildFigure)] },
    },
    findings,
  };
}

interface MarksContext extends FieldsContext {
  readonly keys: Fields;
}

/** Adds the keys that keep articles in other formats out, which mean the same here, and those that resemble them. */
function withMarks(fields: Fields, { keys, ...context }: MarksContext): Fields {
  const marks = [...keys].filter(([name, field]) => isMarkKey(name) || resemblesGuard(field, context));
  const decided = [...fields].filter(([, { value }]) => value !== false);
  return new Map([...fields, ...marks, ...decided]);
}

/** Removes a heading or first paragraph that repeats the title. */
function withoutTitle(content: Root, title: string | null): Root {
  const repeats = (node: ElementContent | Root['children'][number]) =>
    node.type === 'element' && title !== null && foldSpaces(textOf(node)) === title;
  const heading = findElement(content, (it) => it.tagName === 'h1' && repeats(it));
  if (heading !== null) removeElements(content, (it) => it === heading);
  const first = content.children.find((node) => node.type === 'element');
  if (first === undefined || !['p', 'h2'].some((name) => isElement(first, name)) || !repeats(first)) return content;
  return { ...content, children: content.children.filter((node) => node !== first) };
}

function isShown({ url }: Image, content: Root): boolean {
  return findElement(content, (it) => it.tagName === 'img' && it.properties['src'] === url) !== null;
}

/** True if the content already shows the caption, because it contains the picture in another size. */
function isCaptioned({ caption }: Image, content: Root): boolean {
  const captions = elementsOf(content).filter(({ tagName }) => tagName === 'figcaption');
  return caption !== null && captions.some((it) => foldSpaces(textOf(it)).startsWith(caption));
}

const start = { line: 1, column: 1 };

/** Adds the fields that hold an article back for its status. */
function withStatus(fields: Fields, { status }: AgencyFacts): Fields {
  if (status === 'usable') return fields;
  const key = status === 'canceled' ? 'withdrawn' : 'draft';
  return new Map([...fields, [key, { key, value: true, at: start }]]);
}

interface FactsContext extends FieldsContext {
  readonly agency: AgencyFacts;
}

function withFacts(item: ItemVersion | null, { agency, ...context }: FactsContext): ItemVersion | null {
  if (item === null) return null;
  const { version, created, status, ends, slug } = agency;
  const { value } = readDateTime(created, context);
  const { embargoed } = item;
  return {
    ...plainVersion,
    id: item.id,
    number: version,
    created: value?.instant ?? null,
    status,
    embargoed,
    ends,
    slug,
  };
}
