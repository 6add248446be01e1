/** Runs a command in its own process, and measures the CPU time and the peak memory of it and its children. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { medianOf } from './statistics.ts';
import type { Sample } from './task.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to a small environment. That of this process is not passed on: NODE_EXTRA_CA_CERTS alone takes 37 ms. */
  readonly env?: Readonly<Record<string, string>>;
}

const launcher = fileURLToPath(new URL('launch.py', import.meta.url));
const maximumOutputBytes = 64 * 1024 * 1024;

/** Throws with the output of the command if it fails. */
export async function measure({ program, args, cwd, env = {} }: Command): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'presstime-measured-'));
  const result = join(folder, 'used.json');
  try {
    await promisify(execFile)(findPython(), [launcher, result, program, ...args], {
      env: { ...smallEnvironment(), ...env },
      maxBuffer: maximumOutputBytes,
      ...(cwd === undefined ? {} : { cwd }),
    });
    return { ...(JSON.parse(await readFile(result, 'utf8')) as Omit<Sample, 'counts'>), counts: {} };
  } catch (thrown) {
    throw new Error(failureOf(thrown, program), { cause: thrown });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median of several runs, for commands so short that single runs differ much. */
export async function measureOften(command: Command, times: number): Promise<Sample> {
  const samples: Sample[] = [];
  for (let time = 0; time < times; time += 1) samples.push(await measure(command));
  return {
    cpuMilliseconds: medianOf(samples.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    peakMebibytes: Math.max(...samples.map(({ peakMebibytes }) => peakMebibytes)),
    counts: {},
  };
}

export function smallEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'C.UTF-8', TZ: 'UTC' };
}

let python: string | undefined;

/** The program itself, because `python3` may be a slow script that looks for it. */
function findPython(): string {
  python ??= execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  return python;
}

function failureOf(thrown: unknown, program: string): string {
  const { stderr = '', stdout = '', message = String(thrown) } = thrown as Partial<Record<string, string>>;
  const lines = stripVTControlCharacters(`${stderr}\n${stdout}`)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return `${basename(program)} failed: ${(lines.slice(0, 3).join(' / ') || message).slice(0, 400)}`;
}
