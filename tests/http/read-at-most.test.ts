/** Responses are read up to a limit. */
import { expect, test } from 'vitest';
import { readAtMost } from '../../src/http/follow-redirects.ts';

test('a shorter response is read whole, and one without a body is empty', async () => {
  expect(await readAtMost(new Response('quay'), 1000)).toHaveLength(4);
  expect(await readAtMost(new Response('quay'), 4)).toHaveLength(4);
  expect(await readAtMost(new Response(null), 4)).toHaveLength(0);
});
