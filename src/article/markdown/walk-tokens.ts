/** Walks the tokens of marked. Its own walk takes quadratic time, because it copies a list at each token. */
import type { Token, Tokens } from 'marked';

/** The tokens directly inside a token, in the order of the text. */
export function tokensIn(token: Token): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type !== 'table') return 'tokens' in token ? (token.tokens ?? none) : none;
  const { header, rows } = token as Tokens.Table;
  return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
}

const none: readonly Token[] = [];

/** Calls `visit` for each token, in the order of the text. Does not recurse. */
export function walkTokens(tokens: readonly Token[], visit: (token: Token) => void): void {
  const open = tokens.toReversed();
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    visit(token);
    const inner = tokensIn(token);
    for (let index = inner.length - 1; index >= 0; index -= 1) open.push(inner[index] as Token);
  }
}
