/** Media RSS 1.5.1 beyond what the renderers write themselves: what others get wrong. */
import { type Form, forms } from '../rule/forms.ts';
import { atMostOne, malformed, quoted, type Rule, rule, value, values, weighing } from '../rule/rule.ts';
import { childrenOf, type FeedElement } from '../rule/xml-tree.ts';

const allowOrDisallow: Form = { pattern: /^(?:allow|disallow)$/, wanted: 'allow or disallow' };

export const mediaRules: readonly Rule[] = [
  rule('media-group', 'Media RSS 1.5.1, media:group', ['media:group', groupOfOne]),
  rule('media-role', 'Media RSS 1.5.1, media:credit', ['media:credit', unknownRole]),
  rule('media-misplaced-role', 'Media RSS 1.5.1, media:content', ['media:content', misplacedRole]),
  ...values('media-flag', 'Media RSS 1.5.1, media:content', [
    'media:content/@isDefault',
    forms.trueOrFalse,
    'optional',
  ]),
  value('media-expression', 'Media RSS 1.5.1, media:content', [
    'media:content/@expression',
    forms.expression,
    'optional',
  ]),
  ...values('media-number', 'Media RSS 1.5.1, media:content', [
    'media:content/@duration media:content/@bitrate media:content/@framerate media:content/@samplingrate media:content/@channels',
    forms.number,
    'optional',
  ]),
  value('media-thumbnail', 'Media RSS 1.5.1, media:thumbnail', ['media:thumbnail/@url', forms.address]),
  ...values('media-thumbnail', 'Media RSS 1.5.1, media:thumbnail', [
    'media:thumbnail/@width media:thumbnail/@height',
    forms.positive,
    'optional',
  ]),
  value('media-player', 'Media RSS 1.5.1, media:player', ['media:player/@url', forms.address]),
  ...values('media-text-type', 'Media RSS 1.5.1, media:description', [
    'media:title/@type media:description/@type media:text/@type',
    forms.mediaTextType,
    'optional',
  ]),
  rule('media-hash', 'Media RSS 1.5.1, media:hash', ['media:hash', wrongHash]),
  rule('media-rating', 'Media RSS 1.5.1, media:rating', ['media:rating', wrongRating]),
  value('media-restriction', 'Media RSS 1.5.1, media:restriction', [
    'media:restriction/@relationship',
    allowOrDisallow,
  ]),
  ...['media:group', 'item', 'entry'].map((element) =>
    atMostOne('media-repeats', 'Media RSS 1.5.1, Optional elements', [
      element,
      'media:title media:description media:copyright media:rating',
    ]),
  ),
  ...weighing('promise', [
    rule('media-license', 'Media RSS 1.5.1, media:license', [
      'media:license',
      () => 'should not be used: validators and readers do not know it',
    ]),
  ]),
  ...weighing('warning', [
    ...['media:title', 'media:description'].map((element) =>
      rule('media-undeclared-html', 'Media RSS 1.5.1, media:description', [element, undeclaredHtml]),
    ),
  ]),
];

/** A group holds several forms of one thing. */
function groupOfOne(group: FeedElement): string | null {
  const { length } = childrenOf(group, 'media:content');
  return length > 1 ? null : `must have more than one "media:content", or not be: got ${length}`;
}

/** Roles of the European Broadcasting Union, in lower case. */
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

function wrongHash({ attributes, text }: FeedElement): string | null {
  const algorithm = attributes['algo'] ?? 'md5';
  const length = hashLengths.get(algorithm);
  if (length === undefined) return `must have as "algo" md5 or sha-1: got ${quoted(algorithm)}`;
  const form = { pattern: new RegExp(`^[0-9a-f]{${length}}$`, 'i'), wanted: `${length} hexadecimal digits` };
  return malformed(text.trim(), { form, what: 'be' });
}

function wrongRating({ attributes, text }: FeedElement): string | null {
  const simple = (attributes['scheme'] ?? 'urn:simple') === 'urn:simple';
  const form = { pattern: /^(?:adult|nonadult)$/, wanted: 'adult or nonadult' };
  return simple ? malformed(text.trim(), { form, what: 'be' }) : null;
}

function undeclaredHtml({ attributes, text }: FeedElement): string | null {
  const plain = (attributes['type'] ?? 'plain') === 'plain';
  const found = plain ? /<\/[a-z][a-z0-9]*>/i.exec(text)?.[0] : undefined;
  return found === undefined ? null : `should have no HTML where its type is plain: got ${quoted(found)}`;
}
