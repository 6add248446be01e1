/** How messages name the program: as it was started, and never as a package that npm would fetch. */
import { expect, test } from 'vitest';
import { describeProgram, localProgram } from '../../src/cli/terminal/program.ts';

const clone = '/srv/news';
const npm = (event: string, folder = clone) => ({
  npm_lifecycle_event: event,
  npm_config_local_prefix: clone,
  INIT_CWD: folder,
  PATH: `${clone}/node_modules/.bin:/usr/bin`,
});

test.each([
  ['the file of a clone', 'dist/cli/bin.js', {}, 'node dist/cli/bin.js'],
  ['its source', 'src/cli/bin.ts', {}, 'node src/cli/bin.ts'],
  ['a file outside the working folder', '/opt/press/dist/cli/bin.js', {}, 'node /opt/press/dist/cli/bin.js'],
  ['a folder with a space', '/opt/my press/bin.js', {}, "node '/opt/my press/bin.js'"],
  ['a link in PATH', '/usr/bin/presstime', { PATH: '/bin:/usr/bin' }, 'presstime'],
  ['a link that is not in PATH', '/opt/bin/presstime', { PATH: '/usr/bin' }, '/opt/bin/presstime'],
  ['a link in the working folder', 'presstime', { PATH: '/usr/bin' }, './presstime'],
  ['the link of a project', 'node_modules/.bin/presstime', {}, 'node_modules/.bin/presstime'],
  ['npx', '/root/.npm/_npx/1/node_modules/.bin/presstime', npm('npx'), localProgram],
  ['npx in a folder of the clone', '/root/.npm/_npx/1/presstime', npm('npx', `${clone}/articles`), localProgram],
  ['npm start', 'src/cli/bin.ts', npm('start'), localProgram],
  ['a script of the project', 'node_modules/.bin/presstime', npm('feeds'), localProgram],
  [
    'npm start from another folder',
    'src/cli/bin.ts',
    npm('start', '/tmp'),
    `npm --prefix ${clone} exec --no -- presstime`,
  ],
  ['a script of another project', '/opt/press/bin.js', npm('feeds'), 'node /opt/press/bin.js'],
  ['a script of another project with a global link', '/usr/bin/presstime', npm('feeds'), 'presstime'],
])('%s', (_how, script, env, shown) => {
  const path = script.startsWith('/') ? script : `${clone}/${script}`;
  const program = describeProgram({ script: path, folder: clone, env });
  expect(program).toBe(shown);
  expect(program).not.toMatch(/npx (?!--no )/);
});

test('a program that npx downloaded into its cache is named by its path; a link to the project is not', () => {
  const script = '/root/.npm/_npx/1/node_modules/.bin/presstime';
  const env = { ...npm('npx'), PATH: '/root/.npm/_npx/1/node_modules/.bin:/usr/bin' };
  const programAt = (path: string) => describeProgram({ script, folder: clone, env, realPath: () => path });
  expect(programAt('/root/.npm/_npx/1/node_modules/presstime/dist/cli/bin.js')).toBe(script);
  expect(programAt(`${clone}/dist/cli/bin.js`)).toBe(localProgram);
});
