/** The port to WebSub hubs (W3C Recommendation, 23 January 2018). A publisher notifies a hub, and the hub notifies subscribers. */

/**
 * A port to hubs, which `publish` notifies of feeds that changed.
 *
 * @example
 * const silent: Hub = { publish: async () => [] };
 * await silent.publish('https://hub.example/', ['https://courier.example/rss.xml']) // => []
 */
export interface Hub {
  /** Notifies one hub that these topics (URLs of feeds) changed. Never throws: returns the outcome for each topic. */
  publish(hubUrl: string, topics: readonly string[]): Promise<readonly Ping[]>;
}

/**
 * The outcome for one topic at one hub.
 *
 * @example
 * const isLost = ({ outcome }: Ping): boolean => outcome === 'refused';
 */
export interface Ping {
  readonly hub: string;
  readonly topic: string;
  /** `refused`: the hub does not accept the topic, now or later. `unreachable`: the hub failed, but a later try may succeed. */
  readonly outcome: 'accepted' | 'refused' | 'unreachable';
  /** The reason, as a clause that follows a colon; null if the hub accepted. */
  readonly message: string | null;
}
