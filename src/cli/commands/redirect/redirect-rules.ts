/** The rules by which servers redirect all URLs below one folder to another, permanently (RFC 9110, 15.4.2). */

export interface MovedFolder {
  /** The path of the old folder, with a slash at both ends: `/feeds/` or `/`. */
  readonly path: string;
  /** The URL of the new folder, with a slash at the end. */
  readonly url: string;
}

/** The rule for a server; null for a server without one. */
export function redirectRule(server: string, { path, url }: MovedFolder): string | null {
  return serverRules[server]?.({ path: encodeSigns(path), url: encodeSigns(url) }) ?? null;
}

/** URLs contain neither spaces nor double quotes, but may contain signs with a meaning for servers: encoded, they are the same. */
function encodeSigns(text: string): string {
  return text.replace(/[$;'{}\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const serverRules: Readonly<Record<string, (moved: MovedFolder) => string>> = {
  netlify: ({ path, url }) => `# _redirects\n${path}*  ${url}:splat  301!`,
  nginx: ({ path, url }) => `location ^~ ${path} {\n  rewrite ^${pattern(path)}(.*)$ ${url}$1 permanent;\n}`,
  apache: ({ path, url }) =>
    `# .htaccess or the configuration of the site\nRedirectMatch 301 "^${pattern(path)}(.*)$" "${url}$1"`,
  caddy: ({ path, url }) => `handle_path ${path}* {\n  redir ${url.replace(/\/$/, '')}{uri} permanent\n}`,
  cloudfront: ({ path, url }) => `// A function of CloudFront for viewer requests, runtime cloudfront-js-2.0.
function handler(event) {
  var path = event.request.uri;
  if (!path.startsWith('${path}')) return event.request;
  var location = '${url}' + path.slice(${path.length});
  return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: location } } };
}`,
  s3: ({ path, url }) => JSON.stringify(routingRules(path, new URL(url)), null, 2),
};

export const serverNames = Object.keys(serverRules);

function pattern(path: string): string {
  return path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** For `aws s3api put-bucket-website`. Only the website endpoint of a bucket follows them. */
function routingRules(path: string, { protocol, host, pathname }: URL) {
  const redirect = {
    Protocol: protocol.slice(0, -1),
    HostName: host,
    ReplaceKeyPrefixWith: pathname.slice(1),
    HttpRedirectCode: '301',
  };
  const prefix = path.slice(1);
  const condition = prefix === '' ? {} : { Condition: { KeyPrefixEquals: prefix } };
  return { IndexDocument: { Suffix: 'index.html' }, RoutingRules: [{ ...condition, Redirect: redirect }] };
}
