/** The replies to a call, as docs/webhook.md lists them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replyTo } from '../../src/webhook/reply.ts';

test('docs/webhook.md has the body of every reply', () => {
  const text = readFileSync('docs/webhook.md', 'utf8');
  const outcomes = [
    { kind: 'accepted', call: '', isDamaged: false },
    { kind: 'replay', call: '' },
    { kind: 'not-post' },
    { kind: 'too-large' },
    { kind: 'too-many', call: '', retryAfterSeconds: 1 },
    { kind: 'unavailable', code: '', message: '' },
  ] as const;
  for (const outcome of outcomes) {
    const { statusCode, body } = replyTo(outcome);
    expect(text).toContain(`| ${statusCode} | \`${body.trim()}\` |`);
  }
});
