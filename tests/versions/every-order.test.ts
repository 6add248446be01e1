/** Items with versions, in memory: every subset and order, in one run and in a run for each file; runs that die, and two at once. */
import { createMemoryStore } from '../../src/store/memory.ts';
import { allSchedules, versionsSuite } from '../support/versions.ts';

const inOneOrAll = allSchedules().filter((runs) => runs.length === 1 || runs.length === runs.flat().length);

versionsSuite('memory', { make: () => createMemoryStore(), schedules: inOneOrAll });
