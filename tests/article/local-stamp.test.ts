/** Date stamps in German, French, Spanish, Italian, Portuguese, Dutch and Polish. All text is invented. */
import { describe, expect, test } from 'vitest';
import { parseStamp, parseStamps } from '../../src/article/date/stamp.ts';
import type { Stamp } from '../../src/article/date/stamp-token.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { localNames } from '../../src/model/calendar-names.ts';
import type { Channel } from '../../src/model/channel.ts';
import { channel, flat } from '../support/channel.ts';

const pad = (value: number) => String(value).padStart(2, '0');

/** A stamp as one line, such as `1 2026-11-02 16:15`. */
function shownStamp({ label, date, time, zone, weekday }: Stamp): string {
  const day =
    date?.kind === 'calendar'
      ? `${date.year}-${pad(date.month)}-${pad(date.day)}`
      : date?.kind === 'numeric'
        ? `${date.first}/${date.second}/${date.year}`
        : date?.kind === 'yearless'
          ? `${pad(date.month)}-${pad(date.day)}`
          : null;
  const clock = time === null ? null : `${pad(time.hour)}:${pad(time.minute)}`;
  return [label, weekday, day, clock, zone].filter((part) => part !== null).join(' ');
}

const shown = (line: string, language: string) => parseStamps(line, language).map(shownStamp).join(' | ');

describe('a stamp in the language of the channel', () => {
  test.each([
    ['de', 'Montag, 2. November 2026, 16:15 Uhr', '1 2026-11-02 16:15'],
    ['de', 'Mo., 2. Nov. 2026, 16.15 Uhr', '1 2026-11-02 16:15'],
    ['de-AT', '2. Jänner 2026', '2026-01-02'],
    ['de', '2. Nov. 2026', '2026-11-02'],
    ['de', '02.11.2026 16:15', '2026-11-02 16:15'],
    ['de', '2. 11. 2026, 16 Uhr', '2026-11-02 16:00'],
    ['de', '2.11.26, 16 Uhr 15', '2026-11-02 16:15'],
    ['de', 'Veröffentlicht am 2. November 2026 um 16:15 Uhr', 'published 2026-11-02 16:15'],
    ['de', 'Stand: 02.11.2026, 16:15 Uhr', 'updated 2026-11-02 16:15'],
    ['de', '2. November 2026, 16:15 Uhr MEZ', '2026-11-02 16:15 MEZ'],
    ['de', '2. November, 16:15 Uhr', '11-02 16:15'],
    ['fr', 'le 2 novembre 2026 à 16h15', '2026-11-02 16:15'],
    ['fr', 'Publié le lundi 2 novembre 2026 à 16 h 15', 'published 1 2026-11-02 16:15'],
    ['fr-CA', '1er mars 2026', '2026-03-01'],
    ['fr', 'mar. 3 nov. 2026, 16h', '2 2026-11-03 16:00'],
    ['fr', '2 aout 2026 à midi', '2026-08-02 12:00'],
    ['fr', '2 fe\u0301vrier 2026', '2026-02-02'],
    ['es', '2 de noviembre de 2026', '2026-11-02'],
    ['es', 'lunes, 2 de noviembre de 2026, a las 16:15 h', '1 2026-11-02 16:15'],
    ['es', 'mar 3 mar 2026 16:15', '2 2026-03-03 16:15'],
    ['es-MX', '2 de noviembre de 2026, 4:15 p. m.', '2026-11-02 16:15'],
    ['it', 'lunedì 2 novembre 2026 ore 16.15', '1 2026-11-02 16:15'],
    ['it', 'l’8 marzo 2026, alle ore 16', '2026-03-08 16:00'],
    ['pt', 'segunda-feira, 2 de novembro de 2026 às 16h15', '1 2026-11-02 16:15'],
    ['pt-BR', '2 de março de 2026, às 16h', '2026-03-02 16:00'],
    ['nl', 'maandag 2 november 2026 om 16.15 uur', '1 2026-11-02 16:15'],
    ['nl', 'Gepubliceerd op 2 mrt. 2026', 'published 2026-03-02'],
    ['pl', '2 listopada 2026, godz. 16:15', '2026-11-02 16:15'],
    ['pl', 'poniedziałek, 2 listopada 2026 r., godz. 16.15', '1 2026-11-02 16:15'],
    ['pl', 'środa, 4 marca 2026', '3 2026-03-04'],
  ])('%s: %s', (language, line, expected) => {
    expect(shown(line, language)).toBe(expected);
  });

  test.each([
    ['de', 'Veröffentlicht: 2. März 2026, 9.05 Uhr | Aktualisiert: 2. März 2026, 13.40 Uhr'],
    ['fr', 'Publié le 2 mars 2026 à 9h05, mis à jour le 2 mars 2026 à 13h40'],
    ['es', 'Publicado el 2 de marzo de 2026, 9:05 - Actualizado el 2 de marzo de 2026, 13:40'],
    ['pl', 'Opublikowano: 2 marca 2026, 9:05; zaktualizowano: 2 marca 2026, 13:40'],
  ])('can name an update: %s: %s', (language, line) => {
    expect(shown(line, language)).toBe('published 2026-03-02 09:05 | updated 2026-03-02 13:40');
  });

  test.each(Object.keys(localNames))('can be in English: %s', (language) => {
    expect(shown('4:15 PM – Sunday, January 4, 2026', language)).toBe('7 2026-01-04 16:15');
    expect(shown('Mar 3, 2026', language)).toBe('2026-03-03');
    expect(shown('Published May 5, 2026 9:05 AM | Updated 1:40 PM', language)).toBe(
      'published 2026-05-05 09:05 | updated 13:40',
    );
  });
});

