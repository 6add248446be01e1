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
  readonly content: ContentRules;
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
  /** The attributes that each allowed element keeps. Null if all elements are allowed that `dropped` and `unwrapped` do not name. */
  readonly elements: Readonly<Record<string, readonly string[]>> | null;
  /** The attributes that every element keeps; a final `*` stands for any rest of a name. Null if all are kept. */
  readonly attributes: readonly string[] | null;
  /** The attributes that every element loses, even if they are allowed. */
  readonly removedAttributes: readonly string[];
  /** The elements that are removed with their content. */
  readonly dropped: readonly string[];
  /** The elements that are replaced by their content. */
  readonly unwrapped: readonly string[];
  /** What happens to an element that is not allowed. */
  readonly otherwise: 'unwrap' | 'drop';
  /** One of these attributes is needed, or the element is replaced by its content. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  readonly urls: UrlRules;
  /** Pictures whose width and height are both one of these are removed. Null if no picture is. */
  readonly pixelSizes: readonly string[] | null;
  /** Pictures that are wider lose their width and height. Null if none do. */
  readonly widest: number | null;
  /** The hosts whose frames are kept, without `www.`. Null if the host does not matter. */
  readonly frameHosts: readonly string[] | null;
  /** Elements with the attribute `hidden` are removed with their content. */
  readonly dropsHidden: boolean;
  /** Attributes that get another name, such as `class`. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Attributes that elements get. They replace those of the author. */
  readonly added: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface UrlRules {
  /** The schemes that are allowed, without the colon. Null if all are that `blockedSchemes` does not name. */
  readonly schemes: readonly string[] | null;
  readonly blockedSchemes: readonly string[];
  /** `data:` URLs of pictures are kept if they begin with one of these. */
  readonly dataPrefixes: readonly string[];
  /** URLs that contain one of these are removed. */
  readonly blocked: readonly string[];
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
  /** `all`: every picture and enclosure. `new`: those whose URL is not in the content. `none`: nothing. */
  readonly pictures: 'all' | 'new' | 'none';
  readonly enclosures: 'all' | 'new' | 'none';
  /** True if the caption and credit of a picture in the feed are shown with it. */
  readonly hasCaptions: boolean;
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
