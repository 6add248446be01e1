/** Parses the duration of audio and video, as people, podcast tools and ISO 8601 write it, to whole seconds. */

/** Parses `1:02:05`, `62:05`, `3725`, `PT1H2M5S` or `1 h 2 min`. Returns null for any other form, and for zero. */
export function parseDuration(written: unknown): number | null {
  if (typeof written === 'number') return wholeSeconds(written);
  if (typeof written !== 'string' || written.length > maximumLength) return null;
  const match = forms.map((form) => form.exec(written.trim())).find((found) => found !== null);
  if (match === undefined) return null;
  const { hours = '0', minutes = '0', seconds = '0' } = match.groups ?? {};
  return wholeSeconds(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.')));
}

const maximumLength = 40;

const forms: readonly RegExp[] = [
  /^(?<seconds>\d{1,7}(?:[.,]\d{1,9})?)(?: ?s(?:ec(?:onds?|s)?)?\.?)?$/i,
  /^(?<minutes>\d{1,5}):(?<seconds>[0-5]\d(?:[.,]\d{1,9})?)$/,
  /^(?<hours>\d{1,3}):(?<minutes>[0-5]?\d):(?<seconds>[0-5]\d(?:[.,]\d{1,9})?)$/,
  /^PT(?=\d)(?:(?<hours>\d{1,3})H)?(?:(?<minutes>\d{1,5})M)?(?:(?<seconds>\d{1,7}(?:[.,]\d{1,9})?)S)?$/i,
  /^(?=\d)(?:(?<hours>\d{1,3}) ?h(?:(?:ou)?rs?)?\.?)? ?(?:(?<minutes>\d{1,5}) ?m(?:in(?:utes?|s)?)?\.?)? ?(?:(?<seconds>\d{1,5}) ?s(?:ec(?:onds?|s)?)?\.?)?$/i,
];

function wholeSeconds(seconds: number): number | null {
  const whole = Math.round(seconds);
  return Number.isSafeInteger(whole) && whole > 0 ? whole : null;
}