describe('every name of a month and of a weekday is understood', () => {
  test.each(Object.entries(localNames))('%s', (language, { months, weekdays }) => {
    expect([months.length, weekdays.length]).toEqual([12, 7]);
    for (const [index, { name, short }] of months.entries())
      for (const form of [name, ...short])
        expect([form, shown(`7 ${form} 2026`, language)]).toEqual([form, `2026-${pad(index + 1)}-07`]);
    for (const [index, { name, short }] of weekdays.entries())
      for (const form of [name, ...short])
        expect([form, shown(`${form} 2026-11-02`, language)]).toEqual([form, `${index + 1} 2026-11-02`]);
  });
});

describe('is not a stamp', () => {
  test.each([
    ['de', 'Montag, 2. November 2026: Der Hafen öffnet'],
    ['de', 'Am 2. November 2026 öffnete der Hafen.'],
    ['de', 'Am Montag'],
    ['de', 'Mai 2026'],
    ['fr', 'Le 3 mai'],
    ['fr', 'Le 3 mai 2026, la mer'],
    ['es', 'El 2 de mayo'],
    ['it', 'alle 3'],
    ['pt', '2 de Copas de 2026'],
    ['nl', 'Op 2 november'],
    ['pl', 'O 3'],
    ['en', '2. November 2026, 16:15 Uhr'],
    ['en-GB', 'le 2 novembre 2026 à 16h15'],
    ['fr', 'Montag, 2. November 2026, 16:15 Uhr'],
    ['nb', 'mandag 2. november 2026 kl. 16.15'],
    ['constructor', '2. November 2026'],
  ])('%s: %s', (language, line) => {
    expect(parseStamps(line, language)).toEqual([]);
  });

  test.each([
    ['de', `${'um den '.repeat(28)}x`],
    ['fr', `le ${'l’'.repeat(95)}x`],
    ['pl', `${'o godz. '.repeat(24)}x`],
    ['es', `${' de '.repeat(49)}x`],
    ['it', '2 '.repeat(100)],
    ['de', 'ä'.repeat(100_000)],
  ])('%s: a hostile line is refused at once', (language, line) => {
    expect(parseStamp(line, language)).toBeNull();
  });
});

const within = (settings: Partial<Channel>) => (path: string, text: string) =>
  flat(
    parseArticle(
      { path, body: new TextEncoder().encode(text) },
      { ...channel, timeZone: 'Europe/Berlin', ...settings },
    ),
  );

