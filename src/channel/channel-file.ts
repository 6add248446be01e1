/** The name of the file with the settings, for modules that do not read it. */

/** The file with the settings, in the folder of articles. */
export const channelFile = 'feed.yaml';
