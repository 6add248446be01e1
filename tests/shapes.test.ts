/** Folders of other tools publish with no settings but `feed.yaml`, as those tools would publish them. */
import { describe, expect, test } from 'vitest';
import { publish } from '../src/publish/publish.ts';
import { formats } from '../src/render/feed/formats.ts';
import { createDirectoryStore } from '../src/store/directory.ts';
import { createMemoryStore } from '../src/store/memory.ts';
import { textOf } from './support/store.ts';

interface Item {
  readonly title: string;
  readonly url: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly authors: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly image?: string;
  readonly summary: string;
  readonly content_html: string;
}

async function publishShape(name: string) {
  const to = createMemoryStore();
  const report = await publish({ from: createDirectoryStore(`tests/shapes/${name}`), to, now: '2026-11-23T15:00:00Z' });
  const files = await Promise.all(formats.map(({ path }) => to.read(path)));
  const { items } = JSON.parse(textOf(await to.read('feed.json')) ?? '{}') as { readonly items: readonly Item[] };
  return { report, items, texts: files.map((file) => textOf(file) ?? '') };
}

interface Expected {
  /** `2025-06-01T09:00:00Z`, and the instant of the last change if it differs. */
  readonly instants: readonly [string, string?];
  readonly path: string;
  readonly author: string;
  readonly tags?: readonly string[];
  readonly image?: string;
  /** The captions of its pictures. */
  readonly captions?: readonly string[];
}

interface Shape {
  readonly entries: Readonly<Record<string, Expected>>;
  readonly heldBack: readonly string[];
  /** The code, file and line of each problem. */
  readonly warnings: readonly string[];
}

const shapes: Readonly<Record<string, Shape>> = {
  jekyll: {
    entries: {
      Salt: {
        instants: ['2025-04-01T08:30:00Z', '2025-04-01T23:00:00Z'],
        path: '/2025/04/01/salt.html',
        author: 'Jekyll',
        image: '/assets/salt.jpg',
      },
      'Boiling eggs & patience': {
        instants: ['2025-03-09T00:00:00Z'],
        path: '/kitchen/2025/03/09/boiling-eggs.html',
        author: 'Lena Frost',
        tags: ['kitchen', 'eggs', 'water'],
        image: '/assets/egg.jpg',
        captions: ['An egg in a cup'],
      },
    },
    heldBack: ['_drafts/pepper.md', '_posts/2025-05-01-unfinished.md', 'about.md', 'index.html'],
    warnings: ['shortcode-removed _posts/2025-03-09-boiling-eggs.md:8'],
  },
  hugo: {
    entries: {
      Keys: {
        instants: ['2025-07-05T00:00:00Z'],
        path: '/posts/spare-keys/',
        author: 'Hugo',
        image: '/posts/spare-keys/keys.jpg',
      },
      'Moving house': {
        instants: ['2025-06-01T09:00:00Z', '2025-06-03T07:00:00Z'],
        path: '/posts/moving-house/',
        author: 'Paulo Reis',
        tags: ['Life', 'boxes', 'tape'],
        image: '/posts/moving-house/boxes.jpg',
        captions: ['Day one. (Ana Reis)', 'www.youtube.com/watch?v=abc123'],
      },
    },
    heldBack: ['content/about.md', 'content/posts/secret.md'],
    warnings: [],
  },
  eleventy: {
    entries: {
      Thaw: { instants: ['2025-02-10T07:00:00Z'], path: '/winter/thaw/', author: 'Eleventy' },
      'First snow': {
        instants: ['2025-02-03T00:00:00Z'],
        path: '/posts/first-snow/',
        author: 'Eleventy',
        tags: ['posts', 'weather'],
        image: '/img/snow.jpg',
        captions: ['A hedge in white'],
      },
    },
    heldBack: [],
    warnings: [],
  },
  astro: {
    entries: {
      Rope: { instants: ['2025-07-31T23:00:00Z'], path: '/blog/notes/2025/rope/', author: 'Ines Faro' },
      'First post': {
        instants: ['2025-07-07T23:00:00Z', '2025-07-08T23:00:00Z'],
        path: '/blog/first-post/',
        author: 'Astro',
        image: '/placeholder.jpg',
      },
    },
    heldBack: [],
    warnings: [],
  },
  zola: {
    entries: {
      Fog: {
        instants: ['2025-11-02T00:00:00Z', '2025-11-03T00:00:00Z'],
        path: '/fog-of-november/',
        author: 'Zola',
        image: '/fog-of-november/fog.jpg',
        captions: ['The road, presumably'],
      },
      Ice: {
        instants: ['2025-01-15T00:00:00Z'],
        path: '/blog/ice/',
        author: 'Mika Salo',
        tags: ['cold', 'water'],
        image: '/blog/ice/ice.jpg',
      },
    },
    heldBack: [],
    warnings: [],
  },
  ghost: {
    entries: {
      Equinox: {
        instants: ['2025-03-20T09:01:00Z', '2025-03-21T10:00:00Z'],
        path: '/equinox/',
        author: 'Noa Lind',
        tags: ['Sky', 'Sun'],
        image: '/content/images/equinox.jpg',
        captions: ['Day and night, of one length.'],
      },
    },
    heldBack: ['later.md'],
    warnings: [],
  },
  obsidian: {
    entries: {
      'Beans in May': {
        instants: ['2025-05-10T17:20:00Z', '2025-05-11T07:00:00Z'],
        path: '/Garden/Beans%20in%20May',
        author: 'Obsidian',
        tags: ['garden/beans'],
        image: '/Garden/beans.jpg',
      },
      'Peas in April': { instants: ['2025-04-01T23:00:00Z'], path: '/Garden/Peas%20in%20April', author: 'Obsidian' },
    },
    heldBack: [],
    warnings: [],
  },
};

