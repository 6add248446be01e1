/** Lines at the head of a wire text that hold the story back, and lines that only look like one. */
import { describe, expect, test } from 'vitest';
import { read } from '../support/channel.ts';

const stamp = '6:10 PM – Sunday, September 14, 2025';
const body = 'GULL HARBOR — The kelp season opened on Sunday.';
const wire = (line: string) => `date 2025-09-14\n\n${line}\n\n${stamp}\n\n${body}\n`;
const held = { state: 'held', mark: { kind: 'draft' } };

describe('a line at the head holds the article back', () => {
  test.each([
    'EMBARGOED UNTIL 6 P.M. ET TUESDAY',
    'Embargoed until Tuesday, 6 p.m.',
    'EMBARGO: 6 PM TUESDAY',
    'EMBARGO LIFTS AT 6 P.M. TUESDAY',
    'Under embargo until further notice',
    'STRICTLY EMBARGOED FOR RELEASE UNTIL NOON EDT',
    'EMBARGOED',
    'embargo: true',
    '*** HOLD FOR RELEASE ***',
    'HOLD FOR RELEASE 6 P.M. TUESDAY',
    'Hold until Monday',
    '[HOLD]',
    'FOR RELEASE AT 6 P.M. TUESDAY',
    'Not for publication before midnight',
    'NOT FOR PUBLICATION',
    'Do not publish',
    'DRAFT – DO NOT PUBLISH',
    'KILL',
    'BULLETIN KILL',
    'Status: killed',
    'KILL: the kelp story',
    'Sperrfrist: 18 Uhr',
    'EMBARGOED UNTIL THE COUNCIL HAS VOTED',
    'Embargoed until the start of the speech',
    'HOLD UNTIL LEE CALLS',
    'For internal use only',
  ])('%s', (line) => {
    expect(read('a.txt', wire(line))).toMatchObject({
      ...held,
      problems: [
        { severity: 'error', code: 'hold-line', line: 3, message: expect.stringContaining('holds the article') },
      ],
    });
  });

  test.each(['draft: true', 'private: yes', 'Status: draft', 'publish: false', 'public:: false'])('%s', (line) => {
    const { problems, keys, ...reading } = read('a.txt', wire(line));
    expect(reading).toMatchObject(held);
    expect(problems).toEqual([]);
    expect(keys.marks).toMatchObject([{ line: 3, meaning: 'out' }]);
  });

  test.each([
    ['in the first line', `date 2025-09-14 HOLD FOR RELEASE\n\n${stamp}\n\n${body}\n`],
    ['below the stamp', `${stamp}\n\nHOLD FOR RELEASE\n\n${body}\n`],
    ['below the headline and the byline', `date 2025-09-14\n\nKelp early\nBy Ida Moen\nHOLD FOR RELEASE\n\n${body}\n`],
    ['above everything', `HOLD FOR RELEASE\n${stamp}\n\n${body}\n`],
    ['in a text without a date', `HOLD FOR RELEASE\n\n${body}\n`],
    ['in a text without a body', 'HOLD FOR RELEASE\n'],
  ])('%s', (_where, text) => {
    expect(read('a.txt', text)).toMatchObject(held);
  });
});

describe('a line that is a headline or text holds nothing back', () => {
  test.each([
    'Embargo until Tuesday lifted',
    'Embargo on Tuesday boats ends after six years',
    'EMBARGO UNTIL TUESDAY LIFTED',
    'Embargo ends Tuesday',
    'Embargoed goods seized at the port',
    'Hold on tonight',
    'Hold for release of hostages rejected',
    'Hold the line until Monday, coach says',
    'Kill',
    'Kill devil hills by bicycle',
    'Draft',
    'Draft: Gulls pick a keeper',
    'Not for publication of maps, but for fun',
    'Do not publish or perish',
    'Off the record',
    'FOR IMMEDIATE RELEASE',
    'For release, hostages wait',
    'Status: calm',
    'Private: a tour of the yard',
    'draft: false',
  ])('%s', (line) => {
    const { state, problems } = read('a.txt', wire(line));
    expect(state).toBe('accepted');
    expect(problems.map(({ code }) => code)).not.toContain('hold-line');
  });

  test('or below the dateline', () => {
    expect(read('a.txt', `${stamp}\n\n${body}\n\nHOLD FOR RELEASE\n`)).toMatchObject({ state: 'accepted' });
  });

  test('or below the first ten lines', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `Line ${index} of the text is here.`);
    expect(read('a.txt', `${stamp}\n\n${lines.join('\n\n')}\n\nHOLD FOR RELEASE\n`)).toMatchObject({
      state: 'accepted',
    });
  });
});

describe('an embargo with a whole date', () => {
  test.each([
    ['EMBARGOED UNTIL 6 P.M. EDT, SEPTEMBER 16, 2025', '2025-09-16T22:00:00Z'],
    ['Embargoed until Tuesday, September 16, 2025, 6 p.m. EDT', '2025-09-16T22:00:00Z'],
    ['Hold for release until 2025-09-16T22:00:00Z', '2025-09-16T22:00:00Z'],
    ['FOR RELEASE: 2025-09-16T22:00:00Z', '2025-09-16T22:00:00Z'],
  ])('%s is published then', (line, published) => {
    expect(read('a.txt', wire(line))).toMatchObject({
      state: 'accepted',
      problems: [],
      article: { published, contentText: 'GULL HARBOR — The kelp season opened on Sunday.' },
    });
  });

  test('can be above the date, and lack the year if the date has it', () => {
    const text = (line: string) => `${line}\n\ndate 2025-09-14\n\n${body}\n`;
    for (const line of ['EMBARGOED UNTIL 2025-09-16T22:00:00Z', 'EMBARGOED UNTIL 6 P.M. EDT, SEPTEMBER 16']) {
      expect(read('a.txt', text(line))).toMatchObject({
        state: 'accepted',
        problems: [],
        article: { published: '2025-09-16T22:00:00Z', contentText: body },
      });
    }
    expect(read('a.txt', text('draft: true'))).toMatchObject({ ...held, problems: [] });
  });

  test('that is earlier than the stamp changes nothing, and is no headline', () => {
    expect(read('a.txt', wire('EMBARGOED UNTIL 6 P.M. EDT, SEPTEMBER 1, 2025'))).toMatchObject({
      state: 'accepted',
      article: { published: '2025-09-14T22:10:00Z', titleSource: 'derived' },
    });
  });

  test.each(['EMBARGOED UNTIL 6 P.M., SEPTEMBER 31, 2025', 'EMBARGOED UNTIL MONDAY, SEPTEMBER 16, 2025, 6 P.M.'])(
    'that cannot be right holds the article back: %s',
    (line) => {
      expect(read('a.txt', wire(line))).toMatchObject({ ...held, problems: [{ code: 'hold-line' }] });
    },
  );
});

test('long and hostile lines are read in linear time, and hold nothing back', () => {
  for (const line of [`${'*'.repeat(50_000)}x`, `embargo ${'- '.repeat(90)}x`, `HOLD ${' '.repeat(50_000)}x`]) {
    expect(read('a.txt', wire(line)).state).toBe('accepted');
  }
});
