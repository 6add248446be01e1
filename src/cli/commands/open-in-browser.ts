/** Opens a URL in the browser of the user. */
import { spawn } from 'node:child_process';
import type { Terminal } from '../terminal/command.ts';

/** The program that opens a URL, by platform. */
const openers: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Says so if no browser can be started. The URL must be our own, because it becomes part of a command. */
export function openInBrowser(url: string, { say }: Pick<Terminal, 'say'>): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => say(`No browser could be started: open ${url} yourself`));
  child.unref();
}
