/**
 * Nothing that readers of a site see is lost in its feed. The samples have the shape of each tool. In them, `tern1`, `tern2` … are
 * words that the site shows, `shot1` … are media and pages that it shows, and `crab1` … is what it does not show. They are counted in the
 * files and in the feed.
 */
import { expect, test } from 'vitest';
import { publish } from '../../src/publish/publish.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { channelYaml } from '../support/channel.ts';

interface Sample {
  readonly files: Readonly<Record<string, string>>;
  /** The codes of the warnings about what feeds show differently. */
  readonly warnings: readonly string[];
}

const post = (body: string) => `---\ntitle: Quay\ndate: 2026-01-05\n---\n\n${body}\n`;

const samples: Readonly<Record<string, Sample>> = {
  hugo: {
    files: {
      'content/posts/quay.md': post(`tern1 {{< ref-crab1 >}}

{{< figure src="https://x.example/shot1.jpg" alt="a" caption="tern2" >}}

{{< youtube shot2 >}}

{{< gist ada shot3 >}}

{{< button href="https://x.example/shot4" text="tern3" >}}

{{< notice info >}}tern4{{< /notice >}}

$tern5_1$ [tern6]({{< ref "other.md" >}}) {{/* crab2 */}} <!-- crab3 -->

{{< mermaid >}}crab4{{< /mermaid >}}`),
      'content/posts/other.md': post('x').replace('Quay', 'Other'),
    },
    warnings: ['shortcode-removed', 'shortcode-removed', 'shortcode-removed', 'shortcode-removed'],
  },
  jekyll: {
    files: {
      '_posts/2026-01-05-quay.md': post(`tern1 {% comment %}crab1{% endcomment %}

{% image "assets/shot1.jpg" "a" %}

[{% image "/assets/shot2.jpg" "a" %}](https://x.example/shot3)

[tern2]({% post_url 2026-01-04-other %}) [tern3]({{ site.crab2 }}/crab3) [tern4][r]

{% include links.html crab="crab4" %}

tern5
{: .crab5}

Term tern6
: tern7`),
      '_posts/2026-01-04-other.md': '---\ntitle: Other\n---\nx\n',
    },
    warnings: ['shortcode-removed', 'unresolved-link'],
  },
  zola: {
    files: {
      'content/quay.md': post(`tern1 {{ youtube(id="shot1") }}

{{ image(src="https://x.example/shot2.jpg", alt="a", caption="tern2") }}

{% quote(author="x") %}tern3{% end %}

[tern4](@/other.md) {# crab1 #}`),
      'content/other.md': post('x').replace('Quay', 'Other'),
    },
    warnings: ['shortcode-removed'],
  },
  docusaurus: {
    files: {
      'blog/quay.md': post(`import Crab1 from '@site/crab2';
export const crab3 = { crab4: 1 };

tern1 {/* crab5 */}

{/* truncate */}

:::tip tern2

tern3

:::

<Tabs items={crab6}>
<TabItem value="crab7" label="tern4">

tern5

</TabItem>
</Tabs>

<Figure src="https://x.example/shot1.png" caption="tern6" />

- [x] tern7
- [ ] tern8

## tern9 {#crab8}`),
    },
    warnings: ['unshown-element', 'unshown-element'],
  },
  obsidian: {
    files: {
      'Quay.md': post(`tern1 [[Other|tern2]] ==tern3== %%crab1%%

![[shot1.jpg#crab2]]

> [!note]- tern4
> tern5

H~tern6~O`),
      'Other.md': post('x').replace('Quay', 'Other'),
    },
    warnings: [],
  },
  mkdocs: {
    files: {
      'docs/quay.md': post(`[TOC]

tern1

!!! note "tern2"
    tern3

??? warning
    tern4

\`\`\`math
tern5
\`\`\``),
    },
    warnings: [],
  },
  wordpress: {
    files: {
      'quay.html': post(`[caption id="crab1"]<img src="https://x.example/shot1.jpg" alt="a"> tern1[/caption]
<p>tern2 [sic]</p>
[embed]https://x.example/shot2[/embed]
[audio src="https://x.example/shot3.mp3"]
[gallery ids="crab2"]
[crab_box type="crab3"]<p>tern3</p>[/crab_box]
<p><img data-src="https://x.example/shot4.jpg" src="data:image/gif;base64,R0lGOD" alt="a"></p>`),
    },
    warnings: ['shortcode-removed', 'shortcode-removed'],
  },
  'a web page': {
    files: {
      'quay.html': `<html><body><article><h1>Quay<a href="#crab">#</a></h1><time datetime="2026-01-05">x</time>
<center>tern1</center><center>tern2</center><x-a>tern3</x-a><x-b>tern4</x-b>
<iframe src="https://x.example/shot1" title="tern5"></iframe>
<object data="https://x.example/shot2.pdf"></object>
<object data="crab1"><p>tern6</p></object>
<svg width="300"><text>tern7</text></svg>
<p>A <math alttext="tern8"><mi>crab2</mi></math>
<span class="katex"><span class="katex-mathml"><math><mi>tern9</mi></math></span><span class="katex-html" aria-hidden="true">crab3</span></span></p>
<map><area href="https://x.example/shot3" alt="tern10"></map>
<form>tern11<input value="crab4"></form>
<script src="https://gist.github.com/ada/shot4.js"></script>
<div style="background-image:url(https://x.example/shot5.jpg)"></div>
<dialog>crab5</dialog><p hidden>crab6</p><style>.crab7{}</style>
<details><summary>tern12</summary>tern13</details>
</article></body></html>`,
    },
    warnings: Array.from({ length: 9 }, () => 'unshown-element'),
  },
};

async function publishSample({ files }: Sample) {
  const from = createMemoryStore({ 'feed.yaml': `${channelYaml}permalink: /:title/\n`, ...files });
  const to = createMemoryStore({});
  const { problems } = await publish({ from, to, now: '2026-02-01T00:00:00Z' });
  const feed = await to.read('feed.json');
  const { items } = JSON.parse(new TextDecoder().decode(feed?.body));
  const { content_html: html, summary } = items.find((item: { title: string }) => item.title === 'Quay');
  return { html, summary, problems };
}

/** The names of this kind, in order. */
const namesIn = (text: string, kind: 'tern' | 'shot' | 'crab') =>
  [...text.matchAll(new RegExp(`${kind}\\d+`, 'gi'))].map(([name]) => name.toLowerCase());
const withoutTags = (html: string) => html.replace(/<[^>]*>/g, '\u0001');

test.each(Object.entries(samples))('%s', async (_tool, sample) => {
  const source = Object.values(sample.files).join('\n');
  const { html, summary, problems } = await publishSample(sample);
  expect(namesIn(withoutTags(html), 'tern')).toEqual(namesIn(source, 'tern'));
  expect(new Set(namesIn(html, 'shot'))).toEqual(new Set(namesIn(source, 'shot')));
  expect(namesIn(`${html}${summary}`, 'crab')).toEqual([]);
  expect(withoutTags(html)).not.toMatch(/tern\d+tern|:::|!!!|\[!|==|\$\$|\{[%{<]|\[\/?\w+[ =\]](?<!\[sic\])/);
  expect(problems.map(({ code }) => code).sort()).toEqual(sample.warnings);
});

test('a word that is lost is found', async () => {
  const { html } = await publishSample({ files: { 'a.md': post('tern1 <!-- tern2 -->') }, warnings: [] });
  expect(namesIn(html, 'tern')).not.toEqual(['tern1', 'tern2']);
});
