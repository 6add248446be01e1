/** Recognises text files that are not articles: e-mails, calendars, contacts, subtitles, patches, merge conflicts, logs and settings. */
import type { ArticleFormat } from '../model/media-type.ts';
import { error, type Finding, type Position } from '../problem/problem.ts';
import { type MailKind, mailKindOf } from './mail/mail-kind.ts';
import { codeRanges, type Range } from './shortcodes/code-ranges.ts';
import { positionAt } from './text/position.ts';

/** A kind of text that is not an article. */
export interface OtherText {
  readonly refuse: (at: Position) => Finding;
  /** The offset of the text that shows what the file is. Null if it is not of this kind. */
  readonly find: (text: string, format: ArticleFormat) => number | null;
}

export const otherTexts: readonly OtherText[] = [
  mailRow('mailbox', (at) =>
    error(
      'mailbox-file',
      'The file is a mailbox (mbox) with several e-mails, not an article: save each e-mail as a file of its own',
      at,
    ),
  ),
  mailRow('headers', (at) =>
    error(
      'email-file',
      'The file begins with mail headers, but is not a whole e-mail with From, Date, Subject and a text: save its text alone, with a date above it',
      at,
    ),
  ),
  mailRow('message', (at) =>
    error(
      'email-file',
      'The file is an e-mail: give it the extension .eml, or save its text alone, with a date above it. A program that uses the library calls prepareArticle first',
      at,
    ),
  ),
  {
    refuse: (at) => error('calendar-file', 'The file is a calendar, not an article: move it to another folder', at),
    find: (text) => (/^\s*BEGIN:VCALENDAR\s/i.test(text) ? 0 : null),
  },
  {
    refuse: (at) => error('contact-file', 'The file is a contact card, not an article: move it to another folder', at),
    find: (text) => (/^\s*BEGIN:VCARD\s/i.test(text) ? 0 : null),
  },
  {
    refuse: (at) =>
      error(
        'subtitle-file',
        'The file contains subtitles, not an article: give it the extension .vtt or .srt, and name it in the article',
        at,
      ),
    find: (text) => (subtitleStart.test(text) ? 0 : null),
  },
  {
    refuse: (at) => error('patch-file', 'The file is a patch, not an article: move it to another folder', at),
    find: (text) => (patchStart.test(text) ? 0 : null),
  },
  {
    refuse: (at) =>
      error(
        'merge-conflict',
        'The file contains an unresolved merge conflict: decide between the two versions, and remove the markers',
        at,
      ),
    find: findConflict,
  },
  {
    refuse: (at) =>
      error('log-file', 'The file is the log of a program, not an article: move it to another folder', at),
    find: (text) => (isLog(text) ? 0 : null),
  },
  {
    refuse: (at) =>
      error(
        'secrets-file',
        'The file contains settings or a private key, not an article: move it out of the folder of articles',
        at,
      ),
    find: (text) => (isSecrets(text) ? 0 : null),
  },
];

function mailRow(kind: MailKind, refuse: OtherText['refuse']): OtherText {
  return { refuse, find: (text) => (mailKindOf(text) === kind ? 0 : null) };
}

/** The error for a text that is not an article. Null for an article. */
export function findOtherText(text: string, format: ArticleFormat): Finding | null {
  for (const { refuse, find } of otherTexts) {
    const at = find(text, format);
    if (at !== null) return refuse(positionAt(text, at));
  }
  return null;
}

/** WebVTT (https://www.w3.org/TR/webvtt1/), SubRip, and SubStation Alpha. */
const subtitleStart =
  /^\s*(?:WEBVTT(?:[ \t].*)?(?:\n|$)|(?:\d+\n)?\d{1,3}:\d\d:\d\d[,.]\d{1,3} *--> *\d{1,3}:\d\d|\[Script Info\]\n)/;

