/**
 * Writes the HTML of pages, as strings. Texts and attributes are escaped here. A tree, which is only needed to read or change HTML,
 * would take far longer.
 */

/** HTML that is written already. */
export interface Markup {
  readonly html: string;
}

/** HTML, a text that is not escaped yet, or nothing. */
export type Part = Markup | string | null;

/** Attributes by name. `true` writes only the name. Those that are null or undefined are not written. */
export type Attributes = Readonly<Record<string, string | number | true | null | undefined>>;

/** Writes an element with its children. */
export function tag(name: string, attributes: Attributes, ...children: readonly (Part | readonly Part[])[]): Markup {
  let html = openingTag(name, attributes);
  for (const child of children) html += isList(child) ? writeParts(child) : writePart(child);
  return { html: voidElements.has(name) ? html : `${html}</${name}>` };
}

/** Writes the start tag of an element. */
export function openingTag(name: string, attributes: Attributes): string {
  return `<${name}${writeAttributes(attributes)}>`;
}

/** Puts each part on its own line, and leaves out those that are null. */
export function lines(parts: readonly Part[]): Markup {
  let html = '\n';
  for (const part of parts) if (part !== null) html += `${writePart(part)}\n`;
  return { html };
}

/** HTML that is written without escaping, so it must come from the sanitiser. */
export function sanitisedHtml(html: string): Markup {
  return { html };
}

/** Elements without content and end tag (HTML, 13.1.2). */
export const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

function isList(child: Part | readonly Part[]): child is readonly Part[] {
  return Array.isArray(child);
}

function writeParts(parts: readonly Part[]): string {
  let html = '';
  for (const part of parts) html += writePart(part);
  return html;
}

function writePart(part: Part): string {
  if (part === null) return '';
  return typeof part === 'string' ? escapeText(part) : part.html;
}

function writeAttributes(attributes: Attributes): string {
  let written = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined) continue;
    written += value === true ? ` ${name}` : ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return written;
}

/** Escapes a text between tags. */
export function escapeText(text: string): string {
  return /[&<]/.test(text) ? text.replace(/[&<]/g, reference) : text;
}

function escapeAttribute(text: string): string {
  return /["&'`\0]/.test(text) ? text.replace(/["&'`\0]/g, reference) : text;
}

function reference(character: string): string {
  return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
}
