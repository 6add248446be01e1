/** The entry point of the single executable: the program, or a process for which the program started itself. */
import { articleProcess } from '../reading/start-process.ts';
import { stageProcess } from './importing/stage-request.ts';

const processes = {
  [articleProcess]: () => import('../reading/article-process.ts'),
  [stageProcess]: () => import('./importing/stage-process.ts'),
};
const started = process.send === undefined ? [] : Object.entries(processes);
const [, load] = started.find(([name]) => process.argv.includes(name)) ?? [];

await (load?.() ?? import('./bin.ts'));
