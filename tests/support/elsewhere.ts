/** The container's file and the workflow for GitHub Pages, as data. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const dockerfileLines = readFileSync('Dockerfile', 'utf8').split('\n');
export const instructions = dockerfileLines.flatMap((line) => {
  const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
  return name === '' ? [] : [{ name, rest }];
});
export const copied = instructions
  .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
  .flatMap(({ rest }) => rest.split(' ').slice(0, -1));

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly 'continue-on-error'?: boolean;
  readonly with?: Readonly<Record<string, unknown>>;
}

export const workflow = parse(readFileSync('.github/workflows/pages.yml', 'utf8')) as {
  readonly jobs: { readonly publish: { readonly if: string; readonly steps: readonly Step[] } };
  readonly permissions: Readonly<Record<string, string>>;
};
export const { steps } = workflow.jobs.publish;
/** The folder that becomes the site. */
export const uploaded = String(
  steps.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact'))?.with?.['path'],
);
