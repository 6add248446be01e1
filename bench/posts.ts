/** Makes the posts that every program in the benchmark reads. The same index always gives the same post. */
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Post {
  /** The file name without its extension. */
  readonly name: string;
  readonly title: string;
  readonly date: Date;
  readonly tags: readonly string[];
  readonly category: string;
  readonly author: string;
  /** Markdown. */
  readonly body: string;
}

/** `long` posts have about 690 words, `short` ones about 40. Posts are an hour apart, or all have one date. */
export interface PostOptions {
  readonly length?: 'long' | 'short';
  readonly dates?: 'spread' | 'one';
}

/** How a program expects front matter. In Zola, a post itself says that it has no page. */
export type Dialect = 'yaml' | 'zola' | 'zola-without-pages';

const newest = Date.UTC(2026, 0, 1);
const hourMilliseconds = 3_600_000;

const vocabulary =
  `the ferry a harbour of storm council vote in winter market price for fish and bread under old bridge with new paint
  nobody had expected island school to open before spring because repairs took longer than planned while people said
  that water was still high after rain over night small boats stayed at their moorings until engineers found where
  pumps failed café owners sold more coffee mayor thanked volunteers who carried sand “we waited” one of them added`
    .split(/\s+/)
    .filter((word) => word !== '');

/** Index 0 is the newest post. Negative indexes are newer still. */
export function makePost(index: number, { length = 'long', dates = 'spread' }: PostOptions = {}): Post {
  const draw = createDraw(index);
  return {
    name: `story-${index < 0 ? `new-${-index}` : String(index).padStart(6, '0')}`,
    title: `Story ${index}: ${capitalised(words(draw, 6))}`,
    date: new Date(dates === 'one' ? newest : newest - index * hourMilliseconds),
    tags: [`tag-${draw(20)}`, `tag-${20 + draw(20)}`],
    category: `section-${draw(5)}`,
    author: `Ada Marsh ${draw(7)}`,
    body: length === 'long' ? longBody(draw) : sentences(draw, 4),
  };
}

/** The text of the file of a post. */
export function renderPost(post: Post, dialect: Dialect = 'yaml'): string {
  const { title, date, body } = post;
  const shared = [`title: "${title}"`, `date: ${date.toISOString().replace('.000', '')}`];
  return `---\n${[...shared, ...frontMatter[dialect](post)].join('\n')}\n---\n${body}\n`;
}

const list = (names: readonly string[]) => `[${names.join(', ')}]`;

const frontMatter: Readonly<Record<Dialect, (post: Post) => readonly string[]>> = {
  yaml: ({ tags, category, author }) => [
    `tags: ${list(tags)}`,
    `categories: ${list([category])}`,
    `author: "${author}"`,
  ],
  zola: zolaFields,
  'zola-without-pages': (post) => [...zolaFields(post), 'render: false'],
};

function zolaFields({ tags, category, author }: Post): readonly string[] {
  return ['taxonomies:', `  tags: ${list(tags)}`, `  categories: ${list([category])}`, `authors: ["${author}"]`];
}

/** Writes posts 0 to `count - 1` into a folder. Their files are as old as the posts, so that none looks edited just now. */
export async function writePosts(folder: string, count: number, options: PostOptions & { dialect?: Dialect } = {}) {
  const { dialect = 'yaml' } = options;
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const post = makePost(index, options);
    const path = join(folder, `${post.name}.md`);
    await writeFile(path, renderPost(post, dialect));
    await utimes(path, post.date, post.date);
  }
}

/** Writes small files, by their paths in a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Draws whole numbers below a limit. */
type Draw = (below: number) => number;

/** A linear congruential generator: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function createDraw(seed: number): Draw {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e3779b9) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function longBody(draw: Draw): string {
  const paragraphs = (count: number) => Array.from({ length: count }, () => sentences(draw, 5));
  return [
    ...paragraphs(3),
    `## ${capitalised(words(draw, 4))}`,
    `${sentences(draw, 3)} See [${words(draw, 3)}](https://example.org/${draw(1000)}?a=1&b=2) and **${words(draw, 2)}**.`,
    [0, 1, 2, 3].map(() => `- ${words(draw, 8)} *${words(draw, 2)}*`).join('\n'),
    ...paragraphs(3),
    `> ${sentences(draw, 2)}`,
    `## ${capitalised(words(draw, 4))}`,
    `\`\`\`\n${[0, 1, 2].map(() => `level = ${draw(90)} < ${draw(90)} && open`).join('\n')}\n\`\`\``,
    ...paragraphs(3),
    `1. ${words(draw, 9)}\n2. ${words(draw, 9)} \`${words(draw, 1)}\``,
    sentences(draw, 8),
  ].join('\n\n');
}

function sentences(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => `${capitalised(words(draw, 8 + draw(5)))}.`).join(' ');
}

function words(draw: Draw, count: number): string {
  return Array.from({ length: count }, () => vocabulary[draw(vocabulary.length)]).join(' ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
