/** The rules for HTML in a feed: what readers remove, repair or cannot resolve. All are warnings, because the feed itself is sound. */
import { quoted, type Rule, rulesOf } from '../rule/rule.ts';
import { isKnownElement } from './html-elements.ts';
import { isVoid, nestingFindings } from './html-nesting.ts';
import { decodeReferences, type HtmlFinding, type Scan, scanHtml, type Tag } from './html-scan.ts';
import { isSafeStyle } from './html-style.ts';

/** How a text is read. In XHTML any tag may close itself; under a base (`based`) URLs are not relative. */
export interface Markup {
  readonly xhtml: boolean;
  readonly based: boolean;
}

/** Returns what should not be in a text. */
type HtmlCheck = (scan: Scan, markup: Markup) => readonly HtmlFinding[];

/** Returns what should not be in a tag, as a phrase in the plural, or null. */
type TagCheck = (tag: Tag, markup: Markup) => string | null;

export const htmlRules = rulesOf([
  ['html-script', 'warning', 'RFC 4287, 8.1', elements('script noscript template', 'scripts, which readers drop')],
  ['html-event', 'warning', 'RFC 4287, 8.1', inTags(eventAttribute)],
  ['html-scheme', 'warning', 'RFC 4287, 8.1', inTags(dangerousUrl)],
  ['html-frame', 'warning', 'RFC 4287, 8.1', elements('iframe frame frameset', 'frames, which many readers drop')],
  ['html-object', 'warning', 'RFC 4287, 8.1', elements('object embed applet param', 'objects, which readers drop')],
  [
    'html-page',
    'warning',
    'RSS 2.0, description',
    elements('html head body meta link base style title', 'elements of a whole page'),
  ],
  ['html-style', 'warning', 'RFC 4287, 8.1', inTags(riskyStyle)],
  ['html-svg', 'warning', 'RFC 4287, 8.1', elements('svg math', 'svg or math, which readers drop')],
  ['html-unknown', 'warning', 'HTML, 4', inTags(unknownElement)],
  ['html-self-closed', 'warning', 'HTML, 13.1.2', inTags(selfClosed)],
  ['html-ampersand', 'warning', 'HTML, 13.1.4', bareAmpersands],
  ['html-malformed', 'warning', 'HTML, 13.1', malformedTags],
  ['html-nesting', 'warning', 'HTML, 13.1.2', wrongNesting],
  ['html-relative', 'warning', 'RSS Best Practices Profile, description', inTags(relativeUrl)],
  ['html-fragment', 'warning', 'RSS Best Practices Profile, description', inTags(fragment)],
]);

/** Returns at most one message for each rule: its first finding in the text, and how many more there are. */
export function htmlFindings(text: string, markup: Markup): readonly HtmlMessage[] {
  if (!/[<&]/.test(text)) return [];
  const scan = scanHtml(text, markup);
  return htmlRules.flatMap((rule) => {
    const findings = rule.check(scan, markup);
    const [first] = findings;
    if (first === undefined) return [];
    const more = findings.length === 1 ? '' : ` and ${findings.length - 1} more`;
    return [{ rule, message: `should have no ${first.phrase}: got ${quoted(first.source)}${more}` }];
  });
}

interface HtmlMessage {
  readonly rule: Rule;
  /** Says what should not be in the text. The text is the subject, which the caller adds. */
  readonly message: string;
}

/** Checks each start tag. */
function inTags(check: TagCheck): HtmlCheck {
  return ({ tags }, markup) =>
    tags.flatMap((tag) => {
      const phrase = tag.closing ? null : check(tag, markup);
      return phrase === null ? [] : [{ phrase, source: tag.source }];
    });
}

function elements(names: string, phrase: string): HtmlCheck {
  const all = names.split(' ');
  return inTags(({ name }) => (all.includes(name) ? phrase : null));
}

function eventAttribute({ attributes }: Tag): string | null {
  return [...attributes.keys()].some((name) => /^on[a-z]+$/.test(name)) ? 'event attributes, which readers drop' : null;
}

function dangerousUrl({ attributes }: Tag): string | null {
  const found = urlsOf(attributes).some((url) =>
    /^(?:javascript|vbscript|data:text)/i.test(url.replace(/[\0-\x20]/g, '')),
  );
  return found ? 'URLs that run scripts' : null;
}

/** Styles with properties that move or hide content, or fetch something. */
function riskyStyle({ attributes }: Tag): string | null {
  return isSafeStyle(decodeReferences(attributes.get('style') ?? '')) ? null : 'styles that readers drop';
}

function unknownElement({ name, foreign }: Tag): string | null {
  return foreign || isKnownElement(name) ? null : 'elements that readers do not know';
}

function selfClosed({ name, selfClosed, foreign }: Tag, { xhtml }: Markup): string | null {
  const fits = xhtml || foreign || isVoid(name) || /^(?:svg|math)$/.test(name);
  return selfClosed && !fits ? 'self-closing tags, which HTML leaves open' : null;
}

/** An ampersand without a reference that ends in a semicolon. One before a space, another ampersand or a tag is fine. */
const bare = /&(?![\s<&]|$|#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/i;

function bareAmpersands({ tags, texts }: Scan, { xhtml }: Markup): readonly HtmlFinding[] {
  if (xhtml) return [];
  const inAttributes = tags.filter(({ attributes }) => [...attributes.values()].some((it) => bare.test(it)));
  const inTexts = texts.flatMap((text) => {
    const at = text.search(bare);
    return at === -1 ? [] : [text.slice(Math.max(0, at - 20), at + 50)];
  });
  return [...inAttributes.map(({ source }) => source), ...inTexts].map((source) => ({ phrase: 'bare "&"', source }));
}

function malformedTags({ tags, malformed }: Scan, { xhtml }: Markup): readonly HtmlFinding[] {
  if (xhtml) return [];
  const odd = tags.flatMap(({ malformed: phrase, source }) => (phrase === null ? [] : [{ phrase, source }]));
  return [...malformed, ...odd];
}

/** Not for XHTML: if that is nested wrong, it is not well-formed XML. */
function wrongNesting({ tags }: Scan, { xhtml }: Markup): readonly HtmlFinding[] {
  return xhtml ? [] : nestingFindings(tags);
}

function relativeUrl({ attributes }: Tag, { based }: Markup): string | null {
  const found = urlsOf(attributes).some(
    (url) => url !== '' && !url.startsWith('#') && !/^[a-z][a-z0-9+.-]*:/i.test(url),
  );
  return found && !based ? 'relative URLs' : null;
}

function fragment({ attributes }: Tag): string | null {
  return (attributes.get('href') ?? '').startsWith('#') ? 'links within the article' : null;
}

function urlsOf(attributes: ReadonlyMap<string, string>): readonly string[] {
  const single = ['href', 'src', 'poster', 'cite', 'data', 'action'].flatMap((name) => {
    const value = attributes.get(name);
    return value === undefined ? [] : [value];
  });
  const candidates = (attributes.get('srcset') ?? '')
    .split(/,\s+|,(?=[a-z]+:)/i)
    .map((it) => it.trim().split(/\s+/)[0] ?? '');
  return [...single, ...candidates].map((url) => decodeReferences(url).trim());
}
