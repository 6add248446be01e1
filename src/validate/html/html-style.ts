/** Which `style` attributes readers keep: those without properties that move or hide content, or fetch something. */

const properties = new Set(
  (
    'background background-color border border-collapse border-color border-spacing border-style border-width clear color ' +
    'cursor direction display float font font-family font-size font-style font-variant font-weight height letter-spacing ' +
    'line-height list-style-type margin overflow padding text-align text-decoration text-indent unicode-bidi ' +
    'vertical-align white-space width'
  ).split(' '),
);

/** `border-left-color` as well as `border-color`, `margin-top` as well as `margin`. */
function isSafeProperty(name: string): boolean {
  return properties.has(name.replace(/^(border|margin|padding)-(?:top|right|bottom|left)/, '$1'));
}

/** True if readers keep a style unchanged. */
export function isSafeStyle(style: string): boolean {
  const declarations = style.split(';').filter((it) => it.trim() !== '');
  return declarations.every((it) => {
    const [property = '', ...value] = it.split(':');
    return isSafeProperty(property.trim().toLowerCase()) && !/url\(|expression\(/i.test(value.join(':'));
  });
}
