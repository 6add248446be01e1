/** Starts Moto, an S3 server in Python, for tests. Versions before 5.1.18 ignore If-Match. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fetchPackages, freePort, type Server, start, stop, untilAnswers } from './process.ts';

/** Moto, and packages that its server imports but that are not among its dependencies. */
const packages = [
  'python3-moto',
  'python3-aws-xray-sdk',
  'python3-docker',
  'python3-flask-cors',
  'python3-graphql-core',
  'python3-joserfc',
  'python3-jsondiff',
  'python3-jsonpath-ng',
  'python3-multipart',
  'python3-openapi-spec-validator',
  'python3-pyparsing',
  'python3-yaml',
];

const firstGoodVersion = [5, 1, 18];

/** `python` is the arguments of Python, for a test that patches Moto first. `env` is added to the environment. */
export async function startMoto(
  python: readonly string[] = ['-m', 'moto_server'],
  { PYTHONPATH: more = '', ...env }: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const run = fetchPackages('moto', packages);
  checkVersion(run);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const args = ['python3', ...python, '-H', '127.0.0.1', '-p', String(port)];
  const own = fileURLToPath(new URL('python', import.meta.url));
  const server = start(run, args, { ...env, PYTHONPATH: [more, own].filter((it) => it !== '').join(':') });
  await untilAnswers(`${endpoint}/moto-api/`, server);
  return {
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' },
    stop: () => stop(server),
  };
}

function checkVersion(run: string): void {
  const version = execFileSync(run, ['python3', '-c', 'import moto; print(moto.__version__)'], {
    encoding: 'utf8',
  }).trim();
  const order = version.localeCompare(firstGoodVersion.join('.'), 'en', { numeric: true });
  if (order < 0) throw new Error(`Moto must be ${firstGoodVersion.join('.')} or later: got ${version}`);
}
