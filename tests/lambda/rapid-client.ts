/** Replaces the runtime client's native module, which would have to be compiled, with the same three calls over node:http. */
import { type IncomingHttpHeaders, request } from 'node:http';

const api = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;

/** The native calls wait for their response. These start in order, and the next invocation waits for all of them. */
let posted: Promise<unknown> = Promise.resolve();

/** The next invocation. */
export async function next(): Promise<{ readonly bodyJson: string; readonly headers: IncomingHttpHeaders }> {
  await posted;
  return exchange('GET', '/next');
}

export function done(id: string, body: string): void {
  posted = posted.then(() => exchange('POST', `/${id}/response`, body));
}

export function error(id: string, body: string): void {
  posted = posted.then(() => exchange('POST', `/${id}/error`, body));
}

function exchange(
  method: string,
  path: string,
  body = '',
): Promise<{ bodyJson: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${api}${path}`, { method }, async (reply) => {
      const chunks: Buffer[] = [];
      for await (const chunk of reply) chunks.push(chunk as Buffer);
      resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: reply.headers });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
