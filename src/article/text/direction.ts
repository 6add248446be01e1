/** The direction in which a language is written. */

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** The direction of a language, such as `ar` or `en-GB`. A text that is not a language tag is written from left to right. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(scriptOf(language)) ? 'rtl' : 'ltr';
}

function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? 'Latn';
  } catch (thrown) {
    if (thrown instanceof RangeError) return 'Latn';
    throw thrown;
  }
}
