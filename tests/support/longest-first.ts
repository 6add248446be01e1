/** Order of test files: those that take longest begin first, so that none of them runs on alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A sequencer for files with these names, without folder and extension, in this order; all others come after them. */
export function longestFirst(names: readonly string[]): typeof BaseSequencer {
  const positionOf = ({ moduleId }: TestSpecification): number => {
    const position = names.findIndex((name) => new RegExp(`/${name}(?:\\.system)?\\.test\\.ts$`).test(moduleId));
    return position === -1 ? names.length : position;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return (await super.sort(files)).sort((one, other) => positionOf(one) - positionOf(other));
    }
  };
}
