/** Parsing stamps: every way in which newsrooms write a date and time, and text that only looks like one. */
import { describe, expect, test } from 'vitest';
import { read, readArticle } from '../support/channel.ts';

const story = (stamp: string, date = '2025-09-14') =>
  ` date ${date} Gulls follow a trawler. (Ida Moen/Getty Images)\n\n${stamp}\n\nThe trawler came home on Sunday.\n`;

const published = (stamp: string, date?: string) => readArticle('a.txt', story(stamp, date)).published;

const codes = (text: string) => read('a.txt', text).problems.map(({ severity, code }) => `${severity} ${code}`);

describe('a stamp is read as local time in New York', () => {
  test.each([
    ['6:10 PM – Sunday, September 14, 2025', 'en dash'],
    ['6:10 PM — Sunday, September 14, 2025', 'em dash'],
    ['6:10 PM − Sunday, September 14, 2025', 'minus'],
    ['6:10 PM -- Sunday, September 14, 2025', 'two hyphens'],
    ['6:10 PM - Sunday, September 14, 2025', 'hyphen'],
    ['6:10 PM | Sunday, September 14, 2025', 'bar'],
    ['6:10 PM • Sunday, September 14, 2025', 'bullet'],
    ['6:10 PM · Sunday, September 14, 2025', 'middle dot'],
    ['6:10 PM, Sunday, September 14, 2025', 'comma'],
    ['6:10 PM Sunday, September 14, 2025', 'a space'],
    ['6:10PM–Sunday,September 14,2025', 'no spaces at all'],
    ['6:10\u202fPM\u00a0– Sunday,\u2009September 14, 2025', 'narrow and unbreakable spaces'],
    ['\u200e6:10 PM – Sunday, September 14, 2025', 'a mark of direction'],
    ['6:10 p.m. – Sunday, Sept. 14, 2025', 'dots in p.m. and a short month'],
    ['6.10pm, Sunday 14 September 2025', 'a dot in the time'],
    ['18:10 – Sunday, 14 September 2025', '24 hours, day first'],
    ['18:10 – 14th September, 2025', 'an ordinal'],
    ['18h10 – 14 September 2025', 'an h in the time'],
    ['SUNDAY, SEPTEMBER 14, 2025, 06:10 PM', 'capitals'],
    ['Sunday, September 14, 2025 at 6:10 PM', 'at'],
    ['Sun Sep 14 18:10 2025', 'the year last'],
    ['9/14/2025 6:10 PM', 'numbers'],
    ['9/14/25, 6:10 PM', 'a year of two digits'],
    ['14.09.2025 18:10', 'dots in the date'],
    ['2025/09/14 18:10', 'year first'],
    ['2025-09-14 18:10', 'ISO with a space'],
    ['6:10 PM – Sunday, September 14', 'no year: that of the prefix'],
    ['6:10 PM – Sunday, September 14, 2025.', 'a full stop'],
    ['6:10 PM local time – Sunday, September 14, 2025', 'local time'],
    ['6:10 PM', 'a time alone, dated by the prefix'],
    ['6:10 PM ET – Sunday, September 14, 2025', 'ET'],
    ['6:10 PM EDT – Sunday, September 14, 2025', 'EDT'],
    ['6:10 PM (ET) – Sunday, September 14, 2025', 'ET in brackets'],
    ['6:10 PM Eastern – Sunday, September 14, 2025', 'Eastern'],
    ['6:10 PM Eastern Daylight Time – Sunday, September 14, 2025', 'the full name of a zone'],
    ['3:10 PM PT – Sunday, September 14, 2025', 'PT'],
    ['5:10 PM CT – Sunday, September 14, 2025', 'CT'],
    ['4:10 PM MDT – Sunday, September 14, 2025', 'MDT'],
    ['22:10 GMT – Sunday, September 14, 2025', 'GMT'],
    ['2210 GMT, Sunday, September 14, 2025', 'four digits'],
    ['22:10 UTC – Sunday, September 14, 2025', 'UTC'],
    ['23:10 BST – Sunday, 14 September 2025', 'BST'],
    ['00:10 UTC+2 – Monday, 15 September 2025', 'UTC with an offset'],
    ['03:40 IST – Monday, 15 September 2025', 'IST, of India'],
    ['6:10 PM ET / 3:10 PM PT, Sunday, September 14, 2025', 'the same time twice'],
    ['2025-09-14T18:10:00-04:00', 'ISO with an offset'],
    ['2025-09-14T22:10:00Z', 'ISO in UTC'],
    ['Published: 6:10 PM, September 14, 2025', 'Published:'],
    ['Published on September 14, 2025 at 6:10 PM', 'Published on'],
    ['Posted at 6:10 PM, Sep 14, 2025', 'Posted at'],
    ['Posted6:10 PM, Sep 14, 2025', 'a glued label'],
    ['UPDATED 6:10 PM ET – Sunday, September 14, 2025', 'UPDATED'],
    ['Last updated: 6:10 PM, 14 September 2025', 'Last updated:'],
    ['Last updated on: September 14, 2025, 6:10 pm', 'Last updated on:'],
    ['Sunday, September 14, 2025\n6:10 PM', 'the date on one line and the time on the next'],
  ])('%s (%s)', (stamp) => {
    const article = readArticle('a.txt', story(stamp));
    expect(article.published).toBe('2025-09-14T22:10:00Z');
    expect(article.contentText).toBe('The trawler came home on Sunday.');
    expect(article.captions).toEqual([
      { text: 'Gulls follow a trawler.', credit: 'Ida Moen/Getty Images', position: null },
    ]);
  });

  test.each([
    ['Noon – Sunday, September 14, 2025', '2025-09-14T16:00:00Z'],
    ['12 noon, Sunday, September 14, 2025', '2025-09-14T16:00:00Z'],
    ['Midnight – Sunday, September 14, 2025', '2025-09-14T04:00:00Z'],
    ['12:00 AM – Sunday, September 14, 2025', '2025-09-14T04:00:00Z'],
    ['12:30 PM – Sunday, September 14, 2025', '2025-09-14T16:30:00Z'],
    ['7 a.m. – Sunday, September 14, 2025', '2025-09-14T11:00:00Z'],
    ['5:45 PM – Sunday, September 14, 2025', '2025-09-14T21:45:00Z'],
  ])('%s', (stamp, instant) => {
    expect(published(stamp)).toBe(instant);
  });
});

