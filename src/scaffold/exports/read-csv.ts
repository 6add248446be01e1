/** Reads comma-separated values: https://www.rfc-editor.org/rfc/rfc4180 */

/** The rows as records by the names in the first line. Missing fields are empty. */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = rowsOf(text.replace(/^\ufeff/, ''));
  const filled = rows.filter((row) => row.some((field) => field !== ''));
  return filled.map((row) => Object.fromEntries(names.map((name, index) => [name.trim(), row[index] ?? ''])));
}

/** A field and what ends it. Quotation marks that are not around the whole field are a part of it. */
const fieldForm = /(?:"([^"]*(?:""[^"]*)*)"(?=[,\r\n]|$)|([^,\r\n]*))(,|\r?\n|\r|$)/y;

function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  fieldForm.lastIndex = 0;
  while (fieldForm.lastIndex < text.length) {
    const [, quoted, plain = '', end = ''] = fieldForm.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows;
}
