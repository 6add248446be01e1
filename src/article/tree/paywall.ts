/** Finds the paywall of a text, and removes what is below it. Ghost marks it with a comment. */
import type { Comment, Root, RootContent } from 'hast';
import type { FoundMark } from '../story/found-mark.ts';
import { hasNode, nodesAbove } from './walk.ts';

/** The comments that end the text for everybody. `kg-card-begin: paywall` is that of older versions of Ghost. */
export const paywallMarks = ['members-only', 'kg-card-begin: paywall', 'subscribers-only', 'paywall'] as const;

const forms: ReadonlySet<string> = new Set(paywallMarks.map(folded));

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

function isPaywall(node: RootContent): boolean {
  return node.type === 'comment' && forms.has(folded(node.value));
}

/** A copy of the tree without what is below its first paywall. The tree itself if it has none. */
export function cutAtPaywall(tree: Root): Root {
  const above = nodesAbove(tree, isPaywall);
  const mark: Comment = { type: 'comment', value: paywallMarks[0] };
  return above === null ? tree : { type: 'root', children: [...above.children, mark] };
}

/** The mark for a paywall, if there is one. */
export function paywallMarkIn(tree: Root): readonly FoundMark[] {
  const mark = { key: `<!--${paywallMarks[0]}-->`, line: null, tool: 'Ghost', meaning: 'part' } as const;
  return hasPaywall(tree) ? [mark] : [];
}

export function hasPaywall(tree: Root): boolean {
  return hasNode(tree, isPaywall);
}
