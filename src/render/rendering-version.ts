/** The version of how entries are rendered. Raised if a release renders any document differently: then all documents are made again. */
export const renderingVersion = 2;
