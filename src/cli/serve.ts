/** `presstime serve`: the publication on this machine, so that a feed reader can subscribe to it at once. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { relative, resolve, sep } from 'node:path';
import send from 'send';
import { PublishError } from '../problem.ts';
import { formats, mediaTypeOf } from '../render/formats.ts';
import { reasonOf } from '../store/system-error.ts';
import type { Command } from './command.ts';
import { checkFolder } from './place.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Serve a publication on this machine only, until you press Ctrl+C.',
  argument: {
    name: 'FOLDER',
    meaning: 'the folder of the publication (default: public)',
    required: false,
    variable: 'PRESSTIME_TO',
    wanted: {
      words: 'a folder on this machine',
      accepts: (written) => !written.includes('://'),
    },
  },
  flags: [
    {
      name: 'port',
      value: 'N',
      variable: 'PRESSTIME_PORT',
      meaning: 'The port; 0 takes any that is free (default: 4000).',
      wanted: {
        words: 'a number from 0 to 65535',
        accepts: (written) => /^\d+$/.test(written) && Number(written) <= 65535,
      },
    },
  ],
  run: async (given, { print, say, stopped }) => {
    const folder = given.argument ?? 'public';
    const port = Number(given.text('port') ?? '4000');
    await checkFolder(folder, advice);
    const server = createServer((request, response) => answer(request, response, folder));
    const address = await listen(server, port);
    print(`Serving ${folder} at ${address}`);
    say(`Subscribe to ${formats.map(({ path }) => address + path).join(' or ')}; press Ctrl+C to stop`);
    await stopped();
    server.close();
    server.closeAllConnections();
    return 0;
  },
};

const named = 'name the folder that you published to';
const advice = { missing: `publish first, or ${named}`, file: named };

/** Nobody outside this machine can reach it. */
function listen(server: Server, port: number): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', (thrown) => {
      const message = `Cannot serve at port ${port}: ${reasonOf(thrown)}; choose another with --port`;
      fail(new PublishError('cannot-serve', message, { cause: thrown }));
    });
    server.listen(port, '127.0.0.1', () => done(`http://localhost:${(server.address() as AddressInfo).port}/`));
  });
}

/** Names that begin with a dot, such as the ledger's, are not there. */
function answer(request: IncomingMessage, response: ServerResponse, folder: string): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  send(request, path, { root: resolve(folder), dotfiles: 'ignore', cacheControl: false, index: 'index.html' })
    .on('headers', (reply: ServerResponse, file: string) => {
      reply.setHeader('Content-Type', mediaTypeOf(relative(resolve(folder), file).split(sep).join('/')));
      reply.setHeader('Cache-Control', 'no-cache');
    })
    .on('error', (thrown: { status?: number }) => {
      if (path === '/') listFeeds(response);
      else answerNothing(response, { path, status: thrown.status ?? 500 });
    })
    .pipe(response);
}

function answerNothing(response: ServerResponse, { path, status }: { path: string; status: number }): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`There is no ${path} here\n`);
}

/** Where there is no index.html. */
function listFeeds(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(formats.map(({ path }) => `/${path}\n`).join(''));
}
