/** The headers that keep the page of the preview and what it shows apart: the articles may contain anything. */

export type Headers = Readonly<Record<string, string>>;

const common: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** For the page itself and its data. Its own script may run, and nothing else. Pictures of articles may be on other hosts. */
export const pageHeaders: Headers = {
  ...common,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src http: https: data:',
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
};

/**
 * What is not allowed in a sandbox cannot be allowed by the document: no scripts, no forms, no plugins. Without scripts, the
 * same origin lets only our own page look into the frame, to keep its position.
 */
const sandbox = 'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox';

/** For an article as a reader shows it. */
export const frameHeaders: Headers = {
  ...common,
  'Content-Security-Policy': [
    sandbox,
    "default-src 'none'",
    'img-src http: https: data:',
    'media-src http: https: data:',
    'frame-src http: https:',
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
};

/** For the files of the publication. Pages have a policy of their own. */
export const publicationHeaders: Headers = {
  ...common,
  'Content-Security-Policy': `${sandbox}; script-src 'none'; object-src 'none'; frame-ancestors 'self'`,
};
