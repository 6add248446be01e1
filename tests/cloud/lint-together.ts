/** Checks rules of AWS about several values together. */
import { mentionsOf } from './intrinsic.ts';
import type { Finding } from './lint.ts';
import { at, type Resource, type Step, type Template } from './template.ts';

/** By type of resource; the path is that of its properties. */
const rules: Readonly<Record<string, (path: string, resource: Resource, template: Template) => readonly Finding[]>> = {
  'AWS::CloudFront::Distribution': lintOrigin,
  'AWS::Lambda::EventSourceMapping': (path, resource, template) => [
    ...lintBatch(path, resource),
    ...lintVisibility(path, resource, template),
  ],
};

/** Values of one resource that are wrong in combination. */
export function lintTogether(path: string, resource: Resource, template: Template): readonly Finding[] {
  return rules[resource.Type]?.(`${path}.Properties`, resource, template) ?? [];
}

const read = (resource: Resource | undefined, ...path: Step[]) => at(resource, ['Properties', ...path]);

function lintOrigin(path: string, resource: Resource): readonly Finding[] {
  const { Origins = [], DefaultCacheBehavior } = read(resource, 'DistributionConfig') as {
    readonly Origins?: readonly { readonly Id: string }[];
    readonly DefaultCacheBehavior?: { readonly TargetOriginId?: string };
  };
  const { TargetOriginId: target } = DefaultCacheBehavior ?? {};
  if (Origins.some(({ Id }) => Id === target)) return [];
  const place = `${path}.DistributionConfig.DefaultCacheBehavior.TargetOriginId`;
  return [{ path: place, message: `No origin is named ${target}` }];
}

function lintBatch(path: string, resource: Resource): readonly Finding[] {
  const window = Number(read(resource, 'MaximumBatchingWindowInSeconds') ?? 0);
  if (Number(read(resource, 'BatchSize') ?? 10) <= 10 || window >= 1) return [];
  return [{ path: `${path}.BatchSize`, message: 'More than 10 messages need a batching window' }];
}

/** Lambda refuses a visibility timeout shorter than the run, because messages would be processed twice. */
function lintVisibility(path: string, resource: Resource, { Resources }: Template): readonly Finding[] {
  const named = (property: string) => Resources[mentionsOf(read(resource, property))[0]?.name ?? ''];
  const timeout = Number(read(named('FunctionName'), 'Timeout') ?? 3);
  const visibility = Number(read(named('EventSourceArn'), 'VisibilityTimeout') ?? 30);
  if (visibility >= timeout) return [];
  const message = `The queue hides messages for ${visibility} seconds, the function may run for ${timeout}`;
  return [{ path: `${path}.EventSourceArn`, message }];
}
