/**
 * The version of this program. A test compares it with `package.json`.
 *
 * @example
 * /^\d+\.\d+\.\d+/.test(version) // => true
 */
export const version = '0.1.0';
