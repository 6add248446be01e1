/** The only list of the names of months and weekdays and their short forms, in English and seven other languages, and patterns for them. */

export interface CalendarName {
  readonly name: string;
  /** Without the full stop, the longest first. Empty for May. */
  readonly short: readonly string[];
}

/** From January to December. */
export const months: readonly CalendarName[] = [
  { name: 'January', short: ['Jan'] },
  { name: 'February', short: ['Feb'] },
  { name: 'March', short: ['Mar'] },
  { name: 'April', short: ['Apr'] },
  { name: 'May', short: [] },
  { name: 'June', short: ['Jun'] },
  { name: 'July', short: ['Jul'] },
  { name: 'August', short: ['Aug'] },
  { name: 'September', short: ['Sept', 'Sep'] },
  { name: 'October', short: ['Oct'] },
  { name: 'November', short: ['Nov'] },
  { name: 'December', short: ['Dec'] },
];

/** From Monday to Sunday. The short forms include every form that may precede "day", even in a misspelling. */
export const weekdays: readonly CalendarName[] = [
  { name: 'Monday', short: ['Mon'] },
  { name: 'Tuesday', short: ['Tues', 'Tue'] },
  { name: 'Wednesday', short: ['Wednes', 'Weds', 'Wed'] },
  { name: 'Thursday', short: ['Thurs', 'Thur', 'Thu'] },
  { name: 'Friday', short: ['Fri'] },
  { name: 'Saturday', short: ['Satur', 'Sat'] },
  { name: 'Sunday', short: ['Sun'] },
];

/** The source of a regular expression that matches any full name. */
export function fullNames(table: readonly CalendarName[]): string {
  return table.map(({ name }) => name).join('|');
}

/** The source of a regular expression that matches any short form. */
export function shortNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ short }) => short).join('|');
}

/** The source of a regular expression that matches any name, full or short. */
export function anyNames(table: readonly CalendarName[]): string {
  return table.flatMap(({ name, short }) => [name, ...short]).join('|');
}

/** The first three letters of each name, as RFC 822, 5 writes them. */
export function threeLetters(table: readonly CalendarName[]): readonly string[] {
  return table.map(({ name }) => name.slice(0, 3));
}

/** The number of a name in the table, from 1. Only its first three letters count, in any case. Returns 0 if none match. */
export function numberOfName(name: string, table: readonly CalendarName[]): number {
  const start = name.slice(0, 3).toLowerCase();
  return threeLetters(table).findIndex((letters) => letters.toLowerCase() === start) + 1;
}

/** The names of months and weekdays in one language. */
export interface CalendarNames {
  readonly months: readonly CalendarName[];
  readonly weekdays: readonly CalendarName[];
}

/** Makes a table from names and their short forms: `Januar Jan Jän, Februar Feb`. */
function namesIn(written: string): readonly CalendarName[] {
  return written.split(', ').map((names) => {
    const [name = '', ...short] = names.split(' ');
    return { name, short };
  });
}

/** By language. The short forms include others, such as the nominative in Polish. */
export const localNames: Readonly<Record<string, CalendarNames>> = {
  de: {
    months: namesIn(
      'Januar Jan Jänner Jän, Februar Feb Feber, März Mär Mrz, April Apr, Mai, Juni Jun, Juli Jul, August Aug, ' +
        'September Sept Sep, Oktober Okt, November Nov, Dezember Dez',
    ),
    weekdays: namesIn(
      'Montag Mo, Dienstag Di, Mittwoch Mi, Donnerstag Do, Freitag Fr, Samstag Sa Sonnabend, Sonntag So',
    ),
  },
  fr: {
    months: namesIn(
      'janvier janv jan, février févr fév, mars, avril avr, mai, juin, juillet juil, août, septembre sept sep, ' +
        'octobre oct, novembre nov, décembre déc',
    ),
    weekdays: namesIn('lundi lun, mardi mar, mercredi mer, jeudi jeu, vendredi ven, samedi sam, dimanche dim'),
  },
  es: {
    months: namesIn(
      'enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, ' +
        'septiembre sept sep setiembre set, octubre oct, noviembre nov, diciembre dic',
    ),
    weekdays: namesIn('lunes lun, martes mar, miércoles mié, jueves jue, viernes vie, sábado sáb, domingo dom'),
  },
  it: {
    months: namesIn(
      'gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, ' +
        'settembre sett set, ottobre ott, novembre nov, dicembre dic',
    ),
    weekdays: namesIn('lunedì lun, martedì mar, mercoledì mer, giovedì gio, venerdì ven, sabato sab, domenica dom'),
  },
  pt: {
    months: namesIn(
      'janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, julho jul, agosto ago, ' +
        'setembro set, outubro out, novembro nov, dezembro dez',
    ),
    weekdays: namesIn(
      'segunda-feira segunda seg, terça-feira terça ter, quarta-feira quarta qua, quinta-feira quinta qui, ' +
        'sexta-feira sexta sex, sábado sáb, domingo dom',
    ),
  },
  nl: {
    months: namesIn(
      'januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sept sep, ' +
        'oktober okt, november nov, december dec',
    ),
    weekdays: namesIn('maandag ma, dinsdag di, woensdag wo, donderdag do, vrijdag vr, zaterdag za, zondag zo'),
  },
  pl: {
    months: namesIn(
      'stycznia styczeń sty, lutego luty lut, marca marzec mar, kwietnia kwiecień kwi, maja maj, czerwca czerwiec cze, ' +
        'lipca lipiec lip, sierpnia sierpień sie, września wrzesień wrz, października październik paź, ' +
        'listopada listopad lis, grudnia grudzień gru',
    ),
    weekdays: namesIn(
      'poniedziałek pon, wtorek wt, środa śr, czwartek czw, piątek pt, sobota sob, niedziela niedz ndz',
    ),
  },
};

/** The number of a name in a table, from 1, by its whole name or short form without case and accents. Returns 0 if none match. */
export function numberOfWholeName(written: string, table: readonly CalendarName[]): number {
  const name = withoutAccents(written);
  return table.findIndex((it) => [it.name, ...it.short].some((form) => withoutAccents(form) === name)) + 1;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
