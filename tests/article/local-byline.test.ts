/** Bylines in other languages than English, and lines that only begin like one. */
import { describe, expect, test } from 'vitest';
import { parseByline } from '../../src/article/wire/byline.ts';
import { readArticle } from '../support/channel.ts';

describe('a byline', () => {
  test.each([
    ['de', 'Von Ada Quill', ['Ada Quill']],
    ['de-CH', 'VON ADA QUILL UND TOMAS WRAY', ['ADA QUILL', 'TOMAS WRAY']],
    ['de', 'von Ada Quill und Tomas Wray', ['Ada Quill', 'Tomas Wray']],
    ['de', 'Von Ada Quill, Tomas Wray und Ida Fell', ['Ada Quill', 'Tomas Wray', 'Ida Fell']],
    ['de', 'Von Ada Quill, Sundhafener Zeitung', ['Ada Quill']],
    ['de', 'Von Ada Quill (dpa)', ['Ada Quill']],
    ['de', 'Von Ada Quill und Tomas Wray, dpa', ['Ada Quill', 'Tomas Wray']],
    ['de', 'Von Ada Quill/dpa', ['Ada Quill']],
    ['de', 'Von Ada Quill, DPA', ['Ada Quill']],
    ['de', 'Von Ada Quill und Tomas Wray, Sundhafen', ['Ada Quill', 'Tomas Wray']],
    ['de', 'Von Ada Quill aus Sundhafen', ['Ada Quill']],
    ['de', 'Von Ada von der Heide', ['Ada von der Heide']],
    ['de', 'Von Jörg-Uwe Östergård', ['Jörg-Uwe Östergård']],
    ['de', 'By Ada Quill', ['Ada Quill']],
    ['fr', 'Par Zoé Marchal et Luc d’Aubry', ['Zoé Marchal', 'Luc d’Aubry']],
    ['fr-CA', 'Par Zoé Marchal à Port-Sund', ['Zoé Marchal']],
    ['es', 'Por Inés Robledo y Óscar Peña', ['Inés Robledo', 'Óscar Peña']],
    ['es', 'Por Tomás Ortega y Gaviria', ['Tomás Ortega y Gaviria']],
    ['it', 'Di Carla Fermi e Ugo De Santis', ['Carla Fermi', 'Ugo De Santis']],
    ['pt-BR', 'Por Ana dos Santos e Rui Melo', ['Ana dos Santos', 'Rui Melo']],
    ['nl', 'Door Piet van der Meer en Anna de Wit', ['Piet van der Meer', 'Anna de Wit']],
    ['pl', 'Autor: Łucja Żak i Jan Nowak', ['Łucja Żak', 'Jan Nowak']],
    ['pl', 'Autorka:Łucja Żak', ['Łucja Żak']],
  ])('in %s: %s', (language, line, names) => {
    expect(parseByline(line, language)).toEqual(names);
  });
});

describe('no byline', () => {
  test.each([
    ['de', 'Von Ada Quill.'],
    ['de', 'Von Ada Quill stammt der Vorschlag, den Hafen zu öffnen'],
    ['de', 'Von Haus zu Haus'],
    ['de', 'Von Wind und Wetter'],
    ['de', 'Von Menschen und Mäusen'],
    ['de', 'Von Sundhafen nach Nordkai'],
    ['de', 'Von Montag Abend'],
    ['de', 'Von Januar und Februar'],
    ['de', 'Von Ada'],
    ['de', 'Von Ada Quill und Tomas'],
    ['de', 'Von der Heide'],
    ['de', 'Vonda Quill Reed'],
    ['fr', 'Par Toutatis'],
    ['fr', 'Parmi Zoé Marchal'],
    ['fr', 'Par Zoé Marchal, qui revient du port'],
    ['es', 'Por Inés'],
    ['it', 'Di Maio'],
    ['it', 'Di Carla Fermi non si parla più'],
    ['pt', 'Por Ana Melo, a cidade espera'],
    ['nl', 'Door Storm en Wind'],
    ['pl', 'Autor Jan Nowak'],
    ['en', 'Von Ada Quill'],
    ['sv', 'Von Ada Quill'],
    ['constructor', 'Von Ada Quill'],
  ])('in %s: %s', (language, line) => {
    expect(parseByline(line, language)).toBeNull();
  });

  test('is read in linear time', () => {
    for (const line of [`Von ${'Ada '.repeat(49)}x`, `Von ${'Ada Quill und '.repeat(14)}x`, `Von ${'A'.repeat(190)}`])
      expect(parseByline(line.slice(0, 200), 'de')).toBeNull();
  });
});

describe('a wire text', () => {
  const stamp = '4. Januar 2026, 16:15 Uhr';

  test('in German has the names of its byline as authors, and no more text than its own', () => {
    const { byline, title, contentHtml } = readArticle(
      'hafen.txt',
      `Hafen bleibt offen\n\nVon Ada Quill und Tomas Wray\n\n${stamp}\n\nVon der Pier aus sieht man nichts.\n`,
      { language: 'de-DE' },
    );
    expect([byline, title]).toEqual([['Ada Quill', 'Tomas Wray'], 'Hafen bleibt offen']);
    expect(contentHtml).toBe('<p>Von der Pier aus sieht man nichts.</p>');
  });

  test('can have the byline and the stamp in one line', () => {
    const { byline, published } = readArticle('a.txt', `Hafen bleibt offen\n\nVon Ada Quill | ${stamp}\n\nText.\n`, {
      language: 'de',
    });
    expect([byline, published]).toEqual([['Ada Quill'], '2026-01-04T21:15:00Z']);
  });

  test('whose first paragraph begins like a byline keeps it', () => {
    const { byline, contentHtml } = readArticle(
      'a.txt',
      `Hafen bleibt offen\n\n${stamp}\n\nVon Ada Quill kam der Vorschlag.\n\nMehr.\n`,
      { language: 'de' },
    );
    expect([byline, contentHtml]).toEqual([[], '<p>Von Ada Quill kam der Vorschlag.</p>\n<p>Mehr.</p>']);
  });

  test('in another language keeps the line', () => {
    const { byline } = readArticle(
      'a.txt',
      `Harbor stays open\n\nVon Ada Quill\n\n4:15 PM, January 4, 2026\n\nText.\n`,
    );
    expect(byline).toEqual([]);
  });
});

test('the byline of a page is read in the language of the page', () => {
  const { authors, byline } = readArticle(
    'a.html',
    '<html lang="de"><head><title>T</title><meta name="date" content="2026-01-04"></head><body><article><h1>T</h1><p class="byline">Von Ada Quill und Tomas Wray</p><p>Text.</p></article></body></html>',
  );
  expect([byline, authors.map(({ name }) => name)].flat()).toEqual(expect.arrayContaining(['Ada Quill', 'Tomas Wray']));
});
