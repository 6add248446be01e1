/** The secrets: what the parameter may contain, and how long they are cached. */
import { describe, expect, it, test } from 'vitest';
import { PublishError } from '../../src/problem/publish-error.ts';
import { keepSecrets } from '../../src/webhook/keep-secrets.ts';
import { parseSecrets } from '../../src/webhook/secret.ts';
import { now, otherSecret, secret } from '../support/webhook.ts';

const written = (length: number) => `whsec_${Buffer.alloc(length, 7).toString('base64')}`;

describe('the parameter', () => {
  test.each([
    ['one', secret, 1],
    ['one of 24 bytes', written(24), 1],
    ['one of 64 bytes', written(64), 1],
    ['one without padding', secret.replace(/=+$/, ''), 1],
    ['one and a line break', `${secret}\n`, 1],
    ['two with a space', `${secret} ${otherSecret}`, 2],
    ['two with a comma', `${secret},${otherSecret}`, 2],
    ['two with both', ` ${secret},\n${otherSecret} `, 2],
    ['five', Array.from({ length: 5 }, () => secret).join(' '), 5],
  ])('may contain %s', (_name, text, count) => {
    const secrets = parseSecrets(text, '/presstime/test/webhook');
    expect(secrets.length).toBe(count);
    expect(Buffer.from(secrets[0] ?? []).toString('base64')).toContain(text.trim().slice(6, 30));
  });

  test.each([
    ['nothing', ''],
    ['spaces', ' , '],
    ['one of 23 bytes', written(23)],
    ['one of 65 bytes', written(65)],
    ['one without its prefix', secret.slice(6)],
    ['the prefix', 'whsec_'],
    ['a private key of another kind', secret.replace('whsec', 'whsk')],
    ['base64url', `whsec_${Buffer.alloc(32, 0xff).toString('base64url')}`],
    ['unused bits that are not zero', `${written(32).slice(0, -2)}d=`],
    ['a bad one beside a good one', `${secret} whsec_short`],
    ['six', Array.from({ length: 6 }, () => secret).join(' ')],
  ])('may not contain %s; the message names the parameter and shows nothing of it', (_name, text) => {
    expect(() => parseSecrets(text, '/presstime/test/webhook')).toThrow(
      new PublishError(
        'webhook-secret',
        'The parameter "/presstime/test/webhook" must contain one to five secrets of 24 to 64 bytes, each "whsec_" followed by base64; docs/webhook.md says how to make one',
      ),
    );
  });
});

describe('a cached parameter', () => {
  function parameter(texts: readonly (string | Error)[]) {
    const asked = { count: 0 };
    const read = async () => {
      const text = texts[Math.min(asked.count, texts.length - 1)] ?? '';
      asked.count += 1;
      if (text instanceof Error) throw text;
      return text;
    };
    return { asked, secrets: keepSecrets({ name: 'secret', read }) };
  }
  const lengthAt = async (secrets: ReturnType<typeof keepSecrets>, at: number) => (await secrets.at(at))[0]?.length;

  it('is not read before the first call, and is then cached for five minutes', async () => {
    const { asked, secrets } = parameter([secret, otherSecret]);
    expect(asked.count).toBe(0);
    expect(await lengthAt(secrets, now)).toBe(32);
    expect(await lengthAt(secrets, now + 299)).toBe(32);
    expect(asked.count).toBe(1);
    expect(await lengthAt(secrets, now + 300)).toBe(24);
    expect(asked.count).toBe(2);
  });

  it('and failed is read again after ten seconds', async () => {
    const { asked, secrets } = parameter([new Error('down'), secret]);
    await expect(secrets.at(now)).rejects.toThrow('down');
    await expect(secrets.at(now + 9)).rejects.toThrow('down');
    expect(asked.count).toBe(1);
    expect(await lengthAt(secrets, now + 10)).toBe(32);
  });

  it('does not outlive a parameter that was removed', async () => {
    const { secrets } = parameter([secret, new Error('gone')]);
    expect(await lengthAt(secrets, now)).toBe(32);
    await expect(secrets.at(now + 300)).rejects.toThrow('gone');
  });

  it('is read again if the clock was set back', async () => {
    const { asked, secrets } = parameter([secret]);
    await secrets.at(now);
    await secrets.at(now - 1);
    expect(asked.count).toBe(2);
  });
});
