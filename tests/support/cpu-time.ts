/** CPU time instead of the time on the clock: other programs on the machine do not change what a test finds. */

/** Milliseconds of CPU time that this thread has used. Two calls with work between them say what the work cost. */
export function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
