/** Removes links and pictures whose URL contains a template tag with an unknown value, and keeps their text. */
import type { Element, ElementContent, Root } from 'hast';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { positionAt } from '../text/position.ts';
import { readLinkMark } from '../tree/link-marks.ts';
import { elementsOf } from '../tree/walk.ts';

const urlProperties = ['href', 'src', 'poster'] as const;

/** Changes the tree in place. Returns a warning for each tag. */
export function dropUnknownUrls(tree: Root, text: string): readonly Finding[] {
  const tags: string[] = [];
  for (const element of elementsOf(tree)) {
    for (const name of urlProperties) {
      const mark = readLinkMark(element.properties[name]);
      if (mark?.kind !== 'unknown') continue;
      tags.push(mark.written);
      delete element.properties[name];
      if (element.tagName === 'img') showAlt(element);
      if (element.tagName === 'a') openLink(element);
    }
  }
  return [...Map.groupBy(tags, (tag) => tag)].slice(0, maximumTags).map(([tag, all]) => {
    const urls = plural(all.length, 'URL');
    const message = `The value of "${tag.slice(0, 200)}" is not known, so ${urls} with it ${all.length === 1 ? 'was' : 'were'} removed, and the text kept: write the whole URL`;
    const at = text.indexOf(tag);
    return warning('unresolved-link', message, at === -1 ? undefined : positionAt(text, at));
  });
}

/** The maximum number of tags that are reported. */
const maximumTags = 50;

/** A picture that has no URL becomes its alt text. */
function showAlt(element: Element): void {
  const { alt } = element.properties;
  becomeSpan(element, typeof alt === 'string' && alt.trim() !== '' ? [{ type: 'text', value: alt }] : []);
}

/** A link without a URL becomes its text. */
export function openLink(element: Element): void {
  becomeSpan(element, element.children);
}

function becomeSpan(element: Element, children: ElementContent[]): void {
  element.tagName = 'span';
  element.properties = {};
  element.children = children;
}
