/** Articles for tests of imports: of every state, in groups, with pictures, equal dates, duplicate ids and files that are refused. */
import type { Store } from '../../src/store/store.ts';
import { png } from '../support/picture.ts';

const sections = ['Harbor', 'Weather', 'harbor', 'Île', 'Garden'];

export const settings = `title: The Tern Sound Courier
description: News from the islands
homeUrl: https://courier.example/
feedUrl: https://feeds.courier.example/
language: en-US
timeZone: America/New_York
authority: courier.example,2026
limit: 10
feeds: [sections, authors]
`;

/** One article; `number` decides what it is like. */
export function importedArticle(number: number): string {
  const day = String(1 + (number % 28)).padStart(2, '0');
  const month = String(1 + (Math.floor(number / 28) % 9)).padStart(2, '0');
  const date =
    number % 10 === 3 ? '2026-03-03 08:00' : `2026-${month}-${day} 08:${String(number % 60).padStart(2, '0')}`;
  const lines = [
    `title: Story ${number}`,
    `date: ${number % 23 === 0 ? '2026-12-24 08:00' : date}`,
    ...(number % 3 === 0 ? [`section: ${sections[number % sections.length]}`] : []),
    ...(number % 5 === 0 ? [`authors: [${number % 2 === 0 ? 'Mae Orland' : 'Bo Lind'}]`] : []),
    ...(number % 29 === 0 ? ['draft: true'] : []),
    ...(number % 31 === 0 ? ['unlisted: true'] : []),
    ...(number % 37 === 0 ? [`id: shared-${number % 2}`] : []),
    ...(number % 41 === 0 ? ['expires: 2026-12-01'] : []),
    ...(number % 43 === 0 ? ['expires: 2026-09-30'] : []),
  ];
  const picture = number % 47 === 0 ? `\n\n![A boat](boat-${number}.png)\n` : '';
  // Articles also link to one that is there, to a draft, and to one that is missing.
  const target = number % 17 === 0 ? number + 12 : null;
  const path = target === null ? '' : `${number % 4 === 0 ? '../' : ''}${pathOf(target)}`;
  const link = target === null ? '' : `\n\nSee [another](${path}).\n`;
  return `---\n${lines.join('\n')}\n---\nThe text of story ${number}, which is short.${picture}${link}\n`;
}

/** Fills a store with articles. */
export async function fillImport(from: Store, count: number, yaml = settings): Promise<void> {
  const write = (path: string, body: string | Uint8Array) =>
    from.write(path, typeof body === 'string' ? new TextEncoder().encode(body) : body, 'any');
  await write('feed.yaml', yaml);
  for (let number = 1; number <= count; number += 1) {
    await write(pathOf(number), importedArticle(number));
    if (number % 47 === 0) await write(pathOf(number).replace(/[^/]*$/, `boat-${number}.png`), png(4, 3));
  }
  await write('broken.md', '---\ntitle: [\ndate: soon\n---\nNo.\n');
  await write('no-date.md', '---\ntitle: Later\n---\nNo date.\n');
}

export function pathOf(number: number): string {
  return `${number % 4 === 0 ? 'older/' : ''}story-${number}.md`;
}
