/** Parses the URL of a store in a bucket, `s3://bucket/prefix`. Separate from the store, so that the SDK is not loaded for it. */

/** Returns the bucket and the prefix without a trailing slash, or null if `location` is not an `s3://` URL. */
export function parseS3Url(location: string): { readonly bucket: string; readonly prefix: string } | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(location);
  if (match === null) return null;
  return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/\/+$/, '') };
}
