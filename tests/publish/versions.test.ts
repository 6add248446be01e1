/** Items with versions, in memory: every order, kills, late versions, conflicts, and files that go away. */

import { createMemoryStore } from '../../src/store/memory.ts';
import { allSchedules, versionsSuite } from '../support/versions.ts';

versionsSuite('memory', { make: () => createMemoryStore(), schedules: allSchedules() });
