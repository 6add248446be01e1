/** The only table of the words by which agencies kill, hold and advise. To understand another word, add a row. */
import { once } from '../text/once.ts';

/** What a heading needs before it counts: nothing else, a short text below it, or a sentence that gives the order. */
export type Need = 'nothing' | 'short text' | 'wording';

interface OrderRow {
  readonly kind: 'kill' | 'hold';
  readonly language: string;
  /** The agencies that use the words. */
  readonly agencies: readonly string[];
  /** Words in capitals that are not also the beginning of headlines. */
  readonly sure: readonly string[];
  /** Words that need a short text. */
  readonly likely: readonly string[];
  /** Words that also begin headlines, so that the text must give the order too. */
  readonly possible: readonly string[];
  /** Phrases that are also written in lower case. The text must give the order too. */
  readonly phrases: readonly string[];
}

/** Alternatives within a word are regular expressions. Capitals without accents are accepted too. */
const rows: readonly OrderRow[] = [
  {
    kind: 'kill',
    language: 'en',
    agencies: ['AP', 'Reuters', 'PA', 'AAP', 'dpa', 'AFP', 'UPI'],
    sure: [
      '(?:(?:MANDATORY|BULLETIN|URGENT|ADVISORY|LEGAL|STORY|TEXT|FILE|PHOTO|PICTURE|GRAPHIC|VIDEO) ){0,3}KILL(?: (?:NOTICE|ADVISORY|BULLETIN|ORDER|STORY|MANDATORY))?',
      '(?:STORY|ITEM|ARTICLE|REPORT|HEADLINE|ALERT|SNAP|BRIEF) (?:WITHDRAWN|KILLED|RETRACTED)',
    ],
    likely: [],
    possible: [
      'WITHDRAWN',
      'WITHDRAWAL',
      'RETRACTED',
      'RETRACTION',
      'KILLED',
      'KILL',
      'CANCELL?ED',
      'CANCEL',
      'DELETE',
      'ANNUL(?:LED)?',
      'ELIMINATE',
    ],
    phrases: [
      '(?:mandatory |legal )?kill(?: (?:notice|advisory|bulletin|order|story))?',
      '(?:story|item|article) (?:withdrawn|killed|retracted)',
    ],
  },
  {
    kind: 'hold',
    language: 'en',
    agencies: ['AP', 'Reuters', 'PA', 'dpa'],
    sure: [
      '(?:MANDATORY|BULLETIN|URGENT|ADVISORY|STORY) (?:HOLD|WITHHOLD)',
      '(?:HOLD|WITHHOLD) (?:NOTICE|ADVISORY|ORDER|STORY)',
      'WITHHOLD',
    ],
    likely: ['HOLD'],
    possible: ['WITHHELD', 'ON HOLD'],
    phrases: ['(?:hold|withhold) (?:notice|advisory|order|story)'],
  },
  {
    kind: 'kill',
    language: 'de',
    agencies: ['dpa', 'APA', 'Keystone-SDA', 'epd', 'KNA'],
    sure: [
      '(?:MELDUNG|BERICHT|TEXT|BEITRAG|NACHRICHT) (?:WIRD )?(?:ZURÜCKGEZOGEN|ZURÜCKZIEHEN|STREICHEN|GESTRICHEN|ANNULLIERT|LÖSCHEN)',
      'BITTE (?:STREICHEN|LÖSCHEN|ANNULLIEREN|ZURÜCKZIEHEN)',
    ],
    likely: [],
    possible: [
      'ZURÜCKGEZOGEN',
      'ZURÜCKZIEHUNG',
      'RÜCKZUG',
      'ANNULLIERUNG',
      'ANNULLIERT',
      'STORNO',
      'STREICHEN',
      'STREICHUNG',
      'GESTRICHEN',
    ],
    phrases: [
      '(?:meldung|bericht|text|beitrag|nachricht) (?:wird )?(?:zurückgezogen|zurückziehen|streichen|gestrichen|annulliert|löschen)',
      'bitte (?:streichen|löschen|annullieren|zurückziehen)',
    ],
  },
  {
    kind: 'hold',
    language: 'de',
    agencies: ['dpa', 'APA', 'Keystone-SDA'],
    sure: ['(?:MELDUNG|BERICHT|TEXT|BITTE) (?:ZURÜCKHALTEN|ZURÜCKSTELLEN|SPERREN|GESPERRT|ANHALTEN)'],
    likely: [],
    possible: ['SPERRE', 'SPERRUNG', 'GESPERRT', 'ZURÜCKHALTEN', 'ZURÜCKGEHALTEN', 'ZURÜCKGESTELLT'],
    phrases: ['(?:meldung|bericht|text|bitte) (?:zurückhalten|zurückstellen|sperren|anhalten)'],
  },
  {
    kind: 'kill',
    language: 'fr',
    agencies: ['AFP', 'Belga', 'Keystone-ATS', 'La Presse canadienne'],
    sure: [
      '(?:DÉPÊCHE|ARTICLE|TEXTE|PAPIER|ALERTE) (?:ANNULÉE?|RETIRÉE?|SUPPRIMÉE?|À ANNULER|À SUPPRIMER)',
      'À (?:ANNULER|SUPPRIMER)',
    ],
    likely: [],
    possible: ['ANNULATION', 'ANNULÉE?S?', 'ANNULER', 'RETRAIT', 'RETIRÉE?', 'SUPPRESSION', 'SUPPRIMER'],
    phrases: ['(?:dépêche|article|texte|papier|alerte) (?:annulée?|retirée?|supprimée?|à annuler|à supprimer)'],
  },
  {
    kind: 'hold',
    language: 'fr',
    agencies: ['AFP', 'Belga'],
    sure: ['À (?:RETENIR|SUSPENDRE)', '(?:DÉPÊCHE|ARTICLE|TEXTE) (?:SUSPENDUE?|RETENUE?)'],
    likely: [],
    possible: ['SUSPENDUE?', 'SUSPENSION', 'RETENIR'],
    phrases: [],
  },
  {
    kind: 'kill',
    language: 'es',
    agencies: ['EFE', 'Europa Press', 'AP', 'AFP', 'Télam'],
    sure: [
      '(?:ANULACIÓN|ELIMINACIÓN) DE (?:LA )?(?:NOTICIA|NOTA)',
      '(?:NOTICIA|NOTA|DESPACHO|TEXTO|INFORMACIÓN) (?:ANULAD[AO]|ELIMINAD[AO]|RETIRAD[AO])',
      '(?:ANULAR|ELIMINAR) (?:NOTICIA|NOTA|DESPACHO|TEXTO)',
    ],
    likely: [],
    possible: [
      'ANULACIÓN',
      'ANULAD[AO]',
      'ANULAR',
      'ELIMINAR',
      'ELIMINACIÓN',
      'ELIMINAD[AO]',
      'RETIRAD[AO]',
      'SUPRIMIR',
    ],
    phrases: ['(?:anular|eliminar) (?:la )?(?:noticia|nota|despacho)'],
  },
  {
    kind: 'hold',
    language: 'es',
    agencies: ['EFE', 'Europa Press'],
    sure: ['(?:RETENER|SUSPENDER) (?:NOTICIA|NOTA|DESPACHO)'],
    likely: [],
    possible: ['RETENER', 'RETENID[AO]', 'SUSPENDID[AO]'],
    phrases: [],
  },
  {
    kind: 'kill',
    language: 'it',
    agencies: ['ANSA', 'Adnkronos', 'AGI'],
    sure: ['(?:NOTIZIA|LANCIO|TESTO|SERVIZIO) (?:ANNULLAT[AO]|DA ANNULLARE|ELIMINAT[AO])'],
    likely: [],
    possible: ['ANNULLAMENTO', 'ANNULLAT[AO]', 'ANNULLARE', 'ANNULLA', 'ELIMINARE', 'RITIRAT[AO]'],
    phrases: ['(?:notizia|lancio) (?:annullat[ao]|da annullare)'],
  },
  {
    kind: 'kill',
    language: 'pt',
    agencies: ['Lusa', 'Agência Brasil'],
    sure: ['(?:NOTÍCIA|TEXTO|PEÇA) (?:ANULAD[AO]|ELIMINAD[AO]|RETIRAD[AO])'],
    likely: [],
    possible: ['ANULAÇÃO', 'CANCELAMENTO', 'ELIMINAÇÃO', 'ANULE-SE', 'ELIMINE-SE'],
    phrases: ['(?:notícia|peça) (?:anulada|eliminada)'],
  },
  {
    kind: 'kill',
    language: 'nl',
    agencies: ['ANP', 'Belga'],
    sure: ['BERICHT (?:INGETROKKEN|VERVALLEN|VERVALT|GESCHRAPT)'],
    likely: [],
    possible: ['INTREKKING', 'INGETROKKEN', 'VERVALLEN', 'VERVALT', 'GESCHRAPT', 'ANNULERING'],
    phrases: ['bericht (?:ingetrokken|vervallen|vervalt)'],
  },
  {
    kind: 'kill',
    language: 'sv, nb, da',
    agencies: ['TT', 'NTB', 'Ritzau'],
    sure: [
      '(?:MELDING|MELDINGEN|SAK|SAKEN|TEXT|TEXTEN|TELEGRAM) (?:TREKKES|TRUKKET|UTGÅR|UDGÅR|MAKULERAS|MAKULERES|ANNULLERET|ANNULLERES)',
    ],
    likely: [],
    possible: [
      'MAKULERING',
      'MAKULERAD',
      'MAKULERA',
      'MAKULERES',
      'UTGÅR',
      'UDGÅR',
      'TREKKES',
      'TRUKKET',
      'TRUKKET TILBAGE',
      'ANNULLERING',
      'ANNULLERET',
    ],
    phrases: [],
  },
  {
    kind: 'kill',
    language: 'fi',
    agencies: ['STT'],
    sure: ['(?:JUTTU|UUTINEN) (?:PERUTTU|PERUUTETTU|MITÄTÖITY)'],
    likely: [],
    possible: ['PERUUTUS', 'PERUTTU', 'PERUUTETTU', 'MITÄTÖITY', 'MITÄTÖINTI'],
    phrases: [],
  },
  {
    kind: 'kill',
    language: 'pl',
    agencies: ['PAP'],
    sure: ['DEPESZA (?:ANULOWANA|WYCOFANA)'],
    likely: [],
    possible: ['ANULOWANIE', 'ANULOWANO', 'ANULUJEMY', 'ANULOWANA', 'WYCOFANIE', 'WYCOFANA'],
    phrases: [],
  },
];

