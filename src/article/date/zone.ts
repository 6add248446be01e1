/** Finds time zones by the names that newsrooms write: `ET`, `PST`, `UTC+2`, `+05:30`. */
import { asTimeZone } from '../../channel/values.ts';
import { foldSpaces } from '../text/spaces.ts';

export interface Zone {
  /** An IANA name, or an offset such as `-05:00`. */
  readonly id: string;
  /** For an abbreviation of standard or summer time: the IANA zone that decides which one applies. Else null. */
  readonly seasonOf: string | null;
}

/** Finds a zone by name. Returns null for an unknown name. `channelZone` decides names that differ between countries. */
export function findZone(name: string, channelZone: string): Zone | null {
  const upper = foldSpaces(name.toUpperCase());
  const local = localMeanings[`${upper} ${channelZone}`];
  if (local !== undefined) return fixed(local);
  const known = abbreviations[upper] ?? spokenZone(upper) ?? abbreviations[initialsOf(upper)];
  if (known !== undefined) return known;
  const offset = parseOffset(upper);
  if (offset !== null) return fixed(offset);
  return name.includes('/') && asTimeZone(name) !== undefined ? fixed(name) : null;
}

const initialedNames =
  /^(?:EASTERN|CENTRAL|MOUNTAIN|PACIFIC|ATLANTIC|BRITISH|GREENWICH|CENTRAL EUROPEAN|EASTERN EUROPEAN|INDIAN?|JAPAN|KOREA) (?:STANDARD |DAYLIGHT |SUMMER |MEAN )?TIME$/;

/** `EASTERN DAYLIGHT TIME` is `EDT`. Only the listed names are abbreviated, because other initials can mean another zone. */
function initialsOf(name: string): string {
  return initialedNames.test(name) ? name.replace(/([A-Z])[A-Z]*(?: |$)/g, '$1') : name;
}

function fixed(id: string): Zone {
  return { id, seasonOf: null };
}

/** Parses an offset of at most 14 hours: `UTC+2`, `GMT-03:30`, `+0530`, `-4`. */
function parseOffset(name: string): string | null {
  const match = /^(?:UTC|GMT)? ?([+\-\u2212])(\d{1,2})(?::?([0-5]\d))?$/.exec(name);
  if (match === null) return null;
  const [, sign, hours = '', minutes = '00'] = match;
  if (Number(hours) > 14) return null;
  return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
}

const american = (name: string, zone: string, standard: string, daylight: string) => ({
  [`${name}T`]: fixed(zone),
  [`${name}ST`]: { id: standard, seasonOf: zone },
  [`${name}DT`]: { id: daylight, seasonOf: zone },
});

const spoken: Readonly<Record<string, string>> = {
  Eastern: 'America/New_York',
  Central: 'America/Chicago',
  Mountain: 'America/Denver',
  Pacific: 'America/Los_Angeles',
  London: 'Europe/London',
};

/** Names such as `Eastern` that can be followed by "time". */
export const spokenZones = Object.keys(spoken);

function spokenZone(upper: string): Zone | undefined {
  const [, id] = Object.entries(spoken).find(([name]) => name.toUpperCase() === upper.replace(/ TIME$/, '')) ?? [];
  return id === undefined ? undefined : fixed(id);
}

const offsets = (table: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(table).map(([name, id]) => [name, fixed(id)]));

const abbreviations: Readonly<Record<string, Zone>> = {
  ...american('E', 'America/New_York', '-05:00', '-04:00'),
  ...american('C', 'America/Chicago', '-06:00', '-05:00'),
  ...american('P', 'America/Los_Angeles', '-08:00', '-07:00'),
  ...american('AK', 'America/Anchorage', '-09:00', '-08:00'),
  ...american('M', 'America/Denver', '-07:00', '-06:00'),
  BST: { id: '+01:00', seasonOf: 'Europe/London' },
  CET: { id: '+01:00', seasonOf: 'Europe/Paris' },
  CEST: { id: '+02:00', seasonOf: 'Europe/Paris' },
  MEZ: { id: '+01:00', seasonOf: 'Europe/Berlin' },
  MESZ: { id: '+02:00', seasonOf: 'Europe/Berlin' },
  EET: { id: '+02:00', seasonOf: 'Europe/Athens' },
  EEST: { id: '+03:00', seasonOf: 'Europe/Athens' },
  ...offsets({
    // Arizona uses MST all year, so MST is always valid.
    MST: '-07:00',
    HST: '-10:00',
    HT: '-10:00',
    AST: '-04:00',
    ADT: '-03:00',
    NST: '-03:30',
    NDT: '-02:30',
    BRT: '-03:00',
    ART: '-03:00',
    GMT: '+00:00',
    UTC: '+00:00',
    UT: '+00:00',
    Z: '+00:00',
    WET: '+00:00',
    WEST: '+01:00',
    WAT: '+01:00',
    CAT: '+02:00',
    SAST: '+02:00',
    EAT: '+03:00',
    MSK: '+03:00',
    TRT: '+03:00',
    GST: '+04:00',
    PKT: '+05:00',
    IST: '+05:30',
    ICT: '+07:00',
    WIB: '+07:00',
    SGT: '+08:00',
    HKT: '+08:00',
    PHT: '+08:00',
    AWST: '+08:00',
    JST: '+09:00',
    KST: '+09:00',
    ACST: '+09:30',
    ACDT: '+10:30',
    AEST: '+10:00',
    AEDT: '+11:00',
    NZST: '+12:00',
    NZDT: '+13:00',
  }),
};

/** All known abbreviations. */
export const zoneAbbreviations = Object.keys(abbreviations);

/** Abbreviations that mean a different zone in the time zone of the channel. */
const localMeanings: Readonly<Record<string, string>> = {
  'IST Europe/Dublin': '+01:00',
  'IST Asia/Jerusalem': '+02:00',
  'CST Asia/Shanghai': '+08:00',
  'CST Asia/Taipei': '+08:00',
  'BST Asia/Dhaka': '+06:00',
};
