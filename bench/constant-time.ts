/** Prints how long a signature takes that is wrong in its first byte, in its last, and not at all: `node bench/constant-time.ts`. */
import { verify } from '../src/webhook/verify.ts';
import { keys, now, request, secret, sign } from '../tests/support/webhook.ts';

const rounds = 20_000;
const right = sign();
const digest = Buffer.from(right.slice(3), 'base64');
const spoiled = (at: number) =>
  `v1,${Buffer.from(digest.map((byte, index) => (index === at ? byte ^ 1 : byte))).toString('base64')}`;

const secrets = keys(secret);
const kinds = ['first byte', 'last byte', 'none'] as const;
const signatures = { 'first byte': spoiled(0), 'last byte': spoiled(31), none: right };
const times: Record<(typeof kinds)[number], number[]> = { 'first byte': [], 'last byte': [], none: [] };
for (let round = 0; round < rounds; round += 1) {
  for (const kind of kinds) {
    const asked = request({}, { signature: signatures[kind] });
    const started = performance.now();
    verify(asked, { secrets, now });
    times[kind].push(performance.now() - started);
  }
}

for (const kind of kinds) {
  const sorted = times[kind].toSorted((one, other) => one - other);
  console.log(`wrong: ${kind}, median ${((sorted[rounds / 2] ?? 0) * 1000).toFixed(1)} µs`);
}
