/** Decides by their URLs whether two pictures are the same in different sizes. */

/** True if the URLs are equal, or differ only in `http` and `https`, or in what names a size: `f.jpg` and `f-300x200.jpg`, or `f.jpg?w=300`. */
export function isSamePicture(one: string, other: string): boolean {
  if (secure(one) === secure(other)) return true;
  const [first, second] = [sizeless(one), sizeless(other)];
  return first.name === second.name && (first.hasSize || second.hasSize);
}

/** Servers that know both give the same picture for both. */
function secure(url: string): string {
  return url.replace(/^http:/i, 'https:');
}

interface Sizeless {
  readonly name: string;
  /** True if the URL names a size. */
  readonly hasSize: boolean;
}

/** Parameters of image services that only change the size or the encoding of a picture. */
const sizeParameters = new Set(
  (
    'w h width height wid hei mw mh maxwidth maxheight max-w max-h resize fit crop size sz s zoom scale dpr dp quality q ' +
    'auto fm format ssl strip compress sharp name imwidth imheight'
  ).split(' '),
);

function sizeless(written: string): Sizeless {
  if (!URL.canParse(written, base)) return { name: written, hasSize: false };
  const url = new URL(written, base);
  // Jetpack serves the picture at `host/path` as `i0.wp.com/host/path`.
  const [, host, path] = /^i\d\.wp\.com$/.test(url.host) ? (/^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? []) : [];
  const pathname = path ?? url.pathname;
  const own = [...url.searchParams].filter(([name, value]) => !isSize(name, value));
  const name = pathname.replace(sizeInName, '').replace(sizeInFolder, '/').replace(digest, '');
  const query = own.map((pair) => pair.map(encodeURIComponent).join('=')).sort();
  return {
    name: `//${host ?? url.host}${name}?${query.join('&')}`,
    hasSize:
      own.length < url.searchParams.size ||
      host !== undefined ||
      sizeInName.test(pathname) ||
      sizeInFolder.test(pathname),
  };
}

const base = 'https://localhost/';

/** `size=large`, but not `name=pier`: a name is a size only on hosts that use such names. */
function isSize(name: string, value: string): boolean {
  return (
    sizeParameters.has(name.toLowerCase()) &&
    (name !== 'name' || /^(?:small|medium|large|orig|thumb|\d+x\d+)$/.test(value))
  );
}

/** WordPress: `-300x200` or `-scaled`. Screens of high density: `@2x`. Before the digest that our own media have, and the extension. */
const sizeInName = /(?:-\d{2,4}x\d{2,4}|-scaled|@\dx)(?=(?:-[0-9a-f]{16})?\.\w+$)/;

/** Blogger: `/s320/` or `/w400-h300/`. Ghost: `/size/w600/`. */
const sizeInFolder =
  /\/(?:s\d{2,4}|w\d{2,4}-h\d{2,4})(?:-[a-z]{1,2})*\/(?=[^/]+$)|\/size\/w\d{1,4}(?:h\d{1,4})?\/(?:format\/\w{3,4}\/)?/;

/** The digest in the names of our own media. It differs between sizes. */
const digest = /(?<=\/media\/[^/]*)-[0-9a-f]{16}(?=\.\w+$)/;
