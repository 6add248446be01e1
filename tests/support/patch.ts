/** Replaces a function of a built-in module for one test, for all who import it. */
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Puts a function around one of `module`, which is the default import of a built-in module, until the test is done. */
export function patch<Module extends object, Name extends keyof Module>(
  module: Module,
  name: Name,
  around: (real: Module[Name]) => Module[Name],
): void {
  const real = module[name];
  const set = (value: Module[Name]): void => {
    module[name] = value;
    syncBuiltinESMExports();
  };
  set(around(real));
  onTestFinished(() => set(real));
}
