/** The rules of a reader for URLs in attributes: absolute, with allowed schemes, without trackers. */
import type { UrlRules } from './reader.ts';

export interface AttributeOfElement {
  readonly tag: string;
  readonly name: string;
  readonly value: string;
}

interface UrlContext {
  readonly urls: UrlRules;
  readonly base: string;
}

/** The value of an attribute after the rules for URLs. Null if it is removed. */
export function urlAfterRules(attribute: AttributeOfElement, context: UrlContext): string | null {
  const { tag, name, value } = attribute;
  if (name === 'srcset') return sourceSet(value, context.base);
  if (!urlAttributes.has(name)) return value;
  if (tag === 'iframe') return frameUrl(value, context);
  if (tag === 'a' && name === 'href' && value.startsWith('#') && context.urls.keepsFragments) return value;
  if (tag === 'img' && /^data:/i.test(value)) return dataUrl(value, context);
  return plainUrl(value, context);
}

const urlAttributes: ReadonlySet<string> = new Set(['href', 'src', 'poster', 'cite', 'longdesc', 'action']);

function plainUrl(value: string, { urls, base }: UrlContext): string | null {
  const url = absoluteUrl(value, base);
  const scheme = schemeOf(url);
  const isAllowed =
    scheme !== null && (urls.schemes?.includes(scheme) ?? true) && !urls.blockedSchemes.includes(scheme);
  if (!isAllowed) return blockedUrl(url, { urls, base });
  if (urls.blocked.some((part) => url.includes(part))) return null;
  return withoutParameters(url, urls.removedParameters);
}

function blockedUrl(url: string, { urls, base }: UrlContext): string | null {
  if (urls.blockedBecomes === 'nothing') return null;
  if (urls.blockedBecomes === 'unsafe') return `unsafe:${url}`;
  return absoluteUrl(url.slice(url.indexOf(':') + 1), base);
}

function dataUrl(value: string, context: UrlContext): string | null {
  if (context.urls.dataPrefixes.some((prefix) => value.startsWith(prefix))) return value;
  return blockedUrl(value, context);
}

function frameUrl(value: string, { urls, base }: UrlContext): string | null {
  const url = absoluteUrl(value, base);
  const host = URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : '';
  if (urls.frameHosts !== null && !urls.frameHosts.includes(host)) return null;
  const rule = urls.frames.find(({ from }) => url.startsWith(from));
  if (rule === undefined) return url;
  const moved = rule.to + url.slice(rule.from.length);
  return rule.parameter === null ? moved : `${moved}${moved.includes('?') ? '&' : '?'}${rule.parameter}`;
}

/** The absolute URL as it is written, since readers do not put URLs into normal form. */
function absoluteUrl(value: string, base: string): string {
  const trimmed = value.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return trimmed.replace(/^[^:]*/, (scheme) => scheme.toLowerCase());
  return URL.canParse(trimmed, base) ? new URL(trimmed, base).href : trimmed;
}

function schemeOf(url: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/.exec(url)?.[1] ?? null;
}

function withoutParameters(url: string, removed: readonly string[]): string {
  if (removed.length === 0 || !url.includes('?') || !URL.canParse(url)) return url;
  const parsed = new URL(url);
  const trackers = [...parsed.searchParams.keys()].filter((name) => matchesName(name.toLowerCase(), removed));
  if (trackers.length === 0) return url;
  for (const name of trackers) parsed.searchParams.delete(name);
  return parsed.href;
}

function sourceSet(value: string, base: string): string | null {
  const candidates = value.split(/,\s+/).map((candidate) => candidate.trim().split(/\s+/));
  const resolved = candidates
    .filter(([url]) => url !== undefined && url !== '')
    .map(([url = '', ...rest]) => [absoluteUrl(url, base), ...rest].join(' '));
  return resolved.length === 0 ? null : resolved.join(', ');
}

/** True if a name is one of the patterns: a name, or the beginning of names and `*`. */
export function matchesName(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}
