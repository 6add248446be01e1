/** Replaces what feed readers do not show, such as frames, formulas, drawings and forms, with what they do, and reports it. */
import type { Element, ElementContent, Root } from 'hast';
import { type Finding, warning } from '../../problem/problem.ts';
import { plural } from '../../problem/wording.ts';
import { positionAt } from '../text/position.ts';
import { isBlock } from '../tree/repair-nesting.ts';
import { isHidden } from '../tree/sanitise.ts';
import { boxRules, removeHeadingLinks, separate, showCheckboxes } from './boxes.ts';
import { backgroundPicture, drawingRules } from './drawings.ts';
import type { FallbackContext, FallbackRule, Notice } from './fallback.ts';
import { formulaFallback } from './formulas.ts';
import { frameRules } from './frames.ts';

export interface UnshownOptions extends Pick<FallbackContext, 'embedHosts' | 'base'> {
  /** The text of the file, for positions. */
  readonly text: string;
}

/** Changes the tree in place, which is not trusted yet. Returns one warning for each kind of element. */
export function replaceUnshown(tree: Root, { text, embedHosts, base }: UnshownOptions): readonly Finding[] {
  removeHeadingLinks(tree);
  const notices: Notice[] = [];
  const context = { embedHosts, base, isInline: false, isInLink: false };
  tree.children = replaceIn(tree.children as ElementContent[], { context, notices });
  return findingsOf(notices, text);
}

/** By tag name. A map, because a tag may be named like a property of every object, such as `constructor`. */
const rules: ReadonlyMap<string, FallbackRule> = new Map(
  [boxRules, drawingRules, frameRules].flatMap((them) => Object.entries(them)),
);

/** Elements whose content is not replaced: it is not shown, or it belongs to a drawing. */
const closed = new Set(['svg', 'noscript', 'template', 'style', 'script', 'head']);

const inlineHolders = new Set(
  'p a abbr b bdi bdo button cite code del dfn dt em h1 h2 h3 h4 h5 h6 i ins kbd label mark pre q s samp small span strong sub summary sup time u var'.split(
    ' ',
  ),
);

interface Replacing {
  readonly context: FallbackContext;
  readonly notices: Notice[];
}

function replaceIn(children: readonly ElementContent[], replacing: Replacing): ElementContent[] {
  const isMixed = children.some((child) => child.type === 'text' && child.value.trim() !== '');
  const context = isMixed && !children.some(isBlockNode) ? { ...replacing.context, isInline: true } : replacing.context;
  return separate(children).flatMap((child) =>
    child.type === 'element' ? replaceElement(child, { ...replacing, context }) : [child],
  );
}

function isBlockNode(node: ElementContent): boolean {
  return node.type === 'element' && isBlock(node);
}

function replaceElement(element: Element, { context, notices }: Replacing): readonly ElementContent[] {
  const { tagName } = element;
  if (isHidden(element)) return [element];
  if (tagName === 'li') showCheckboxes(element);
  const formula = formulaFallback(element);
  if (formula === null && !closed.has(tagName)) {
    const isInline = inlineHolders.has(tagName) || (context.isInline && !isBlock(element));
    const inside = { ...context, isInline, isInLink: context.isInLink || tagName === 'a' };
    element.children = replaceIn(element.children, { context: inside, notices });
  }
  const fallback = formula ?? rules.get(tagName)?.(element, context) ?? backgroundPicture(element);
  if (fallback === null) return [element];
  if (fallback.notice !== null) notices.push(fallback.notice);
  return fallback.nodes;
}

/** The maximum number of kinds that are reported. */
const maximumKinds = 50;

function findingsOf(notices: readonly Notice[], text: string): Finding[] {
  const kinds = Map.groupBy(notices, ({ what, instead }) => `${what}: ${instead}`);
  return [...kinds.values()].slice(0, maximumKinds).flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const times = same.length === 1 ? '' : ` (${plural(same.length, 'time')})`;
    const message = `Feed readers do not show ${first.what.slice(0, 200)}${times}: they get ${first.instead} instead`;
    return [warning('unshown-element', message, positionOf(first, text))];
  });
}

function positionOf({ needles }: Notice, text: string) {
  const lower = text.toLowerCase();
  const at = needles.map((needle) => lower.indexOf(needle.toLowerCase())).find((index) => index !== -1);
  return at === undefined ? undefined : positionAt(text, at);
}
