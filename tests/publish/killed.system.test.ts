/** A run is killed before, during and after every write, to a folder and to a bucket, and at every read request. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll } from 'vitest';
import { createDirectoryStore } from '../../src/store/directory.ts';
import { createS3Store } from '../../src/store/s3.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Death, everyDeath, killedSuite, runToDeath, type Target } from '../support/killed.ts';
import { program } from '../support/program.ts';
import { type S3Double, type SeenRequest, startS3Double } from '../support/s3-double.ts';

killedSuite('a folder', {
  make: async () => {
    const folder = await temporaryFolder();
    return {
      place: folder,
      open: () => createDirectoryStore(folder),
      run: (args, death) => runToDeath({ args, death }),
    };
  },
  deathsOf: everyDeath,
});

let double: S3Double;

/** The running programs, by the prefix that they write to. */
const victims = new Map<
  string,
  { readonly child: ChildProcess; readonly death: Death | null; readonly steps: string[] }
>();

beforeAll(async () => {
  double = await startS3Double(['bucket']);
  double.reset({ before: (request) => strike(request, 'before'), after: (request) => strike(request, 'after') });
});

afterAll(() => double.close());

/** The server kills the program that sent the request, and never responds. */
function strike({ operation, key, prefix }: SeenRequest, moment: 'before' | 'after') {
  const victim = victims.get((key === '' ? prefix : key).split('/')[0] ?? '');
  if (victim === undefined) return undefined;
  if (moment === 'before') victim.steps.push(operation);
  if (victim.steps.length !== victim.death?.step || victim.death.moment !== moment) return undefined;
  victim.child.kill('SIGKILL');
  return 'reset';
}

const env = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
let prefixes = 0;

function bucketTarget(): Target {
  prefixes += 1;
  const prefix = `place-${prefixes}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { bucket: 'bucket', prefix, endpoint: double.endpoint, region: 'us-east-1', credentials };
  return {
    place: `s3://bucket/${prefix}`,
    open: () => createS3Store(options),
    run: (args, death) => runAsVictim(prefix, { args, death }),
  };
}

async function runAsVictim(
  prefix: string,
  { args, death }: { readonly args: readonly string[]; readonly death: Death | null },
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env, AWS_ENDPOINT_URL: double.endpoint },
    stdio: 'ignore',
  });
  const steps: string[] = [];
  victims.set(prefix, { child, death, steps });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  victims.delete(prefix);
  const wanted = death === null ? code === 0 : signal === 'SIGKILL';
  if (!wanted) throw new Error(`Ended with ${code ?? signal} at ${JSON.stringify(death)}`);
  return steps;
}

/** A program that only reads leaves nothing else behind after the response. */
function isWrite(operation: string): boolean {
  return operation === 'put' || operation === 'delete';
}

killedSuite('a bucket', {
  make: bucketTarget,
  deathsOf: (steps) =>
    steps.flatMap((operation, index): Death[] => {
      const before = { step: index + 1, moment: 'before' } as const;
      return isWrite(operation) ? [before, { step: index + 1, moment: 'after' }] : [before];
    }),
});
