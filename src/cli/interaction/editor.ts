/** Opens a file in the editor of the user: the variable VISUAL, or else EDITOR. */
import { spawn } from 'node:child_process';
import type { Terminal } from '../terminal/command.ts';
import { quoteForShell } from '../terminal/quote.ts';

/** The command of the editor, which may have arguments, such as `code --wait`. Null if none is set. */
export function editorIn({ VISUAL: visual, EDITOR: editor }: Terminal['env']): string | null {
  return visual || editor || null;
}

/** Opens a file and waits until the editor is closed. Returns false if the editor could not be started, or failed. */
export function openEditor(editor: string, file: string): Promise<boolean> {
  const child = spawn(`${editor} ${quoteForShell(file)}`, { shell: true, stdio: 'inherit' });
  return new Promise((done) => {
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}
