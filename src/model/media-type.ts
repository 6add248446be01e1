/** Media types of pictures, sound, films and what belongs to them by the ending of an address; null where the ending says nothing. */

const types: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/x-m4v',
  webm: 'video/webm',
  mov: 'video/quicktime',
  ogv: 'video/ogg',
  pdf: 'application/pdf',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
};

/** The media type that an address's ending names. */
export function typeOfUrl(url: string): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return types[ending] ?? null;
}

/** The same for an address that may be a path. */
export function typeOfReference(reference: string): string | null {
  return URL.canParse(reference, 'http://localhost/') ? typeOfUrl(new URL(reference, 'http://localhost/').href) : null;
}
