/** The name in a byline of a page, without what pages put beside it: roles, dates, and links to profiles. */
import type { Element } from 'hast';
import { isRole } from '../text/names.ts';
import { foldSpaces } from '../text/spaces.ts';

/** Links beside a name that lead to its profiles. */
const profiles =
  /^(?:follow(?: .*)?|e-?mail|contact|bio|about|rss|website|www|twitter|x|facebook|instagram|linkedin|mastodon|bluesky|threads|youtube|tiktok|github|see (?:full )?bio|(?:more|all) (?:posts|stories|articles)(?: by.*)?|@\S+)$/i;

const dateBehind =
  /[\s|•·,–—-]+(?:(?:last |first )?(?:updated|published|posted|modified|edited|created)\b|on \w+ \d|\d{1,2} \p{L}{3,} \d{2,4}|\p{L}{3,9} \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2}).*$/iu;

/** Reads one line for each block and `br`. The first line is the name; lines below it count if they do not contain a role. */
export function bylineText(element: Element): string {
  const lines = linesOf(element)
    .map((line) => foldSpaces(line).replace(dateBehind, '').trim())
    .filter((line) => line !== '' && !/^by:?$/i.test(line));
  const names = lines.filter((line, index) => index === 0 || (!isRole(line) && !profiles.test(line)));
  const isBy = linesOf(element).some((line) => /^\s*by:?\s*$/i.test(line));
  return `${isBy ? 'By ' : ''}${names.join(', ')}`;
}

const blocks = new Set(['br', 'p', 'div', 'li', 'ul', 'h2', 'h3', 'h4', 'section']);

function linesOf(element: Element): readonly string[] {
  const lines = [''];
  const add = (node: Element['children'][number]) => {
    if (node.type === 'text') lines[lines.length - 1] += node.value;
    if (node.type !== 'element') return;
    const isBlock = blocks.has(node.tagName);
    if (isBlock) lines.push('');
    if (node.tagName === 'a' && profiles.test(foldSpaces(plainOf(node)))) return;
    for (const child of node.children) add(child);
    if (isBlock) lines.push('');
  };
  for (const child of element.children) add(child);
  return lines;
}

function plainOf({ children }: Element): string {
  return children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? plainOf(child) : ''))
    .join('');
}
