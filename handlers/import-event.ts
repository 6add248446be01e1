/** Parses the event of the import function: the step that the state machine asks for. */

export type ImportStep =
  | { readonly step: 'plan' /** Null for the usual size. */; readonly batchSize: number | null }
  | { readonly step: 'reduce' | 'end' }
  | { readonly step: 'read'; readonly batch: number }
  | { readonly step: 'render'; readonly pass: string; readonly batch: number }
  | { readonly step: 'part'; readonly pass: string; readonly part: number }
  | { readonly step: 'join'; readonly pass: string };

/** What each step needs besides its name. */
const needed: Readonly<Record<ImportStep['step'], readonly ('batch' | 'part' | 'pass')[]>> = {
  plan: [],
  read: ['batch'],
  reduce: [],
  render: ['pass', 'batch'],
  part: ['pass', 'part'],
  join: ['pass'],
  end: [],
};

/** Throws `Error` if the event is no step. Names of working files are made of it, so its values are checked. */
export function parseImportEvent(event: unknown): ImportStep {
  const fields = typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
  const { step } = fields;
  const keys = typeof step === 'string' && Object.hasOwn(needed, step) ? needed[step as ImportStep['step']] : null;
  const isValid = keys?.every((key) => (key === 'pass' ? isPass(fields[key]) : isNumber(fields[key])));
  if (isValid !== true) throw new Error(`An import has no such step: ${JSON.stringify(event)}`);
  const values = (keys ?? []).map((key) => [key, fields[key]]);
  const { batchSize } = fields;
  const size = step === 'plan' ? { batchSize: isNumber(batchSize) && batchSize !== 0 ? batchSize : null } : {};
  return { step, ...Object.fromEntries(values), ...size } as ImportStep;
}

function isNumber(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isPass(value: unknown): boolean {
  return typeof value === 'string' && /^pass-[0-9a-f]{12}$/.test(value);
}
