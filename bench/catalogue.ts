/** All tasks and all programs that are compared. */
import { eleventy } from './peers/eleventy.ts';
import { hugo } from './peers/hugo.ts';
import { jekyll } from './peers/jekyll.ts';
import { type Peer, peerTask } from './peers/peer.ts';
import { scriptWithFeed, scriptWithFeedsmith } from './peers/script.ts';
import { zola } from './peers/zola.ts';
import { firstRunTaskName, hundredThousand, tenThousand, thousand } from './rows.ts';
import type { Task } from './task.ts';
import { changeTasks, firstRunTask, nothingTask, upgradeTask } from './tasks/folder.ts';
import { functionTasks, invocationTasks } from './tasks/function.ts';
import { renderingTask } from './tasks/rendering.ts';
import { s3Tasks } from './tasks/s3.ts';
import { startTasks } from './tasks/start.ts';
import type { Workshop } from './workshop.ts';

/** The programs, and the mark beside each, if there is one. */
export const peers: readonly (Peer & { readonly mark: number | null })[] = [
  { ...hugo, mark: 0.9 },
  ...[scriptWithFeed, scriptWithFeedsmith, eleventy, jekyll, zola].map((peer) => ({ ...peer, mark: null })),
];

const sizes = [thousand, tenThousand];

/** In the order in which a round runs them. */
export function createTasks(workshop: Workshop): readonly Task[] {
  return [
    ...startTasks(),
    ...sizes.flatMap((count) => [nothingTask(workshop, count), ...changeTasks(workshop, count)]),
    nothingTask(workshop, hundredThousand, { length: 'short' }),
    ...sizes.map((count) => upgradeTask(workshop, count)),
    ...sizes.flatMap((count) => firstRunTasks(workshop, count)),
    firstRunTask(workshop, firstRunTaskName('one date', tenThousand), tenThousand, {
      settings: 'allWithoutPages',
      dates: 'one',
    }),
    firstRunTask(workshop, firstRunTaskName('short', hundredThousand), hundredThousand, { length: 'short' }),
    renderingTask(workshop),
    ...functionTasks(workshop),
    ...sizes.flatMap((count) => [...s3Tasks(workshop, count), ...invocationTasks(workshop, count)]),
  ];
}

function firstRunTasks(workshop: Workshop, count: number): readonly Task[] {
  return [
    firstRunTask(workshop, firstRunTaskName('no pages', count), count, { settings: 'allWithoutPages' }),
    ...peers.map((peer) => peerTask(workshop, peer, { count, hasPages: false })),
    firstRunTask(workshop, firstRunTaskName('pages', count), count, { settings: 'all' }),
    ...peers.map((peer) => peerTask(workshop, peer, { count, hasPages: true })),
  ];
}
