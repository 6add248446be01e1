/** Users in Moto with a policy of the template, which Moto enforces. */
import { startMoto } from '../../scripts/servers/moto.ts';
import type { Server } from '../../scripts/servers/process.ts';
import type { Policy } from './policy.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Moto's web server decodes `%2F` in a query before Moto checks the signature, so the signature of a listing is always wrong. */
const withoutSignatures = [
  'from moto.iam.access_control import IAMRequestBase',
  'from moto_server import main',
  'IAMRequestBase.check_signature = lambda self: None',
  'main()',
].join('\n');

/** A Moto that identifies users by their keys and enforces their policies, after `credentialsWith` has made one. */
export function startEnforcingMoto(): Promise<Server> {
  return startMoto(['-c', withoutSignatures]);
}

let users = 0;

/** Creates a user with one inline policy. From then on Moto checks the rights of each call. */
export async function credentialsWith({ endpoint }: Server, policy: Policy): Promise<Credentials> {
  users += 1;
  const UserName = `user-${users}`;
  await setEnforced(endpoint, false);
  await callIam(endpoint, { Action: 'CreateUser', UserName });
  await callIam(endpoint, {
    Action: 'PutUserPolicy',
    UserName,
    PolicyName: 'given',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', ...policy }),
  });
  const key = await callIam(endpoint, { Action: 'CreateAccessKey', UserName });
  await setEnforced(endpoint, true);
  return { accessKeyId: textOf(key, 'AccessKeyId'), secretAccessKey: textOf(key, 'SecretAccessKey') };
}

/** The number of calls before Moto begins to check. */
export async function setEnforced(endpoint: string, enforced: boolean): Promise<void> {
  const body = enforced ? '0' : 'inf';
  await fetch(`${endpoint}/moto-api/reset-auth`, { method: 'POST', body });
}

/** A call to one of the services that accept forms. */
export interface FormCall {
  readonly service: 'iam' | 'sns' | 'sqs';
  readonly form: Readonly<Record<string, string>>;
}

/** Makes a call with a key. The signature is not checked. */
export async function callForm(
  endpoint: string,
  { service, form }: FormCall,
  accessKeyId = 'test',
): Promise<{ readonly status: number; readonly text: string }> {
  const Authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const headers = { Authorization, 'X-Amz-Date': '20260101T000000Z' };
  const reply = await fetch(endpoint, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: reply.status, text: await reply.text() };
}

async function callIam(endpoint: string, form: Readonly<Record<string, string>>): Promise<string> {
  const { status, text } = await callForm(endpoint, { service: 'iam', form: { Version: '2010-05-08', ...form } });
  if (status !== 200) throw new Error(`IAM refuses ${form['Action']}: ${text}`);
  return text;
}

function textOf(xml: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  if (found === undefined) throw new Error(`IAM gave no ${name}: ${xml}`);
  return found;
}
