/** Updates and corrections of agencies: what is taken off the headline, and what readers see of a note. */
import { describe, expect, test } from 'vitest';
import { textContent } from '../../src/article/agency/contents.ts';
import { finishEditorial } from '../../src/article/agency/editorial.ts';
import { plainAgencyFacts, storyOfArticle, type WrittenArticle } from '../../src/article/agency/written-article.ts';
import { completeArticle } from '../../src/article/complete-article.ts';
import type { Story, StoryReading } from '../../src/article/story/story.ts';
import { paragraphsOf } from '../../src/article/tree/plain-text.ts';
import { isSlug, takeUpdateMarks } from '../../src/article/wire/update-marks.ts';
import { channel, read, readArticle } from '../support/channel.ts';

describe('the marks of an update are taken off a headline', () => {
  test.each([
    ['UPDATE 1-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['UPDATE 12 - Ferry at Harl is back', 'Ferry at Harl is back'],
    ['REFILE-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['RPT-UPDATE 2-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['RECASTS: Ferry at Harl is back', 'Ferry at Harl is back'],
    ['Ferry at Harl is back, 1st Ld-Writethru', 'Ferry at Harl is back'],
    ['Ferry at Harl is back, 2nd Ld', 'Ferry at Harl is back'],
    ['BC-Harl-Ferry, 1st Ld-Writethru,450', 'Harl-Ferry'],
    ['BC-Harl-Ferry', 'Harl-Ferry'],
    ['(2nd LD) Ferry at Harl is back', 'Ferry at Harl is back'],
    ['1st Ld-Writethru: Ferry at Harl is back', 'Ferry at Harl is back'],
    ['Fähre in Harl fährt wieder (Wdhlg)', 'Fähre in Harl fährt wieder'],
    ['WDHLG: Fähre in Harl fährt wieder', 'Fähre in Harl fährt wieder'],
    ['ACTUALIZA 1-El transbordador vuelve', 'El transbordador vuelve'],
  ])('%s', (written, headline) => {
    expect(takeUpdateMarks(written)).toMatchObject({ headline, isCorrection: false });
  });

  test.each([
    ['CORRECTED-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['CORRECTED-UPDATE 1-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['CORRECTED (OFFICIAL)-Ferry at Harl is back', 'Ferry at Harl is back'],
    ['CORRECTION: Ferry at Harl is back', 'Ferry at Harl is back'],
    ['Ferry at Harl is back (CORRECTED)', 'Ferry at Harl is back'],
    ['(Korrektur) Fähre in Harl fährt wieder', 'Fähre in Harl fährt wieder'],
    ['(Korrektur: Zahl im ersten Satz) Fähre in Harl', 'Fähre in Harl'],
    ['Fähre in Harl fährt wieder (Korrektur)', 'Fähre in Harl fährt wieder'],
    ['Berichtigung: Fähre in Harl fährt wieder', 'Fähre in Harl fährt wieder'],
    ['RECTIFICATIF: Le bac est de retour', 'Le bac est de retour'],
    ['CORRECCIÓN: El transbordador vuelve', 'El transbordador vuelve'],
    ['RETTELSE: Fergen er tilbake', 'Fergen er tilbake'],
    ['BC-Harl-Ferry, CORRECTION', 'Harl-Ferry'],
  ])('%s is a correction', (written, headline) => {
    expect(takeUpdateMarks(written)).toMatchObject({ headline, isCorrection: true });
  });

  test.each([
    'BC-based firm buys ferry',
    'BC-Based Firm Buys Ferry',
    'PM-Elect Visits Harl',
    'UPDATE: The ferry is back',
    'UPDATE 2-0 in Harl',
    'Update 1 of the game is out',
    'Correction: Harl-Ferry story',
    'Corrections officers march in Harl',
    'Korrektur der Zahlen gefordert',
    'REPEAT OFFENDER CAUGHT',
    'First lead poisoning case in Harl',
    'Writethru',
    'CORRECTED-',
  ])('but nothing of %s', (written) => {
    expect(takeUpdateMarks(written)).toEqual({ headline: written, marks: [], isCorrection: false });
  });

  test('a hostile headline is read in linear time', () => {
    for (const unit of ['UPDATE 1-', 'BC-', '(LEAD) ', 'A-', 'CORRECTED ']) {
      expect(takeUpdateMarks(unit.repeat(20_000)).marks.length).toBeLessThan(6);
      expect(isSlug(unit.repeat(20_000))).toBe(false);
    }
  });
});

const story = 'HARL (LW) — The ferry carries forty people again.';

describe('a plain text', () => {
  const wire = (...lines: string[]) => `date 2026-10-14\n\n${lines.join('\n\n')}\n`;

  test('its slug line and its notes are not published', () => {
    const text = wire(
      'BC-Harl-Ferry, 1st Ld-Writethru,450',
      'Ferry at Harl is back',
      'Eds: Adds quotes. Call the desk at 555 0107.',
      '(Recasts, adds quotes)',
      story,
      'It left at noon.',
      'Eds: With photos LW101.',
    );
    const { article, problems } = read('a.txt', text);
    expect(article).toMatchObject({
      title: 'Ferry at Harl is back',
      contentText: `${story}\n\nIt left at noon.`,
      corrections: [],
    });
    expect(JSON.stringify(article)).not.toMatch(/555|quotes|photos|Writethru/);
    expect(problems).toMatchObject([
      { severity: 'warning', code: 'editors-note', line: 7, message: expect.stringContaining('and 2 others') },
    ]);
  });

  test('a note on several lines is removed as a whole', () => {
    const text = wire('Ferry at Harl is back', 'Eds: Adds quotes from the\nmayor of Harl.', story);
    expect(readArticle('a.txt', text)).toMatchObject({ title: 'Ferry at Harl is back', contentText: story });
  });

  test.each([
    ['CORRECTED-Ferry at Harl is back', 'This story was corrected.', 'en-US'],
    ['Fähre in Harl fährt wieder (Korrektur)', 'Diese Meldung wurde berichtigt.', 'de'],
  ])('%s says that it was corrected', (headline, text, language) => {
    const { article } = read('a.txt', wire(headline, story), { language });
    expect(article?.corrections).toEqual([{ text, corrected: null }]);
    expect(article?.contentHtml).toContain(text);
    expect(article?.title).not.toMatch(/CORRECTED|Korrektur/);
  });

  test.each([
    ['(Corrects number of people in paragraph 1)', 'Corrects number of people in paragraph 1'],
    ['CORRECTION: The ferry carries forty people, not fourteen.', 'The ferry carries forty people, not fourteen.'],
  ])('%s is a correction for readers', (line, text) => {
    const article = readArticle('a.txt', wire('CORRECTED-Ferry at Harl is back', line, story));
    expect(article).toMatchObject({ title: 'Ferry at Harl is back', corrections: [{ text }], contentText: story });
    expect(article.contentHtml.split(text)).toHaveLength(2);
  });

  test('a correction in the text is not reported again', () => {
    const note = 'This story has been corrected to say that the ferry carries forty people.';
    expect(readArticle('a.txt', wire('CORRECTED-Ferry at Harl is back', story, note))).toMatchObject({
      corrections: [],
      contentText: `${story}\n\n${note}`,
    });
  });

  test.each([
    'Notes to editors: the ferry was built in 1962.',
    'The editors of the paper said it was late.',
    '(It was built in 1962.)',
  ])('a line of the story stays: %s', (line) => {
    expect(readArticle('a.txt', wire('Ferry at Harl is back', story, 'It left at noon.', line)).contentText).toContain(
      line,
    );
  });
});

describe('an article of an agency', () => {
  const written = (title: string, body: string, agency: Partial<WrittenArticle['agency']> = {}): WrittenArticle => ({
    fields: new Map(
      [
        ['id', 'urn:wire.example:ferry'],
        ['date', '2026-10-14T10:00:00Z'],
      ].map(([key = '', value]) => [key, { key, value, at: { line: 1, column: 1 } }]),
    ),
    title,
    summary: null,
    images: [],
    dateline: null,
    content: textContent(body),
    agency: { ...plainAgencyFacts, ...agency },
  });
  const reading = (article: WrittenArticle): StoryReading => {
    const file = { path: 'a.xml', text: '', channel };
    const found = finishEditorial(storyOfArticle(article, { keys: new Map(), file }), { channel });
    if ('what' in found) throw new Error(`Skipped as ${found.what}`);
    return found;
  };
  const storyIn = (article: WrittenArticle): Story => {
    const { story: found } = reading(article);
    if (found === null) throw new Error('Refused');
    return found;
  };

  const outputOf = (found: Story): string => {
    if (found.published === null) throw new Error('No date');
    return JSON.stringify(
      completeArticle({ ...found, pictured: new Map() }, found.published, { path: 'a.xml', channel }),
    );
  };

  test('the headline stays as it is, marks are taken off the slug, and notes out of the text', () => {
    const found = reading(
      written('UPDATE 1-Ferry at Harl is back', `Eds: With photos.\n\n${story}\n\nIt left at noon.`, {
        slug: 'BC-Harl-Ferry, 1st Ld-Writethru',
      }),
    );
    expect(found.story).toMatchObject({
      title: 'UPDATE 1-Ferry at Harl is back',
      corrections: [],
      item: { slug: 'Harl-Ferry' },
    });
    expect(found.story === null ? [] : paragraphsOf(found.story.content)).toEqual([story, 'It left at noon.']);
    expect(found.findings).toMatchObject([{ code: 'editors-note' }]);
  });

  test.each([
    'CORRECTION: forty people, not fourteen.',
    'Corrects the number of people in paragraph 1 to forty, not fourteen',
    'Eds: CORRECTS number to forty, not fourteen. Call 555 0107.',
  ])('a note to editors that corrects is not published, only that there is a correction: %s', (note) => {
    const found = storyIn(written('Ferry at Harl is back', story, { note }));
    expect(found.corrections).toEqual([{ text: 'This story was corrected.', corrected: null }]);
    expect(outputOf(found)).not.toMatch(/fourteen|555/);
  });

  test.each(['Eds: UPDATES: With photos. Call 555 0107.', 'Two pictures move with this story.'])(
    'any other note is not published: %s',
    (note) => {
      const found = storyIn(written('Ferry at Harl is back', story, { note }));
      expect(found.corrections).toEqual([]);
      expect(outputOf(found)).not.toMatch(/555|photos|pictures move/);
    },
  );

  test('a text with only notes is no story', () => {
    expect(() => reading(written('BC-Harl-Ferry', 'Eds: The story moves at 6 p.m.'))).toThrow('Skipped as advisory');
  });

  test('a kill by status stays a withdrawal, whatever its note says', () => {
    const found = storyIn(written('Ferry at Harl is back', '', { status: 'canceled', note: 'Kill this item.' }));
    expect(found).toMatchObject({ withdrawal: { notice: null }, item: { status: 'canceled' } });
  });

  test('a kill in the headline names its own id and those that it ends', () => {
    const found = reading(written('KILL: Ferry at Harl is back', '', { slug: 'Harl-Ferry', ends: ['urn:other'] }));
    expect(found).toMatchObject({
      story: null,
      advisory: {
        isKill: true,
        ids: ['urn:wire.example:ferry', 'urn:other'],
        names: ['Ferry at Harl is back', 'Harl-Ferry'],
      },
    });
  });
});
