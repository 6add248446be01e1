/** Shortcodes of Hugo, Zola, Jekyll and Eleventy: pictures and code stay, and others are removed, with one warning for each kind. */
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { expandShortcodes } from '../../src/article/shortcodes/shortcodes.ts';
import { elementsOf } from '../../src/article/tree/walk.ts';
import { read, readArticle } from '../support/channel.ts';

const matter = '---\ntitle: T\ndate: 2025-09-14\n---\n';
const article = (body: string, path = 'a.md') => readArticle(path, `${matter}${body}\n`);
const contentOf = (body: string) => article(body).contentHtml;
const warnings = (body: string) =>
  read('a.md', `${matter}${body}\n`).problems.map(({ code, line, column, message }) => {
    return `${code} ${line}:${column} ${/"([^"]*)"/.exec(message)?.[1]}`;
  });

describe('pictures', () => {
  const kelp = { url: 'https://courier.example/kelp.jpg', alt: 'Racks', caption: 'Kelp dries.', credit: null };
  const plain = { ...kelp, caption: null };
  test.each([
    ['{{< figure src="/kelp.jpg" alt="Racks" caption="Kelp dries." >}}', kelp],
    ['{{< figure src="/kelp.jpg" alt="Racks" caption="Kelp dries." />}}', kelp],
    ['{{% figure src="/kelp.jpg" alt="Racks" caption="Kelp *dries*." %}}', kelp],
    ["{{< figure src='/kelp.jpg' alt='Racks' title='Kelp dries.' >}}", kelp],
    ['{{< figure src=`/kelp.jpg` alt=`Racks` caption=`Kelp dries.` >}}', kelp],
    ['{{< figure\n  src="/kelp.jpg"\n  alt="Racks"\n  caption="Kelp dries."\n>}}', kelp],
    ['{{<figure src=/kelp.jpg alt=Racks caption="Kelp dries.">}}', kelp],
    ['{{< image src="/kelp.jpg" alt="Racks" >}}', plain],
    ['{{< img "/kelp.jpg" "Racks" >}}', plain],
    ['{% figure /kelp.jpg "Kelp dries." "Racks" %}', kelp],
    ['{%- figure src="/kelp.jpg" alt="Racks" caption="Kelp dries." -%}', kelp],
    ['{% image /kelp.jpg "Racks" %}', plain],
    ['{% image "/kelp.jpg", "Racks" %}', plain],
    ['{% image "/kelp.jpg", "Racks", "Kelp dries." %}', kelp],
    ["{% image src: '/kelp.jpg', alt: 'Racks', caption: 'Kelp dries.' %}", kelp],
    ['{% img left /kelp.jpg 350 200 "Racks" %}', plain],
    ['{% include figure.html src="/kelp.jpg" alt="Racks" caption="Kelp dries." %}', kelp],
    ['{% include figure image_path="/kelp.jpg" alt="Racks" caption="Kelp dries." %}', kelp],
    ['{% include image.html url="/kelp.jpg" alt="Racks" description="Kelp dries." %}', kelp],
    ['{% include_cached components/figure.html file="/kelp.jpg" alt="Racks" title="Kelp dries." %}', kelp],
    ["{% render 'image', src: '/kelp.jpg', alt: 'Racks' %}", plain],
    ['{{ image(src="/kelp.jpg", alt="Racks", caption="Kelp dries.") }}', kelp],
    ['{{ figure(path="/kelp.jpg", alt="Racks", caption="Kelp dries.") }}', kelp],
    ['{{ resize_image(path="/kelp.jpg", alt="Racks", width=300, op="fit_width") }}', plain],
    ['{{< figure src="{{ site.baseurl }}/kelp.jpg" alt="Racks" >}}', plain],
  ])('%s', (shortcode, image) => {
    const { images, contentHtml, contentText } = article(`Text.\n\n${shortcode}\n\nMore.`);
    expect(images).toEqual([expect.objectContaining(image)]);
    expect(contentHtml).toContain('<figure><img src="https://courier.example/kelp.jpg"');
    expect({ contentText, warnings: warnings(shortcode) }).toEqual({ contentText: 'Text.\n\nMore.', warnings: [] });
  });

  test('credits are in `attr`, or at the end of the caption', () => {
    const captionOf = (written: string) => article(`{{< figure src="/kelp.jpg" ${written} >}}`).captions;
    const caption = { text: 'Kelp dries.', credit: 'Ida Moen/AP', position: null };
    expect(captionOf('caption="Kelp dries." attr="Ida Moen/AP" attrlink="https://moen.example/"')).toEqual([caption]);
    expect(captionOf('caption="Kelp dries. (Ida Moen/AP)"')).toEqual([caption]);
    expect(captionOf('caption="He said \\"dry\\"."')).toEqual([{ ...caption, text: 'He said "dry".', credit: null }]);
  });

  test('in body text, in a list and in a quotation', () => {
    const figure = '<figure><img src="https://courier.example/kelp.jpg" alt=""></figure>';
    const shortcode = '{{< figure src="/kelp.jpg" >}}';
    expect(contentOf(`One. ${shortcode} Two.`)).toBe(`<p>One. </p>\n${figure}<p> Two.</p>`);
    expect(contentOf(`- One\n\n  ${shortcode}\n\n- Two`).match(/<ul>/g)).toHaveLength(1);
    expect(contentOf(`One.\n${shortcode}\nTwo.`)).toBe(`<p>One.</p>\n${figure}<p>Two.</p>`);
  });

  test.each([
    '{{< figure src="javascript:alert(1)" >}}',
    '{{< figure src="data:image/svg+xml,<svg onload=alert(1)>" >}}',
    '{{< figure src="/kelp.jpg\\" onerror=\\"alert(1)" >}}',
    '{{< figure src="/kelp.jpg" alt="\\"><script>alert(1)</script>" caption="<script>alert(1)</script><img src=x onerror=alert(1)>" >}}',
    '{% include figure.html src="JavaScript:alert(1)" caption="<iframe src=//evil.example>" %}',
    '{{ image(src="java\tscript:alert(1)", alt="x") }}',
  ])('markup in it is removed or escaped: %s', (shortcode) => {
    const elements = elementsOf(fromHtml(contentOf(shortcode), { fragment: true }));
    const attributes = elements.flatMap(({ properties }) => Object.entries(properties));
    expect(elements.filter(({ tagName }) => /^(?:script|iframe|svg)$/.test(tagName))).toEqual([]);
    expect(
      attributes.filter(([name, value]) => /^on/i.test(name) || /^\W*(?:java|data:)/i.test(String(value))),
    ).toEqual([]);
  });
});

