/** Errors in `feed.yaml`: each is reported once, in a message for its author. */
import { describe, expect, test } from 'vitest';
import { parseChannel } from '../src/channel/parse-channel.ts';
import { readChannel } from '../src/reading/read-channel.ts';
import { channelYaml } from './support/channel.ts';
import { bytes } from './support/store.ts';

const messagesOf = (text: string) => parseChannel(text).problems.map(({ message }) => message);
const required = 'title, description, homeUrl, feedUrl';

describe('text that is not settings', () => {
  test.each([
    ['an empty text', '', `The settings are empty: they must contain at least ${required}`],
    ['comments alone', '# Later.\n', `The settings are empty: they must contain at least ${required}`],
    ['a list', '- one\n', `The settings must be lines of "key: value", and must contain at least ${required}`],
    ['a quote that does not end', 'title: "The Courier\n', 'Cannot read the settings: Missing closing "quote'],
    ['a key twice', `${channelYaml}title: Again\n`, '"title" is set twice: remove one of the two lines'],
    [
      'several documents',
      `${channelYaml}---\n`,
      'The settings must be one YAML document: "---" begins a second one here',
    ],
  ])('%s is the only thing that is reported', (_what, text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  test('a duplicate key is reported with its line', () => {
    const { problems } = parseChannel('title: One\ndescription: D\n"title": Two\n');
    expect(problems).toEqual([expect.objectContaining({ code: 'invalid-yaml', line: 3, column: 1 })]);
  });
});

describe('the bytes of feed.yaml', () => {
  test('are empty settings if there are none, not an empty article', async () => {
    const { channel, problems } = await readChannel(bytes(''));
    expect(channel).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('The settings are empty')]);
  });

  test('are reported once if they are not text', async () => {
    const { problems } = await readChannel(bytes('%PDF-1.7'), { file: 'a/feed.yaml' });
    expect(problems).toEqual([expect.objectContaining({ code: 'binary', file: 'a/feed.yaml' })]);
  });

  test('may have another encoding, with a warning', async () => {
    const { channel, problems } = await readChannel(
      Buffer.from(channelYaml.replace(/^title:.*/m, 'title: Caf\u00e9'), 'latin1'),
    );
    expect(channel?.title).toBe('Caf\u00e9');
    expect(problems.map(({ code }) => code)).toContain('windows-1252');
  });
});

describe('the categories of a podcast', () => {
  const withPodcast = (podcast: string) => messagesOf(`${channelYaml}podcast: ${podcast}\n`);

  test.each(['{category: News}', '{category: News, subcategory: Daily News}', '{category: Society & Culture}'])(
    '%s is on the list',
    (podcast) => {
      expect(withPodcast(podcast)).toEqual([]);
    },
  );

  test.each([
    ['{category: Neews}', '"Neews" is not a category of Apple Podcasts: did you mean "News"?'],
    ['{category: toString}', '"toString" is not a category of Apple Podcasts'],
    [
      '{category: News, subcategory: Daly News}',
      '"Daly News" is not a subcategory of "News": did you mean "Daily News"?',
    ],
    ['{category: History, subcategory: News}', '"News" is not a subcategory of "History"'],
  ])('%s is refused', (podcast, message) => {
    expect(withPodcast(podcast)).toEqual([
      expect.stringMatching(new RegExp(`^"podcast" must be .*: ${message.replace('?', '\\?')}$`)),
    ]);
  });
});
