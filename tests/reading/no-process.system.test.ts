/** What happens if the process that reads articles cannot be started. */
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { indexBeside } from '../../src/article/attachments/beside.ts';
import { readInOwnProcess } from '../../src/reading/read-article.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channel } from '../support/channel.ts';

const fork = vi.hoisted(() => vi.fn());
vi.mock('node:child_process', async (original) => ({ ...(await original<object>()), fork }));

const file = { path: 'kelp.md', body: new TextEncoder().encode('---\ntitle: Kelp\ndate: 2026-01-04\n---\nIn.\n') };
const readOne = () => readInOwnProcess(createMemoryStore({}), file, { settings: { channel, index: indexBeside([]) } });

function forkThat(emits: string, ...values: unknown[]) {
  fork.mockImplementation(() => {
    const child = new EventEmitter();
    setImmediate(() => child.emit(emits, ...values));
    return child;
  });
}

beforeEach(() => {
  fork.mockReset();
});

test.each(['EAGAIN', 'EMFILE', 'ENOMEM'])(
  'an error of the machine, %s, ends the run and refuses no article',
  async (code) => {
    forkThat('error', Object.assign(new Error(`spawn node ${code}`), { code }));
    await expect(readOne()).rejects.toMatchObject({ name: 'PublishError', code: 'store-busy' });
  },
);

test('a process that ends at once, because its file is missing, refuses the article by name', async () => {
  forkThat('exit', 1, null);
  expect(await readOne()).toMatchObject({
    state: 'refused',
    problems: [{ code: 'internal-error', file: 'kelp.md', message: expect.stringContaining('ended with 1') }],
  });
});
