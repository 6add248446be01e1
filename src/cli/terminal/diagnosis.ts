/** Makes the lines that show what `presstime doctor` and `presstime status` found, and what to do. */
import type { Diagnosis, DoctorFinding } from '../../doctor/checks.ts';
import { plural } from '../../problem/wording.ts';
import type { Terminal } from './command.ts';
import { printable } from './messages.ts';

/** What was fine, then each finding with what to do about it. */
export function describeDiagnosis(
  { findings, passed }: Diagnosis,
  terminal: Pick<Terminal, 'paint'>,
): readonly string[] {
  return [
    ...passed.map((message) => `  ${terminal.paint('green', 'ok')}       ${printable(message)}`),
    ...findings.map((finding) => describeFinding(finding, terminal)),
  ];
}

/** A line such as `1 error, 2 warnings`. */
export function describeTotal({ findings }: Pick<Diagnosis, 'findings'>, { paint }: Pick<Terminal, 'paint'>): string {
  return paint('bold', describeCounts(findings));
}

function describeFinding(
  { severity, message, code, remedy }: DoctorFinding,
  { paint }: Pick<Terminal, 'paint'>,
): string {
  const kind = paint(severity === 'error' ? 'red' : 'yellow', severity.padEnd(8));
  return `  ${kind} ${printable(message)} ${paint('dim', `[${code}]`)}\n           ${remedy.replaceAll('`', '')}`;
}

function describeCounts(findings: readonly DoctorFinding[]): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
}
