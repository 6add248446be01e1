/** An EventBridge Scheduler double in this process: the four calls for one schedule, groups, and errors on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandingSchedule {
  readonly GroupName: string;
  readonly Name: string;
  readonly ScheduleExpression: string;
  readonly ActionAfterCompletion: string;
  readonly Target: {
    readonly Arn: string;
    readonly RoleArn: string;
    readonly DeadLetterConfig: { readonly Arn: string };
  };
}

export interface SchedulerDouble {
  readonly endpoint: string;
  /** The schedules, by `group/name`. */
  readonly schedules: Map<string, StandingSchedule>;
  /** The calls so far, such as `GET` and `PUT`. */
  readonly calls: string[];
  /** The names of errors with which the next calls of a kind are refused, in order. */
  readonly refusals: Map<string, string[]>;
  close(): Promise<void>;
}

interface Call {
  readonly method: string;
  readonly name: string;
  readonly group: string;
  readonly body: StandingSchedule | null;
}

/** Starts on a free port on the loopback address, with these groups. https://docs.aws.amazon.com/scheduler/latest/APIReference/ */
export async function startSchedulerDouble(groups: readonly string[]): Promise<SchedulerDouble> {
  const state = { schedules: new Map(), calls: [], refusals: new Map() };
  const server = createServer(async (request, response) => {
    reply(response, answer({ ...state, groups }, await read(request)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    ...state,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const body = text === '' ? null : (JSON.parse(text) as StandingSchedule);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const group = body?.GroupName ?? searchParams.get('groupName') ?? 'default';
  return { method: request.method ?? '', name: pathname.replace('/schedules/', ''), group, body };
}

type State = Pick<SchedulerDouble, 'schedules' | 'calls' | 'refusals'> & { readonly groups: readonly string[] };

/** Returns the schedule, or the name of an error. */
function answer({ schedules, calls, refusals, groups }: State, { method, name, group, body }: Call): unknown {
  calls.push(method);
  const key = `${group}/${name}`;
  const refusal = refusals.get(method)?.shift();
  if (refusal !== undefined) return refusal;
  if (!groups.includes(group)) return 'ResourceNotFoundException';
  if (method === 'POST' && schedules.has(key)) return 'ConflictException';
  if (method !== 'POST' && !schedules.has(key)) return 'ResourceNotFoundException';
  if (method === 'DELETE') schedules.delete(key);
  if (body !== null) schedules.set(key, { ...body, Name: name });
  return method === 'GET' ? schedules.get(key) : { ScheduleArn: `arn:${key}` };
}

const statuses: Readonly<Record<string, number>> = { ConflictException: 409, ResourceNotFoundException: 404 };

function reply(response: ServerResponse, answered: unknown): void {
  const refused = typeof answered === 'string';
  const headers = { 'content-type': 'application/json', ...(refused ? { 'x-amzn-errortype': answered } : {}) };
  response.writeHead(refused ? (statuses[answered] ?? 400) : 200, headers);
  response.end(JSON.stringify(refused ? { Message: `${answered} by the double` } : answered));
}
