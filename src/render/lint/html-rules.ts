/** What readers drop, repair or cannot resolve in the HTML of an article: warnings, because the feed itself is whole. */
import { decodeReferences, scanTags, type Tag } from './html-scan.ts';
import { type Described, quoted } from './rule.ts';

/** How a text came to be: XHTML closes any tag, and addresses under a base are not relative. */
export interface Markup {
  readonly xhtml: boolean;
  readonly based: boolean;
}

interface HtmlRule extends Described {
  /** What should not be in a tag, in words; null where nothing is wrong. */
  readonly broken: (tag: Tag, markup: Markup) => string | null;
}

const html = (code: string, clause: string, broken: HtmlRule['broken']): HtmlRule => ({
  code,
  clause,
  weight: 'warning',
  broken,
});

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
  html('html-custom', 'HTML, 4.13', ({ name }) => (/^[a-z][^-]*-/.test(name) ? 'elements that no reader knows' : null)),
  html('html-self-closed', 'HTML, 13.1.2', selfClosed),
  html('html-ampersand', 'HTML, 13.1.4', bareAmpersand),
  html('html-relative', 'RSS Best Practices Profile, description', relative),
  html('html-fragment', 'RSS Best Practices Profile, description', fragment),
];

/** The first tag that breaks each rule, and how many more do: one text is one finding for a rule. */
export function flawsOfHtml(text: string, markup: Markup): readonly (readonly [HtmlRule, string])[] {
  if (!text.includes('<')) return [];
  const tags = scanTags(text).filter(({ closing }) => !closing);
  return htmlRules.flatMap((rule) => {
    const flaws = tags.flatMap((tag) => {
      const problem = rule.broken(tag, markup);
      return problem === null ? [] : [{ problem, source: tag.source }];
    });
    const [first] = flaws;
    if (first === undefined) return [];
    const more = flaws.length === 1 ? '' : ` and ${flaws.length - 1} more`;
    return [[rule, `should have no ${first.problem}: got ${quoted(first.source)}${more}`] as const];
  });
}

function has(names: readonly string[], words: string): HtmlRule['broken'] {
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

const safeProperties =
  /^(?:color|background-color|text-(?:align|decoration|indent|transform)|font(?:-[a-z]+)?|line-height|letter-spacing|white-space|direction|float|clear|width|height|max-width|max-height|(?:margin|padding|border)(?:-[a-z-]+)?|vertical-align|list-style(?:-type)?|display)$/;

/** Properties that move or hide what is shown, or fetch something. */
function riskyStyle({ attributes }: Tag): string | null {
  const declarations = decodeReferences(attributes.get('style') ?? '').split(';');
  const risky = declarations
    .filter((it) => it.trim() !== '')
    .some((it) => {
      const [property = '', ...rest] = it.split(':');
      return !safeProperties.test(property.trim().toLowerCase()) || /url\(|expression\(/i.test(rest.join(':'));
    });
  return risky ? 'styles that readers drop' : null;
}

const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

function selfClosed(tag: Tag, { xhtml }: Markup): string | null {
  const inside = xhtml || voidElements.test(tag.name) || foreign.test(tag.name);
  return tag.selfClosed && !inside ? 'tags that close themselves, which HTML leaves open' : null;
}

const foreign = /^(?:svg|math|path|circle|rect|line|polygon|polyline|ellipse|g|use|stop)$/;

function bareAmpersand({ attributes }: Tag, { xhtml }: Markup): string | null {
  const found = ['href', 'src'].some((name) =>
    /&(?!#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)/i.test(attributes.get(name) ?? ''),
  );
  return found && !xhtml ? 'bare "&" in addresses' : null;
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