describe('code', () => {
  test.each([
    '{% highlight ruby linenos %}\nboil(:egg)\n\n{{ page.title }} {% if x %} `\n{% endhighlight %}',
    '{{< highlight ruby "linenos=table" >}}\nboil(:egg)\n\n{{ page.title }} {% if x %} `\n{{< /highlight >}}',
    '{% codeblock lang:ruby %}\nboil(:egg)\n\n{{ page.title }} {% if x %} `\n{% endcodeblock %}',
  ])('%s', (shortcode) => {
    const code = 'boil(:egg)\n\n{{ page.title }} {% if x %} `\n';
    expect(contentOf(`One.\n\n${shortcode}\n\nTwo. \`a\``)).toBe(
      `<p>One.</p>\n<pre><code class="language-ruby">${code}</code></pre><p>Two. <code>a</code></p>`,
    );
    expect(warnings(shortcode)).toEqual([]);
  });

  test('its content is text', () => {
    expect(
      contentOf('{% highlight html %}\n<script>alert(1)</script>\n</code></pre><b>\n{% endhighlight %}'),
    ).toContain('&#x3C;script>'.replace('&#x3C;', '&lt;'));
  });

  test.each([
    ['a span', '`{{< youtube x >}}` and ``{% include x ` %}``', '{{< youtube x >}}'],
    ['a fence', '```\n{{< youtube x >}}\n\n{% raw_ %}\n```\n', '{{< youtube x >}}'],
    ['a fence of tildes', '~~~ hugo\n{{< youtube x >}}\n~~~\n', '{{< youtube x >}}'],
    ['a fence in a list', '- One\n\n  ```\n  {{< youtube x >}}\n\n  {% x %}\n  ```\n', '{{< youtube x >}}'],
    ['a fence that is never closed', '```\n{{< youtube x >}}\n', '{{< youtube x >}}'],
    ['indented lines', 'One.\n\n    {{< youtube x >}}\n\n    {% x %}\n', '{{< youtube x >}}'],
    ['pre', '<pre>\n{{< youtube x >}}\n</pre>', '{{< youtube x >}}'],
    ['code', 'One <code>{{< youtube x >}}</code>', '{{< youtube x >}}'],
  ])('in %s shortcodes are text', (_name, body, text) => {
    expect(contentOf(body)).toContain(text.replace('<', '&lt;'));
    expect(warnings(body)).toEqual([]);
  });

  test('a single backtick does not begin code', () => {
    expect(contentOf('It`s {{< x >}} in.\n\nAnd `so')).toBe('<p>It`s  in.</p>\n<p>And `so</p>');
  });

  test('`raw` is a tag, even in code', () => {
    expect(contentOf('Write {% raw %}{{ page.title }} and {% if %}{% endraw %}.')).toBe(
      '<p>Write {{ page.title }} and {% if %}.</p>',
    );
    expect(contentOf('`{% raw %}{{ x.y }}{% endraw %}`')).toBe('<p><code>{{ x.y }}</code></p>');
    expect(contentOf('{% raw %}\n```\n{{ x.y }}\n```\n{% endraw %}')).toContain('<code>{{ x.y }}\n</code>');
  });

  test('shortcodes in a comment are shown without the comment', () => {
    expect(contentOf('`{{</* figure */>}}` {{%/* x */%}}')).toContain('{{% x %}}');
  });
});

