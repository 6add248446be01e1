/** The HTML with which readers are compared: the content of every golden article, and named hostile inputs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const golden = join(import.meta.dirname, '../../golden');

/** The URL of the page of the hostile inputs. */
export const page = 'https://courier.example/harbour/terns';

/** Inputs that Presstime never publishes, but that the rules of readers are made for. */
export const hostileContents: Readonly<Record<string, string>> = {
  script: '<p>Before.</p><script>alert(1)</script><p>After.</p>',
  'noscript and style': '<p>One.</p><noscript><p>Turn it on.</p></noscript><style>p { color: red }</style><p>Two.</p>',
  'event handlers':
    '<p onclick="alert(1)">Text <img src="https://courier.example/a.jpg" alt="A" onerror="alert(2)"></p>',
  'an event handler that is new': '<p onpointerenter="alert(1)" title="Tip">Text</p>',
  'a link that runs code':
    '<p><a href="javascript:alert(1)">Link</a> and <a href="https://courier.example/b">link</a></p>',
  'a link that runs code, in capitals': '<p><a href="JavaScript:alert(1)">Link</a></p>',
  'a link to data': '<p><a href="data:text/html,hello">Link</a></p>',
  'a link to mail and to a telephone':
    '<p><a href="mailto:desk@courier.example">Mail</a> <a href="tel:+3545550100">Call</a></p>',
  'a link within the page': '<p><a href="#note-1">1</a></p><p id="note-1">Note.</p>',
  'a relative link': '<p><a href="/harbour">Harbour</a> <img src="b.jpg" alt=""></p>',
  'a link without a target': '<p><a name="top">Top</a> <a>Nothing</a></p>',
  'a link with tracking': '<p><a href="https://courier.example/b?utm_source=feed&amp;page=2">Link</a></p>',
  'a frame of a known host':
    '<iframe src="https://www.youtube.com/embed/abc" width="560" height="315" allowfullscreen></iframe>',
  'a frame of another host':
    '<p>Map:</p><iframe src="https://maps.example/embed" width="560" height="315"></iframe><p>End.</p>',
  'a picture of one pixel': '<p>Text<img src="https://stats.example/p.gif" width="1" height="1" alt=""></p>',
  'a picture of no pixel': '<p>Text<img src="https://stats.example/p.gif" width="0" height="0" alt=""></p>',
  'a picture one pixel high': '<p>Text<img src="https://stats.example/p.gif" width="300" height="1" alt=""></p>',
  'a wide picture': '<p><img src="https://courier.example/w.jpg" width="1200" height="800" alt="Harbour"></p>',
  'a narrow picture': '<p><img src="https://courier.example/n.jpg" width="320" height="200" alt="Harbour"></p>',
  'a picture from a tracker': '<p>Text<img src="https://feeds.feedburner.com/~r/x" alt=""></p>',
  'a lazy picture': '<p><img data-src="https://courier.example/l.jpg" class="lazy" alt="Late"></p>',
  'a lazy picture with a placeholder':
    '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="https://courier.example/l.jpg" alt="Late"></p>',
  'a picture with sizes':
    '<p><img src="https://courier.example/s.jpg" srcset="https://courier.example/s.jpg 400w, https://courier.example/m.jpg 800w" sizes="100vw" alt="Ship"></p>',
  'a picture element':
    '<picture><source srcset="https://courier.example/p.webp" type="image/webp"><img src="https://courier.example/p.jpg" alt="Pier"></picture>',
  'a figure':
    '<figure class="wide" id="f1"><img src="https://courier.example/f.jpg" alt="Ferry" width="600" height="400"><figcaption><p>The ferry. <small>(Ines Park)</small></p></figcaption></figure>',
  svg: '<p>Icon: <svg width="10" height="10"><circle cx="5" cy="5" r="4"></circle></svg> end.</p>',
  math: '<p>Sum: <math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>',
  details: '<details open><summary>More</summary><p>Hidden text.</p></details>',
  'a table':
    '<table border="1" class="t"><caption>Tides</caption><thead><tr><th scope="col" colspan="2">Time</th></tr></thead><tbody><tr><td rowspan="1">06:10</td><td align="right">2.4</td></tr></tbody><tfoot><tr><td>Mean</td><td>2.1</td></tr></tfoot></table>',
  audio: '<audio src="https://courier.example/a.mp3" controls autoplay></audio>',
  video:
    '<video poster="https://courier.example/v.jpg" width="640" height="360" controls><source src="https://courier.example/v.mp4" type="video/mp4"><track src="https://courier.example/v.vtt" kind="captions" srclang="en" label="English"></video>',
  'a form':
    '<form action="https://courier.example/vote"><label>Name <input name="n" value="x"></label><select><option>Yes</option></select><button>Vote</button></form>',
  'an object':
    '<object data="https://courier.example/o.swf"><param name="a" value="b"><p>Fallback.</p></object><embed src="https://courier.example/e.swf">',
  styles:
    '<p style="color: red" class="lead" id="first">Text <span style="font-size: 40px">large</span> <font color="red">red</font></p>',
  'data attributes': '<p data-id="7" data-tip="x">Text</p>',
  'hidden text': '<p>Seen.</p><p hidden>Unseen.</p><div hidden><p>Nor this.</p></div><p>End.</p>',
  marks:
    '<p><mark>Marked</mark> <small>small</small> <b>b</b> <i>i</i> <u>u</u> <s>s</s> <kbd>k</kbd> <sub>1</sub> <sup>2</sup> <abbr title="Long">L</abbr> <time datetime="2026-05-04">4 May</time></p>',
  sections:
    '<section><header><h2 id="h">Head</h2></header><article><p>Text.</p></article><aside><p>Aside.</p></aside><footer>Foot</footer></section>',
  lists: '<ol start="3" type="a"><li value="4">Four</li><li>Five</li></ol><dl><dt>Term</dt><dd>Meaning</dd></dl>',
  quotes:
    '<blockquote cite="https://courier.example/q"><p>Quoted.</p></blockquote><p><q cite="https://courier.example/q">q</q></p>',
  language: '<p lang="is" dir="ltr"><bdi>Kría</bdi> <bdo dir="rtl">abc</bdo></p>',
  ruby: '<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>',
  code: '<pre><code class="language-js">a &lt; b &amp;&amp; c</code></pre>',
  comments: '<p>One<!-- secret --> two</p>',
  'a custom element': '<p>A <x-card data-x="1">card</x-card> here.</p>',
};

