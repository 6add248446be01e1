/** `feed.css`, which makes the XML of a feed friendly to someone who opens it in a browser. */
export const feedStyle = '/* Presstime */\n';
