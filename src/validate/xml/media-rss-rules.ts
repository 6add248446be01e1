/** The rules for Media RSS 1.5.1, in the order of its specification. They apply to RSS and Atom. */
import { mismatch, patterns } from '../rule/patterns.ts';
import { quoted, rulesOf } from '../rule/rule.ts';
import { strayPercent } from '../rule/url-syntax.ts';
import { unencodedUrl, withPassword } from './urls-in-xml.ts';
import { atMostOne, attribute, eachValue, on, optionalAttribute, text } from './xml-checks.ts';
import { childrenOf, type FeedElement } from './xml-tree.ts';

const urls = 'media:content/@url media:thumbnail/@url media:player/@url';
const numbers =
  'media:content/@duration media:content/@bitrate media:content/@framerate media:content/@samplingrate media:content/@channels';

export const mediaRules = rulesOf([
  // Primary elements
  ['media-group', 'error', 'Media RSS 1.5.1, media:group', on('media:group', groupOfOne)],
  ['media-url', 'error', 'Media RSS 1.5.1, media:content', attribute('media:content/@url', patterns.url)],
  ['url-characters', 'error', 'RFC 3986, 2.1', eachValue(urls, unencodedUrl)],
  ['url-password', 'error', 'RFC 3986, 3.2.1', eachValue(urls, withPassword)],
  ['url-unencoded', 'warning', 'RFC 3986, 2.1', eachValue(urls, strayPercent)],
  [
    'media-size',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@fileSize', patterns.positive),
  ],
  [
    'media-type',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@type', patterns.mediaType),
  ],
  [
    'media-medium',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@medium', patterns.medium),
  ],
  [
    'media-flag',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@isDefault', patterns.trueOrFalse),
  ],
  [
    'media-expression',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@expression', patterns.expression),
  ],
  ['media-number', 'error', 'Media RSS 1.5.1, media:content', optionalAttribute(numbers, patterns.number)],
  [
    'media-height',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@height', patterns.positive),
  ],
  [
    'media-width',
    'error',
    'Media RSS 1.5.1, media:content',
    optionalAttribute('media:content/@width', patterns.positive),
  ],
  ['media-misplaced-role', 'error', 'Media RSS 1.5.1, media:content', on('media:content', misplacedRole)],

  // Optional elements
  [
    'media-repeats',
    'error',
    'Media RSS 1.5.1, Optional elements',
    atMostOne('media:group item entry', 'media:title media:description media:copyright media:rating'),
  ],
  ['media-rating', 'error', 'Media RSS 1.5.1, media:rating', on('media:rating', wrongRating)],
  [
    'media-text-type',
    'error',
    'Media RSS 1.5.1, media:description',
    optionalAttribute('media:title/@type media:description/@type media:text/@type', patterns.mediaTextType),
  ],
  ['media-description', 'error', 'Media RSS 1.5.1, media:description', atMostOne('media:content', 'media:description')],
  [
    'media-undeclared-html',
    'warning',
    'Media RSS 1.5.1, media:description',
    on('media:title media:description', undeclaredHtml),
  ],
  ['media-thumbnail', 'error', 'Media RSS 1.5.1, media:thumbnail', attribute('media:thumbnail/@url', patterns.url)],
  [
    'media-thumbnail',
    'error',
    'Media RSS 1.5.1, media:thumbnail',
    optionalAttribute('media:thumbnail/@width media:thumbnail/@height', patterns.positive),
  ],
  ['media-hash', 'error', 'Media RSS 1.5.1, media:hash', on('media:hash', wrongHash)],
  ['media-player', 'error', 'Media RSS 1.5.1, media:player', attribute('media:player/@url', patterns.url)],
  ['media-credit', 'error', 'Media RSS 1.5.1, media:credit', text('media:credit', patterns.text)],
  ['media-role', 'error', 'Media RSS 1.5.1, media:credit', on('media:credit', unknownRole)],
  [
    'media-restriction',
    'error',
    'Media RSS 1.5.1, media:restriction',
    attribute('media:restriction/@relationship', patterns.allowOrDisallow),
  ],
  ['media-license', 'promise', 'Media RSS 1.5.1, media:license', on('media:license', unknownElement)],
]);

