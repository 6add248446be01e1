/** The adapter for hubs: URLs that no request is sent to. */
import { expect, test } from 'vitest';
import { createWebSubHub } from '../../src/notify/websub.ts';

const topic = 'https://feeds.courier.example/atom.xml';

test.each(['', 'hub', 'file:///etc/passwd', 'http://', 'https://name:word@hub.example/'])(
  'the address %j is refused in words',
  async (hub) => {
    const message = 'its address must be one of http or https, without a name and a password';
    expect(await createWebSubHub().publish(hub, [topic])).toEqual([{ hub, topic, outcome: 'refused', message }]);
  },
);
