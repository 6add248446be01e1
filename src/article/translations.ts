/** Finds articles whose names say that they are translations of each other, as in Hugo and Zola: `fog.en.md` and `fog.de.md`. */
import type { Permalink } from '../model/channel.ts';
import { groupBy } from '../model/group-by.ts';
import { inFile, type Problem, warning } from '../problem/problem.ts';
import { nameOf } from './story/path.ts';

/** Codes that are not extensions of other files, too. */
const codes =
  'ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ka|ko|lt|lv|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh';
const suffix = new RegExp(`^(.+)\\.((?:${codes})(?:-[a-z]{2,4})?)$`, 'i');

/** Warns about translations if `permalink` names no tool that says which URLs they have. */
export function findTranslations(paths: readonly string[], permalink: Permalink | null): readonly Problem[] {
  if (permalink === null || permalink.tool !== null) return [];
  const names = paths.map((path) => ({ path, match: suffix.exec(nameOf(path)) }));
  const stories = groupBy(names, ({ path, match }) => [match?.[1] ?? nameOf(path)]);
  return [...stories.values()]
    .filter((its) => its.length > 1)
    .flat()
    .flatMap(({ path, match }) => {
      if (match === null) return [];
      const message = `"${path}" seems to be a translation, and its language "${match[2]}" becomes part of its URL as it is: if Hugo or Zola made the site, set permalink to {tool: hugo, languages: [${match[2]}]}`;
      return inFile(path, [warning('translation', message)]);
    });
}