const site = 'https://blog.example';

function expectedItem({ instants: [published, updated = published], path, author, tags, image }: Expected) {
  return {
    url: `${site}${path}`,
    date_published: published,
    date_modified: updated,
    authors: [{ name: author }],
    tags,
    image: image === undefined ? undefined : `${site}${image}`,
  };
}

function captionsIn(html: string): readonly string[] {
  return [...html.matchAll(/<figcaption>([\s\S]*?)<\/figcaption>/g)].map(([, caption = '']) =>
    caption.replace(/<[^>]*>/g, ''),
  );
}

describe.each(Object.entries(shapes))('a folder of %s', (name, { entries, heldBack, warnings }) => {
  test('publishes its articles, newest first, with the URLs and instants of that tool', async () => {
    const { items } = await publishShape(name);
    expect(items.map(({ title }) => title)).toEqual(Object.keys(entries));
    for (const { title, url, date_published, date_modified, authors, tags, image } of items) {
      const expected = entries[title] as Expected;
      expect({ url, date_published, date_modified, authors, tags, image }).toEqual(expectedItem(expected));
    }
  });

  test('with the captions of its pictures', async () => {
    const { items } = await publishShape(name);
    for (const { title, content_html } of items) {
      expect({ title, captions: captionsIn(content_html) }).toEqual({
        title,
        captions: entries[title]?.captions ?? [],
      });
    }
  });

  test('holds drafts and pages back, refuses nothing, and reports what it left out', async () => {
    const { report } = await publishShape(name);
    expect(report.refused).toEqual([]);
    expect(report.problems.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual(warnings);
    const drafts = report.heldBack.filter(({ path }) => !path.endsWith('.json')).map(({ path }) => path);
    expect(drafts).toEqual(heldBack);
  });

  test('shows no markup of the tool', async () => {
    const { texts } = await publishShape(name);
    expect(texts.join('')).toContain('Invented posts');
    expect(texts.join('')).not.toMatch(/\{\{|\}\}|\{%|%\}|\[\[[A-Z]|\]\][^>]/);
  });
});
