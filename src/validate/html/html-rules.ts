/** What readers drop, repair or cannot resolve in the HTML of an article: warnings, because the feed itself is whole. */
import { type Described, quoted } from '../rule/rule.ts';
import { isKnownElement } from './html-elements.ts';
import { flawsOfNesting, isVoid } from './html-nesting.ts';
import { decodeReferences, type HtmlFlaw, type Scan, scanHtml, type Tag } from './html-scan.ts';
import { isSafeStyle } from './html-style.ts';

/** How a text came to be: XHTML closes any tag, and addresses under a base are not relative. */
export interface Markup {
  readonly xhtml: boolean;
  readonly based: boolean;
}

interface HtmlRule extends Described {
  /** What should not be in a text. */
  readonly flaws: (scan: Scan, markup: Markup) => readonly HtmlFlaw[];
}

type TagRule = (tag: Tag, markup: Markup) => string | null;

function whole(code: string, clause: string, flaws: HtmlRule['flaws']): HtmlRule {
  return { code, clause, weight: 'warning', flaws };
}

/** A rule on tags that begin something: what should not be in one, in words; null where nothing is wrong. */
function html(code: string, clause: string, broken: TagRule): HtmlRule {
  return whole(code, clause, ({ tags }, markup) =>
    tags.flatMap((tag) => {
      const problem = tag.closing ? null : broken(tag, markup);
      return problem === null ? [] : [{ problem, source: tag.source }];
    }),
  );
}

const security = 'RFC 4287, 8.1';

export const htmlRules: readonly HtmlRule[] = [
  html('html-script', security, has(['script', 'noscript', 'template'], 'scripts, which readers drop')),
  html('html-event', security, eventAttribute),
  html('html-scheme', security, dangerousAddress),
  html('html-frame', security, has(['iframe', 'frame', 'frameset'], 'frames, which many readers drop')),
  html('html-object', security, has(['object', 'embed', 'applet', 'param'], 'objects, which readers drop')),
  html(
    'html-page',
    'RSS 2.0, description',
    has(['html', 'head', 'body', 'meta', 'link', 'base', 'style', 'title'], 'parts of a whole page'),
  ),
  html('html-style', security, riskyStyle),
  html('html-svg', security, has(['svg', 'math'], 'svg or math, which readers drop')),
  html('html-unknown', 'HTML, 4', unknown),
  html('html-self-closed', 'HTML, 13.1.2', selfClosed),
  whole('html-ampersand', 'HTML, 13.1.4', bareAmpersands),
  whole('html-malformed', 'HTML, 13.1', malformed),
  whole('html-nesting', 'HTML, 13.1.2', ({ tags }, { xhtml }) => (xhtml ? [] : flawsOfNesting(tags))),
  html('html-relative', 'RSS Best Practices Profile, description', relative),
  html('html-fragment', 'RSS Best Practices Profile, description', fragment),
];

/** The first flaw for each rule, and how many more there are: one text is one finding for a rule. */
export function flawsOfHtml(text: string, markup: Markup): readonly (readonly [HtmlRule, string])[] {
  if (!/[<&]/.test(text)) return [];
  const scan = scanHtml(text, markup);
  return htmlRules.flatMap((rule) => {
    const flaws = rule.flaws(scan, markup);
    const [first] = flaws;
    if (first === undefined) return [];
    const more = flaws.length === 1 ? '' : ` and ${flaws.length - 1} more`;
    return [[rule, `should have no ${first.problem}: got ${quoted(first.source)}${more}`] as const];
  });
}

function has(names: readonly string[], words: string): TagRule {
  return ({ name }) => (names.includes(name) ? words : null);
}

function eventAttribute({ attributes }: Tag): string | null {
  return [...attributes.keys()].some((name) => /^on[a-z]+$/.test(name)) ? 'event attributes, which readers drop' : null;
}

function dangerousAddress({ attributes }: Tag): string | null {
  const found = addressesOf(attributes).some((address) =>
    /^(?:javascript|vbscript|data:text)/i.test(address.replace(/[\0-\x20]/g, '')),
  );
  return found ? 'addresses that run scripts' : null;
}

/** Properties that move or hide what is shown, or fetch something. */
function riskyStyle({ attributes }: Tag): string | null {
  return isSafeStyle(decodeReferences(attributes.get('style') ?? '')) ? null : 'styles that readers drop';
}

function unknown({ name, foreign }: Tag): string | null {
  return foreign || isKnownElement(name) ? null : 'elements that readers do not know';
}

function selfClosed({ name, selfClosed, foreign }: Tag, { xhtml }: Markup): string | null {
  const fits = xhtml || foreign || isVoid(name) || /^(?:svg|math)$/.test(name);
  return selfClosed && !fits ? 'tags that close themselves, which HTML leaves open' : null;
}

/** References end in a semicolon; a sign before a space or another sign is one that is meant. */
const bare = /&(?![\s<&]|$|#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/i;

function bareAmpersands({ tags, texts }: Scan, { xhtml }: Markup): readonly HtmlFlaw[] {
  if (xhtml) return [];
  const inTags = tags.filter(({ attributes }) => [...attributes.values()].some((it) => bare.test(it)));
  const inTexts = texts.flatMap((text) => {
    const at = text.search(bare);
    return at === -1 ? [] : [text.slice(Math.max(0, at - 20), at + 50)];
  });
  return [...inTags.map(({ source }) => source), ...inTexts].map((source) => ({ problem: 'bare "&"', source }));
}

function malformed({ tags, broken }: Scan, { xhtml }: Markup): readonly HtmlFlaw[] {
  if (xhtml) return [];
  const odd = tags.flatMap(({ flaw, source }) => (flaw === null ? [] : [{ problem: flaw, source }]));
  return [...broken, ...odd];
}

function relative({ attributes }: Tag, { based }: Markup): string | null {
  const found = addressesOf(attributes).some(
    (address) => address !== '' && !address.startsWith('#') && !/^[a-z][a-z0-9+.-]*:/i.test(address),
  );
  return found && !based ? 'relative addresses' : null;
}

function fragment({ attributes }: Tag): string | null {
  return (attributes.get('href') ?? '').startsWith('#') ? 'links to places within the article' : null;
}

function addressesOf(attributes: ReadonlyMap<string, string>): readonly string[] {
  const single = ['href', 'src', 'poster', 'cite', 'data', 'action'].flatMap((name) => {
    const value = attributes.get(name);
    return value === undefined ? [] : [value];
  });
  const candidates = (attributes.get('srcset') ?? '')
    .split(/,\s+|,(?=[a-z]+:)/i)
    .map((it) => it.trim().split(/\s+/)[0] ?? '');
  return [...single, ...candidates].map((address) => decodeReferences(address).trim());
}
