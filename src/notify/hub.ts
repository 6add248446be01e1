/** The port to WebSub hubs (W3C Recommendation, 23 January 2018): whoever publishes tells a hub, and the hub tells the subscribers. */

/**
 * A port to hubs, which `publish` notifies of feeds that changed.
 *
 * @example
 * const silent: Hub = { publish: async () => [] };
 * await silent.publish('https://hub.example/', ['https://courier.example/rss.xml']) // => []
 */
export interface Hub {
  /** Tells one hub that these topics changed. Never throws: says what became of each topic. */
  publish(hubUrl: string, topics: readonly string[]): Promise<readonly Ping[]>;
}

/**
 * What became of one topic at one hub.
 *
 * @example
 * const isLost = ({ outcome }: Ping): boolean => outcome === 'refused';
 */
export interface Ping {
  readonly hub: string;
  readonly topic: string;
  /** `refused`: the hub will not have it, now or later. `unreachable`: it could not be told now, and may be later. */
  readonly outcome: 'accepted' | 'refused' | 'unreachable';
  /** Why, in words; null where the hub accepted. */
  readonly message: string | null;
}
