/** The size of a bundle counts all that it loads at its start. */
import { expect, test } from 'vitest';
import { staticImports } from '../../bench/tasks/function.ts';

test('chunks that are imported at the start count, those that are loaded when needed do not', () => {
  const text =
    'import{a as b}from"./chunk-A1.mjs";import"./side-B2.mjs";let c=()=>import("./rare-C3.mjs");import d from"node:fs";';
  expect(staticImports(text)).toEqual(['chunk-A1.mjs', 'side-B2.mjs']);
});
