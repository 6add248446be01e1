/** The entry point of the single executable: the program, or the process that reads articles if the program started itself for it. */
import { articleProcess } from '../reading/start-process.ts';

const isArticleProcess = process.argv.includes(articleProcess) && process.send !== undefined;

await (isArticleProcess ? import('../reading/article-process.ts') : import('./bin.ts'));