/** The first lines of a patch: git format-patch, git show, diff in its three formats, Subversion and Mercurial. */
const patchStart =
  /^\s*(?:From [0-9a-f]{7,64} Mon Sep 17 00:00:00 2001\n|commit [0-9a-f]{7,64}\n(?:.+\n)*Author: |diff (?:--git |--cc |-\w)|Index: .+\n={20,}\n|# HG changeset patch\n|(?:--- .+\n\+\+\+ .+\n)?@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|\*\*\* .+\n--- .+\n\*{10,}\n|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\n[<>] )/;

/** The offset of the first conflict outside code. An article about Git shows the markers in code. */
function findConflict(text: string, format: ArticleFormat): number | null {
  const marks = [...text.matchAll(/^(?:<{7}|={7}|>{7})(?=[ \n]|$).*$/gm)];
  const ranges =
    marks.length === 0 ? [] : [...codeRanges(text, format === 'html' ? 'html' : 'markdown'), ...codeTags(text)];
  const shown = marks.filter(({ index }) => !ranges.some(({ start, end }) => index >= start && index < end));
  const kinds = shown.map(({ 0: line }) => line.charAt(0)).join('');
  const first = kinds.search(/<=+>/);
  return first === -1 ? null : (shown[first]?.index ?? null);
}

/** The ranges of code in tags of Liquid and Hexo, and in shortcodes of Hugo. */
function codeTags(text: string): readonly Range[] {
  const tags = [
    ...text.matchAll(/\{(?:%-?|\{[<%])\s{0,9}(\/|end)?\s{0,9}(?:highlight|codeblock|code|raw|prism|verbatim)\b/g),
  ];
  return tags.flatMap(({ index, 1: end }, at) => {
    const close = tags[at + 1];
    return end === undefined && close?.[1] !== undefined ? [{ start: index, end: close.index }] : [];
  });
}

/** How lines of logs begin: of programs, of syslog (RFC 3164) and of web servers. Times with seconds do not occur in tickers. */
const logLines: readonly RegExp[] = [
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d/,
  /^\[?\d\d:\d\d:\d\d[\d.,]*\]?\s+\[?(?:trace|debug|info|notice|warn|warning|error|err|fatal|critical)\b/i,
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+: /,
  /^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d /,
  /^\[(?:trace|debug|info|notice|warn|warning|error|err|fatal|critical)\]\s/i,
  /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)[: ]/,
];

function isLogLine(line: string): boolean {
  return logLines.some((form) => form.test(line));
}

/** True if most lines, and the first one, are those of a log. */
function isLog(text: string): boolean {
  if (!isLogLine(firstLine(text))) return false;
  const lines = linesOf(text);
  return lines.length >= 3 && lines.filter(isLogLine).length > lines.length / 2;
}

/** `NAME=value`, with quotes if the value contains spaces. */
const setting = /^(?:export\s+)?([A-Za-z][\w.]*)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']*)\s*(?:#.*)?$/;
/** A comment or the name of a section. */
const note = /^(?:[#;]|\[[\w. -]+\]$)/;
const section = /^\[[\w. -]+\]$/;
const secretKey = /secret|token|passw(?:or)?d|api_?key|private_?key|access_?key|credential/i;

/** True for a private key, and for a file with little but lines such as `NAME=value`, with capitals, sections or the name of a secret. */
function isSecrets(text: string): boolean {
  if (/^\s*-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/.test(text)) return true;
  const first = firstLine(text);
  if (!note.test(first) && !setting.test(first)) return false;
  const lines = linesOf(text);
  const values = lines.filter((line) => !note.test(line));
  const names = values.flatMap((line) => setting.exec(line)?.[1] ?? []);
  // A value can have several lines.
  if (names.length === 0 || names.length < values.length * 0.8) return false;
  if (names.some((name) => secretKey.test(name))) return true;
  return names.length > 1 && (names.every(isCapital) || lines.some((line) => section.test(line)));
}

function isCapital(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** The first line that is not empty, trimmed. */
function firstLine(text: string): string {
  return /\S[^\n]*/.exec(text)?.[0].trim() ?? '';
}

/** The lines that are not empty, trimmed. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}
