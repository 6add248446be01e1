/** The only table of problem codes: the meaning of each and what to do about it. `docs/problems.md` is generated from it. */

/**
 * An `error` keeps an article out of the feed. A `warning` does not.
 *
 * @example
 * const severity: Severity = 'warning';
 */
export type Severity = 'error' | 'warning';

/** `fatal` codes are thrown as a `PublishError` and end the run or the call. */
export type CodeSeverity = Severity | 'fatal';

/** One row of the table. The texts are Markdown. */
export interface CodeRow {
  /** A list if the code has several severities. */
  readonly severity: CodeSeverity | readonly CodeSeverity[];
  readonly meaning: string;
  /** What the reader should do about it. */
  readonly remedy: string;
}

/** In alphabetical order. The codes of the rules for feeds are in the tables in `validate` and `profiles`. */
export const codes = {
  'already-begun': {
    severity: 'fatal',
    meaning:
      'The command `init` found a `feed.yaml`, or files in the folder that it would publish to. It never replaces them.',
    remedy: 'Publish what is there with `presstime publish`, or begin in another folder.',
  },
  'ambiguous-date': {
    severity: 'error',
    meaning: 'A date such as `4/1/2026` can be read in two ways, and nothing says which one is meant.',
    remedy: 'Write the month as a word, or set a `language` with a country, such as `en-GB`.',
  },
  binary: {
    severity: 'error',
    meaning: 'The file is not text: it is a picture or an archive, or it contains null bytes.',
    remedy: 'Save the article as UTF-8 text. Put pictures beside it.',
  },
  'boilerplate-line': {
    severity: 'warning',
    meaning: 'A line was removed because it is boilerplate.',
    remedy: 'Nothing. If the line belongs to the article, change `boilerplateLines` in `feed.yaml`.',
  },
  'breaks-feed': {
    severity: 'error',
    meaning:
      'The article would make a feed invalid, so it was refused, and its last good version stays. The message names the rule and its clause.',
    remedy: 'Change the text that the message quotes.',
  },
  'calendar-file': {
    severity: 'error',
    meaning: 'The file is a calendar: it begins with `BEGIN:VCALENDAR`.',
    remedy: 'Move the file to another folder.',
  },
  'cannot-serve': {
    severity: 'fatal',
    meaning: 'The preview cannot listen on its port.',
    remedy: 'Choose another port with `--port`.',
  },
  'captions-without-picture': {
    severity: 'warning',
    meaning: 'There are more captions than pictures.',
    remedy: 'Add the picture, or remove the caption.',
  },
  conflict: {
    severity: 'fatal',
    meaning: 'Another run changed a file in the store at the same time.',
    remedy: 'Start the run again.',
  },
  'contact-file': {
    severity: 'error',
    meaning: 'The file is a contact card: it begins with `BEGIN:VCARD`.',
    remedy: 'Move the file to another folder.',
  },
  'control-characters': {
    severity: 'warning',
    meaning: 'Characters that a feed cannot contain were removed.',
    remedy: 'Remove the characters from the file.',
  },
  'copied-file': {
    severity: 'warning',
    meaning:
      'The file has the name of a copy, such as `one (1).md`, `one copy.md` or a conflict copy of a sync program, and the article `one.md` is in the same folder. The copy is not published.',
    remedy: 'Remove the copy. If it is another article, give it another name.',
  },
  'cut-body': {
    severity: 'fatal',
    meaning: 'The bytes of a file that was read from the store are not the bytes that were written.',
    remedy: 'Try again. If the problem persists, restore the file.',
  },
  'damaged-utf8': {
    severity: 'warning',
    meaning: 'Some bytes are not UTF-8. They are shown as `�`.',
    remedy: 'Save the file as UTF-8.',
  },
  'date-from-properties': {
    severity: 'warning',
    meaning: 'The text of the Word file contains no date, so the date in the properties of the file was used.',
    remedy: 'Write the date below the title.',
  },
  'date-mismatch': {
    severity: 'warning',
    meaning: 'The date stamp differs by more than a day from the date in the header.',
    remedy: 'Correct the wrong date.',
  },
  'duplicate-url': {
    severity: 'error',
    meaning:
      'The feeds of two sections, categories or authors, such as `News` and `news`, would have the same URL. Until one is renamed, the URL belongs to the one that had it before, or else to the one with more articles. The message names files of the other.',
    remedy: 'Write both names the same way, or rename one.',
  },
  'editors-note': {
    severity: 'warning',
    meaning:
      'A note to editors above or below the story, such as `Eds: With photos.` or `(Adds quotes)`, was removed, because it is not for readers.',
    remedy:
      'Nothing. If the line is for readers, write it without `Eds:` or a verb such as `Adds` at the beginning, or without brackets.',
  },
  'email-attachment': {
    severity: 'warning',
    meaning:
      'A file that is attached to an e-mail is not published: only pictures and PDF documents are. Or the e-mail shows a picture that is not attached to it.',
    remedy: 'If the file contains an article or a picture, save it in the folder of articles.',
  },
  'email-file': {
    severity: 'error',
    meaning:
      'The file is a part of an e-mail, a mailbox with several e-mails, or a text that begins with mail headers. Only a whole e-mail with the headers `From`, `Date` and `Subject` and with a text is an article, and only in a file that is not Markdown.',
    remedy: 'Save each e-mail as a file of its own, or the text alone, with a date above it.',
  },
  'embargoed-version': {
    severity: 'warning',
    meaning:
      'A new version of a published item has an embargo, so what is published stays as it was until the embargo ends.',
    remedy: 'Nothing.',
  },
  empty: {
    severity: 'error',
    meaning: 'The file is empty.',
    remedy: 'Write the article, with a date and text, or remove the file.',
  },
  'feed-loses-entries': {
    severity: 'error',
    meaning: 'A rendered feed does not contain the entries that it should, so it was not published.',
    remedy: 'Report this bug in Presstime.',
  },
  'file-vanished': {
    severity: 'fatal',
    meaning: 'A file was removed while it was being pushed.',
    remedy: 'Start again.',
  },
  'fixed-time-zone': {
    severity: 'warning',
    meaning: 'The setting `timeZone` names a zone that has no summer time, such as EST.',
    remedy: 'Write the name of a region, such as `America/New_York`.',
  },
  'foreign-feed': {
    severity: 'fatal',
    meaning: 'Another program made a feed, or `feeds.opml`, at the target, so nothing was published.',
    remedy:
      'Publish into a separate folder, or remove the file. If Presstime is to take over its URL, publish once with `--replace-foreign`.',
  },
  'foreign-file': {
    severity: 'warning',
    meaning: 'A page, style sheet or list in the publication was not made by Presstime, so it was not changed.',
    remedy:
      'Remove the file, publish into a separate folder, set `pages: false`, or publish once with `--replace-foreign`.',
  },
  'hold-line': {
    severity: 'error',
    meaning: 'A line at the head of a wire text, such as `HOLD FOR RELEASE`, holds the article back.',
    remedy: 'Remove the line when the article may be published, or write an embargo with its whole date.',
  },
  'hold-text': {
    severity: 'error',
    meaning:
      'The file is not a story. It asks editors to keep a story back for now, such as `HOLD HOLD HOLD` or `WITHHOLD`. It is never published.',
    remedy:
      'Find the story that the message names. Mark it `draft: true`, or remove its file, until the agency releases it. Then remove this file. If this file is a story, change the word in capitals at the beginning.',
  },
  'hub-not-notified': {
    severity: 'warning',
    meaning:
      'A WebSub hub rejected a notification, or did not answer. The publication is complete. If the hub did not answer, the next runs notify it again, for up to a day after the last change.',
    remedy: 'Nothing. If the problem persists, check the URL in `hubs`.',
  },
  'inline-picture': {
    severity: 'warning',
    meaning:
      'A picture is written into the text as a `data:` URL. It was left out, because many readers do not show it.',
    remedy: 'Save the picture as a file beside the article, and name the file.',
  },
  'internal-error': {
    severity: 'error',
    meaning:
      'Presstime failed while it read this file. This is a bug in Presstime, not a mistake in the file. The other articles were read.',
    remedy: 'Report the bug, with the file.',
  },
  'invalid-channel': {
    severity: 'fatal',
    meaning: 'The settings in `feed.yaml` cannot be used, so no article was read.',
    remedy: 'Correct the settings that the other messages name.',
  },
  'invalid-checksums': {
    severity: 'fatal',
    meaning: '`AWS_REQUEST_CHECKSUM_CALCULATION` has an unknown value.',
    remedy: 'Set it to one of the values in the message.',
  },
  'invalid-date': {
    severity: ['error', 'fatal'],
    meaning: 'A date is not in the calendar, or cannot be read as a date. Fatal in the library function `fromFeed`.',
    remedy: 'Write a date such as `2026-01-04`.',
  },
  'invalid-email': {
    severity: 'error',
    meaning: 'An e-mail has no text, is larger than the limits, or is nested too deeply.',
    remedy: 'Save the text of the e-mail, with a date above it.',
  },
  'invalid-field': {
    severity: 'warning',
    meaning: 'A key of the front matter has a value that cannot be used, so the key was ignored.',
    remedy: 'Write a value of the kind that the message describes.',
  },
  'invalid-former-feed': {
    severity: 'fatal',
    meaning: '`former-feed.json`, which contains the ids of the feed that the site had before, cannot be read.',
    remedy: 'Write it again with `presstime init --from-feed`, or remove it if all entries may be new to subscribers.',
  },
  'invalid-front-matter': {
    severity: 'error',
    meaning: 'The front matter is not valid YAML, TOML or JSON, even after repairs, or it is never closed.',
    remedy: 'Correct the line that the message names.',
  },
  'invalid-json': {
    severity: 'error',
    meaning: 'The file is not valid JSON.',
    remedy: 'Correct the file at the position that the message gives.',
  },
  'invalid-json-ld': {
    severity: 'warning',
    meaning: 'JSON-LD in the page is not valid, so it was ignored.',
    remedy: 'Correct or remove the JSON-LD.',
  },
  'invalid-mark': {
    severity: 'error',
    meaning: 'A key that keeps articles from the public has a value that cannot be read. The article is held back.',
    remedy: 'Correct the value. `docs/never-published.md` lists the keys.',
  },
  'invalid-media': {
    severity: 'warning',
    meaning: 'An audio, video or other file beside the article is empty, or is a web page or a Git LFS pointer.',
    remedy: 'Replace it with the right file.',
  },
  'invalid-now': {
    severity: 'fatal',
    meaning: 'The option `now` is not an instant.',
    remedy: 'Write an instant such as `2026-01-05T00:15:00Z`.',
  },
  'invalid-path': {
    severity: 'fatal',
    meaning: 'A path leads outside its store, or has a form that stores do not accept.',
    remedy: 'Write a path without `..`, empty parts or backslashes.',
  },
  'invalid-picture': {
    severity: 'warning',
    meaning:
      'A picture beside the article was left out. It is not a picture, or is damaged, or has only one pixel, or has a type that is not published, such as HEIC, TIFF or SVG. Its alt text and caption are shown as text. If the article has a page on your own site, the picture may be there, so its URL is kept.',
    remedy: 'Save the picture as JPEG, PNG, GIF, WebP or AVIF.',
  },
  'invalid-setting': {
    severity: 'error',
    meaning: 'A setting in `feed.yaml` has a value that cannot be used.',
    remedy: 'Write a value of the kind that the message describes.',
  },
  'invalid-sidecar': {
    severity: 'warning',
    meaning: 'The sidecar `story.images.yaml` cannot be used.',
    remedy: 'Write a list of pictures: file names, or objects `{file, alt, caption, credit}`.',
  },
  'invalid-teletype': {
    severity: 'error',
    meaning: 'A file in the format IPTC 7901 or ANPA 1312 contains no text, or too many items.',
    remedy: 'Have the file sent again, or divide it.',
  },
  'invalid-time': {
    severity: 'error',
    meaning: 'A time of day does not exist.',
    remedy: 'Write a time from 00:00 to 23:59.',
  },
  'invalid-word': {
    severity: 'error',
    meaning: 'The file cannot be read as a Word document.',
    remedy: 'Save it again in Word as `.docx`, without a password.',
  },
  'invalid-xml': {
    severity: 'error',
    meaning: 'The XML of an agency is not well-formed. Often only the beginning of the file has arrived.',
    remedy: 'Wait until the file is complete, or ask the agency to send it again.',
  },
  'invalid-yaml': {
    severity: 'error',
    meaning: '`feed.yaml` is empty, is not valid YAML, or contains a key twice. Nothing else in it was checked.',
    remedy: 'Correct the line that the message names.',
  },
  'invoke-answer': {
    severity: 'fatal',
    meaning: 'The answer of the function is not a report.',
    remedy: 'Check that the stage or the name belongs to the Presstime function.',
  },
  'invoke-cut': {
    severity: 'fatal',
    meaning: 'The connection broke before the function answered. Its run may still be in progress.',
    remedy: 'Look at its log, or try again. Trying again does no harm.',
  },
  'kill-text': {
    severity: 'error',
    meaning:
      'The file is not a story. It says that a story must not be published any more, such as `KILL`, `STORY WITHDRAWN` or `ANNULATION`. It is never published. If it contains the id of an item, that item is withdrawn.',
    remedy:
      'Find the story that the message names. Mark it `withdrawn: true`, or remove its file. Then remove this file. If this file is a story, change the word in capitals at the beginning.',
  },
  'killed-item': {
    severity: 'warning',
    meaning:
      'The agency or the author killed an item: a version of it is canceled or withdrawn. It left the feeds, or was never in them.',
    remedy: 'Nothing. A later usable version brings the item back.',
  },
  'language-in-name': {
    severity: 'warning',
    meaning:
      'The file name ends in the code of a language, as translations do in Hugo. A `permalink` that is only a pattern takes it for a part of the name.',
    remedy: 'If Hugo built the site, write `permalink` with `tool: hugo` and `languages`. Otherwise, rename the file.',
  },
  'large-article': {
    severity: 'warning',
    meaning: 'A feed with only this article is larger than `limitKilobytes`. Feed readers may not load it.',
    remedy: 'Shorten the article.',
  },
  'late-version': {
    severity: 'warning',
    meaning: 'A version of an item came after a newer version or after a kill. It is not published.',
    remedy: 'Nothing.',
  },
  'ledger-damaged': {
    severity: 'fatal',
    meaning:
      'A file of the ledger is missing or damaged. A run that finds this reads all articles again and continues.',
    remedy: 'Nothing. If the problem persists, check what else writes to the publication.',
  },
  link: {
    severity: 'warning',
    meaning:
      'A symbolic link among the articles points to a folder, or to nothing. Links are not followed, because they could publish files from outside the folder.',
    remedy: 'Replace the link with a copy of the folder, or publish from the folder that it points to.',
  },
  'link-to-file': {
    severity: 'warning',
    meaning:
      'A link points to a file such as `other.md`, but no public article with a URL has this file. The text stays, without the link.',
    remedy: 'Link to the URL of the page.',
  },
  locked: {
    severity: 'fatal',
    meaning: 'Other runs have held the lock of the publication for 30 seconds.',
    remedy:
      'Wait for those runs. A lock that a killed run left behind needs no action: the next run takes it over after ten seconds.',
  },
  'log-file': {
    severity: 'error',
    meaning: 'The file is the log of a program: nearly all its lines begin with a time or a log level.',
    remedy: 'Move the file to another folder. To show lines of a log in an article, put them into a code block.',
  },
  'lost-entry': {
    severity: 'error',
    meaning: 'The last good version of a file that cannot be read now was lost with the ledger.',
    remedy: 'Repair the file.',
  },
  'lost-ledger': {
    severity: 'warning',
    meaning:
      'The ledger is missing or damaged, although feeds are there. All articles were read again. The ids and dates of entries, and the withdrawals that feeds still list, were read back from the feeds, so that nothing looks new or updated to subscribers. The message says how many.',
    remedy:
      'Nothing, once. If you have a copy of `.presstime/ledger/`, restore it before the next run. If the problem persists, check what else writes to the publication.',
  },
  'mailbox-file': {
    severity: 'error',
    meaning: 'The file is a mailbox: it contains several e-mails, one below the other.',
    remedy: 'Save each e-mail in a file of its own.',
  },
  'mark-not-followed': {
    severity: 'warning',
    meaning: 'A mark seems to hide the article, but in its tool the article stays in the feed. It is published.',
    remedy: 'Write `draft: true` or `unlisted: true` if the article should stay out.',
  },
  'merge-conflict': {
    severity: 'error',
    meaning: 'The file contains the markers of an unresolved merge conflict, and not in a code block.',
    remedy: 'Decide between the two versions, and remove the lines with the markers.',
  },
  'missing-channel': {
    severity: 'fatal',
    meaning: 'There is no `feed.yaml`.',
    remedy:
      'Write a `feed.yaml` with at least `title`, `description`, `homeUrl` and `feedUrl`, or name the folder that contains it.',
  },
  'missing-date': {
    severity: 'error',
    meaning: 'No date was found in the file, in its name or in the names of its folders.',
    remedy: 'Write a date, as the message says.',
  },
  'missing-feed': {
    severity: 'fatal',
    meaning: 'The file that `check --feed` names cannot be read, or is larger than 10 million bytes.',
    remedy: 'Name the file or the URL of a feed.',
  },
  'missing-folder': {
    severity: 'fatal',
    meaning: 'The folder of articles does not exist, or is a file.',
    remedy: 'Name the folder that contains your articles.',
  },
  'missing-id': {
    severity: 'fatal',
    meaning: 'An item passed to the library function `fromFeed` has no `guid`, `id` or `link`.',
    remedy: 'Set one of them.',
  },
  'missing-link': {
    severity: 'fatal',
    meaning: 'A feed passed to the library function `fromFeed` has no `link`, or one that is not a URL.',
    remedy: 'Set `link` to the http or https URL of the site.',
  },
  'missing-media': {
    severity: 'warning',
    meaning: 'The article names an audio, video or other file that is not in the folder of articles.',
    remedy: 'Put it beside the article, or correct its name.',
  },
  'missing-picture': {
    severity: 'warning',
    meaning: 'The article or its sidecar names a picture that is not in the folder of articles.',
    remedy: 'Put it beside the article, or correct its name.',
  },
  'missing-setting': {
    severity: 'error',
    meaning: 'A required key is missing in `feed.yaml`.',
    remedy: 'Add the key.',
  },
  'missing-store': {
    severity: 'fatal',
    meaning: 'An environment variable of the function does not name a store.',
    remedy: 'Set it to a store such as `s3://bucket/prefix`.',
  },
  'missing-time-zone': {
    severity: 'warning',
    meaning: '`feed.yaml` sets no time zone, so times without a zone are read as UTC.',
    remedy: 'Set `timeZone`.',
  },
  'missing-year': {
    severity: 'error',
    meaning: 'A date has no year, and nothing in the file says which year is meant.',
    remedy: 'Write the year after the day.',
  },
  'newer-ledger': {
    severity: 'fatal',
    meaning: 'The ledger was written by a newer version of Presstime.',
    remedy: 'Publish with that version or a newer one.',
  },
  'no-body': {
    severity: ['error', 'warning'],
    meaning:
      'There is no text after the title, the captions or the front matter. This is an error in a wire text that contains only a date.',
    remedy: 'Write the text.',
  },
  'no-folder': {
    severity: 'fatal',
    meaning: 'A folder in one store is a link or a file in the other, so nothing was pushed.',
    remedy: 'Replace the link or file with a copy of the folder.',
  },
  'no-story': {
    severity: 'error',
    meaning:
      'The file is a picture, a package, a planning item or the like, not a story. `publish` skips such files and counts them. It is an error if `show` is to show one, or if a file with a published story now has no known content.',
    remedy: 'Nothing, if no story is missing. Else ask the agency for the story, or restore the file.',
  },
  'nothing-published': {
    severity: 'fatal',
    meaning: 'The location that `status` looks at contains no ledger, so Presstime has published nothing there.',
    remedy: 'Name the folder or bucket that `publish --to` wrote to, or publish first.',
  },
  'nothing-readable': {
    severity: ['fatal', 'error'],
    meaning:
      'There are files, but none of them is an article, and nothing was published before. The message counts what they are. Nothing was written.',
    remedy:
      'Look at one with `presstime show FILE`. Name the folder with the articles, ask the agency for texts in a [format that is read](articles.md), or convert the files to Markdown.',
  },
  'nothing-sent': {
    severity: 'warning',
    meaning: 'Neither `feed.yaml` nor an article has been sent to the function yet, and nothing was published before.',
    remedy: 'Send them with the command `push`.',
  },
  'older-version': {
    severity: 'warning',
    meaning:
      'The file of the current version is gone, and an older version is still there, so that one is current again.',
    remedy: 'Bring the newer file back, or remove the older one too.',
  },
  'over-budget': {
    severity: 'error',
    meaning:
      'Reading the file takes more CPU time or memory than one file may use, so it was stopped. The other files were read.',
    remedy: 'Remove the part that repeats very often, or divide the text into several articles.',
  },
  'overlapping-stores': {
    severity: 'fatal',
    meaning: 'The articles and the publication are in the same store, or one is inside the other.',
    remedy: 'Use two separate stores.',
  },
  'patch-file': {
    severity: 'error',
    meaning: 'The file is a patch or the output of `diff`.',
    remedy: 'Move the file to another folder. To show a diff in an article, put it into a code block.',
  },
  'push-errors': {
    severity: 'fatal',
    meaning: '`feed.yaml` or an article has errors, so `push` sent nothing.',
    remedy: 'Correct the errors, which are listed, or send the files anyway with `--allow-errors`.',
  },
  'removes-most': {
    severity: 'fatal',
    meaning: 'The run would remove more than half of the entries, so nothing was published.',
    remedy: 'Check the articles and the clock, or allow the removal with `--allow-removals`.',
  },
  'renamed-feed': {
    severity: 'warning',
    meaning: 'The setting `files` gave a feed another name, so its old file was removed.',
    remedy:
      'Let the server redirect the old URL permanently to the new one, also in the folders of sections, categories and authors, or set the old name again.',
  },
  'repaired-front-matter': {
    severity: 'warning',
    meaning: 'The front matter contained a mistake, which was repaired.',
    remedy: 'Write the line as the message says.',
  },
  'repeated-id': {
    severity: 'error',
    meaning: 'Two files have the same id. The message names both.',
    remedy: 'Rename one file, or give it a different `id`.',
  },
  'repeated-key': {
    severity: 'warning',
    meaning: 'The front matter contains a key twice. The last one is used.',
    remedy: 'Remove one.',
  },
  'repeated-time': {
    severity: 'warning',
    meaning: 'A local time occurs twice because the clocks go back. The first one was used.',
    remedy: 'If you mean the second one, write the offset, such as `+01:00`.',
  },
  'repeated-url': {
    severity: 'warning',
    meaning: 'Two articles have the same URL. Both are published, but readers that go by links show only one of them.',
    remedy: 'Give one of the articles another slug or URL.',
  },
  'reserved-id': {
    severity: 'error',
    meaning: "The article's `id`, `slug` or path begins with `feed:`, which is reserved for the ids of feeds.",
    remedy: 'Choose a different `id`, or rename the file.',
  },
  'run-failed': {
    severity: 'fatal',
    meaning: 'The function was invoked, but its run failed.',
    remedy: 'Do what the message says.',
  },
  'same-text': {
    severity: 'warning',
    meaning: 'Two article files contain the same text. Both are published.',
    remedy: 'Remove one of the files, or mark it as a draft.',
  },
  'schedule-failed': {
    severity: 'warning',
    meaning:
      'The one-time schedule for the next article that falls due could not be set. The publication is complete, and the next run publishes the article.',
    remedy: 'If the problem persists, do what the message says.',
  },
  'schedule-unsure': {
    severity: 'warning',
    meaning:
      'The one-time schedule is set, but Presstime could not check whether another run at the same time found an article that falls due earlier. If so, the next run publishes that article.',
    remedy: 'Nothing, unless the problem persists.',
  },
  'second-stamp': {
    severity: 'warning',
    meaning: 'A second date was not used.',
    remedy: 'Remove it. If it is the date of an update, mark it: `Updated 5:30 PM`.',
  },
  'secrets-file': {
    severity: 'error',
    meaning: 'The file is a list of settings such as `API_KEY=…`, or a private key. It is never published.',
    remedy: 'Move the file out of the folder of articles. If others could read it there, replace the keys.',
  },
  'shortcode-removed': {
    severity: 'warning',
    meaning: 'A shortcode of another program was removed from the text.',
    remedy: 'Replace the shortcode with the HTML or Markdown that it produces.',
  },
  'skipped-time': {
    severity: 'warning',
    meaning: 'A local time does not exist because the clocks go forward. The message says which time was used.',
    remedy: 'Correct the time.',
  },
  stopped: {
    severity: 'fatal',
    meaning: 'The run was stopped. The message says how far it got.',
    remedy: 'Start it again. It continues where it stopped.',
  },
  'store-unconditional': {
    severity: 'fatal',
    meaning: 'The store ignores the conditions of conditional writes, so two runs at the same time could lose entries.',
    remedy: 'Use another store. `docs/elsewhere.md` lists some that work.',
  },
  'subtitle-file': {
    severity: 'error',
    meaning: 'The file contains subtitles, by its first lines.',
    remedy: 'Give it the extension `.vtt` or `.srt`, and name it as the transcript of the article.',
  },
  'too-deep': {
    severity: 'error',
    meaning:
      'Lists or quotations are nested more than 200 levels deep, or tags and emphasis more than 512 levels deep.',
    remedy: 'Use fewer levels.',
  },
  'too-large': {
    severity: 'error',
    meaning: 'The file is too long.',
    remedy: 'Split the article, or move what does not belong to it elsewhere.',
  },
  'too-many-cells': {
    severity: 'error',
    meaning:
      'The rows of a Markdown table are so much shorter than its header that more than 100,000 cells are missing.',
    remedy: 'Divide the table, or write all cells of each row.',
  },
  translation: {
    severity: 'warning',
    meaning:
      'The name of an article ends in a language, as those of translations do in Hugo and Zola, but `permalink` names no tool.',
    remedy: 'Set `permalink` to the tool with its `languages`, or exclude the translations with `exclude`.',
  },
  'unbalanced-bracket': {
    severity: 'warning',
    meaning:
      'A caption contains an opening bracket without a closing one, or the other way round. Its credit may be wrong.',
    remedy: 'Add the missing bracket.',
  },
  'unclosed-comment': {
    severity: 'warning',
    meaning: 'A comment in the text is never closed. Everything from there on is left out.',
    remedy: 'Close the comment.',
  },
  'undated-draft': {
    severity: 'warning',
    meaning: 'A draft has no date. Only `show` reports this.',
    remedy: 'Add a date before you publish it.',
  },
  'undated-withdrawal': {
    severity: 'warning',
    meaning: 'The withdrawal of an article has no date. Only `show` reports this.',
    remedy: 'Nothing. The run that withdraws the article sets the date.',
  },
  unfinished: {
    severity: 'warning',
    meaning:
      'The publication is complete, but the run could not notify its hubs, or could not record that it did. The next run does.',
    remedy: 'Nothing, unless the problem persists.',
  },
  'unknown-entity': {
    severity: 'warning',
    meaning:
      'XML contains a reference such as `&logo;` that is not one of HTML. DTDs are not read, so it is shown as it is written.',
    remedy: 'Ask the agency to send the characters themselves.',
  },
  'unknown-format': {
    severity: 'error',
    meaning: 'The extension of the file is not one of an article.',
    remedy: 'Rename the file with an extension such as `.md` or `.txt`.',
  },
  'unknown-guard': {
    severity: 'error',
    meaning: 'A key is unknown, but is probably meant to keep the article from the public. The article is held back.',
    remedy: 'Write the key that the message suggests, or remove yours.',
  },
  'unknown-json': {
    severity: 'warning',
    meaning: 'The JSON is not an article.',
    remedy: 'Nothing. If it should be an article, use a form that `docs/articles.md` describes.',
  },
  'unknown-key': {
    severity: 'warning',
    meaning: 'A key of front matter is unknown, and is similar to one that is known.',
    remedy: 'Correct the key. `presstime show` lists all keys that are not used.',
  },
  'unknown-setting': {
    severity: 'error',
    meaning: '`feed.yaml` contains an unknown key.',
    remedy: 'Correct or remove the key.',
  },
  'unknown-time-zone': {
    severity: 'error',
    meaning: 'A time zone is unknown.',
    remedy: 'Write a name such as `Europe/Oslo`, or an offset.',
  },
  'unreachable-feed': {
    severity: 'fatal',
    meaning:
      'The feed that `check --feed` names cannot be fetched: there is no answer, an error, too many redirects, or more than 10 million bytes.',
    remedy: 'Check the URL.',
  },
  'unread-stamp': {
    severity: 'warning',
    meaning: 'A line that looks like a date stamp was read as text.',
    remedy: 'If it is a date stamp, write it like this: `4:15 PM – Sunday, January 4, 2026`.',
  },
  unreadable: {
    severity: ['error', 'fatal'],
    meaning:
      'The article, or a file beside it that it shows, cannot be opened, is a link, a named pipe, a socket or a device, is larger than 2 GiB, or has a backslash in its name. Fatal if nothing can be done without the file.',
    remedy: 'Allow Presstime to read the file, replace the link or pipe with a file, or rename it.',
  },
  'unresolved-advisory': {
    severity: 'error',
    meaning:
      'A text tells editors to kill or hold a story, and does not name it by an id that is known here. The message names the story that it probably means.',
    remedy: 'Mark that story as withdrawn or as a draft, or remove its file. Then remove the text.',
  },
  'unresolved-link': {
    severity: 'warning',
    meaning:
      'A link or picture has a URL that is not known: it contains a template tag without a known value, or names an article that is not there. The text stays, without the link. Of a picture, the alt text stays.',
    remedy: 'Write the whole URL, or correct the name of the article.',
  },
  'unshown-element': {
    severity: 'warning',
    meaning:
      'The article contains an element that feed readers do not show, such as a frame of another host, a drawing, a form or a formula without TeX. Feeds contain what the message says instead: a link, its text, the picture, or nothing.',
    remedy:
      'If something is missing, describe it in the text, or link to it. Hosts whose frames are kept are in `embedHosts`.',
  },
  'unused-id': {
    severity: 'warning',
    meaning: 'An `id` was added to an article that is published already. Its entry keeps the id that it has.',
    remedy: 'Remove the `id`, or withdraw the article and publish it as a new one.',
  },
  'updated-before-published': {
    severity: 'warning',
    meaning: 'The date of the update is earlier than the date of publication.',
    remedy: 'Check both dates.',
  },
  'updated-in-future': {
    severity: 'warning',
    meaning: 'The date of the update is in the future. The update is published then.',
    remedy: 'If you do not mean that, correct `updated`.',
  },
  'version-conflict': {
    severity: 'error',
    meaning: 'Two files are the same version of an item, and differ. What was published stays.',
    remedy: 'Give the newer one a higher `version`, or remove one of the files.',
  },
  'webhook-busy': {
    severity: 'fatal',
    meaning: 'The webhook was called too often at the same time.',
    remedy: 'Nothing. The caller tries again.',
  },
  'webhook-secret': {
    severity: 'fatal',
    meaning: 'The parameter for the webhook secret does not contain one to five secrets.',
    remedy: 'Create a secret as `docs/webhook.md` describes.',
  },
  'webhook-setting': {
    severity: 'fatal',
    meaning: 'An environment variable of the webhook has a value that cannot be used.',
    remedy: 'Set a value of the kind that the message describes.',
  },
  'weekday-mismatch': {
    severity: 'warning',
    meaning: 'The weekday does not match the date. The date was used.',
    remedy: 'Correct the weekday or the date.',
  },
  'windows-1252': {
    severity: 'warning',
    meaning: 'The file is not UTF-8, and was read as Windows-1252.',
    remedy: 'Save it as UTF-8.',
  },
  'word-not-installed': {
    severity: 'error',
    meaning: 'Reading Word files requires the package `mammoth`.',
    remedy: 'Run `npm install mammoth`.',
  },
  'word-pictures': {
    severity: 'warning',
    meaning: 'Pictures inside a Word file are not published.',
    remedy: 'Save the pictures as files beside the Word file.',
  },
  'working-file': {
    severity: 'warning',
    meaning:
      'The file is a lock file, a backup or an unfinished file of a program, such as `~$one.docx` or `one.md~`. It is not read.',
    remedy: 'Close the program that made it, or remove the file.',
  },
  'zone-out-of-season': {
    severity: 'warning',
    meaning: 'The abbreviation of a time zone belongs to the other half of the year, such as EST in July.',
    remedy: 'Write the abbreviation for that day, or an offset.',
  },
} as const satisfies Readonly<Record<string, CodeRow>>;

