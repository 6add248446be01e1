/** The contents for which a real reader is known to leave something else than its rules, and why that is so. */

export const differences: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
