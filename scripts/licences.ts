/** Lists the packages that a bundle contains, with their licences. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages among the paths of modules, each text once. Throws if a package has no licence. */
export function renderLicences(paths: readonly string[]): string {
  const folders = new Set(paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []));
  const byText = Map.groupBy([...folders].sort().map(readLicence), ({ text }) => text);
  const parts = [...byText].map(([text, licences]) => {
    const names = licences.map(({ name, version }) => `${name} ${version}`);
    return `${[...new Set(names)].join('\n')}\n\n${text}\n`;
  });
  return ['The files of Presstime contain code of these packages.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

function readLicence(folder: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  if (file === undefined && license === undefined) throw new Error(`${folder} has no licence`);
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, text };
}
