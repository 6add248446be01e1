/** Shortcodes of Hugo, Zola, Jekyll and Eleventy: pictures and code stay, and others are removed, with one warning for each kind. */
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { expandShortcodes } from '../../src/article/markdown/shortcodes.ts';
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
    ['{{< youtube abc >}}', 'youtube'],
    ['{{% notice %}}', 'notice'],
    ['{{< ref "x.md" >}}', 'ref'],
    ['{{< >}}', 'end'],
    ['{% include timer.html minutes=6 %}', 'include timer.html'],
    ['{% post_url 2025-01-01-x %}', 'post_url'],
    ['{%- assign x = 1 -%}', 'assign'],
    ['{{ youtube(id="x", class="y") }}', 'youtube'],
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
    expect(contentOf('[Kelp]({% post_url 2025-01-01-kelp %})')).toBe('<p><a>Kelp</a></p>');
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
