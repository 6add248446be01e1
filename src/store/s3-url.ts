/** The address of a place in a bucket, `s3://bucket/prefix`; apart from the store, so that the SDK is not loaded for it. */

/** The parts of such an address; null where a place is none. */
export function parseS3Url(location: string): { readonly bucket: string; readonly prefix: string } | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(location);
  if (match === null) return null;
  return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/\/+$/, '') };
}
