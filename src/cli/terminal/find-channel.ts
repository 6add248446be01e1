/** Finds the settings that apply to an article file. */
import { basename, dirname, join } from 'node:path';
import { channelFile } from '../../channel/channel-file.ts';
import { standInChannel } from '../../channel/parse-channel.ts';
import type { Channel } from '../../model/channel.ts';
import { PublishError } from '../../problem/publish-error.ts';
import { readChannel } from '../../reading/read-channel.ts';
import { createDirectoryStore } from '../../store/directory.ts';

export interface Home {
  readonly channel: Channel;
  /** The folder of `feed.yaml`, or else of the article. */
  readonly root: string;
  readonly hasSettings: boolean;
}

/** The settings in the nearest `feed.yaml` above the file. If there is none, default settings are used. */
export async function findChannel(file: string): Promise<Home> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const stored = await createDirectoryStore(folder).read(channelFile);
    if (stored !== null)
      return { channel: await channelIn(stored.body, join(folder, channelFile)), root: folder, hasSettings: true };
    if (folder === dirname(folder)) return { channel: standInChannel(), root: dirname(file), hasSettings: false };
  }
}

async function channelIn(body: Uint8Array, file: string): Promise<Channel> {
  const { channel, problems } = await readChannel(body, { file });
  if (channel !== null) return channel;
  const message = `The settings in ${basename(file)} cannot be used, so no article was read`;
  throw new PublishError('invalid-channel', message, { problems });
}