describe('other shortcodes are removed with one warning for each kind', () => {
  test.each([
    ['{{% notice %}}', 'notice'],
    ['{{< ref "x.md" >}}', 'ref'],
    ['{{< >}}', 'end'],
    ['{% include timer.html minutes=6 %}', 'include timer.html'],
    ['{% post_url 2025-01-01-x %}', 'post_url'],
    ['{%- assign x = 1 -%}', 'assign'],
    ['{{ page.title }}', 'page.title'],
    ['{{- site.data.x | where: "a", "b" -}}', 'site.data.x'],
    ['{{ content }}', 'content'],
    ['{% unknown\nover="lines" %}', 'unknown'],
  ])('%s', (shortcode, kind) => {
    expect(contentOf(`One ${shortcode} two.`)).toBe('<p>One  two.</p>');
    expect(warnings(`One ${shortcode} two.\n\n${shortcode}`)).toEqual([`shortcode-removed 5:5 ${kind}`]);
  });

  test('the line and column are those of the first of the kind in the file', () => {
    expect(warnings('One.\n\nTwo {{< b >}} {{< a >}}.\n\n{{< a >}}')).toEqual([
      'shortcode-removed 7:5 b',
      'shortcode-removed 7:15 a',
    ]);
  });

  test.each([
    '{{< notice >}}Kelp is in.{{< /notice >}}',
    '{{% notice info "Head" %}}Kelp is in.{{% /notice %}}',
    '{% quote(author="x") %}Kelp is in.{% end %}',
    '{% quote %}Kelp is in.{% endquote %}',
    '{% if page.x %}Kelp is in.{% endif %}',
  ])('text inside them stays: %s', (shortcode) => {
    expect(article(shortcode).contentText).toBe('Kelp is in.');
    expect(warnings(shortcode)).toHaveLength(1);
  });

  test.each([
    ['{% comment %}Kelp {{ x.y }}{% endcomment %}', 0],
    ['{{< mermaid >}}graph TD; a-->b{{< /mermaid >}}', 1],
    ['{% css %}p { color: red }{% endcss %}', 1],
    ['{% for x in y %}{{ x.title }}{% endfor %}', 1],
  ])('but text that is not prose is removed: %s', (shortcode, count) => {
    expect(article(`One ${shortcode}two.`).contentText).toBe('One two.');
    expect(warnings(`One ${shortcode}two.`)).toHaveLength(count);
  });

  test('URLs of the site are paths', () => {
    const link = '<a href="https://courier.example/kelp/">Kelp</a>';
    for (const path of [
      '{{ site.baseurl }}/kelp/',
      '{{site.url}}{{site.baseurl}}/kelp/',
      "{{ '/kelp/' | relative_url }}",
    ]) {
      expect(contentOf(`[Kelp](${path})`)).toBe(`<p>${link}</p>`);
      expect(warnings(`[Kelp](${path})`)).toEqual([]);
    }
  });

  test.each([
    'A brace {{ and }} here',
    'The template {{name}} is text',
    'An open {{< is text',
    'A share of 5 {% or so',
    'a {{< b\n\nc >}} d',
  ])('%j is text', (text) => {
    expect(article(text).contentText.replace(/\n+/g, ' ')).toContain(text.replace(/\n+/g, ' '));
    expect(warnings(text)).toEqual([]);
  });

  test.each([
    ['![Kelp](/kelp.jpg){: .wide width="50%"}', '<p><img src="https://courier.example/kelp.jpg" alt="Kelp"></p>'],
    ['One.\n{: .note}', '<p>One.</p>'],
    ['## Kelp {#kelp .wide}', '<h2>Kelp</h2>'],
    ['Kelp\n{:.note #kelp title="x"}', '<p>Kelp</p>'],
    ['* TOC\n{:toc}', '<ul><li>TOC</li></ul>'],
    ['It gives {:ok, kelp} or {:a => 1}', '<p>It gives {:ok, kelp} or {:a => 1}</p>'],
    ['Set {color} and {.5}', '<p>Set {color} and {.5}</p>'],
  ])('attributes of kramdown are removed: %s', (body, html) => {
    expect(contentOf(body).replaceAll('\n', '')).toBe(html);
  });
});

