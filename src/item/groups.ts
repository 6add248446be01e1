/** Sections, categories and authors that an article belongs to. */
import type { Article } from '../model/article.ts';
import type { Grouping } from '../model/channel.ts';

/** One section, category or author, by its name as authors write it. */
export interface Group {
  readonly grouping: Grouping;
  readonly name: string;
}

/** Every group that an article belongs to, whatever the channel asks for. An author that the channel gives to an article without one is no group. */
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

/** `sections:Harbor`. */
export function groupKey({ grouping, name }: Group): string {
  return `${grouping}:${name}`;
}

/** The group of a key. */
export function groupOf(key: string): Group {
  const [grouping = ''] = key.split(':');
  return { grouping: grouping as Grouping, name: key.slice(grouping.length + 1) };
}
