/** Keeps scalars of YAML as their author wrote them if a number or a boolean would lose that: `1.10`, `007`, and ids of twenty digits. */
import { isCollection, isPair, isScalar, type Scalar } from 'yaml';
import type { ParsedYaml } from '../../channel/yaml.ts';

/** Replaces numbers that would be written differently, and booleans in lists, by their text. Does not recurse. */
export function keepWritten({ contents }: Pick<ParsedYaml['document'], 'contents'>): void {
  const open: { readonly node: unknown; readonly isInList: boolean }[] = [{ node: contents, isInList: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, isInList } = next;
    if (isScalar(node)) keepScalar(node, isInList);
    if (isPair(node)) open.push({ node: node.value, isInList: false });
    if (isCollection(node)) for (const item of node.items) open.push({ node: item, isInList: !isPair(item) });
  }
}

function keepScalar(scalar: Scalar, isInList: boolean): void {
  const { source, value } = scalar;
  if (source === undefined) return;
  const isChanged = typeof value === 'number' && String(value) !== source && /^[-+]?[\d.]+$/.test(source);
  if (isChanged || (isInList && typeof value === 'boolean')) scalar.value = source;
}
