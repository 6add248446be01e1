/** The adapter for hubs: URLs that no request is sent to. */
import { expect, test } from 'vitest';
import { createWebSubHub } from '../../src/notify/websub.ts';

const topic = 'https://feeds.courier.example/atom.xml';

test.each(['', 'hub', 'file:///etc/passwd', 'http://', 'https://name:word@hub.example/'])(
  'the URL %j is refused with a message',
  async (hub) => {
    const message = 'its URL must use http or https and contain no user name or password';
    expect(await createWebSubHub().publish(hub, [topic])).toEqual([{ hub, topic, outcome: 'refused', message }]);
  },
);
