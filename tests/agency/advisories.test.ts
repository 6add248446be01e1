/** Texts that tell editors to kill a story or to hold it back, and stories that only look like one. */
import { describe, expect, test } from 'vitest';
import type { EditorialText } from '../../src/article/story/no-story.ts';
import { findAdvisory } from '../../src/article/wire/advisories.ts';
import { read } from '../support/channel.ts';

const text = (headline: string | null, body = '', more: Partial<EditorialText> = {}): EditorialText => ({
  headline,
  slug: null,
  note: null,
  body: body.split('\n').flatMap((line, index) => (line === '' ? [] : [{ text: line, number: index + 1 }])),
  ids: [],
  ...more,
});

/** What a text is: `kill`, `hold`, `advisory`, `test message` or `story`. */
function kindOf(written: EditorialText): string {
  const found = findAdvisory(written);
  if (found === null) return 'story';
  if ('what' in found.reading) return found.reading.what;
  return found.advisory?.isKill === true ? 'kill' : 'hold';
}

const order = 'Editors: Please kill the story about the ferry. It must not be used.';
const fact = 'The ferry at Harl carried forty people on Monday. The council had asked for it for years.';
const long = `${fact} `.repeat(20);

describe('a kill', () => {
  test.each([
    ['KILL', ''],
    ['KILL KILL KILL', 'lnw0219 "Ferry at Harl sinks" is wrong.'],
    ['*** KILL *** KILL *** KILL ***', fact],
    ['KILL: Ferry at Harl sinks', fact],
    ['KILL - Ferry at Harl sinks', long],
    ['KILL BC-Harl-Ferry', order],
    ['MANDATORY KILL', order],
    ['MANDATORY KILL NOTICE', fact],
    ['LEGAL KILL: Ferry at Harl sinks', fact],
    ['(KILL) Ferry at Harl sinks', fact],
    ['+++ KILL +++ KILL +++ Ferry at Harl sinks', fact],
    ['Ferry at Harl KILL KILL KILL', fact],
    ['Kill: Ferry at Harl sinks', order],
    ['Withdrawn: Ferry at Harl sinks', 'This story has been withdrawn.'],
    ['Advisory', 'EDITORS: A kill is mandatory. Make certain the story is not published.'],
    ['BC-US--Harl Ferry, KILL', 'Members are asked to kill the story.'],
    ['MANDATORY KILL: Ferry at Harl sinks', fact],
    ['BC-Harl-Ferry, KILL', ''],
    ['BC-Harl-Ferry-KILL', fact],
    ['BC-Harl-Ferry,KILL,60', fact],
    ['Ferry at Harl sinks (KILL)', fact],
    ['BULLETIN KILL', order],
    ['ADVISORY - KILL: Ferry at Harl sinks', order],
    ['STORY WITHDRAWN', 'The story about the ferry was withdrawn. There will be no substitute story.'],
    ['STORY WITHDRAWN-Ferry at Harl sinks', fact],
    ['WITHDRAWN: Ferry at Harl sinks', 'This story has been withdrawn. Please do not use it.'],
    ['RETRACTED: Ferry at Harl sinks', order],
    ['Kill notice', order],
    ['Ferry at Harl sinks', order],
    ['Ferry at Harl sinks', 'Lantern Wire kills its story about the ferry. It must not be used.'],
    ['MELDUNG ZURÜCKGEZOGEN', 'Die Meldung lnw0219 wird zurückgezogen.'],
    ['ZURÜCKGEZOGEN: Fähre sinkt', 'Bitte die Meldung nicht verwenden.'],
    ['Meldung zurückgezogen: Fähre sinkt', 'Bitte verwenden Sie die Meldung »Fähre sinkt« nicht.'],
    ['ZURUECKGEZOGEN', 'Bitte die Meldung streichen.'],
    ['Bitte streichen', 'Achtung Redaktionen: Bitte die Meldung lnw0219 streichen.'],
    ['ANNULATION', "Veuillez annuler la dépêche sur le bac d'Harl."],
    ['ATTENTION - ANNULATION', 'Merci de ne pas utiliser cette dépêche.'],
    ['ATTENTION - ANNULATION ///', 'Nous annulons la dépêche sur le bac.'],
    ['DEPECHE ANNULEE', fact],
    ['ANULACIÓN: El transbordador', 'Se ruega eliminar la noticia.'],
    ['ANULACIÓN DE NOTICIA', fact],
    ['ELIMINAR', 'Rogamos no utilizar la nota sobre el transbordador.'],
    ['NOTIZIA ANNULLATA', fact],
    ['ANNULLAMENTO', 'Si prega di non utilizzare il lancio.'],
    ['ANULAÇÃO', 'Pede-se para eliminar a notícia.'],
    ['BERICHT INGETROKKEN', 'Gelieve het bericht niet te gebruiken.'],
    ['MAKULERING', 'Texten utgår.'],
    ['PERUUTUS', 'Juttu perutaan.'],
    ['ANULOWANIE', 'Prosimy o nieużywanie depeszy.'],
  ])('%s', (headline, body) => {
    expect(kindOf(text(headline, body))).toBe('kill');
  });

  test.each([
    ['Kill this item. The ferry was an exercise.', fact],
    ['MANDATORY KILL', long],
    ['Please kill this story.', long],
  ])('in a note to editors: %s', (note, body) => {
    expect(kindOf(text('Ferry at Harl sinks', body, { note }))).toBe('kill');
  });

  test('in a slug', () => {
    expect(kindOf(text('Ferry at Harl sinks', fact, { slug: 'BC-Harl-Ferry, KILL' }))).toBe('kill');
  });
});

