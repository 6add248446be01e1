/** Quotes arguments of commands that messages show. */

/** Quotes an argument if a shell would not take it as a single word. */
export function quoteForShell(word: string): string {
  const written = word.startsWith('-') ? `./${word}` : word;
  return /^[\w./-]+$/.test(written) ? written : `'${written.replaceAll("'", "'\\''")}'`;
}
