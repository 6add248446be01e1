/** The version of how articles are read. Raised if a release reads any article differently: then all articles are read again. */
export const readingVersion = 3;
