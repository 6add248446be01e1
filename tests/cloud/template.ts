/** Packages a stage of the stack in a copy of the checkout, without changing the checkout. The functions must be built. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageStack, readTemplate } from './package.ts';

/** A resource of a CloudFormation template. */
export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The input of CloudFormation. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
}

export interface PackagedStage {
  readonly template: Template;
  /** The copy in which it was packaged; `.serverless/` in it is what a deploy sends. */
  readonly folder: string;
  /** The paths of the files that Lambda gets. */
  readonly zips: { readonly publish: string; readonly webhook: string };
  /** Removes the copy. */
  remove(): Promise<void>;
}

/** The settings of a stage that uses every feature, for `packageStage`. */
export const everythingOn = {
  region: 'eu-central-1',
  domain: 'feeds.tern-sound.example.org',
  certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/0c9e3a1e-5d0b-4f6e-9a52-6a3a5a2b1c11',
  alarmEmail: 'desk@tern-sound.example.org',
  reservedConcurrency: 2,
  webhook: true,
  webhookConcurrency: 5,
  imports: true,
  repository: 'tern-sound/courier',
};

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that packaging reads, except stages/, which is written new. */
const sources = ['build', 'cloud', 'src', 'package.json', 'serverless.yml'];

/** Packages a stage with the settings of `stages/<stage>.yml`. Without settings, all are defaults. `flags` are for osls. */
export async function packageStage(
  stage: string,
  settings: Readonly<Record<string, unknown>> = {},
  flags: readonly string[] = [],
): Promise<PackagedStage> {
  const folder = await copyCheckout();
  const remove = () => rm(folder, { recursive: true, force: true });
  const packaged = join(folder, '.serverless');
  try {
    // JSON is valid YAML.
    await writeFile(join(folder, 'stages', `${stage}.yml`), JSON.stringify(settings));
    await packageStack(packaged, { stage, checkout: folder, flags });
    const zips = { publish: join(packaged, 'publish.zip'), webhook: join(packaged, 'webhook.zip') };
    return { template: (await readTemplate(packaged)) as Template, zips, folder, remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

async function copyCheckout(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'presstime-stage-'));
  for (const name of sources) await cp(join(checkout, name), join(folder, name), { recursive: true });
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'stages'));
  return folder;
}

export type Step = string | number;

/** The value at a path of a template; undefined if there is none. */
export function at(value: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((inside, step) => (inside as Record<Step, unknown> | undefined)?.[step], value);
}

/** A copy of a template with another value at a path, or without that path if the value is undefined. */
export function withValue(template: Template, path: readonly Step[], value: unknown): Template {
  const copy = structuredClone(template);
  const last = path.at(-1) ?? '';
  const holder = at(copy, path.slice(0, -1)) as Record<Step, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
