/** Short forms for the tables of readers: lists of names in one text, and rules that change nothing. */
import type { ContentRules, UrlRules } from './reader.ts';

/** The names in a text. */
export function names(text: string): readonly string[] {
  return text.split(' ').filter((name) => name !== '');
}

/** The attributes of each element, from rows whose key is one or more elements and whose value is their attributes. */
export function allow(rows: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(rows).flatMap(([elements, attributes]) =>
      names(elements).map((element) => [element, names(attributes)] as const),
    ),
  );
}

export const anyUrl: UrlRules = {
  schemes: null,
  blockedSchemes: [],
  blockedBecomes: 'nothing',
  dataPrefixes: ['data:'],
  blocked: [],
  removedParameters: [],
  keepsFragments: false,
  frameHosts: null,
  frames: [],
};

/** Keeps all elements, attributes and URLs. */
export const unchanged: ContentRules = {
  kind: 'html',
  elements: null,
  attributes: ['*'],
  removedAttributes: [],
  dropped: [],
  unwrapped: [],
  otherwise: 'unwrap',
  required: {},
  urls: anyUrl,
  pixelSizes: [],
  dropsHidden: false,
  renamed: {},
  added: [],
  wrapped: {},
};
