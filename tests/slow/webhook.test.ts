/** The webhook's state on real S3 servers, and its secret in Moto's Parameter Store. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCeph } from '../../scripts/servers/ceph.ts';
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { createSsmParameter } from '../../src/webhook/ssm.ts';
import { admitSuite } from '../support/admit.ts';
import { secret } from '../support/webhook.ts';

const region = 'us-east-1';

describe.each([
  ['moto', startMoto],
  ['ceph', startCeph],
] as const)('on %s', (name, startServer) => {
  let server: Server;
  let prefixes = 0;

  beforeAll(async () => {
    server = await startServer();
    const { endpoint, credentials } = server;
    const client = new S3Client({ endpoint, credentials, region, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'articles' }));
  });

  afterAll(() => server?.stop());

  admitSuite(name, () => {
    prefixes += 1;
    const { endpoint, credentials } = server;
    return createS3Store({ bucket: 'articles', prefix: `webhook-${prefixes}`, endpoint, credentials, region });
  });
});

describe('the Parameter Store', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startMoto();
  });

  afterAll(() => server?.stop());

  it('returns a SecureString decrypted, and reports a missing one', async () => {
    const { endpoint, credentials } = server;
    const client = new SSMClient({ endpoint, credentials, region });
    const Name = '/presstime/test/webhook';
    const parameter = createSsmParameter(Name, { endpoint, credentials, region });
    await client.send(new PutParameterCommand({ Name, Value: secret, Type: 'SecureString' }));
    expect(await parameter.read()).toBe(secret);
    await client.send(new PutParameterCommand({ Name, Value: `${secret} x`, Type: 'SecureString', Overwrite: true }));
    expect(await parameter.read()).toBe(`${secret} x`);
    await client.send(new DeleteParameterCommand({ Name }));
    await expect(parameter.read()).rejects.toMatchObject({ code: 'webhook-secret-missing' });
  });
});