/** What Presstime asked a service to do. Each key is the first part of a code such as `store-denied`. */
export const services = {
  store: 'reading from or writing to a store, in S3 or a folder',
  invoke: 'invoking the function',
  schedule: 'setting the one-time schedule',
  'webhook-secret': 'reading the secret of the webhook',
} as const;

/** Why a service refused a request. Each key is the second part of a code such as `store-denied`. */
export const refusals = {
  acl: {
    meaning: 'The bucket does not accept access control lists (ACLs).',
    remedy: 'Use a bucket policy instead.',
  },
  archived: {
    meaning: 'The object is archived (Glacier).',
    remedy: 'Restore the object, or upload the file again.',
  },
  busy: {
    meaning:
      'The service asks for fewer requests, is out of order, or is busy with another operation. On a disk, another program is using the file.',
    remedy: 'Try again later.',
  },
  clock: {
    meaning: 'The clock of this machine is wrong.',
    remedy: 'Set the clock.',
  },
  credentials: {
    meaning: 'The credentials are missing, wrong or expired.',
    remedy: 'Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or sign in again.',
  },
  denied: {
    meaning: 'Access is denied.',
    remedy: 'Allow the action that the message names, or allow writing to the folder.',
  },
  failed: {
    meaning: 'Another error occurred. The message quotes it.',
    remedy: 'Look up the error that the message quotes.',
  },
  full: {
    meaning: 'The store or the disk is full, or over its quota.',
    remedy: 'Free some space, or raise the quota.',
  },
  missing: {
    meaning: 'A bucket, function, schedule group, parameter or folder does not exist.',
    remedy: 'Create it, or correct its name or the region.',
  },
  'not-s3': {
    meaning: 'The server that answered is not an S3 server.',
    remedy: 'Check `AWS_ENDPOINT_URL`.',
  },
  region: {
    meaning: 'No region is set, or the bucket is in another region.',
    remedy: 'Set `AWS_REGION` as the message says.',
  },
  timeout: {
    meaning: 'The service did not answer in time.',
    remedy: 'Try again.',
  },
  tls: {
    meaning:
      'The connection is not secure: the certificate is not trusted, has expired or is for another host name, or the server does not use TLS.',
    remedy: 'Check `AWS_ENDPOINT_URL`, or name the certificate file of the authority in `NODE_EXTRA_CA_CERTS`.',
  },
  unreachable: {
    meaning: 'Nothing answers at the endpoint, or its host name has no IP address.',
    remedy: 'Check the bucket, the region, `AWS_ENDPOINT_URL` and the network.',
  },
  unsupported: {
    meaning: 'The server does not support this kind of request.',
    remedy: 'See `docs/elsewhere.md` for what a store must support.',
  },
} as const satisfies Readonly<Record<string, Omit<CodeRow, 'severity'>>>;

/**
 * What Presstime asked a service to do: the first part of an error code.
 *
 * @example
 * const service: Service = 'store';
 */
export type Service = keyof typeof services;
/**
 * Why a service refused a request: the second part of an error code.
 *
 * @example
 * const refusal: Refusal = 'timeout';
 */
export type Refusal = keyof typeof refusals;

/** The code of an error: a problem that keeps an article out of the feed, or makes a setting unusable. */
export type ErrorCode = CodeOf<'error'>;

/** The code of a warning. */
export type WarningCode = CodeOf<'warning'>;

/**
 * The code of a `PublishError`.
 *
 * @example
 * const code: PublishErrorCode = 'missing-link';
 */
export type PublishErrorCode = CodeOf<'fatal'> | `${Service}-${Refusal}`;

type CodeOf<Wanted extends CodeSeverity> = {
  [Code in keyof typeof codes]: Wanted extends Each<(typeof codes)[Code]['severity']> ? Code : never;
}[keyof typeof codes];

type Each<Value> = Value extends readonly (infer Item)[] ? Item : Value;
