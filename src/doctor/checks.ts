/** The only table of what `presstime doctor` and `presstime status` can find: severity, meaning and what to do. `docs/doctor.md` is compared with it. */
import type { CodeRow, Severity } from '../problem/codes.ts';

/** A row has one severity, because the severity follows from the code. */
export interface CheckRow extends CodeRow {
  readonly severity: Severity;
}

/** What is looked at. */
export type CheckArea = 'publication' | 'machine' | 'articles' | 'stores' | 'feed' | 'server' | 'readers' | 'site';

/** What was found. `remedy` says what to do. */
export interface DoctorFinding {
  readonly area: CheckArea;
  readonly code: CheckCode;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** Makes a finding: its area, severity and remedy follow from the code. */
export function found(code: CheckCode, message: string): DoctorFinding {
  const { area, severity, remedy } = checks[code];
  return { area, code, severity, message, remedy };
}

/** The findings, and what was fine, as messages. */
export interface Diagnosis {
  readonly findings: readonly DoctorFinding[];
  readonly passed: readonly string[];
}

/** Joins what several checks found. */
export function joinDiagnoses(all: readonly Diagnosis[]): Diagnosis {
  return { findings: all.flatMap(({ findings }) => findings), passed: all.flatMap(({ passed }) => passed) };
}

/** Returns what is fine, or what is not. */
export function verdict(findings: readonly DoctorFinding[], passed: string): Diagnosis {
  return findings.length > 0 ? { findings, passed: [] } : { findings, passed: [passed] };
}

type AreaRow = CheckRow & { readonly area: CheckArea };

/** By area, in the order in which they are looked at. The texts are Markdown. */
export const checks = {
  'ledger-unreadable': {
    area: 'publication',
    severity: 'error',
    meaning: 'The head of the ledger is there, but cannot be read.',
    remedy:
      'Publish again. The run reads all articles and makes the ledger anew. If you have a copy of `.presstime/ledger/`, restore it first.',
  },
  'ledger-older': {
    area: 'publication',
    severity: 'warning',
    meaning: 'An older version of Presstime wrote the ledger, so only a part of the status is known.',
    remedy: 'Publish once with this version.',
  },
  overdue: {
    area: 'publication',
    severity: 'error',
    meaning: 'Articles are due, or have expired, for more than 15 minutes, and no run has published that.',
    remedy: 'Publish now. Then check the timer, cron job or schedule that starts runs.',
  },
  'refused-files': {
    area: 'publication',
    severity: 'error',
    meaning: 'Article files are refused, so they are not published, or only their last good version is.',
    remedy: 'Run `presstime check` on the articles, and repair what it names.',
  },
  'perhaps-refused': {
    area: 'publication',
    severity: 'warning',
    meaning:
      'Article files in a bucket may be refused. Runs that an event starts count a file again if it was refused before.',
    remedy: 'Name the articles with `--from`, or run `presstime check` on them.',
  },
  'unfinished-run': {
    area: 'publication',
    severity: 'error',
    meaning: 'A run recorded what it was about to do, and did not finish.',
    remedy: 'If a run is in progress, wait for it. If not, publish again: the next run finishes the work.',
  },
  'documents-with-problems': {
    area: 'publication',
    severity: 'error',
    meaning: 'Documents of the last run had problems: they were not published, or without some of their entries.',
    remedy: 'Publish again, and read the problems in its report.',
  },
  'feeds-differ': {
    area: 'publication',
    severity: 'error',
    meaning: 'A live feed is missing, or is not the one that the last run wrote.',
    remedy: 'Publish with `--verify`, and find out what else writes to the publication.',
  },
  'work-left': {
    area: 'publication',
    severity: 'warning',
    meaning: 'The last run left work to the next one, because there was more than one run may do.',
    remedy: 'Publish again.',
  },
  'hubs-pending': {
    area: 'publication',
    severity: 'warning',
    meaning: 'Hubs have not been notified of the last change yet.',
    remedy:
      'Nothing: the next run notifies them again, for up to a day after the change. If it persists, check the URL in `hubs`.',
  },
  'abandoned-lock': {
    area: 'publication',
    severity: 'warning',
    meaning: 'A process that has ended left its lock behind.',
    remedy: 'Nothing: the next run takes the lock over.',
  },
  'function-not-ready': {
    area: 'publication',
    severity: 'error',
    meaning: 'The function of the stage is not active, or its last update failed.',
    remedy: 'Deploy the stage again, and look at the function in the console of AWS Lambda.',
  },
  'old-node': {
    area: 'machine',
    severity: 'error',
    meaning: 'The version of Node is too old for Presstime.',
    remedy: 'Install Node 22 or later.',
  },
  'wrong-clock': {
    area: 'machine',
    severity: 'error',
    meaning:
      'The clock of this machine differs from that of a server by more than 5 minutes. S3 refuses such requests, and articles are published at wrong times.',
    remedy: 'Set the clock, and let it synchronise.',
  },
  'clock-off': {
    area: 'machine',
    severity: 'warning',
    meaning: 'The clock of this machine differs from that of a server by more than a minute.',
    remedy: 'Let the clock synchronise.',
  },
  'disk-full': {
    area: 'machine',
    severity: 'error',
    meaning: 'The disk of the publication has less than 20 MB left.',
    remedy: 'Free some space.',
  },
  'not-writable': {
    area: 'machine',
    severity: 'error',
    meaning: 'The folder of the publication cannot be written to.',
    remedy: 'Allow writing to the folder, or publish into another with `--to`.',
  },
  'settings-missing': {
    area: 'articles',
    severity: 'error',
    meaning: 'There is no `feed.yaml`, or no folder of articles.',
    remedy: 'Run `presstime init`, which writes a `feed.yaml`, or name the folder with `--from`.',
  },
  'settings-invalid': {
    area: 'articles',
    severity: 'error',
    meaning: 'Settings in `feed.yaml` cannot be used.',
    remedy: 'Correct the settings that the message names.',
  },
  'settings-warnings': {
    area: 'articles',
    severity: 'warning',
    meaning: '`feed.yaml` can be used, but has warnings.',
    remedy: 'Run `presstime check`, and correct what it names.',
  },
  'no-articles': {
    area: 'articles',
    severity: 'warning',
    meaning: 'There are no articles.',
    remedy: 'Put articles beside `feed.yaml` or in folders below it.',
  },
  'unreadable-articles': {
    area: 'articles',
    severity: 'error',
    meaning: 'Article files cannot be read.',
    remedy: 'Allow reading the files.',
  },
  'local-url': {
    area: 'articles',
    severity: 'warning',
    meaning:
      '`feedUrl` is a URL on this machine or an example, so subscribers cannot reach it, and no public feed was checked.',
    remedy: 'Set `feedUrl` to the URL at which the publication is served.',
  },
  credentials: {
    area: 'stores',
    severity: 'error',
    meaning: 'There are no credentials for AWS, or they have expired.',
    remedy: 'Sign in again, or set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.',
  },
  'credentials-expire': {
    area: 'stores',
    severity: 'warning',
    meaning: 'The credentials for AWS expire within 15 minutes.',
    remedy: 'Sign in again before a long run.',
  },
  'store-unreadable': {
    area: 'stores',
    severity: 'error',
    meaning: 'A bucket does not exist, cannot be read, or is in another region.',
    remedy: 'Do what the message says.',
  },
  'store-unwritable': {
    area: 'stores',
    severity: 'error',
    meaning: 'A bucket cannot be written to, or objects in it cannot be removed.',
    remedy: 'Allow the action that the message names.',
  },
  'store-unsafe': {
    area: 'stores',
    severity: 'error',
    meaning: 'The store accepts writes whose condition is not met, so two simultaneous runs could lose entries.',
    remedy: 'Use a store that supports `If-Match` and `If-None-Match`: see `docs/elsewhere.md`.',
  },
  unreachable: {
    area: 'feed',
    severity: 'error',
    meaning: 'Nothing answers at the URL: the name is unknown, the connection fails, or there is no answer in time.',
    remedy: 'Check the URL, the DNS record and whether the server runs.',
  },
  tls: {
    area: 'feed',
    severity: 'error',
    meaning: 'The certificate of the server is not trusted, has expired or is for another name.',
    remedy: 'Renew the certificate, and send the whole chain.',
  },
  'wrong-status': {
    area: 'feed',
    severity: 'error',
    meaning: 'The server does not respond with 200.',
    remedy: 'Check that the file is published at this URL, and that the server may read it.',
  },
  'not-a-feed': {
    area: 'feed',
    severity: 'error',
    meaning: 'The server responds with something other than a feed, such as a web page.',
    remedy: 'Check the URL. If a page of a bot protection is shown, exclude the URLs of feeds from it.',
  },
  'invalid-feed': {
    area: 'feed',
    severity: 'error',
    meaning: 'The feed breaks its specification.',
    remedy: 'Run `presstime check --feed URL`, which names each line.',
  },
  'feed-warnings': {
    area: 'feed',
    severity: 'warning',
    meaning: 'The feed has features that cause trouble in readers.',
    remedy: 'Run `presstime check --feed URL`, which names each line.',
  },
  'large-feed': {
    area: 'feed',
    severity: 'warning',
    meaning: 'The feed is larger than a megabyte. Some readers do not load it, and all load it often.',
    remedy: 'Lower `limit` or `limitKilobytes` in `feed.yaml`: older entries move to the archive.',
  },
  'http-self-elsewhere': {
    area: 'feed',
    severity: 'warning',
    meaning: 'The feed names another URL as its own.',
    remedy:
      'Set `feedUrl` in `feed.yaml` to the URL at which the feed is served, or redirect one URL to the other permanently.',
  },
  'hub-unreachable': {
    area: 'feed',
    severity: 'warning',
    meaning: 'The hub that the feed names does not respond, or responds with an error of its own.',
    remedy: 'Check the URL in `hubs`, or remove it: readers then poll the feed.',
  },
  'hub-without-self': {
    area: 'feed',
    severity: 'warning',
    meaning: 'The feed names a hub, but not its own URL, so readers cannot subscribe to updates (WebSub, 4).',
    remedy: 'Add a link with `rel="self"` to the feed or to the `Link` header.',
  },
  'http-content-type': {
    area: 'server',
    severity: 'warning',
    meaning: 'The server sends another media type than that of the feed.',
    remedy: 'Set the Content-Type that the message names for this path.',
  },
  'http-no-validator': {
    area: 'server',
    severity: 'warning',
    meaning: 'The server sends neither ETag nor Last-Modified, so readers load the whole feed each time.',
    remedy: 'Let the server send an ETag.',
  },
  'no-304': {
    area: 'server',
    severity: 'warning',
    meaning: 'The server sends the whole feed although the reader says which version it has.',
    remedy: 'Let the server answer If-None-Match and If-Modified-Since with 304. A proxy may remove these headers.',
  },
  uncompressed: {
    area: 'server',
    severity: 'warning',
    meaning: 'The server does not compress the feed.',
    remedy:
      'Turn on gzip or Brotli for the media types of feeds: `application/rss+xml`, `application/atom+xml` and `application/feed+json`.',
  },
  'no-cache-rule': {
    area: 'server',
    severity: 'warning',
    meaning: 'The server sends no Cache-Control header, so each cache decides on its own how long it keeps the feed.',
    remedy: 'Set `Cache-Control: public, max-age=300` for feeds.',
  },
  'never-cached': {
    area: 'server',
    severity: 'warning',
    meaning: 'The cache rule of the feed forbids to keep it, so every reader loads it from your server each time.',
    remedy: 'Set `Cache-Control: public, max-age=300` for feeds.',
  },
  'cached-long': {
    area: 'server',
    severity: 'warning',
    meaning: 'Caches may keep the feed for more than an hour, so news arrives late.',
    remedy: 'Set `Cache-Control: public, max-age=300` for feeds.',
  },
  'head-differs': {
    area: 'server',
    severity: 'warning',
    meaning: 'A HEAD request gets another answer than a GET request. Some readers and proxies ask with HEAD first.',
    remedy: 'Let the server answer HEAD as GET, without the body.',
  },
  'http-redirect': {
    area: 'server',
    severity: 'warning',
    meaning: 'The URL redirects permanently, so it is an old URL of the feed.',
    remedy: 'Tell readers the new URL, and use it in `feedUrl`.',
  },
  'temporary-redirect': {
    area: 'server',
    severity: 'warning',
    meaning: 'The URL redirects temporarily, so readers ask twice each time.',
    remedy: 'Serve the feed at its URL, or redirect permanently (301 or 308).',
  },
  'redirect-loop': {
    area: 'server',
    severity: 'error',
    meaning: 'The URL redirects more often than readers follow.',
    remedy: 'Remove the redirects that lead back.',
  },
  'insecure-redirect': {
    area: 'server',
    severity: 'error',
    meaning: 'An https URL redirects to an http URL. Some readers refuse that, and the feed can be changed on its way.',
    remedy: 'Redirect to https, or serve the feed at its URL.',
  },
  'not-encrypted': {
    area: 'server',
    severity: 'warning',
    meaning: 'The feed is served without encryption.',
    remedy: 'Serve it with https, and redirect the http URL permanently.',
  },
  'http-not-redirected': {
    area: 'server',
    severity: 'warning',
    meaning: 'The http URL of the feed does not redirect to its https URL permanently.',
    remedy: 'Redirect http to https with 301 or 308.',
  },
  'readers-blocked': {
    area: 'readers',
    severity: 'error',
    meaning:
      'Feed readers do not get the feed, although another program does: a firewall or a bot protection stops them.',
    remedy:
      'Allow the URLs of feeds in the firewall, such as with a rule of Cloudflare that skips bot protection for these paths.',
  },
  'browser-blocked': {
    area: 'readers',
    severity: 'warning',
    meaning: 'A browser does not get the feed, although feed readers do.',
    remedy: 'Check the rules of the firewall.',
  },
  'rate-limited': {
    area: 'readers',
    severity: 'error',
    meaning:
      'The server responds with 429: it asks for fewer requests. All readers of one service share their IP addresses.',
    remedy: 'Raise the limit for the URLs of feeds, and send Retry-After.',
  },
  'robots-blocked': {
    area: 'readers',
    severity: 'warning',
    meaning: '`robots.txt` forbids feed readers the feed. Some readers and all search engines obey it.',
    remedy: 'Allow the paths of feeds in `robots.txt`.',
  },
  'no-autodiscovery': {
    area: 'site',
    severity: 'warning',
    meaning: 'The home page does not name the feed, so readers cannot find it from the URL of the site.',
    remedy: 'Add `<link rel="alternate" type="application/rss+xml" href="…">` to the head of the page.',
  },
  'home-unreachable': {
    area: 'site',
    severity: 'warning',
    meaning: 'The home page that the feed names does not respond with 200.',
    remedy: 'Correct `homeUrl` in `feed.yaml`, or repair the page.',
  },
} as const satisfies Readonly<Record<string, AreaRow>>;

export type CheckCode = keyof typeof checks;
