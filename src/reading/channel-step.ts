/** The step that reads `feed.yaml`. It is separate from those that read articles, which load much more. */
import { decode } from '../article/text/decode.ts';
import { channelFile } from '../channel/channel-file.ts';
import { type ChannelOptions, type ChannelReading, parseChannel } from '../channel/parse-channel.ts';
import { hasError, inFile } from '../problem/problem.ts';

export interface ChannelStep {
  readonly kind: 'channel';
  readonly body: Uint8Array;
  readonly options: ChannelOptions;
}

/** Parses the bytes of `feed.yaml`. `parseChannel` reports an empty file, so the same finding of `decode` is left out. */
export function readChannelStep({ body, options }: Omit<ChannelStep, 'kind'>): ChannelReading {
  const { text, findings } = decode(body);
  const own = inFile(
    options.file ?? channelFile,
    findings.filter(({ code }) => code !== 'empty'),
  );
  if (hasError(own)) return { channel: null, problems: own };
  const { channel, problems } = parseChannel(text ?? '', options);
  return { channel, problems: [...own, ...problems] };
}
