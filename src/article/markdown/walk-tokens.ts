/** Walks the tokens of marked. Its own walk takes quadratic time, because it copies a list at each token. */
import type { Token, Tokens } from 'marked';

/** The tokens directly inside a token, in the order of the text. */
export function tokensIn(token: Token): readonly Token[] {
  const { header = [], rows = [] } = token.type === 'table' ? (token as Tokens.Table) : {};
  const { items = [] } = token.type === 'list' ? (token as Tokens.List) : {};
  const inner = 'tokens' in token ? (token.tokens ?? []) : [];
  return [...inner, ...items, ...[...header, ...rows.flat()].flatMap((cell) => cell.tokens)];
}

/** Calls `visit` for each token, in the order of the text. Does not recurse. */
export function walkTokens(tokens: readonly Token[], visit: (token: Token) => void): void {
  const open = tokens.toReversed();
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    visit(token);
    for (const inner of tokensIn(token).toReversed()) open.push(inner);
  }
}
