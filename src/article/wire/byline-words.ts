/** The only table of what begins a byline and joins names in other languages than English. */

export interface BylineWords {
  /** The source of a regular expression for what comes before the names. */
  readonly opening: string;
  /** What joins two names. */
  readonly and: string;
  /** What comes before a place or a newspaper behind the names. */
  readonly before: string;
}

/** By language. In English, a byline begins with "By", in any language. */
export const bylineWords: Readonly<Record<string, BylineWords>> = {
  de: { opening: 'von:?\\s', and: 'und', before: 'in|aus|für' },
  fr: { opening: 'par\\s?:?\\s', and: 'et', before: 'à|pour' },
  es: { opening: 'por:?\\s', and: 'y|e', before: 'en|para|desde' },
  it: { opening: 'di:?\\s', and: 'e|ed', before: 'a|da|per' },
  pt: { opening: 'por:?\\s', and: 'e', before: 'em|para' },
  nl: { opening: 'door:?\\s', and: 'en', before: 'in|voor|uit' },
  pl: { opening: 'autor(?:ka|zy)?\\s?:', and: 'i|oraz', before: 'w|dla' },
};

/** Words of newspapers and newsrooms in these languages. */
export const localOrganisations =
  'Zeitung|Tageblatt|Rundschau|Nachrichten|Anzeiger|Blatt|Redaktion|Presse|Agentur|Rundfunk|Rédaction|Agence|Quotidien|Diario|Periódico|Agencia|Redacción|Redazione|Corriere|Gazzetta|Giornale|Agenzia|Jornal|Folha|Redação|Krant|Dagblad|Redactie|Gazeta|Dziennik|Redakcja|Kurier';

/** Agencies that are written in lower case. */
export const localAgencies = 'dpa|epd|kna|sid|apa|sda|ats|afp|ap|rtr|ansa|efe|lusa|anp|pap|belga';
