/** Fills in the few expressions of Liquid and Nunjucks that occur in Eleventy's permalinks. It runs no code. */
import type { LocalTime } from '../../time/zoned-time.ts';
import { eleventySlug } from './tool-slugs.ts';
import { formatDate } from './url-times.ts';

export interface TemplateData {
  readonly title: string | null;
  readonly slug: string | null;
  readonly fileSlug: string;
  readonly filePathStem: string;
  /** The date in UTC. */
  readonly time: LocalTime;
}

/** The filled template. Null if it contains an expression that is not known. */
export function fillTemplate(template: string, data: TemplateData): string | null {
  let isKnown = true;
  const filled = template.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const value = expressionValue(expression, data);
    if (value === null) isKnown = false;
    return value ?? '';
  });
  return isKnown && !/[{}]/.test(filled) ? filled : null;
}

function expressionValue(expression: string, data: TemplateData): string | null {
  const [name = '', ...filters] = expression.split('|').map((part) => part.trim());
  const first = filters[0] ?? '';
  if (name === 'page.date') {
    const format = /^date:?\s*\(?\s*["']([^"']*)["']\s*\)?$/.exec(first)?.[1];
    return format?.includes('%') === true ? formatDate(format, data.time) : null;
  }
  const values: Readonly<Record<string, string | null>> = {
    title: data.title,
    slug: data.slug,
    'page.fileSlug': data.fileSlug,
    'page.filePathStem': data.filePathStem,
  };
  const value = values[name] ?? null;
  return value === null ? null : filters.reduce<string | null>(filtered, value);
}

function filtered(value: string | null, filter: string): string | null {
  if (value === null) return null;
  if (/^(?:slugify|slug)$/.test(filter)) return eleventySlug(value);
  if (filter === 'downcase' || filter === 'lower') return value.toLowerCase();
  return filter === 'url' ? value : null;
}