describe('precision', () => {
  test.each([
    ['Sunday, September 14, 2025', 'day', '2025-09-14T04:00:00Z'],
    ['6:10 PM, September 14, 2025', 'minute', '2025-09-14T22:10:00Z'],
    ['18:10:33, September 14, 2025', 'second', '2025-09-14T22:10:33Z'],
  ])('%s is a %s', (stamp, publishedPrecision, instant) => {
    expect(readArticle('a.txt', story(stamp))).toMatchObject({ publishedPrecision, published: instant });
  });
});

describe('zones', () => {
  test('a stamp has its own zone, or else the zone of the channel', () => {
    expect(readArticle('a.txt', story('6:10 PM PT, September 14, 2025'))).toMatchObject({
      timeZone: 'America/Los_Angeles',
      timeZoneSource: 'stamp',
    });
    expect(readArticle('a.txt', story('6:10 PM, September 14, 2025'))).toMatchObject({
      timeZone: 'America/New_York',
      timeZoneSource: 'channel',
    });
    expect(readArticle('a.txt', story('6:10 PM local time, September 14, 2025')).timeZoneSource).toBe('channel');
  });

  test('EST in July is used as written, with a warning; in January there is no warning', () => {
    expect(published('3:15 PM EST – Saturday, July 5, 2025', '2025-07-05')).toBe('2025-07-05T20:15:00Z');
    expect(codes(story('3:15 PM EST – Saturday, July 5, 2025', '2025-07-05'))).toEqual(['warning zone-out-of-season']);
    expect(codes(story('3:15 PM EST – Sunday, January 5, 2025', '2025-01-05'))).toEqual([]);
  });

  test('IST is Irish time if the channel is in Dublin', () => {
    const dublin = readArticle('a.txt', story('18:10 IST, 14 September 2025'), { timeZone: 'Europe/Dublin' });
    expect(dublin.published).toBe('2025-09-14T17:10:00Z');
  });

  test('a zone name whose initials mean another zone is not a zone', () => {
    expect(codes(story('6:10 PM China Standard Time, September 14, 2025'))).toEqual(['error unknown-time-zone']);
  });

  test('a skipped time is moved forward, and a repeated time is the first one, each with a warning', () => {
    const gap = story('2:30 AM – Sunday, March 9, 2025', '2025-03-09');
    expect(readArticle('a.txt', gap).published).toBe('2025-03-09T07:30:00Z');
    expect(codes(gap)).toEqual(['warning skipped-time']);
    const fold = story('1:30 AM – Sunday, November 2, 2025', '2025-11-02');
    expect(readArticle('a.txt', fold).published).toBe('2025-11-02T05:30:00Z');
    expect(codes(fold)).toEqual(['warning repeated-time']);
  });
});