describe('HTML with front matter', () => {
  test('is read in the same way', () => {
    const body =
      '<p>One {{ page.title }}two.</p>\n\n    {% include figure.html src="/kelp.jpg" alt="Racks" %}\n<pre>{{ x.y }}</pre>';
    const { contentHtml, image } = article(body, 'a.html');
    expect(contentHtml).toContain('<p>One two.</p>');
    expect(contentHtml).toContain('<pre>{{ x.y }}</pre>');
    expect(contentHtml).not.toContain('{%');
    expect(image).toMatchObject({ url: 'https://courier.example/kelp.jpg', alt: 'Racks' });
  });

  test('but a page without front matter is not', () => {
    const page = '<article><h1>T</h1><time datetime="2025-09-14"></time><p>Write {{ page.title }}.</p></article>';
    expect(readArticle('a.html', page).contentText).toBe('Write {{ page.title }}.');
  });
});

describe('hostile text is read in linear time', () => {
  const units = [
    '{{<',
    '{{< a >}}',
    '{{< a',
    '>}}',
    '{%',
    '{% raw %}',
    '{% highlight x %}',
    '{% comment %}',
    '{% endraw %}',
    '{{',
    '}}',
    '{{ a(',
    '{{< figure src="a.jpg" caption="',
    '{{< figure src=a.jpg >}}',
    '{{< a >}}`',
    '`{{<',
    '```\n{{<',
    '{:',
    '{: .a}',
    '{#a',
    '<pre>{{<',
    '\n\n    {{<',
    '{{</*',
    '{% a %}\n',
    '{% for %}',
    '{{ site.x | ',
    '[[',
    '![[a.jpg]]',
    '[[a|',
    '[^1]',
    '[^1]: ',
    '[^1]: a\n',
    '[^1]:\n\n  ',
    '[^',
    '![a](b "c")\n\n',
    '{% "',
    "{% '",
    '{% a=',
    '{{< figure-',
    '> ',
    '- ```\n',
    '[/b]',
    '[bb c="d"]',
    '[bb]x[/bb]',
    '[caption]',
    '[bb c=',
    '[a]({{ v }}/',
    '[a]({{',
    '[a][b] {% c %}',
    ' href="{{ v }}',
    '[a]: {{ v }}\n',
  ];
  test.each(units)('%j', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const { findings } = expandShortcodes(text, { markup: 'markdown', linesBefore: 0 });
    expect(findings.length).toBeLessThanOrEqual(50);
  });

  test.each(units)('%j in an article', (unit) => {
    const { article, problems } = read('a.md', `${matter}${unit.repeat(Math.ceil(100_000 / unit.length))}\n`);
    expect(article !== null || problems.some(({ code }) => code === 'too-deep')).toBe(true);
  });

  test('fifty thousand kinds cause fifty warnings', () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `{{< k${index} >}}`).join(' ');
    expect(expandShortcodes(text, { markup: 'markdown', linesBefore: 0 }).findings).toHaveLength(50);
  });
});

