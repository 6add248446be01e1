/** Runs cdk-nag on a finished template, which the CDK reads as if it had made it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from './template.ts';

/** A rule that a resource breaks. */
export interface NagFinding {
  readonly resource: string;
  readonly rule: string;
  readonly says: string;
}

const require = createRequire(import.meta.url);

type Construct = new (scope?: object, id?: string, props?: object) => object;

interface Pack {
  validateScope(scope: object): {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingResources: readonly { readonly constructPath: string }[];
    }[];
  };
}

/** The rules that AWS recommends for everybody and for serverless stacks, and a government catalogue. */
const packs = ['AwsSolutionsChecks', 'ServerlessChecks', 'NIST80053R5Checks'];

/** All findings of the rule packs. */
export function nag(template: Template): readonly NagFinding[] {
  const stack = stackOf(template);
  const available = require('cdk-nag') as Record<string, new (scope: object) => Pack>;
  return packs.flatMap((name) => {
    const Checks = available[name];
    if (Checks === undefined) throw new Error(`cdk-nag has no pack ${name}`);
    return new Checks(stack).validateScope(stack).violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({
        resource: constructPath.slice(constructPath.lastIndexOf('/') + 1),
        rule: ruleName,
        says: description,
      })),
    );
  });
}

/** A CDK stack that contains the template. */
function stackOf(template: Template): object {
  const { App, Stack } = require('aws-cdk-lib') as { App: Construct; Stack: Construct };
  const { CfnInclude } = require('aws-cdk-lib/cloudformation-include') as { CfnInclude: Construct };
  const stack = new Stack(new App(), 'presstime');
  const folder = mkdtempSync(join(tmpdir(), 'presstime-nag-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    new CfnInclude(stack, 'template', { templateFile });
    return stack;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
