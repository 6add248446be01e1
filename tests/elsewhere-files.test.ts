/** The container's file and the workflow of docs/elsewhere.md, as far as they can be read. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copied, instructions, dockerfileLines as lines, steps, workflow } from './support/elsewhere.ts';

describe('the container', () => {
  it('every instruction is known, and every file that it copies exists', () => {
    expect(lines.filter((line) => line !== '' && !line.startsWith('#')).length).toBe(instructions.length);
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'USER', 'ENTRYPOINT', 'CMD'];
    expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the workflow for GitHub Pages', () => {
  it('names the major version of each action, and has only the permissions that it needs', () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((it) => !/^actions\/[a-z/-]+@v\d+$/.test(it))).toEqual([]);
    expect(workflow.permissions).toEqual({ contents: 'read', pages: 'write', 'id-token': 'write' });
    expect(workflow.jobs.publish.if).toBe("vars.PRESSTIME_PAGES == '1'");
  });

  it('restores and saves the same cache', () => {
    const caches = steps.filter(({ uses }) => uses?.startsWith('actions/cache'));
    expect(caches.map(({ uses }) => uses)).toEqual(['actions/cache/restore@v4', 'actions/cache/save@v4']);
    const [restored, kept] = caches.map((step) => step.with ?? {});
    expect(kept).toEqual({ path: 'public', key: restored?.['key'] });
    expect(restored).toMatchObject(kept ?? {});
  });
});