describe('two dates', () => {
  test('the stamp overrides the prefix; a difference of one day is normal', () => {
    expect(published('6:10 PM, September 15, 2025')).toBe('2025-09-15T22:10:00Z');
    expect(codes(story('6:10 PM, September 15, 2025'))).toEqual([]);
  });

  test('a difference of more than a day is a warning', () => {
    expect(published('6:10 PM, September 20, 2025')).toBe('2025-09-20T22:10:00Z');
    expect(codes(story('6:10 PM, September 20, 2025'))).toEqual(['warning date-mismatch']);
  });

  test('a wrong weekday is a warning, and the date is used', () => {
    expect(published('6:10 PM – Monday, September 14, 2025')).toBe('2025-09-14T22:10:00Z');
    expect(codes(story('6:10 PM – Monday, September 14, 2025'))).toEqual(['warning weekday-mismatch']);
  });

  test('published and updated are on two lines, or on one', () => {
    const both = { published: '2025-09-14T13:05:00Z', updated: '2025-09-14T17:40:00Z' };
    const lines = 'Published 9:05 AM ET, September 14, 2025\nUpdated 1:40 PM ET, September 14, 2025';
    expect(readArticle('a.txt', story(lines))).toMatchObject(both);
    expect(readArticle('a.txt', story(lines.replace('\n', ' | ')))).toMatchObject(both);
    expect(readArticle('a.txt', story(lines.replace('\nUpdated', ' and last updated')))).toMatchObject(both);
  });

  test('the latest of several updates is used, and a time without a date has the date of the other stamp', () => {
    const lines = '9:05 AM ET, September 15, 2025\nUpdated 1:40 PM ET\nUpdated 3:20 PM ET';
    expect(readArticle('a.txt', story(lines)).updated).toBe('2025-09-15T19:20:00Z');
  });

  test('an update before the publication is a warning, and so is a second date of publication', () => {
    const lines = 'Published 9:05 AM ET, September 14, 2025\nUpdated 8:40 AM ET, September 14, 2025';
    expect(codes(story(lines))).toEqual(['warning updated-before-published']);
    expect(codes(story('9:05 AM, September 14, 2025\n9:35 AM, September 14, 2025'))).toEqual(['warning second-stamp']);
  });

  test('a date in a caption is that of the photograph', () => {
    const text = ' date 2026-04-02 Ice on the lake on January 3, 2026. (Ida Moen/AP)\n\nThe lake is open again.\n';
    expect(readArticle('a.txt', text)).toMatchObject({ published: '2026-04-02T04:00:00Z', publishedPrecision: 'day' });
  });
});

