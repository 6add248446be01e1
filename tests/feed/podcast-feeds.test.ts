/** Which feeds are podcasts, and their guids (podcasting2.org/podcast-namespace/tags/guid). */
import { describe, expect, test } from 'vitest';
import { parseChannel } from '../../src/channel/parse-channel.ts';
import { assembleFeed, wholeFeed } from '../../src/feed/assemble-feed.ts';
import { plainFeed } from '../../src/feed/plain-feed.ts';
import { podcastGuid } from '../../src/feed/podcast-guid.ts';
import { renderRss } from '../../src/render/feed/rss.ts';
import { archiveLinks, enclosure, entry, podcast } from '../render/sample.ts';
import { channelYaml, channel as plain } from '../support/channel.ts';

const channel = { ...plain, podcast: { ...podcast, guid: null } };
const text = { ...entry, enclosures: [] };
const sound = { ...entry, enclosures: [enclosure] };
const group = {
  ...plainFeed,
  id: 'tag:courier.example,2026:feed:sections:harbor',
  title: 'Harbor',
  homeUrl: plain.homeUrl,
};
const harbor = { ...group, folder: 'sections/harbor/', lastGone: null };

describe('the guid', () => {
  test.each([
    ['https://mp3s.nashownotes.com/pc20rss.xml', '917393e3-1b1e-5cef-ace4-edaa54e1f810'],
    ['https://podnews.net/rss', '9b024349-ccf0-5f69-a609-6b82873eab3c'],
    ['podnews.net/rss//', '9b024349-ccf0-5f69-a609-6b82873eab3c'],
  ])('of %s is that of the specification', (url, guid) => {
    expect(podcastGuid(url)).toBe(guid);
  });

  test('is made from the URL of the RSS feed, and is the same in its archive', () => {
    const live = assembleFeed(channel, { ...wholeFeed(channel), entries: [sound] });
    const archived = assembleFeed(channel, {
      ...wholeFeed(channel),
      folder: 'archive/1/',
      archive: archiveLinks,
      entries: [sound],
    });
    expect(live.podcast?.guid).toBe(podcastGuid('feeds.courier.example/rss.xml'));
    expect(archived.podcast?.guid).toBe(live.podcast?.guid);
  });

  test('of the settings is that of the feed of all articles only', () => {
    const named = { ...channel, podcast };
    expect(assembleFeed(named, { ...wholeFeed(named), entries: [] }).podcast?.guid).toBe(podcast.guid);
    expect(assembleFeed(named, { ...harbor, entries: [sound] }).podcast?.guid).toBe(
      podcastGuid('feeds.courier.example/sections/harbor/rss.xml'),
    );
  });

  test.each([
    ['917393E3-1B1E-5CEF-ACE4-EDAA54E1F810', '917393e3-1b1e-5cef-ace4-edaa54e1f810'],
    ['the-courier', undefined],
  ])('in the settings is a UUID: %s', (guid, read) => {
    const yaml = `${channelYaml}podcast: { category: News, guid: ${guid} }\n`;
    expect(parseChannel(yaml).channel?.podcast?.guid).toBe(read);
  });
});

describe('a feed is a podcast', () => {
  test('if it is the feed of all articles, even without episodes now', () => {
    expect(assembleFeed(channel, { ...wholeFeed(channel), entries: [text] }).podcast).not.toBeNull();
  });

  test('if it is the feed of a group that contains an episode', () => {
    expect(assembleFeed(channel, { ...harbor, entries: [text, sound] }).podcast).not.toBeNull();
    const feed = assembleFeed(channel, { ...harbor, entries: [text] });
    expect(feed.podcast).toBeNull();
    expect(renderRss(feed)).not.toMatch(/itunes|podcast/);
  });

  test('only if the settings say so', () => {
    expect(assembleFeed(plain, { ...wholeFeed(plain), entries: [sound] }).podcast).toBeNull();
  });
});