describe('a hold', () => {
  test.each([
    ['HOLD HOLD HOLD', fact],
    ['HOLD: BC-Harl-Ferry', 'We wait for the police.'],
    ['WITHHOLD', order.replace('kill', 'withhold').replace('It must not be used.', '')],
    ['WITHHOLD: Ferry at Harl sinks', fact],
    ['BC-Harl-Ferry, WITHHOLD', fact],
    ['MANDATORY HOLD', fact],
    ['ADVISORY HOLD: Ferry at Harl sinks', fact],
    ['SPERRE', 'Bitte die Meldung zurückhalten.'],
    ['Bitte zurückhalten', 'Bitte die Meldung lnw0219 vorerst nicht verwenden.'],
    ['SUSPENDU', 'Merci de retenir la dépêche.'],
    ['Ferry at Harl sinks', 'Editors: Please hold the story about the ferry.'],
  ])('%s', (headline, body) => {
    expect(kindOf(text(headline, body))).toBe('hold');
  });
});

describe('another text to editors', () => {
  test.each([
    ['ADVISORY: Ferry at Harl', 'Editors: The story will move at 6 p.m.'],
    ['BC-Harl-Ferry-Advisory', 'We expect a story of 600 words.'],
    ['PHOTO ADVISORY', 'Editors: Photos LW101 and LW102 show the ferry.'],
    ['NEWS BUDGET', 'These stories will move today.'],
    ['Note to editors', 'The wire is slow. Our subscribers get all texts by 7 p.m.'],
    ['HOLD LIFTED: BC-Harl-Ferry', 'Editors: The story can be used.'],
    ['BC-Harl-Ferry', 'Eds: The story moves at 6 p.m.'],
    ['lnw-Tagesvorschau', 'Für heute sind geplant: Fähre, Schule.'],
    ['Aviso a los abonados', 'Tenemos previsto enviar la nota a las 18.'],
  ])('%s', (headline, body) => {
    expect(kindOf(text(headline, body))).toBe('advisory');
  });

  test.each(['TEST TEST TEST', 'TEST MESSAGE: please ignore'])('%s is a test', (headline) => {
    expect(kindOf(text(headline, 'One two three.'))).toBe('test message');
  });
});