describe('videos, posts and snippets of other sites', () => {
  const link = (href: string) => `<a href="${href}">${href.replace(/^https:\/\//, '')}</a>`;
  const player = (id: string) => `<iframe src="https://www.youtube.com/embed/${id}"></iframe>`;
  test.each([
    ['{{< youtube k3lpK3lp >}}', player('k3lpK3lp')],
    ['{{< youtube id="k3lpK3lp" autoplay="true" >}}', player('k3lpK3lp')],
    ['{{ youtube(id="k3lpK3lp", class="y") }}', player('k3lpK3lp')],
    ['{% youtube k3lpK3lp %}', player('k3lpK3lp')],
    ['{{< vimeo 123456 >}}', '<iframe src="https://player.vimeo.com/video/123456"></iframe>'],
    ['{{< gist ada 1f >}}', link('https://gist.github.com/ada/1f')],
    ['{% gist ada/1f %}', link('https://gist.github.com/ada/1f')],
    ['{{< tweet user="ada" id="123" >}}', link('https://twitter.com/ada/status/123')],
    ['{{< tweet 123 >}}', link('https://twitter.com/i/status/123')],
  ])('%s', (shortcode, expected) => {
    expect(contentOf(shortcode)).toContain(expected);
    expect(warnings(shortcode)).toEqual([]);
  });

  test('an id that could leave the URL is none', () => {
    expect(contentOf('One {{< youtube "x?a="b" >}} two.')).toBe('<p>One  two.</p>');
  });

  test('the text and the URL in the arguments of others stay', () => {
    expect(contentOf('One {{< button href="https://x.example/" text="Go <b>" >}}')).toBe(
      '<p>One <a href="https://x.example/">Go &lt;b></a></p>',
    );
    expect(contentOf('One {{< badge text="new" >}}')).toBe('<p>One <span>new</span></p>');
    expect(warnings('One {{< badge text="new" >}}')).toEqual(['shortcode-removed 5:5 badge']);
  });
});