describe('4/5/2025 is resolved', () => {
  const numeric = (date: string | null, language: string) => {
    const head = date === null ? '' : ` date ${date}\n\n`;
    return read('a.txt', `${head}4/5/2025 9:00 AM\n\nThe trawler came home.\n`, { language });
  };

  test('by the prefix', () => {
    expect(numeric('2025-04-05', 'en-GB').article?.published).toBe('2025-04-05T13:00:00Z');
    expect(numeric('2025-05-04', 'en-US').article?.published).toBe('2025-05-04T13:00:00Z');
  });

  test('or else by the country of the language', () => {
    expect(numeric(null, 'en-US').article?.published).toBe('2025-04-05T13:00:00Z');
    expect(numeric(null, 'en-GB').article?.published).toBe('2025-05-04T13:00:00Z');
  });

  test('or else not at all', () => {
    expect(numeric(null, 'en').problems.map(({ code }) => code)).toEqual(['ambiguous-date']);
  });

  test('by a number that is not a month', () => {
    const text = '25/12/2025 9:00 AM\n\nThe trawler stayed in.\n';
    expect(readArticle('a.txt', text, { language: 'en' }).published).toBe('2025-12-25T14:00:00Z');
  });
});

describe('an impossible date or time is an error with its line', () => {
  test.each([
    ['13:15 PM – Sunday, September 14, 2025', 'invalid-time'],
    ['0:30 AM – Sunday, September 14, 2025', 'invalid-time'],
    ['24:00 – Sunday, September 14, 2025', 'invalid-time'],
    ['6:75 PM – Sunday, September 14, 2025', 'invalid-time'],
    ['6:10 PM – Wednesday, September 31, 2025', 'invalid-date'],
    ['6:10 PM – Saturday, February 29, 2025', 'invalid-date'],
  ])('%s', (stamp, code) => {
    const { article, problems } = read('a.txt', story(stamp));
    expect(article).toBeNull();
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', code, line: 3, column: 1 })]);
  });

  test('the time is shown as it was written', () => {
    expect(read('a.txt', story('13:15 PM – Sunday, September 14, 2025')).problems[0]?.message).toContain('"13:15 PM"');
  });

  test('an impossible prefix', () => {
    expect(codes(story('6:10 PM – Sunday, September 14, 2025', '2025-13-40'))).toEqual(['error invalid-date']);
  });

  test('no date at all', () => {
    expect(codes('A trawler came home.\n\nIt was late.\n')).toEqual(['error missing-date']);
  });
});

describe('text that is not a stamp stays in the body', () => {
  test.each([
    ['At 6:10 PM on Sunday, September 14, 2025 the horn blew.'],
    ['Sunday, September 14, 2025 was a long day for the crew.'],
    ['Updated rules apply from 6:10 PM on Sunday'],
    ['September 14'],
    ['6:10 PM to 7:10 PM, September 14, 2025'],
    ['1,200 PM'],
    ['Posted by the harbor office.'],
  ])('%s', (line) => {
    const article = readArticle('a.txt', story(line));
    expect(article.publishedPrecision).toBe('day');
    expect(article.contentText).toContain(line);
  });

  test('a stamp below the first paragraph is text', () => {
    const text = story('6:10 PM, September 14, 2025').concat('\n7:45 PM, September 20, 2025\n\nIt left again.\n');
    const article = readArticle('a.txt', text);
    expect(article.published).toBe('2025-09-14T22:10:00Z');
    expect(article.contentText).toContain('7:45 PM, September 20, 2025');
  });

  test('a time that is a heading in the story is text', () => {
    const text = ' date 2025-09-14 Gulls. (Ida Moen/AP)\n\nThe crew kept a diary.\n\n9:15 a.m.\n\nThe nets were out.\n';
    const article = readArticle('a.txt', text);
    expect(article.contentText).toBe('The crew kept a diary.\n\n9:15 a.m.\n\nThe nets were out.');
    expect(article.captions).toHaveLength(1);
  });

  test('a line that was probably meant as a stamp is reported', () => {
    expect(codes(story('6:10 o’clock in the PM, 2025'))).toEqual(['warning unread-stamp']);
  });
});
