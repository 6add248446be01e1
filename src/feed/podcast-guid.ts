/** The `podcast:guid` of a feed (podcasting2.org/podcast-namespace/tags/guid): a UUID of version 5 (RFC 9562, 5.5). */
import { createHash } from 'node:crypto';

/** The namespace of the Podcast Namespace for these UUIDs. */
const namespace = 'ead4c236-bf58-58c6-a2c6-a6b28d128cb6';

/** The guid of the podcast at a URL. The scheme and slashes at the end do not count. */
export function podcastGuid(feedUrl: string): string {
  const name = feedUrl.replace(/^\w+:\/\//, '').replace(/\/+$/, '');
  const digest = createHash('sha1').update(namespace.replaceAll('-', ''), 'hex').update(name).digest();
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