describe('a story', () => {
  test.each([
    ['Kill fees rise for photographers', fact],
    ['Police kill suspect in Harl', fact],
    ['POLICE KILL SUSPECT IN HARL', fact],
    ['KILL THE LIGHTS, SAYS MAYOR', fact],
    ['Kill Bill is shown again in Harl', fact],
    ['KILL BILL RETURNS', fact],
    ['KILLED: Two sailors are named', fact],
    ['KILL: THE FILM OF THE YEAR', long],
    ['Hold the line, says the coach', fact],
    ['HOLD THE LINE', fact],
    ['HOLD: the bank keeps its rate for a year', long],
    ['Hold on tight', fact],
    ['Withdrawn from sale: toy bears', fact],
    [
      'WITHDRAWN: Toy bears that lose their eyes',
      'The items were withdrawn from sale on Monday. Parents get their money.',
    ],
    ['WITHDRAWN: Toy bears that lose their eyes', `The story was withdrawn by the maker. ${long}`],
    ['Kill: a film about a train', long],
    ['Kill kill kill, sings the choir', fact],
    ['Hold: a song for Harl', fact],
    ['Withdrawn: the last ferry', fact],
    ['Annulé : le bac', 'Le bac ne part pas.'],
    ['Report withdrawn after protest', fact],
    ['Withheld wages are paid', fact],
    ['CANCELLED: The harbour festival', fact],
    ['CANCELLED: The harbour festival', 'It was cancelled because of the storm. A new date will follow.'],
    ['ANNULÉ: le festival du port', 'Le festival est annulé.'],
    ['ANNULATION: le match de samedi', 'Le match contre Kellow est annulé.'],
    ['SPERRE: A7 bei Harl', 'Die Straße wird bis Montag gesperrt.'],
    ['ZURÜCKGEZOGEN: Bewerberin gibt auf', 'Die Bewerberin zog am Montag zurück.'],
    ['ANULADO: el concierto', 'El concierto del lunes no se celebra.'],
    ['UPDATE 2-Ferry at Harl sinks', fact],
    ['ADVISORY: Boil water in Harl', 'The city asks people to boil water until Monday.'],
    ['Advisory council meets', fact],
    ['SCHEDULE: Ferries in winter', fact],
    ['Budget passes', fact],
    ['AGENDA: Was am Montag in Harl geschieht', fact],
    ['A test of patience', fact],
    ['TEST: Five rain coats', long],
    ['Article retracted by journal', 'The article was retracted on Monday after readers found errors.'],
    ['Newspaper withdraws story', 'The newspaper withdraws the story about the mayor, it said on Monday.'],
    ['Paper kills comic strip', `The editors said the strip had to go. ${fact}`],
    ['Council kills report', 'The council kills its report on the ferry. The report should be deleted, it said.'],
    ['Radio withdraws story', 'Radio Harl withdraws its story about the mayor. The story was withdrawn on Monday.'],
    ['CANCEL: the culture', 'An essay on why an article was withdrawn by a journal.'],
    ['Road-kill is a problem', fact],
    ['Analysts raise Harl Ferries to buy from HOLD', long],
    ['Ferry at Harl sinks', `Eds: Adds quotes.\n${fact}`],
    ['Ferry at Harl sinks', `Eds: Please kill the third graf.\n${long}`],
    ['Bitte zurückbleiben: Die Fähre legt ab', fact],
    ['Meldung macht Karriere', fact],
    [null, `KILL BILL\n${fact}`],
    [null, fact],
    [null, ''],
    ['Editors and writers march in Harl', fact],
  ])('%s', (headline, body) => {
    expect(kindOf(text(headline, body))).toBe('story');
  });

  test.each([
    'Adds that police killed two people',
    'Do not use after October 3',
    'Please do not use the picture of the ferry',
    'Please disregard earlier version',
    'Story may not be published before Monday',
    'Items must not be used after 30 days',
    'Bitte das Bild nicht verwenden',
    'Kill fees apply to the photos',
    'Please kill the third paragraph',
    'Hold for release until 0400 GMT',
    'Embargo: not before 0400 GMT',
    'UPDATES: With photos.',
    'CORRECTION: forty people, not fourteen.',
  ])('with a note that is not about the whole story: %s', (note) => {
    expect(kindOf(text('Ferry at Harl sinks', fact, { note }))).toBe('story');
  });
});

