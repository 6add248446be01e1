/** JSON files that other tools keep among articles, by their names: settings, data and feeds, never articles. */

const names =
  /(?:^|\/)(?:package|package-lock|npm-shrinkwrap|composer|lerna|deno|biome|turbo|nx|renovate|vercel|netlify|firebase|now|cspell|components|app|appearance|core-plugins|community-plugins|workspace|graph|hotkeys|manifest|theme|site|config|settings|eleventy|search|search-index|sitemap|feed|jsfiddle|(?:ts|js)config(?:\.[\w-]+)?|[\w.-]+\.(?:11tydata|config|schema|settings|data))\.json$/i;

/** True for names such as `package.json`, `tsconfig.build.json` and `posts.11tydata.json`. */
export function isDataFile(path: string): boolean {
  return names.test(path);
}

/** True for `posts/posts.json`, where Eleventy keeps what all files of a folder share; it may be an article all the same. */
export function isNamedAsFolder(path: string): boolean {
  return /(?:^|\/)([^/]+)\/\1\.json$/i.test(path);
}
