/** Watches the CPU time of the process that reads articles, from a thread of its own. */
import { parentPort } from 'node:worker_threads';

/** Ends the process if it uses more CPU time than the number in the last message, in milliseconds. Null is no limit. */
export function watchCpu(): void {
  let mostMilliseconds = Number.POSITIVE_INFINITY;
  parentPort?.on('message', (budget: number | null) => {
    mostMilliseconds = budget === null ? Number.POSITIVE_INFINITY : cpuMilliseconds() + budget;
  });
  setInterval(() => {
    if (cpuMilliseconds() > mostMilliseconds) process.kill(process.pid, 'SIGTERM');
  }, 50);
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