/** A word as it is looked for in headings. */
export interface Order {
  readonly kind: 'kill' | 'hold';
  readonly needs: Need;
  /** The word at the beginning of a heading, with what divides it from the rest. */
  readonly start: RegExp;
  /** The word at the end of a heading or slug. */
  readonly end: RegExp;
  /** The word three times, between any other text. */
  readonly tripled: RegExp;
  readonly repeated: RegExp;
}

const needs = [
  ['sure', 'nothing', 'u'],
  ['likely', 'short text', 'u'],
  ['possible', 'wording', 'iu'],
  ['phrases', 'wording', 'iu'],
] as const;

/** The surest first. */
export const orders = once((): readonly Order[] =>
  needs.flatMap(([key, need, flags]) =>
    (['kill', 'hold'] as const).flatMap((kind) => {
      const words = rows.filter((row) => row.kind === kind).flatMap((row) => row[key]);
      return words.length === 0 ? [] : [orderOf(words, { kind, needs: need, flags })];
    }),
  ),
);

/** Beginnings of the words that give an order. They are looked for first, because nearly all texts contain none. */
export const orderStem =
  /kill|withdr|withh|hold|held|retract|spike|disregard|delet|remov|pull|cancel|cancl|annul|anul|annull|elimin|suprim|suppr|retir|ritir|reten|reter|not (?:be )?(?:use|publ|run)|n[’']t (?:use|publ|run)|substitut|replacement|streich|storno|lösch|zurück|zurueck|rückz|rueckz|sperr|verwend|suspend|cancella|apag|intrek|ingetrok|verval|schrap|verwijder|makuler|utgår|udgår|trekk|trukket|trække|stryk|radera|slet|brug|bruk|använd|perut|peru|mitätö|poist|käyttä|wycof|usuni|używ|utiliz|usar|publi/i;

/** Any word of the table. */
export const anyOrder = once(() => {
  const words = rows.flatMap(({ sure, likely, possible, phrases }) => [...sure, ...likely, ...possible, ...phrases]);
  return new RegExp(`(?<!\\p{L})(?:${words.map(withoutAccents).join('|')})(?!\\p{L})`, 'iu');
});

interface OrderContext extends Pick<Order, 'kind' | 'needs'> {
  readonly flags: string;
}

function orderOf(words: readonly string[], { kind, needs, flags }: OrderContext): Order {
  const word = `(?:${words.map(withoutAccents).join('|')})`;
  const all = `(?<word>${word}(?:[ ,!.+/*-]{1,8}${word}){0,5}!{0,3})`;
  return {
    kind,
    needs,
    start: new RegExp(
      `^${all}(?:\\.?$|(?<=^(?:${word}[ ,!.+/*-]{1,8}){2}${word}!{0,3})\\s+|\\s*[:=]+\\s*|\\s*[–—]+\\s*|\\s+-+\\s*|\\s*[/+]+\\s*|\\s*[)\\]]\\s*|\\s+(?=BC-)|-(?=\\p{Lu}[\\p{Ll} ]))`,
      flags,
    ),
    end: new RegExp(
      `(?:\\s*[,/(\\[–—]+\\s*|\\s+-+\\s*|(?<=^\\S*-\\S*\\p{Ll})-|(?<=^\\S*[-/]\\S*)\\s+)${all}[)\\]]?(?:[, ]+\\d{1,5})?$`,
      flags,
    ),
    tripled: new RegExp(`(?<![\\p{L}\\d])(?<word>${word}(?:[ ,!.+/*-]{1,8}${word}){2,5})(?!\\p{L})`, 'u'),
    repeated: new RegExp(`^${word}[ ,!.+/*-]{1,8}${word}`, 'u'),
  };
}

/** Accepts letters in capitals without their accents, and German umlauts as two letters. */
function withoutAccents(word: string): string {
  const either: Readonly<Record<string, string>> = {
    Ä: '(?:Ä|AE)',
    Ö: '(?:Ö|OE)',
    Ü: '(?:Ü|UE)',
    À: '[ÀA]',
    É: '[ÉE]',
    Ê: '[ÊE]',
    Ó: '[ÓO]',
    Í: '[ÍI]',
    Ç: '[ÇC]',
    Ã: '[ÃA]',
  };
  return word.replace(/[ÄÖÜÀÉÊÓÍÇÃ]/g, (letter) => either[letter] ?? letter);
}

/** Words before an order: `ATTENTION - ANNULATION`, `BC-`. */
export const leadIns =
  /^(?:(?:ATTENTION|ACHTUNG|ATENCIÓN|ATENCION|ATTENZIONE|ATENÇÃO|URGENT|EDITORS?|EDS|NOTE|ADVISORY|AVIS|AVISO|EILT)(?: EDITORS)?\s*[:,!–—-]+\s*|(?:BC|AM|PM)-+){1,3}/;

/** An order that is over: `HOLD LIFTED`. It is an advisory like others. */
export const lifted =
  /^(?:(?:BC|AM|PM)-+)?(?:KILL|HOLD|WITHHOLD|SPERRE|SPERRUNG|EMBARGO)(?: (?:IS|HAS BEEN|ADVISORY))? (?:LIFTED|RELEASED|CANCELL?ED|AUFGEHOBEN)(?:$|\s*[:–—-])/;

interface Wording {
  readonly kind: 'kill' | 'hold';
  readonly form: RegExp;
}

/** A note that is nothing but the order. */
export const bareKill = /^(?:mandatory )?kill(?:s|ed)?(?:[.:!]|$)/i;

/** What a copy desk calls a story. Not its parts: `please kill the third graf` corrects a story. */
const story =
  '(?:stor(?:y|ies)|items?|reports?|articles?|dispatch(?:es)?|versions?|alerts?|texts?|briefs?|headlines?|series|advisory|BC-)';
const notPart =
  '(?![^.]{0,30}\\b(?:gra[fp]h?s?|paras?|paragraphs?|sentences?|lines?|photos?|pictures?|images?|captions?|bylines?|quotes?|tables?|graphics?|videos?|phone|numbers? below)\\b)';

/** Sentences that give an order. They are looked for in texts with a heading, and in notes to editors. */
export const wordings = once((): readonly Wording[] =>
  sentences.map(([kind, form]) => ({ kind, form: new RegExp(form, 'iu') })),
);

const sentences = [
  [
    'kill',
    `\\b(?:please|must|editors?:?|eds:?|asked to|urged to) (?:to )?(?:kill|withdraw|retract|pull|spike|disregard|delete|remove)\\b${notPart}`,
  ],
  ['kill', `^(?:mandatory )?kill(?:s|ed)? (?:this|the|our|its|all|story|item|BC-)\\b${notPart}`],
  ['kill', `\\bkill (?:the |this |our |all |that )?(?:\\S+ ){0,2}${story}`],
  [
    'kill',
    `\\b(?:kills?|is killing|has killed|withdraws|is withdrawing|has withdrawn|retracts|is retracting) (?:the |its |our |this |that |all )?(?:\\S+ ){0,3}${story}`,
  ],
  [
    'kill',
    '\\b(?:(?:the|this|our|these|that) (?:\\S+ ){0,2}(?:stor(?:y|ies)|articles?|dispatch(?:es)?)|BC-)[^.]{0,120}\\b(?:is|are|was|were|has been|have been) (?:hereby |being )?(?:killed|withdrawn|retracted|cancell?ed)\\b',
  ],
  [
    'kill',
    `\\b${story}[^.]{0,120}\\b(?:must|should) not be (?:used|published|broadcast|printed)(?! (?:before|until|till|after|in|on|with|without)\\b)`,
  ],
  ['kill', '\\b(?:it|they) (?:must|should) not be (?:used|published|broadcast|printed)'],
  [
    'kill',
    `\\b(?:do not|don['’]t|please do not|please don['’]t) (?:use|publish|run) (?:it|them|this|the|any|that) ?(?:\\S+ ){0,2}(?:${story}|$|\\.|it\\b)`,
  ],
  ['kill', `\\beditors?:? please do not (?:use|publish|run)\\b${notPart}`],
  ['kill', '\\b(?:a |this )?kill is mandatory\\b'],
  ['kill', '\\bmake (?:certain|sure) (?:that )?(?:the|this) (?:story|item) is not (?:used|published)'],
  ['kill', '\\bshould be (?:disregarded|deleted|removed)\\b'],
  [
    'kill',
    '\\b(?:no|a) (?:(?:substitute|replacement)(?: story| version)?|corrected (?:story|version)) (?:will|is|was|has)\\b',
  ],
  [
    'hold',
    `\\b(?:please|must|editors?:?|eds:?) (?:hold|withhold|stop using)\\b(?! for (?:release|publication))${notPart}`,
  ],
  ['hold', `^(?:hold|withhold) (?:this|the|our|story|item|BC-)${notPart}`],
  ['hold', `\\bwithhold (?:the |this |our )?(?:\\S+ ){0,2}${story}`],
  ['hold', `\\b${story}[^.]{0,80}\\b(?:is|are) (?:being |now )?(?:held|withheld|on hold)\\b`],
  // German
  [
    'kill',
    '(?<!\\p{L})bitte (?![^.]{0,80}(?:bild|foto|grafik|video|absatz|zeile))(?:\\S+ ){0,8}(?:streichen|löschen|nicht (?:mehr )?(?:verwenden|veröffentlichen|verbreiten))',
  ],
  [
    'kill',
    '(?<!\\p{L})(?:meldung|bericht|beitrag|nachricht|korrespondenz|zusammenfassung)[^.]{0,120}(?:zurückgezogen|zurückzuziehen|annulliert|gestrichen|zu streichen|zurück$|zurück\\.)',
  ],
  ['kill', '(?<!\\p{L})bitte (?:verwenden|veröffentlichen|verbreiten) sie [^.]{0,120}\\bnicht\\b'],
  ['kill', 'darf nicht (?:mehr )?(?:verwendet|veröffentlicht|verbreitet) werden'],
  [
    'hold',
    '(?<!\\p{L})bitte (?:\\S+ ){0,8}(?:zurückhalten|zurückstellen|sperren|noch nicht verwenden|vorerst nicht verwenden)',
  ],
  ['hold', '(?:wird|bleibt) (?:vorerst |vorläufig )?(?:zurückgehalten|zurückgestellt|gesperrt)'],
  // French
  [
    'kill',
    '(?<!\\p{L})(?:veuillez|merci de|prière de|nous vous prions de) (?:bien vouloir )?(?:annuler|supprimer|retirer|ne (?:pas|plus) (?:utiliser|publier|diffuser|tenir compte))',
  ],
  [
    'kill',
    '(?<!\\p{L})(?:dépêche|article|papier|texte|alerte|information)[^.]{0,120}(?:est|sont) (?:annul|retir|supprim)ée?s?(?!\\p{L})',
  ],
  [
    'kill',
    "(?<!\\p{L})(?:nous )?(?:annulons|retirons|supprimons|annule|retire) (?:la|le|l’|l'|cette|cet|ce|notre) ?(?:dépêche|article|papier|texte|alerte)",
  ],
  ['kill', 'ne doit (?:pas|plus) être (?:utilisée?|publiée?|diffusée?)'],
  ['hold', '(?<!\\p{L})(?:veuillez|merci de|prière de) (?:retenir|suspendre|ne pas encore)'],
  // Spanish and Portuguese
  [
    'kill',
    '(?<!\\p{L})(?:se ruega|rogamos|por favor,?|sírvanse|pedimos|pede-se|favor) (?:\\S+ ){0,4}(?:eliminar|eliminen|anular|anulen|suprimir|supriman|apagar|n[oã]o? (?:usar|utilizar|publicar|usen|utilicen|publiquen|difundan))',
  ],
  [
    'kill',
    '(?<!\\p{L})(?:noticia|nota|despacho|texto|información|notícia|peça)[^.]{0,120}(?:queda|ha sido|está|fica|foi) (?:anulad|eliminad|retirad|suprimid)[oa]',
  ],
  ['hold', '(?<!\\p{L})(?:se ruega|rogamos|por favor,?|sírvanse|favor) (?:\\S+ ){0,3}(?:retener|retengan|reter)'],
  // Italian
  [
    'kill',
    '(?<!\\p{L})(?:si prega di|vi preghiamo di|preghiamo di) (?:annullare|eliminare|cancellare|non (?:usare|utilizzare|pubblicare))',
  ],
  [
    'kill',
    '(?<!\\p{L})(?:notizia|lancio|servizio)[^.]{0,120}(?:è|va|deve essere|sono) (?:annullat|eliminat|da annullare)',
  ],
  // Dutch
  [
    'kill',
    '(?<!\\p{L})(?:gelieve|verzoeke|svp|s\\.v\\.p\\.|graag) (?:\\S+ ){0,6}(?:verwijderen|schrappen|(?:niet|niet meer) (?:te )?(?:gebruiken|publiceren))',
  ],
  ['kill', '(?<!\\p{L})(?:bericht|artikel)[^.]{0,120}(?:ingetrokken|vervallen|vervalt|geschrapt)'],
  // Swedish, Norwegian, Danish and Finnish
  [
    'kill',
    '(?<!\\p{L})(?:vänligen|vennligst|venligst)(?: (?:\\S+ ){0,3})?\\s?(?:stryk|radera|makulera|slett|slet|trekk|använd inte|publicera inte|ikke bruk|undlad)',
  ],
  [
    'kill',
    '(?<!\\p{L})(?:texten|artikeln|saken|meldingen|artikkelen|historien|telegrammet|artiklen)[^.]{0,80}(?:utgår|udgår|makuleras|makuleres|trekkes|er trukket|trækkes tilbage|annulleres|er annulleret|dras tillbaka)',
  ],
  [
    'kill',
    '(?:älkää (?:enää )?käyttäkö|pyydämme poistamaan|(?:juttu|uutinen|artikkeli)[^.]{0,80}(?:perutaan|mitätöidään|vedetään pois))',
  ],
  // Polish
  [
    'kill',
    '(?<!\\p{L})(?:prosimy|prosi się) (?:\\S+ ){0,3}(?:nieużywanie|usunięcie|anulowanie|nie (?:używać|publikować))',
  ],
  ['kill', '(?<!\\p{L})depesz[aę][^.]{0,80}(?:anulowan|wycofan)'],
] as const;

/** Not `Editor's note:`, which is for readers. */
const noteToEditors =
  /^[\s*([=–—-]*(?:eds(?:\.|:|\/)|editors(?: ?\/ ?\w+)?\s*:|(?:note|attention|advisory|dear|memo)(?: to)?:? (?:all )?(?:news )?(?:editors|desks|newsrooms)\b|to (?:all )?(?:editors|newsrooms)\b|(?:achtung|hinweis|mitteilung)(?: (?:an|für))?(?: die)?:? redaktion(?:en)?(?!\p{L})|redaktionen\s*[:,]|redaktioneller hinweis|(?:note|avis|attention)(?: aux| à l['’]attention des)?:? (?:les )?rédactions?(?!\p{L})|(?:nota|aviso|atención)(?: a)?(?: las?| los)?:? (?:redacciones|redacción|editores)(?!\p{L})|(?:nota|avviso)(?: alle| ai)?:? (?:redazioni|redazione)\b|til redaksjonen|til redaktionen|till redaktionen)/iu;

/** True for a line to editors: `Eds: With photos.` */
export function isNoteToEditors(text: string): boolean {
  return noteToEditors.test(text);
}

/** Headings of other texts to editors. The text below them must be addressed to editors too, or list what will move. */
const advisoryWord =
  /^(?:(?:BC|AM|PM)-+)?(?:[\p{L}\d-]+[ -]){0,3}?(?:ADVISORY|Advisory|ADVISORIES)(?:$|\s*[:,/–—-])|^(?:\S+ ){0,2}(?:NEWS|PHOTO|SPORTS|BUSINESS) (?:BUDGET|DIGEST|SCHEDULE|LINEUP|DAYBOOK)\b|^(?:SCHEDULE|BUDGET|DAYBOOK|NEWSLIST|SKED|PRÉVISIONS|PREVISIONES|AGENDA)(?:$|\s*[:–—-])/u;
const advisoryPhrase =
  /^(?:(?:photo|picture|video|graphics?|news|editorial|editors['’]?|service|coverage|technical) (?:advisory|schedule|budget|digest|lineup|note)\b|(?:note|advisory|attention|memo) to (?:editors|subscribers|newsrooms|clients)\b|(?:\S*-)?(?:tagesvorschau|themenvorschau|terminvorschau|wochenvorschau|redaktionshinweis)(?!\p{L})|(?:achtung|hinweis an(?: die)?) redaktionen\b|(?:avis|note) aux (?:abonnés|rédactions)(?!\p{L})|(?:aviso|nota) a (?:los|las) (?:abonados|redacciones)\b)/iu;

export function beginsAdvisory(heading: string): boolean {
  return advisoryWord.test(heading) || advisoryPhrase.test(heading) || lifted.test(heading);
}

/** What such a text says of the stories that follow. */
export const planWordings =
  /\b(?:will (?:move|be moved|follow|be filed|be sent|transmit|be available)|has moved|have moved|(?:is|are) (?:planned|expected to move|moving|slated)|we (?:plan|expect|will|are)|our (?:subscribers|clients|customers)|subscribers|upcoming|photos? (?:numbered|nos?\.?)|in this version|with photos?)\b|(?<!\p{L})(?:geplant|wir (?:planen|senden|berichten)|nous (?:prévoyons|diffuserons)|tenemos previsto|prevemos)(?!\p{L})/iu;

/** How editors are asked, which stories about newsrooms do not. */
export const imperative =
  /\b(?:please|must not be (?:used|published)|do not (?:use|publish)|no substitute|kill is mandatory)\b|(?<!\p{L})(?:bitte|veuillez|merci de|prière de|se ruega|rogamos|si prega|gelieve|vänligen|vennligst|venligst|prosimy)(?!\p{L})/iu;

/** A message that tests a line. */
export const testMessage =
  /^(?:TEST(?:[ ,!.-]{1,3}TEST){1,9}|(?:THIS IS A )?TEST (?:MESSAGE|FILE|ONLY|TRANSMISSION|ITEM)|TESTMELDUNG|MESSAGE DE TEST|MENSAJE DE PRUEBA)(?:$|\s*[:!.–—-])/;
