/** The type of the rules that replace what feed readers do not show, and the elements that the rules build. */
import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { foldSpaces } from '../text/spaces.ts';

export interface Fallback {
  /** The nodes that replace the element. */
  readonly nodes: readonly ElementContent[];
  /** Null if nothing is lost. */
  readonly notice: Notice | null;
}

/** What is reported about an element. Equal notices are counted. */
export interface Notice {
  /** Such as `a frame of "maps.example"`. */
  readonly what: string;
  readonly instead: Instead;
  /** Texts that show where the element is, the most precise first. */
  readonly needles: readonly string[];
}

export type Instead = 'a link' | 'its text' | 'the picture' | 'nothing';

export interface FallbackContext {
  readonly embedHosts: readonly string[];
  /** The URL to which the URLs in the text are relative. */
  readonly base: string;
  /** True inside a paragraph and the like, which cannot contain blocks. */
  readonly isInline: boolean;
  readonly isInLink: boolean;
}

/** Null if the element stays. */
export type FallbackRule = (element: Element, context: FallbackContext) => Fallback | null;

export const nothing: Fallback = { nodes: [], notice: null };

/** A link, in a paragraph of its own if it is not inside one. In another link, only its text. */
export function buildLink({ href, text }: { readonly href: string; readonly text: string }, context: FallbackContext) {
  const link = context.isInLink ? h('span', text) : h('a', { href }, text);
  return context.isInline ? link : h('p', link);
}

/** Text, in a paragraph of its own if it is not inside one. None if it is empty. */
export function buildText(text: string, { isInline }: FallbackContext): readonly ElementContent[] {
  if (text === '') return [];
  return [isInline ? h('span', text) : h('p', text)];
}

/** The value of an attribute. Null if it is missing or empty. */
export function attributeIn({ properties }: Element, name: string): string | null {
  const value = properties[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function lineOf(element: Element): string {
  return foldSpaces(textOf(element));
}