describe('shortcodes of WordPress', () => {
  const figure =
    '<figure><img src="https://x.example/a.jpg" alt="Alt"><figcaption><p>A boat <small>(Lena Holm/Coast Wire)</small></p></figcaption></figure>';
  test.each([
    [
      '[caption id="a" width="3"]<img src="https://x.example/a.jpg" alt="Alt" /> A boat (Lena Holm/Coast Wire)[/caption]',
      figure,
    ],
    ['[caption]![Alt](https://x.example/a.jpg) A boat (Lena Holm/Coast Wire)[/caption]', figure],
    ['[wp_caption caption="A boat (Lena Holm/Coast Wire)"]![Alt](https://x.example/a.jpg)[/wp_caption]', figure],
    ['[embed]https://x.example/v[/embed]', '<p><a href="https://x.example/v">https://x.example/v</a></p>'],
    ['[audio src="https://x.example/a.mp3"][/audio]', '<audio src="https://x.example/a.mp3" controls></audio>'],
    ['[video mp4="https://x.example/a.mp4"]', '<video src="https://x.example/a.mp4" controls></video>'],
    ['[code]a &lt; b[/code]', '<pre><code>a &lt; b\n</code></pre>'],
  ])('%s', (body, expected) => {
    expect(contentOf(body)).toContain(expected);
    expect(contentOf(body)).not.toMatch(/\[\/?\w/);
    expect(warnings(body)).toEqual([]);
  });

  test('a video of a known service becomes a player', () => {
    expect(contentOf('[embed]https://www.youtube.com/watch?v=k3lpK3lp[/embed]')).toContain(
      '<iframe src="https://www.youtube.com/embed/k3lpK3lp"></iframe>',
    );
  });

  test.each([
    ['[gallery ids="1,2"]', 'gallery', ''],
    ['[gallery]', 'gallery', ''],
    ['[contact-form-7 id="3"]', 'contact-form-7', ''],
    ['[box type="tip"]Kelp[/box]', 'box', 'Kelp'],
  ])('others are removed with a warning: %s', (body, name, text) => {
    expect(article(`One.\n\n${body}`).contentText).toBe(`One.${text === '' ? '' : `\n\n${text}`}`);
    expect(warnings(`One.\n\n${body}\n\n${body}`)).toEqual([`shortcode-removed 7:1 ${name}`]);
  });

  test.each([
    'He said [the mayor] was [sic] late. The word [caption] stays.',
    'See [1] and [note] and array[index] [x=1]',
    '`[gallery ids="1"]`',
    '    [gallery ids="1"]',
    '[/caption] alone',
  ])('words in brackets stay: %s', (body) => {
    expect(article(`One.\n\n${body}`).contentText).toContain(body.replaceAll('`', '').trim());
    expect(warnings(`One.\n\n${body}`)).toEqual([]);
  });

  test('in HTML with front matter', () => {
    const body =
      '[caption]<img src="https://x.example/a.jpg" alt="Alt"> A boat (Lena Holm/Coast Wire)[/caption]<p>Body.</p>';
    expect(article(body, 'a.html')).toMatchObject({ summary: 'Body.', image: { caption: 'A boat' } });
  });
});

describe('tags in URLs', () => {
  test.each([
    ['[Kelp]({{ site.repository }}/1)', '<p><span>Kelp</span></p>', '{{ site.repository }}'],
    ['[Kelp]({{ v }}/1 "T")', '<p><span>Kelp</span></p>', '{{ v }}'],
    ['[Kelp](/a/{{ v }}/1)', '<p><span>Kelp</span></p>', '{{ v }}'],
    ['<a href="{{ v }}/1">Kelp</a>', '<p><span>Kelp</span></p>', '{{ v }}'],
    ['<img src="{{ v }}/a.png" alt="Kelp">', '<span>Kelp</span>', '{{ v }}'],
    ['![Kelp]({{ v }}/a.png)', '<p><span>Kelp</span></p>', '{{ v }}'],
    ['[Kelp][k]\n\n[k]: {{ v }}/1', '<p><span>Kelp</span></p>', '{{ v }}'],
  ])('%j loses its link, not its text', (body, expected, tag) => {
    expect(contentOf(body)).toBe(expected);
    expect(read('a.md', `${matter}${body}\n`).problems).toMatchObject([
      { code: 'unresolved-link', message: expect.stringContaining(`"${tag}"`) },
    ]);
  });

  test('a reference whose definition a tag makes keeps its text', () => {
    expect(contentOf('See [the *release*][r1] and [b][c].\n\n[c]: /c\n\n{% include links.md %}')).toBe(
      '<p>See the <em>release</em> and <a href="https://courier.example/c">b</a>.</p>',
    );
  });

  test('code stays', () => {
    expect(contentOf('`[Kelp]({{ v }}/1)`')).toBe('<p><code>[Kelp]({{ v }}/1)</code></p>');
  });

  test('pictures in tags are below the root of the site, and can be in a link', () => {
    expect(article('{% image "pics/kelp.jpg" "Racks" %}').image?.url).toBe('https://courier.example/pics/kelp.jpg');
    expect(contentOf('[{% image "/kelp.jpg" "Racks" %}](https://x.example/)')).toBe(
      '<p><a href="https://x.example/"><img src="https://courier.example/kelp.jpg" alt="Racks"></a></p>',
    );
  });
});
