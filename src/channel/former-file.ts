/** The name of the file beside `feed.yaml` with the entries of the feed that the site had before. */
export const formerFile = 'former-feed.json';