/** A group contains several forms of one medium. */
function groupOfOne(group: FeedElement): string | null {
  const { length } = childrenOf(group, 'media:content');
  return length > 1 ? null : `must have more than one "media:content" or be left out: got ${length}`;
}

/** The roles of the European Broadcasting Union, in lower case. */
const roles = new Set(
  (
    'actor,adaptor,anchor person,animal trainer,animator,announcer,armourer,art director,artist,assistant camera,' +
    'assistant chief lighting technician,assistant director,assistant producer,assistant visual editor,author,' +
    'broadcast assistant,broadcast journalist,camera operator,carpenter,casting,causeur,chief lighting technician,choir,' +
    'choreographer,clapper loader,commentary or commentator,commissioning broadcaster,composer,computer programmer,' +
    'conductor,consultant,continuity checker,correspondent,costume designer,dancer,dialogue coach,director,' +
    'director of photography,distribution company,draughtsman,dresser,dubber,editor,ensemble,executive producer,expert,' +
    'fight director,floor manager,focus puller,foley artist,foley editor,foley mixer,graphic assistant,graphic designer,' +
    'greensman,grip,hairdresser,illustrator,interviewed guest,interviewer,key character,key grip,key talents,leadman,' +
    'librettist,lighting director,lighting technician,location manager,lyricist,make up artist,manufacturer,matte artist,' +
    'music arranger,music group,musician,news reader,orchestra,participant,photographer,post,producer,' +
    'production assistant,production company,production department,production manager,production secretary,' +
    'programme production researcher,property manager,publishing company,puppeteer,pyrotechnician,reporter,rigger,runner,' +
    'scenario,scenic operative,script supervisor,second assistant camera,second assistant director,second unit director,' +
    'set designer,set dresser,sign language,singer,sound designer,sound mixer,sound recordist,special effects,stunts,' +
    'subtitles,technical director,term,translation,transportation manager,treatment,vision mixer,visual editor,' +
    'visual effects,wardrobe,witness'
  ).split(','),
);

function unknownRole({ attributes }: FeedElement): string | null {
  const role = attributes['role'];
  const isBroadcast = (attributes['scheme'] ?? 'urn:ebu') === 'urn:ebu';
  if (role === undefined || !isBroadcast || roles.has(role)) return null;
  return `must have as "role" one of the EBU, such as photographer: got ${quoted(role)}`;
}

function misplacedRole({ attributes }: FeedElement): string | null {
  return attributes['role'] === undefined ? null : 'must have no "role": that is for "media:credit"';
}

const hashLengths: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha-1', 40],
]);

function wrongHash({ attributes, text: hash }: FeedElement): string | null {
  const algorithm = attributes['algo'] ?? 'md5';
  const length = hashLengths.get(algorithm);
  if (length === undefined) return `must have as "algo" md5 or sha-1: got ${quoted(algorithm)}`;
  const pattern = { expression: new RegExp(`^[0-9a-f]{${length}}$`, 'i'), wanted: `${length} hexadecimal digits` };
  return mismatch(hash.trim(), { pattern, what: 'be' });
}

function wrongRating({ attributes, text: rating }: FeedElement): string | null {
  const simple = (attributes['scheme'] ?? 'urn:simple') === 'urn:simple';
  return simple ? mismatch(rating.trim(), { pattern: patterns.simpleRating, what: 'be' }) : null;
}

function undeclaredHtml({ attributes, text: written }: FeedElement): string | null {
  const plain = (attributes['type'] ?? 'plain') === 'plain';
  const found = plain ? /<\/[a-z][a-z0-9]*>/i.exec(written)?.[0] : undefined;
  return found === undefined ? null : `should have no HTML, because its type is plain: got ${quoted(found)}`;
}

function unknownElement(): string {
  return 'should not be used: validators and readers do not know it';
}
