/** The rules for the server of a feed (RFC 9110), with the clauses that docs/linter.md lists. Pure. */
import type { Fetched } from '../http/fetch-feed.ts';
import { isPermanentRedirect } from '../http/follow-redirects.ts';
import { type FormatName, feedFormats } from '../model/feed.ts';
import { findingOf, type ValidationFinding } from '../validate/rule/finding.ts';
import { quoted, type Rule } from '../validate/rule/rule.ts';
import type { Validation } from '../validate/validate-feed.ts';

export const serverRules = {
  type: { code: 'http-content-type', clause: 'RFC 9110, 8.3', severity: 'warning' },
  noValidator: { code: 'http-no-validator', clause: 'RFC 9110, 8.8', severity: 'warning' },
  self: { code: 'http-self-elsewhere', clause: 'RFC 4287, 4.2.7.2', severity: 'warning' },
  moved: { code: 'http-redirect', clause: 'RFC 9110, 15.4', severity: 'warning' },
} as const satisfies Readonly<Record<string, Rule>>;

/** What the server of a feed should do in another way. */
export function findingsOnServer(
  fetched: Omit<Fetched, 'body' | 'charset'>,
  { format, selfUrl }: Pick<Validation, 'format' | 'selfUrl'>,
): readonly ValidationFinding[] {
  const { redirects, url, mediaType, hasValidator } = fetched;
  const urls = [...redirects.map(({ from }) => from), url];
  const moved = redirects.flatMap(({ from, status }, index) =>
    isPermanentRedirect(status)
      ? [findingOf(serverRules.moved, `"${from}" redirects to "${urls[index + 1]}" with ${status}`)]
      : [],
  );
  const message =
    'The server should send an ETag or Last-Modified header, so that readers can check for changes: got neither';
  return [
    ...moved,
    ...(format === null ? [] : wrongType(mediaType, format)),
    ...(hasValidator ? [] : [findingOf(serverRules.noValidator, message)]),
    ...(selfUrl === null ? [] : wrongSelfUrl(selfUrl, urls)),
  ];
}

function wrongType(mediaType: string | null, format: FormatName): readonly ValidationFinding[] {
  const { mediaType: right, otherMediaTypes } = feedFormats[format];
  if (mediaType !== null && [right, ...otherMediaTypes].includes(mediaType)) return [];
  const given = mediaType === null ? 'none' : quoted(mediaType);
  return [findingOf(serverRules.type, `The server should send the Content-Type ${right}: got ${given}`)];
}

/** The rules for feeds report a self link that is not a URL, so it is ignored here. */
function wrongSelfUrl(selfUrl: string, urls: readonly string[]): readonly ValidationFinding[] {
  if (!URL.canParse(selfUrl) || urls.includes(new URL(selfUrl).href)) return [];
  const message = `The feed should contain its own URL, ${quoted(urls.at(-1) ?? '')}: got ${quoted(selfUrl)}`;
  return [findingOf(serverRules.self, message)];
}