const inline =
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark output q s samp small span strike strong sub sup time tt u var';
const blocks =
  'address article aside blockquote center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search section ul';
const attributes =
  'id title class lang dir role align style tabindex accesskey contenteditable draggable spellcheck translate aria-label data-x itemprop onfocus onwheel';
const pictureAttributes =
  'src="https://courier.example/a.jpg" alt="A" title="T" width="40" height="30" loading="eager" decoding="async" fetchpriority="high" crossorigin="anonymous" referrerpolicy="origin" ismap usemap="#m" border="0" hspace="1" vspace="2" longdesc="https://courier.example/d" sizes="40px"';
const linkAttributes =
  'href="https://courier.example/b" hreflang="is" type="text/html" rel="nofollow" target="_self" download="b" ping="https://stats.example/" title="T" id="l" name="n"';
const hosts =
  'www.youtube.com youtube-nocookie.com player.vimeo.com open.spotify.com w.soundcloud.com www.dailymotion.com player.twitch.tv framatube.org vk.com courier.example maps.example';

/** One content for each group of elements and attributes, so that the lists of readers are compared too. */
const groupedContents: Readonly<Record<string, string>> = {
  'all inline elements': `<p>${each(inline, (tag) => `<${tag}>${tag}</${tag}>`)}</p>`,
  'all block elements': each(blocks, (tag) => `<${tag}>${tag}</${tag}>`),
  'attributes of a paragraph': `<p ${each(attributes, (name) => `${name}="${name}"`)}>Text</p>`,
  'attributes of a heading': `<h2 ${each(attributes, (name) => `${name}="${name}"`)}>Text</h2>`,
  'attributes of a picture': `<p><img ${pictureAttributes}></p>`,
  'attributes of a link': `<p><a ${linkAttributes}>Link</a></p>`,
  'attributes of a recording':
    '<audio src="https://courier.example/a.mp3" controls loop muted preload="auto" autoplay crossorigin="anonymous" controlslist="nodownload"></audio>',
  'attributes of a frame':
    '<iframe src="https://www.youtube.com/embed/a" width="1" height="2" frameborder="0" scrolling="no" allow="autoplay" sandbox="allow-forms" referrerpolicy="origin" title="T" name="n" loading="eager" srcdoc="x"></iframe>',
  'frames of hosts': each(hosts, (host) => `<p>${host}</p><iframe src="https://${host}/video/1"></iframe>`),
  'schemes of links': each(
    'http ftp sftp irc magnet xmpp geo sms',
    (scheme) => `<p><a href="${scheme}:x">${scheme}</a></p>`,
  ),
};

function each(words: string, write: (word: string) => string): string {
  return words.split(' ').map(write).join(' ');
}

export interface Content {
  readonly html: string;
  readonly url: string;
}

/** All contents by name. */
export function allContents(): Readonly<Record<string, Content>> {
  const hostile = Object.entries({ ...hostileContents, ...groupedContents }).map(
    ([name, html]) => [name, { html, url: page }] as const,
  );
  return Object.fromEntries([...goldenContents(), ...hostile]);
}

/** The content of every golden article, each once. */
function goldenContents(): (readonly [string, Content])[] {
  const found = new Map<string, readonly [string, Content]>();
  for (const folder of readdirSync(golden)) {
    const path = join(golden, folder, 'expected/feed.json');
    if (!existsSync(path)) continue;
    const { items } = JSON.parse(readFileSync(path, 'utf8')) as {
      items: readonly { id: string; title: string; url?: string; content_html: string }[];
    };
    for (const { title, url = page, content_html: html } of items) {
      if (html !== '' && !found.has(html)) found.set(html, [`${folder}: ${title}`, { html, url }]);
    }
  }
  return [...found.values()];
}
