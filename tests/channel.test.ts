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

describe('the names of the feed files', () => {
  const withFiles = (files: string) => parseChannel(`${channelYaml}files: ${files}\n`);

  test.each([
    ['{rss: index.xml}', { rss: 'index.xml', atom: 'atom.xml', json: 'feed.json' }],
    ['{atom: feed.xml, rss: posts_2.rss.xml}', { rss: 'posts_2.rss.xml', atom: 'feed.xml', json: 'feed.json' }],
    ['{rss: atom.xml, atom: rss.xml}', { rss: 'atom.xml', atom: 'rss.xml', json: 'feed.json' }],
    ['{json: index.json, atom: null}', { rss: 'rss.xml', atom: 'atom.xml', json: 'index.json' }],
    ['{}', { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' }],
  ])('%s are accepted', (files, names) => {
    const { channel, problems } = withFiles(files);
    expect([channel?.files, problems]).toEqual([names, []]);
  });

  test.each([
    ['{rss: feed/index.xml}', '"feed/index.xml" must be a name without a folder: "feedUrl" names the folder'],
    ['{rss: ..\\index.xml}', '"..\\index.xml" must be a name without a folder: "feedUrl" names the folder'],
    ['{rss: index.html}', '"index.html" must end in ".xml"'],
    ['{rss: index.XML}', '"index.XML" must end in ".xml"'],
    ['{atom: feed.json}', '"feed.json" must end in ".xml"'],
    ['{json: feed.xml}', '"feed.xml" must end in ".json"'],
    ['{rss: .xml}', '".xml" must consist of at most'],
    ['{rss: .hidden.xml}', '".hidden.xml" must consist of at most'],
    ['{rss: "a b.xml"}', '"a b.xml" must consist of at most'],
    [`{rss: ${'a'.repeat(200)}.xml}`, 'must consist of at most 100 letters'],
    ['{rss: smartnews.xml}', '"smartnews.xml" is the name of another file'],
    ['{atom: News-Sitemap.xml}', '"News-Sitemap.xml" is the name of another file'],
    ['{rss: sitemap.xml}', '"sitemap.xml" is the name of another file'],
    ['{rss: atom.xml}', '"atom.xml" is also the name of "atom"'],
    ['{rss: Feed.xml, atom: feed.xml}', '"Feed.xml" is also the name of "atom"'],
    ['{rss: [index.xml]}', '"rss" must be a file name'],
    ['{jsn: feed.json}', '"jsn" is not a format: did you mean "json"?'],
    ['{__proto__: feed.json}', '"__proto__" is not a format'],
  ])('%s are refused', (files, reason) => {
    const { channel, problems } = withFiles(files);
    expect(channel).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
    expect(problems[0]?.message).toMatch(/^"files" must be an object with rss, atom or json/);
  });

  test.each(['index.xml', '[index.xml]', 'true'])('%s is no object', (files) => {
    expect(withFiles(files).problems).toEqual([expect.objectContaining({ code: 'invalid-setting' })]);
  });

  test('the problem has the line of the name', () => {
    const { problems } = parseChannel(`${channelYaml}files:\n  rss: index.xml\n  json: index.xml\n`);
    const line = channelYaml.split('\n').length + 2;
    expect(problems).toEqual([expect.objectContaining({ code: 'invalid-setting', line, column: 3 })]);
  });
});