describe('an article', () => {
  const german = within({ language: 'de' });

  test('in wire text has its date and its headline', () => {
    const text = 'Der Kran steht\nMontag, 2. November 2026, 16:15 Uhr\n\nDer Kran hebt wieder.\n';
    expect(german('kran.txt', text)).toMatchObject({
      state: 'accepted',
      problems: [],
      article: { title: 'Der Kran steht', published: '2026-11-02T15:15:00Z', contentText: 'Der Kran hebt wieder.' },
    });
  });

  test('in wire text of another language keeps the line as text', () => {
    const { problems } = within({ language: 'en' })('kran.txt', 'Der Kran\n2. November 2026, 16:15 Uhr\n\nDer Kran.\n');
    expect(problems.map(({ code }) => code)).toContain('missing-date');
  });

  test('has a warning for a wrong weekday', () => {
    const { problems } = german('kran.txt', 'Der Kran\nDienstag, 2. November 2026, 16:15 Uhr\n\nDer Kran hebt.\n');
    expect(problems.map(({ code }) => code)).toEqual(['weekday-mismatch']);
  });

  test.each([
    ['de', '2. November 2026, 16:15 Uhr'],
    ['fr', '2 novembre 2026 à 16h15'],
    ['es', '2 de noviembre de 2026, 16:15'],
    ['it', '2 novembre 2026, ore 16:15'],
    ['pt', '02/11/2026 16h15'],
    ['nl', '02-11-2026 16:15'],
    ['pl', '2 listopada 2026, godz. 16:15'],
  ])('has a date in its own language in front matter: %s: %s', (language, date) => {
    const read = within({ language: 'en-US' });
    const text = (lang: string) => `---\ndate: "${date}"\nlang: ${lang}\n---\nText.\n`;
    expect(read('a.md', text(language)).article?.published).toBe('2026-11-02T15:15:00Z');
  });

  test('in HTML has its date in the language of the page', () => {
    const page = '<html lang="fr"><body><article><h1>La grue</h1><time>2 novembre 2026 à 16h15</time><p>La grue.</p>';
    expect(within({ language: 'en' })('a.html', page).article?.published).toBe('2026-11-02T15:15:00Z');
  });

  test.each(['1. Februarius 2026', '32. November 2026', '2. November 2026, 25:15 Uhr', 'gestern'])(
    'with the date %j is refused',
    (date) => {
      expect(german('a.md', `---\ndate: "${date}"\n---\nText.\n`).state).toBe('refused');
    },
  );
});

describe('numeric dates', () => {
  const read = (language: string, lang: string | null) => {
    const own = lang === null ? '' : `lang: ${lang}\n`;
    const { article, problems } = within({ language })('a.md', `---\ndate: 4/1/2026\n${own}---\nText.\n`);
    return article?.published.slice(0, 10) ?? problems.map(({ code }) => code).join();
  };

  test.each([
    ['de', null, '2026-01-03'],
    ['en', 'de', '2026-01-03'],
    ['en', null, 'ambiguous-date'],
    ['de', 'en', 'ambiguous-date'],
    ['en-US', null, '2026-03-31'],
    ['en-US', 'en', '2026-03-31'],
    ['en-US', 'en-GB', '2026-01-03'],
    ['es-PR', 'es', '2026-03-31'],
  ])('the channel in %s and the article in %s decide: %s', (language, lang, expected) => {
    expect(read(language, lang)).toBe(expected);
  });
});

describe('an embargo', () => {
  const head = (line: string) => `${line}\n2026-11-01 09:00\n\nDer Kran hebt wieder.\n`;

  test.each([
    ['de', 'Sperrfrist: Montag, 2. November 2026, 16:15 Uhr'],
    ['fr', 'Sous embargo jusqu’au 2 novembre 2026 à 16h15'],
    ['es', 'Embargado hasta el 2 de noviembre de 2026, 16:15'],
    ['it', 'Embargo fino al 2 novembre 2026 ore 16.15'],
    ['pl', 'Embargo do 2 listopada 2026, godz. 16:15'],
  ])('ends when it says: %s: %s', (language, line) => {
    expect(within({ language })('a.txt', head(line)).article?.published).toBe('2026-11-02T15:15:00Z');
  });

  test('in a language that is not read holds the article back', () => {
    expect(within({ language: 'en' })('a.txt', head('Sperrfrist: Montag, 2. November 2026, 16:15 Uhr')).state).toBe(
      'held',
    );
  });

  test.each(['Embargo do Brasil', 'Embargo hasta nuevo aviso', 'Embargo tot nader order'])(
    '%s is a headline',
    (line) => {
      expect(within({ language: 'en' })('a.txt', head(line)).state).toBe('accepted');
    },
  );
});
