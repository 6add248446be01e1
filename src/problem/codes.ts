/** Every code of a problem and of a `PublishError`, with what it means and what to do. `docs/problems.md` is made from it. */

/**
 * An `error` keeps an article out of the feed; a `warning` does not.
 *
 * @example
 * const severity: Severity = 'warning';
 */
export type Severity = 'error' | 'warning';

/** A code is `fatal` if it is thrown, and ends the run or the call. */
export type CodeSeverity = Severity | 'fatal';

/** One row of the table, in plain sentences of Markdown. */
export interface CodeRow {
  /** A list for a code that has several. */
  readonly severity: CodeSeverity | readonly CodeSeverity[];
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** In the order of the alphabet. Codes of rules for feeds are in the tables of `validate` and `profiles`. */
export const codes = {
  'ambiguous-date': {
    severity: 'error',
    meaning: '`4/1/2026` may be read in two ways, and nothing says which.',
    remedy: 'Write the month as a word, or set `language` with its country.',
  },
  binary: {
    severity: 'error',
    meaning: 'The file is not text: it is a picture or an archive, or contains zero bytes.',
    remedy: 'Save the article as text in UTF-8; pictures belong beside it.',
  },
  'breaks-feed': {
    severity: 'error',
    meaning: 'The article would break a feed; the message names the rule and its clause.',
    remedy: 'Change what the message quotes.',
  },
  'cannot-serve': {
    severity: 'fatal',
    meaning: 'The preview cannot listen on its port.',
    remedy: 'Choose another with `--port`.',
  },
  'captions-without-picture': {
    severity: 'warning',
    meaning: 'There are more captions than pictures.',
    remedy: 'Add the picture, or remove the caption.',
  },
  conflict: {
    severity: 'fatal',
    meaning: 'A file in the store was changed by another run at the same time.',
    remedy: 'Start the run again.',
  },
  'control-characters': {
    severity: 'warning',
    meaning: 'Characters that no feed can contain were dropped.',
    remedy: 'Remove them from the file.',
  },
  'cut-body': {
    severity: 'fatal',
    meaning: 'A file came from the store with other bytes than were written.',
    remedy: 'Try again; if it persists, restore the file.',
  },
  'damaged-utf8': {
    severity: 'warning',
    meaning: 'Some bytes are not UTF-8; they are shown as `�`.',
    remedy: 'Save the file as UTF-8.',
  },
  'date-from-properties': {
    severity: 'warning',
    meaning: 'The text of the Word file names no date, so that of its properties was used.',
    remedy: 'Write the date below the title.',
  },
  'date-mismatch': {
    severity: 'warning',
    meaning: 'The stamp is more than a day from the date at the head.',
    remedy: 'Correct the wrong one.',
  },
  'duplicate-url': {
    severity: 'error',
    meaning:
      'Two sections, categories or authors would have their feeds at one URL, such as `News` and `news`. Until they differ, the feed is of the one that had it before, else of the one with more articles; the message names files of the other.',
    remedy: 'Write both alike, or rename one.',
  },
  empty: {
    severity: 'error',
    meaning: 'The file is empty.',
    remedy: 'Write the article, with a date and a text, or remove the file.',
  },
  'feed-loses-entries': {
    severity: 'error',
    meaning: 'A rendered feed has other entries than it should, so it is not published.',
    remedy: 'Report it: this is a fault of Presstime.',
  },
  'file-vanished': {
    severity: 'fatal',
    meaning: 'A file was removed while it was being pushed.',
    remedy: 'Start again.',
  },
  'foreign-file': {
    severity: 'warning',
    meaning: 'A page, style sheet or list in the publication was not made by Presstime, and is left as it is.',
    remedy: 'Remove it, publish into a folder of its own, or set `pages: false`.',
  },
  'hub-not-told': {
    severity: 'warning',
    meaning:
      'A WebSub hub refused to hear of a change, or did not answer; the publication is whole. One that did not answer is told again by the next runs, for a day after the last change.',
    remedy: 'Nothing, unless it persists: then check the URL in `hubs`.',
  },
  'internal-error': {
    severity: 'error',
    meaning:
      'Presstime failed at this file, which is a fault of Presstime and not of the file. The other articles are read.',
    remedy: 'Report it, with the file.',
  },
  'invalid-channel': {
    severity: 'fatal',
    meaning: 'The settings in `feed.yaml` cannot be used, so no article was read.',
    remedy: 'Correct the settings that the other problems name.',
  },
  'invalid-checksums': {
    severity: 'fatal',
    meaning: '`AWS_REQUEST_CHECKSUM_CALCULATION` has a value that is not known.',
    remedy: 'Set it to a value that the message names.',
  },
  'invalid-date': {
    severity: ['error', 'fatal'],
    meaning:
      'A date that is not in the calendar, or that cannot be read as one; fatal for the library function `fromFeed`.',
    remedy: 'Write a date of the calendar, such as `2026-01-04`.',
  },
  'invalid-field': {
    severity: 'warning',
    meaning: 'A key of the front matter has a value that cannot be used, and was left out.',
    remedy: 'Write what the message wants.',
  },
  'invalid-front-matter': {
    severity: 'error',
    meaning: 'The front matter is not YAML, TOML or JSON, even after repairs, or is never closed.',
    remedy: 'Correct the line that the message names.',
  },
  'invalid-json': {
    severity: 'error',
    meaning: 'The file is not JSON.',
    remedy: 'Correct it at the position that the message names.',
  },
  'invalid-json-ld': {
    severity: 'warning',
    meaning: 'JSON-LD in the page is broken, and was left out.',
    remedy: 'Correct it, or remove it.',
  },
  'invalid-media': {
    severity: 'warning',
    meaning: 'A sound, a film or another file beside the article is empty, or is a web page or a Git LFS pointer.',
    remedy: 'Replace it with the file that was meant.',
  },
  'invalid-now': {
    severity: 'fatal',
    meaning: 'The option `now` is not an instant.',
    remedy: 'Write an instant such as `2026-01-05T00:15:00Z`.',
  },
  'invalid-path': {
    severity: 'fatal',
    meaning: 'A path leads out of its store, or has a form that no store accepts.',
    remedy: 'Write a path without `..`, an empty part or a backslash.',
  },
  'invalid-picture': {
    severity: 'warning',
    meaning: 'A picture beside the article is not a picture, or is damaged.',
    remedy: 'Replace it.',
  },
  'invalid-setting': {
    severity: 'error',
    meaning: 'A value in `feed.yaml` is not what it must be.',
    remedy: 'Write what the message wants.',
  },
  'invalid-sidecar': {
    severity: 'warning',
    meaning: 'The sidecar `story.images.yaml` cannot be used.',
    remedy: 'Write a list of pictures, or of `{file, alt, caption, credit}`.',
  },
  'invalid-time': {
    severity: 'error',
    meaning: 'A time that no clock shows.',
    remedy: 'Write a time from 00:00 to 23:59.',
  },
  'invalid-word': {
    severity: 'error',
    meaning: 'The file is not a Word document that can be read.',
    remedy: 'Save it again as `.docx`, without a password.',
  },
  'invalid-yaml': {
    severity: 'error',
    meaning: '`feed.yaml` is empty, is not YAML, or has a key twice; nothing else is checked in it.',
    remedy: 'Correct the line that the message names.',
  },
  'invoke-answer': {
    severity: 'fatal',
    meaning: 'The function answered with something that is not a report.',
    remedy: 'Check that the stage or the name is that of the function of Presstime.',
  },
  'invoke-cut': {
    severity: 'fatal',
    meaning: 'The connection broke before the function answered; its run may be under way.',
    remedy: 'Look into its log, or try again, which does no harm.',
  },
  'junk-line': {
    severity: 'warning',
    meaning: 'A line that is not part of the article was dropped.',
    remedy: 'Nothing, if it is boilerplate.',
  },
  'large-article': {
    severity: 'warning',
    meaning: 'A feed with this article alone is larger than `limitKilobytes`, and readers may refuse it.',
    remedy: 'Shorten the article.',
  },
  'ledger-damaged': {
    severity: 'fatal',
    meaning: 'A file of the ledger is missing or damaged. A run that meets this reads all articles again and goes on.',
    remedy: 'Nothing; if it persists, check what else writes into the publication.',
  },
  'link-to-file': {
    severity: 'warning',
    meaning: 'A link leads to a file such as `other.md`, which has no page under that name.',
    remedy: 'Write the URL of the page.',
  },
  locked: {
    severity: 'fatal',
    meaning: 'Another run holds the lock of the publication.',
    remedy: 'Wait for it, or remove the lock if no other run is under way.',
  },
  'lost-entry': {
    severity: 'error',
    meaning: 'The last good version of a broken file was lost with the ledger.',
    remedy: 'Repair the file.',
  },
  'missing-channel': {
    severity: 'fatal',
    meaning: 'There is no `feed.yaml`.',
    remedy:
      'Write one with at least `title`, `description`, `homeUrl` and `feedUrl`, or name the folder that contains it.',
  },
  'missing-date': {
    severity: 'error',
    meaning: 'No date was found in the file, its name or its folders.',
    remedy: 'Write one where the message says.',
  },
  'missing-feed': {
    severity: 'fatal',
    meaning: 'The file of `check --feed` cannot be read, or is larger than 10 million bytes.',
    remedy: 'Name a feed, or its URL.',
  },
  'missing-folder': {
    severity: 'fatal',
    meaning: 'The folder to read from does not exist, or is a file.',
    remedy: 'Name the folder that contains your articles.',
  },
  'missing-id': {
    severity: 'fatal',
    meaning: 'An item for the library function `fromFeed` has neither `guid`, `id` nor `link`.',
    remedy: 'Give it one of them.',
  },
  'missing-link': {
    severity: 'fatal',
    meaning: 'A feed for the library function `fromFeed` has no `link` that is a URL.',
    remedy: 'Give it the http or https URL of the site.',
  },
  'missing-media': {
    severity: 'warning',
    meaning: 'A sound, a film or another file that the article names is not among the articles.',
    remedy: 'Put it beside the article, or correct its name.',
  },
  'missing-picture': {
    severity: 'warning',
    meaning: 'A picture that the article, or its sidecar, names is not among the articles.',
    remedy: 'Put it beside the article, or correct its name.',
  },
  'missing-setting': {
    severity: 'error',
    meaning: 'A key that `feed.yaml` must have is missing.',
    remedy: 'Add it.',
  },
  'missing-store': {
    severity: 'fatal',
    meaning: 'A variable of the function names no store.',
    remedy: 'Set it to a store such as `s3://bucket/prefix`.',
  },
  'missing-time-zone': {
    severity: 'warning',
    meaning: '`feed.yaml` names no time zone, so times without one are read as UTC.',
    remedy: 'Set `timeZone`.',
  },
  'missing-year': {
    severity: 'error',
    meaning: 'A date has no year, and nothing in the file gives one.',
    remedy: 'Write the year after the day.',
  },
  'newer-ledger': {
    severity: 'fatal',
    meaning: 'The ledger was written by a newer version of Presstime.',
    remedy: 'Publish with that version.',
  },
  'no-body': {
    severity: ['error', 'warning'],
    meaning:
      'There is no text below the title, the captions or the front matter. It is an error in a wire text that has nothing but a date.',
    remedy: 'Write the text.',
  },
  'no-folder': {
    severity: 'fatal',
    meaning: 'What is a folder in one store is a link or a file in the other, so nothing was pushed.',
    remedy: 'Copy the folder in place of the link.',
  },
  'nothing-sent': {
    severity: 'warning',
    meaning: 'Neither `feed.yaml` nor an article was sent to the function yet, and nothing was published before.',
    remedy: 'Send them: `presstime push`.',
  },
  'overlapping-stores': {
    severity: 'fatal',
    meaning: 'Articles and publication are in one store, or one is inside the other.',
    remedy: 'Use two stores that are apart.',
  },
  'removes-most': {
    severity: 'fatal',
    meaning: 'The run would remove most entries, so nothing was published.',
    remedy: 'Check the articles and the clock, or allow it with `--allow-removals`.',
  },
  'repaired-front-matter': {
    severity: 'warning',
    meaning: 'The front matter was not quite right, and was repaired.',
    remedy: 'Write it as the message says.',
  },
  'repeated-id': {
    severity: 'error',
    meaning: 'Two files have one id; the message names both.',
    remedy: 'Rename one, or give it an `id` of its own.',
  },
  'repeated-key': {
    severity: 'warning',
    meaning: 'A key is in the front matter twice; the last one counts.',
    remedy: 'Remove one.',
  },
  'repeated-time': {
    severity: 'warning',
    meaning: 'A local time that comes twice because the clocks go back; the first was used.',
    remedy: 'Write the offset, such as `+01:00`, if the second is meant.',
  },
  'reserved-id': {
    severity: 'error',
    meaning: "The article's `id`, `slug` or path would be the id of a feed: it begins with `feed:`.",
    remedy: 'Choose another.',
  },
  'run-failed': {
    severity: 'fatal',
    meaning: 'The function was invoked, and its run failed.',
    remedy: 'Do what the message says.',
  },
  'schedule-failed': {
    severity: 'warning',
    meaning:
      'The one-time schedule for the next article that falls due could not be set; the publication is whole. The article comes out with the next run.',
    remedy: 'Do what the message says, if it persists.',
  },
  'schedule-unsure': {
    severity: 'warning',
    meaning:
      'The one-time schedule is set, but whether another run at the same time knows of an earlier article could not be looked up. If one does, its article may come out with the next run.',
    remedy: 'Nothing, unless it persists.',
  },
  'second-stamp': {
    severity: 'warning',
    meaning: 'A second date was not used.',
    remedy: 'Remove it, or mark it as the update if it is one: `Updated 5:30 PM`.',
  },
  'shortcode-removed': {
    severity: 'warning',
    meaning: 'A shortcode of another tool was removed from the text.',
    remedy: 'Write the HTML or Markdown that it stands for in its place.',
  },
  'skipped-time': {
    severity: 'warning',
    meaning: 'A local time that the clocks skip; the message says as which it was read.',
    remedy: 'Correct the time.',
  },
  stopped: {
    severity: 'fatal',
    meaning: 'The run was stopped; the message says how far it got.',
    remedy: 'Start it again: it goes on where it stopped.',
  },
  'store-unconditional': {
    severity: 'fatal',
    meaning: 'The store accepts writes whose condition is not met, so two runs at once could lose entries.',
    remedy: 'Use another store; `docs/elsewhere.md` names some that work.',
  },
  'too-deep': {
    severity: 'error',
    meaning: 'Lists or quotations are nested more than 200 times, or tags and emphasis more than 512.',
    remedy: 'Nest them less.',
  },
  'too-large': {
    severity: 'error',
    meaning: 'The file is too long.',
    remedy: 'Split it, or keep what is not the article elsewhere.',
  },
  'undated-draft': {
    severity: 'warning',
    meaning: 'A draft has no date (only `show` says so).',
    remedy: 'Give it one before it is published.',
  },
  'undated-withdrawal': {
    severity: 'warning',
    meaning: 'A withdrawn file has no date (only `show` says so).',
    remedy: 'Nothing: the run that withdraws it gives the date.',
  },
  unfinished: {
    severity: 'warning',
    meaning:
      'The publication is whole, but the run could not tell its hubs, or not record that it did. The next run does it.',
    remedy: 'Nothing, unless it persists.',
  },
  'unknown-format': {
    severity: 'error',
    meaning: 'The extension of the name is none of an article.',
    remedy: 'Rename the file.',
  },
  'unknown-json': {
    severity: 'warning',
    meaning: 'The JSON is not an article.',
    remedy: 'Nothing, unless it should be one: then use a form that `docs/articles.md` describes.',
  },
  'unknown-setting': {
    severity: 'error',
    meaning: 'A key in `feed.yaml` is not known.',
    remedy: 'Correct it, or remove it.',
  },
  'unknown-time-zone': {
    severity: 'error',
    meaning: 'A time zone is not known.',
    remedy: 'Write a name such as `Europe/Oslo`, or an offset.',
  },
  'unreachable-feed': {
    severity: 'fatal',
    meaning:
      'The feed of `check --feed` cannot be fetched: no answer, an error, too many redirects, or more than 10 million bytes.',
    remedy: 'Check its URL.',
  },
  'unread-stamp': {
    severity: 'warning',
    meaning: 'A line that looks like a stamp was read as text.',
    remedy: 'If it is a stamp, write it like `4:15 PM – Sunday, January 4, 2026`.',
  },
  unreadable: {
    severity: ['error', 'fatal'],
    meaning:
      'The file, or one beside it that it shows, may not be read, is a link, is larger than 2 GiB, or has a backslash in its name. It is fatal if nothing can be done without the file.',
    remedy: 'Allow reading it, copy what the link leads to, or rename it.',
  },
  'updated-before-published': {
    severity: 'warning',
    meaning: 'The update is older than the publication.',
    remedy: 'Check both stamps.',
  },
  'updated-in-future': {
    severity: 'warning',
    meaning: 'The update is later than now, and waits until then.',
    remedy: 'Correct `updated`, if that is not meant.',
  },
  'webhook-busy': {
    severity: 'fatal',
    meaning: 'Too many calls of the webhook came at once.',
    remedy: 'Nothing: the caller tries again.',
  },
  'webhook-secret': {
    severity: 'fatal',
    meaning: 'The parameter with the secret of the webhook does not contain one to five secrets.',
    remedy: 'Make one as `docs/webhook.md` says.',
  },
  'webhook-setting': {
    severity: 'fatal',
    meaning: 'A variable of the webhook has a value that cannot be used.',
    remedy: 'Write what the message wants.',
  },
  'weekday-mismatch': {
    severity: 'warning',
    meaning: 'The weekday is not that of the date; the numbers were used.',
    remedy: 'Correct the wrong one.',
  },
  'windows-1252': {
    severity: 'warning',
    meaning: 'The file is not UTF-8, and was read as Windows-1252.',
    remedy: 'Save it as UTF-8.',
  },
  'word-not-installed': {
    severity: 'error',
    meaning: 'Word files need the package `mammoth`.',
    remedy: 'Run `npm install mammoth`.',
  },
  'word-pictures': {
    severity: 'warning',
    meaning: 'Pictures inside a Word file are left out.',
    remedy: 'Save them as files beside it.',
  },
  'zone-out-of-season': {
    severity: 'warning',
    meaning: 'A zone is of the other half of the year, such as EST in July.',
    remedy: 'Write the zone of that day, or an offset.',
  },
} as const satisfies Readonly<Record<string, CodeRow>>;

/** What a service was asked for; the first part of the codes of refusals. */
export const services = {
  store: 'reading or writing a store, in S3 or a folder',
  invoke: 'invoking the function',
  schedule: 'setting the one-time schedule',
  'webhook-secret': 'reading the secret of the webhook',
} as const;

/** Why a service refuses. With what it was asked for before it, this is the code of a `PublishError`: `store-denied`. */
export const refusals = {
  acl: {
    meaning: 'The bucket accepts no access control lists.',
    remedy: 'Use a bucket policy instead.',
  },
  archived: {
    meaning: 'The object is archived (Glacier).',
    remedy: 'Restore it, or upload the file again.',
  },
  busy: {
    meaning:
      'The service asks for fewer requests, is out of order, or something else is at work there; on a disk, another program uses the file.',
    remedy: 'Try again later.',
  },
  clock: {
    meaning: 'The clock of this machine is wrong.',
    remedy: 'Set it.',
  },
  credentials: {
    meaning: 'There are no credentials, or they are wrong or have expired.',
    remedy: 'Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or sign in again.',
  },
  denied: {
    meaning: 'Access is denied.',
    remedy: 'Allow the action that the message names, or writing into the folder.',
  },
  failed: {
    meaning: 'Something else went wrong; the message quotes it.',
    remedy: 'Look up what the message quotes.',
  },
  full: {
    meaning: 'The store or the disk is full, or over its quota.',
    remedy: 'Make room, or raise the quota.',
  },
  missing: {
    meaning: 'What was named does not exist: a bucket, a function, a group of schedules, a parameter, a folder.',
    remedy: 'Make it, or correct its name or the region.',
  },
  'not-s3': {
    meaning: 'What answers is not an S3 server.',
    remedy: 'Check `AWS_ENDPOINT_URL`.',
  },
  region: {
    meaning: 'No region is set, or the bucket is in another.',
    remedy: 'Set `AWS_REGION` as the message says.',
  },
  timeout: {
    meaning: 'The service did not answer in time.',
    remedy: 'Try again.',
  },
  tls: {
    meaning:
      'The connection is not secure: the certificate is not trusted, expired or of another name, or the server does not speak TLS.',
    remedy: 'Check `AWS_ENDPOINT_URL`, or name the authority in `NODE_EXTRA_CA_CERTS`.',
  },
  unreachable: {
    meaning: 'Nothing answers at the endpoint, or its name has no address.',
    remedy: 'Check the bucket, the region, `AWS_ENDPOINT_URL` and the network.',
  },
  unsupported: {
    meaning: 'The server does not know this kind of request.',
    remedy: 'See `docs/elsewhere.md` for what a store must know.',
  },
} as const satisfies Readonly<Record<string, Omit<CodeRow, 'severity'>>>;

/**
 * What a service was asked for, as the first part of an error's code.
 *
 * @example
 * const service: Service = 'store';
 */
export type Service = keyof typeof services;
/**
 * Why a service did not do what it was asked for.
 *
 * @example
 * const refusal: Refusal = 'timeout';
 */
export type Refusal = keyof typeof refusals;

/** A code of a problem that keeps an article out, or a setting from use. */
export type ErrorCode = CodeOf<'error'>;

/** A code of a problem that keeps nothing out. */
export type WarningCode = CodeOf<'warning'>;

/**
 * A code of a `PublishError`.
 *
 * @example
 * const code: PublishErrorCode = 'missing-link';
 */
export type PublishErrorCode = CodeOf<'fatal'> | `${Service}-${Refusal}`;

type CodeOf<Wanted extends CodeSeverity> = {
  [Code in keyof typeof codes]: Wanted extends Each<(typeof codes)[Code]['severity']> ? Code : never;
}[keyof typeof codes];

type Each<Value> = Value extends readonly (infer Item)[] ? Item : Value;
