/** The list of all rules of the validator, which docs/linter.md documents. */
import { htmlRules } from './html/html-rules.ts';
import { jsonFeedRules } from './json/json-feed-rules.ts';
import { feedRules } from './rule/feed-rules.ts';
import { dialects } from './xml/dialects.ts';

export const rules = [
  ...Object.values(feedRules),
  ...dialects.rss.rules,
  ...dialects.atom.rules,
  ...jsonFeedRules,
  ...htmlRules,
];

/** The code of a rule. */
export type RuleCode = (typeof rules)[number]['code'];
