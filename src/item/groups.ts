/** Groups of articles: sections, categories and authors. */
import type { Article } from '../model/article.ts';
import type { Grouping } from '../model/channel.ts';

/** One section, category or author, with its name as written in articles. */
export interface Group {
  readonly grouping: Grouping;
  readonly name: string;
}

/**
 * The keys of all groups of an article, whichever feeds the channel has. The channel's authors, which an article without
 * authors gets, do not count.
 */
export function groupsOf({
  section,
  categories,
  authors,
}: Pick<Article, 'section' | 'categories' | 'authors'>): string[] {
  const groups: Group[] = [
    ...(section === null ? [] : [{ grouping: 'sections' as const, name: section }]),
    ...categories.map((name) => ({ grouping: 'categories' as const, name })),
    ...authors.map(({ name }) => ({ grouping: 'authors' as const, name })),
  ];
  return [...new Set(groups.map(groupKey))];
}

/** The key of a group: `sections:Harbor`. */
export function groupKey({ grouping, name }: Group): string {
  return `${grouping}:${name}`;
}

/** The group for a key. */
export function groupOf(key: string): Group {
  const [grouping = ''] = key.split(':');
  return { grouping: grouping as Grouping, name: key.slice(grouping.length + 1) };
}
