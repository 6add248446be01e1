/** The elements of HTML that readers show (HTML, 4), and the obsolete ones that they still support (HTML, 16.2). */

const elements = new Set(
  (
    'a abbr address area article aside audio b bdi blockquote br button canvas caption cite code col colgroup data ' +
    'datalist dd del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header ' +
    'hgroup hr i img input ins kbd label legend li main map mark menu meter nav ol optgroup option output p picture pre ' +
    'progress q rp rt ruby s samp search section select small source span strong sub summary sup table tbody td textarea ' +
    'tfoot th thead time tr track u ul var video wbr ' +
    'acronym big center dir font strike tt'
  ).split(' '),
);

/** Elements with a rule of their own, which reports them. */
const withRule = new Set(
  (
    'script noscript template iframe frame frameset object embed applet param html head body meta link base style title ' +
    'svg math'
  ).split(' '),
);

/** True if readers show an element, or if it has a rule of its own. */
export function isKnownElement(name: string): boolean {
  return elements.has(name) || withRule.has(name);
}
