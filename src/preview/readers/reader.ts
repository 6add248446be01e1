/** The types of the preview in feed readers: a `Reader` is data about one feed reader, and `Shown` is what it shows of an entry. */
import type { FormatName } from '../../model/feed.ts';
import type { Instant } from '../../model/instant.ts';

/** One feed reader: where it is from, which rules it applies to an entry, and roughly what it looks like. */
export interface Reader {
  /** Short and permanent, for URLs and keys: `miniflux`. */
  readonly id: string;
  readonly name: string;
  /** The site of the reader. */
  readonly url: string;
  /** The version whose rules these are. */
  readonly version: string;
  /** The format in which it is assumed to read the feed. */
  readonly format: FormatName;
  /** `content`: it shows the content of an entry. `longer`: it shows the description if that is longer. */
  readonly source: 'content' | 'longer';
  readonly content: ContentRules | TextRules;
  readonly list: ListRules;
  readonly layout: Layout;
  /** One sentence for each: what a person sees on a wide and on a narrow screen. */
  readonly viewport: { readonly desktop: string; readonly phone: string };
  readonly look: Look;
}

/**
 * How list and article share the screen. `pages`: the article replaces the list. `inline`: it opens inside the list. `panes`:
 * both are visible on a wide screen. `terminal`: pages of text in a terminal.
 */
export type Layout = 'pages' | 'inline' | 'panes' | 'terminal';

/** What a reader shows of one entry. All but `contentHtml` and the URL are plain text. */
export interface Shown {
  readonly title: string;
  /** Empty if the reader shows no author. */
  readonly byline: string;
  /** The date that it shows: of the publication, or of the last change. */
  readonly date: Instant;
  /** The excerpt in the list. Empty if the list has only titles. */
  readonly listText: string;
  /** The URL of the picture in the list. Null if the list has no pictures, or the entry has none for it. */
  readonly listImage: string | null;
  /**
   * The article as HTML, after the rules of the reader, with the media that it lists below. It is as safe as the reader makes it,
   * and no safer: show it in a frame that is sandboxed without scripts.
   */
  readonly contentHtml: string;
}

/** What a reader does with the HTML of an entry. Names of attributes and elements are in lower case, as in HTML. */
export interface ContentRules {
  readonly kind: 'html';
  /** The attributes that each allowed element keeps. Null if `dropped` and `unwrapped` name all elements that are not allowed. */
  readonly elements: Readonly<Record<string, readonly string[]>> | null;
  /** The attributes that every allowed element keeps. A `*` at the end matches any rest of a name. */
  readonly attributes: readonly string[];
  /** The attributes that every element loses, even if they are allowed. A `*` at the end matches any rest of a name. */
  readonly removedAttributes: readonly string[];
  /** The elements that are removed with their content. */
  readonly dropped: readonly string[];
  /** The elements that are replaced by their content. */
  readonly unwrapped: readonly string[];
  /** What happens to other elements that are not allowed. */
  readonly otherwise: 'unwrap' | 'drop';
  /** Each of these elements needs one of the attributes, or it is replaced by its content. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  readonly urls: UrlRules;
  /** Pictures whose width and height are both one of these are removed. */
  readonly pixelSizes: readonly string[];
  /** True if elements with the attribute `hidden` are removed with their content. */
  readonly dropsHidden: boolean;
  /** Attributes that get another name, before all other rules. */
  readonly renamed: Readonly<Record<string, string>>;
  readonly added: readonly AddedAttributes[];
  /** Elements that get a `div` with this class around them. */
  readonly wrapped: Readonly<Record<string, string>>;
}

/** Attributes that an element gets, in place of its own. */
export interface AddedAttributes {
  readonly element: string;
  /** Only elements with one of these attributes get them: `name`, or `name^=` and how the value begins. Null if all do. */
  readonly having: readonly string[] | null;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface UrlRules {
  /** The schemes that are allowed, without the colon. Null if all are that `blockedSchemes` does not contain. */
  readonly schemes: readonly string[] | null;
  readonly blockedSchemes: readonly string[];
  /** What a URL with another scheme becomes: nothing, a URL with `unsafe:` before it, or a path on the site of the article. */
  readonly blockedBecomes: 'nothing' | 'unsafe' | 'path';
  /** `data:` URLs of pictures are kept if they begin with one of these. */
  readonly dataPrefixes: readonly string[];
  /** URLs that contain one of these are removed. */
  readonly blocked: readonly string[];
  /** Parameters that are removed from the query. A `*` at the end matches any rest of a name. */
  readonly removedParameters: readonly string[];
  /** True if links within the page are kept as they are, without the added attributes. Else they become absolute. */
  readonly keepsFragments: boolean;
  /** The hosts whose frames are kept, without `www.`. Null if the host does not matter. */
  readonly frameHosts: readonly string[] | null;
  /** What URLs of frames become: their beginning is replaced, and parameters are added. */
  readonly frames: readonly FrameRule[];
}

export interface FrameRule {
  /** The beginning of the URL. */
  readonly from: string;
  /** What replaces it. */
  readonly to: string;
  /** A parameter that is added to the query. Null for none. */
  readonly parameter: string | null;
}

/** A reader that shows text: the columns in which it wraps. */
export interface TextRules {
  readonly kind: 'text';
  readonly widthColumns: number;
}

/** What a reader shows of an entry besides its content. */
export interface ListRules {
  readonly date: 'published' | 'updated';
  /** `first`: one author. `all`: all of them. `none`: no byline. */
  readonly byline: 'first' | 'all' | 'none';
  readonly text: ListText;
  /** Where the picture in the list comes from, in this order: the pictures of the feed, or the first picture of the content. */
  readonly picture: readonly ('media' | 'content')[];
  /** The media that are listed below the article. */
  readonly attachments: AttachmentRules;
}

export interface ListText {
  /** From the summary, from the content, or from the content if there is no summary. */
  readonly from: 'summary' | 'content' | 'none';
  /** The maximum number of characters. */
  readonly length: number;
  /** What follows a text that was cut. */
  readonly mark: string;
}

export interface AttachmentRules {
  /** `folded`: below a line that opens them. `open`: below the article. */
  readonly layout: 'folded' | 'open';
  /** `all`: every one. `new`: those whose URL is not in the content. `if-no-picture`: only if the content shows no picture. */
  readonly pictures: 'all' | 'new' | 'if-no-picture' | 'none';
  /** `first`: only the enclosure of the item. */
  readonly enclosures: 'all' | 'new' | 'first' | 'none';
  /** True if the caption and credit of a picture in the feed are shown with it. */
  readonly hasCaptions: boolean;
  /** True if the URL is shown as a link below the medium. */
  readonly linksMedia: boolean;
}

/** What a reader looks like in broad strokes. Colours are CSS colours, lengths are in CSS pixels. */
export interface Look {
  readonly light: Colours;
  readonly dark: Colours;
  /** The font stacks of the interface and of the article. */
  readonly interfaceFont: string;
  readonly articleFont: string;
  readonly fontSizePixels: number;
  readonly lineHeight: number;
  /** The maximum width of the text. Null if it fills the window. */
  readonly textWidthPixels: number | null;
  readonly showsPicture: boolean;
  readonly showsExcerpt: boolean;
}

export interface Colours {
  readonly background: string;
  /** Of the list, or of the frame around the article. */
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  readonly border: string;
}