describe('what an advisory names', () => {
  const body = [
    'Please kill the story “Ferry at Harl sinks” (lnw0219), slugged BC-Harl-Ferry.',
    'Its id is urn:newsml:wire.example:20261014:ferry. Ref: LNW-77/4; item tag:wire.example,2026:ferry-2.',
    'See https://wire.example/items/ferry.',
  ].join('\n');

  test('ids and names, as written', () => {
    const found = findAdvisory(text('BC-Harl-Ferry, KILL,60', body, { ids: ['urn:own'] }));
    expect(found?.advisory).toMatchObject({ word: 'KILL', line: 1, isKill: true });
    expect(found?.advisory?.ids).toEqual([
      'urn:own',
      'urn:newsml:wire.example:20261014:ferry',
      'tag:wire.example,2026:ferry-2',
      'LNW-77/4',
      'https://wire.example/items/ferry',
    ]);
    expect(found?.advisory?.names).toEqual(
      expect.arrayContaining(['BC-Harl-Ferry', 'Harl-Ferry', 'Ferry at Harl sinks', 'lnw0219']),
    );
    expect(found?.advisory?.names.join(' ')).not.toContain('KILL');
  });

  test('the headline without the order, and the error that names it', () => {
    const found = findAdvisory(text('KILL: Ferry at Harl sinks', ''));
    expect(found?.advisory?.names).toEqual(['Ferry at Harl sinks']);
    expect(found?.reading).toMatchObject({
      story: null,
      findings: [{ severity: 'error', code: 'kill-text', message: expect.stringContaining('"Ferry at Harl sinks"') }],
    });
  });

  test('at most fifty ids of a hostile text, in linear time', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `urn:x:${index}`).join(' ');
    expect(findAdvisory(text('KILL KILL KILL', many))?.advisory?.ids).toHaveLength(50);
    for (const hostile of [
      'KILL '.repeat(50_000),
      '"'.repeat(50_000),
      'A-'.repeat(50_000),
      'bitte '.repeat(20_000),
      'story '.repeat(20_000),
    ]) {
      expect(
        findAdvisory(text(hostile, `${hostile}\n${hostile}`, { note: hostile }))?.advisory?.names.length ?? 0,
      ).toBeLessThan(51);
    }
  });
});

describe('in each format', () => {
  const kill = { state: 'refused', advisory: { isKill: true }, problems: [{ severity: 'error', code: 'kill-text' }] };

  test('a plain text', () => {
    const lines =
      'KILL KILL KILL\n\nBC-Harl-Ferry\n\nPlease kill the story “Ferry at Harl sinks”. It must not be used.\n';
    expect(read('a.txt', lines)).toMatchObject(kill);
    expect(read('a.txt', `date 2026-10-14\n\n${lines}`)).toMatchObject(kill);
    expect(read('KILL.txt', 'date 2026-10-14\n\nFerry at Harl is back\n\nHARL (LW) — It is back.\n')).toMatchObject({
      state: 'accepted',
      problems: [],
    });
  });

  test('a plain text with the story below: the line holds it back, and is reported once', () => {
    const lines = 'date 2026-10-14\n\nKILL: Ferry at Harl sinks\n\nHARL (LW) — The ferry sank on Monday.\n';
    expect(read('a.txt', lines)).toMatchObject({
      state: 'held',
      mark: { kind: 'draft' },
      advisory: { word: 'KILL', isKill: true, names: ['Ferry at Harl sinks'] },
    });
    expect(read('a.txt', lines).problems.map(({ code }) => code)).toEqual(['hold-line']);
  });

  test.each([
    ['a.md', `---\ntitle: "KILL: Ferry at Harl sinks"\ndate: 2026-10-14\n---\n${order}\n`],
    ['a.txt', `---\ntitle: MANDATORY KILL\ndate: 2026-10-14\n---\n${order}\n`],
    [
      'a.json',
      JSON.stringify({
        id: 'https://wire.example/1',
        title: 'KILL KILL KILL',
        content_text: order,
        date_published: '2026-10-14T10:00:00Z',
      }),
    ],
  ])('%s', (path, written) => {
    expect(read(path, written)).toMatchObject(kill);
  });

  test('an advisory is skipped', () => {
    expect(read('a.txt', 'ADVISORY: Ferry at Harl\n\nEditors: The story will move at 6 p.m.\n')).toMatchObject({
      state: 'skipped',
      what: 'advisory',
    });
  });

  test('a story that is marked as withdrawn stays withdrawn', () => {
    const written = '---\ntitle: "KILL: Ferry"\ndate: 2026-10-14\nwithdrawn: true\n---\nIt sank.\n';
    expect(read('a.md', written)).toMatchObject({ state: 'held', mark: { kind: 'withdrawn' }, advisory: null });
  });
});
