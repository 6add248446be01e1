/** Keys that are not read: words that authors use for another key, and keys that belong to other tools. */
import type { Meaning } from './aliases.ts';

/** Words for keys that keep an article out, by the key that is probably meant. If one has a value that does, it is an error. */
export const otherWords: readonly OtherWord[] = [
  {
    likely: 'embargo',
    meaning: 'embargo',
    words: [
      'embargo_until',
      'embargo_date',
      'embargo_end',
      'under_embargo',
      'hold',
      'hold_until',
      'held_until',
      'not_before',
      'scheduled',
      'schedule',
      'scheduled_at',
      'scheduled_for',
      'scheduled_date',
      'publish_at',
      'publish_on',
      'publish_after',
      'publish_from',
      'publish_time',
      'publish_later',
      'go_live',
      'goes_live',
      'go_live_at',
      'live_at',
      'live_from',
      'visible_from',
      'available_from',
      'release_at',
      'release_on',
      'sperrfrist',
      'sperrfrist_bis',
      'gesperrt_bis',
    ],
  },
  {
    likely: 'expires',
    meaning: 'expires',
    words: [
      'expire',
      'expired',
      'expires_at',
      'expires_on',
      'expire_at',
      'expire_on',
      'expire_date',
      'expires_date',
      'expiry',
      'expiry_at',
      'expiration',
      'expiration_date',
      'unpublish',
      'unpublish_at',
      'unpublish_on',
      'unpublished_at',
      'valid_until',
      'valid_to',
      'live_until',
      'visible_until',
      'available_until',
      'publish_until',
      'remove_at',
      'remove_on',
      'delete_at',
      'take_down_at',
    ],
  },
  {
    likely: 'withdrawn',
    meaning: 'withdrawn',
    words: [
      'withdraw',
      'withdrawn_on',
      'withdrawn_date',
      'is_withdrawn',
      'retract',
      'retracted_on',
      'is_retracted',
      'kill',
      'killed',
      'recalled',
      'revoked',
      'rescinded',
      'taken_down',
      'pulled',
      'deleted',
      'is_deleted',
      'trashed',
      'trash',
      'removed',
    ],
  },
  {
    likely: 'draft',
    meaning: 'draft',
    words: [
      'drafts',
      'draft_mode',
      'is_a_draft',
      'as_draft',
      'still_draft',
      'wip',
      'work_in_progress',
      'unpublished',
      'not_published',
      'no_publish',
      'do_not_publish',
      'dont_publish',
      'not_public',
      'non_public',
      'secret',
      'confidential',
      'internal',
      'internal_only',
      'protected',
      'encrypted',
      'off_the_record',
      'not_for_publication',
      'not_for_release',
      'for_internal_use',
      'internal_use_only',
      'classified',
      'noexport',
      'drafted',
      'login_required',
      'requires_login',
      'disabled',
      'ignore',
      'entwurf',
      'brouillon',
      'borrador',
      'bozza',
      'rascunho',
      'kladde',
      'utkast',
      'черновик',
      '草稿',
      '下書き',
      'privé',
      'privado',
      'privato',
      'vertraulich',
      'geheim',
      'confidentiel',
      'confidencial',
    ],
  },
  {
    likely: 'unlisted',
    meaning: 'draft',
    words: [
      'not_listed',
      'hide_from_lists',
      'hide_from_list',
      'skip_feed',
      'skip_rss',
      'omit_from_feed',
      'omit_from_rss',
      'ignore_feed',
      'ignore_rss',
      'feed_exclude',
      'feed_ignore',
      'feed_skip',
      'rss_ignore',
      'rss_skip',
      'rss_exclude',
      'rss_hidden',
      'feed_hidden',
      'disable_feed',
      'disable_rss',
      'invisible',
    ],
  },
];

/** Words of `otherWords` that are also usual for other data, such as the programme of an event. Only `true` and dates count. */
export const ambiguousWords: readonly string[] =
  'schedule scheduled hold kill killed recalled revoked rescinded pulled deleted trash removed'.split(' ');

export interface OtherWord {
  /** The key that is probably meant. */
  readonly likely: string;
  /** Decides which values keep an article out. */
  readonly meaning: Guard;
  readonly words: readonly string[];
}

/** The meanings of keys that keep an article out. */
export type Guard = Extract<Meaning, 'embargo' | 'expires' | 'withdrawn' | 'draft' | 'published'>;

/** Keys that begin like this name a guard, whatever follows. */
export const guardStems: readonly { readonly stem: RegExp; readonly likely: string; readonly meaning: Guard }[] = [
  { stem: /embarg/, likely: 'embargo', meaning: 'embargo' },
  { stem: /^(?:withdr|retract)/, likely: 'withdrawn', meaning: 'withdrawn' },
  { stem: /^(?:expir|unpubl)/, likely: 'expires', meaning: 'expires' },
];

const noteWords = 'note notes notice reason text url link label message policy comment comments watch by in ui'.split(
  ' ',
);
const capitalised = noteWords.map((word) => word.charAt(0).toUpperCase() + word.slice(1));

/** Keys that end like this describe a guard, and are none: `embargo_note`, `expiryNote`. */
export const guardNotes = new RegExp(`(?:[-_ ](?:${noteWords.join('|')})|[a-z](?:${capitalised.join('|')}))$`);

/** Keys of the layouts, themes and plugins of other tools. They mean nothing here, and are no mistakes. */
export const silentKeys: readonly string[] = `
accent accordion ads aliases alias amp analytics anchors animate archetype archive archives article_header
article_tag aside asciinema author_bio author_image author_profile author_slug author_title authorbox background background_image
badge badges bibliography blog body_class bookcollapsesection bookcomments bookhidden booktoc breadcrumb breadcrumbs
button buttons canonical card cards cascade changefreq changelog cite class classes code codefence codeinjection_foot
codeinjection_head collapsible collection collections color colour columns comment comment_id commentable contributors
contributor cover_caption css custom_css custom_edit_url custom_js custom_template data date_format default_locale depth
details dir disable_comments disqus disqus_identifier display_as docs_label drop_cap edit edit_link editable
editor emoji eleventy_computed eleventy_import eleventy_navigation email endnotes exclude_search excludefromsearch fancybox
faq favicon featured featured_image_credit featured_order feature_image_credit features file filename fold font
footer footnotes form format from front_matter frontpage full_width gallery github git_info_path gitalk google_analytics
graph grid h1 has_children hasMermaid head header_style heading headings height hero_height
hero_style hide_title hide_sidebar hide_summary hide_table_of_contents hide_toc hideAuthor hidemeta hidedate
highlight highlightjs home homepage hreflang icon iconurl identifier in_search_index inheritable_metadata
inline_language insert_anchor_links intro index is_cjk_language isso jemoji js json_ld jsonld katex key kind large
last_edited last_update last_updated_by latex layout lead level license_url lightgallery linktitle
links lint list location logo main_class maps markdown markup mathjax math media menu menus mermaid meta meta_description
meta_keywords meta_title metatags mobile mtime multilingual_page nav nav_exclude nav_order navbar navigation newsletter next
next_page noindex no_index notes number numbering og_description og_title og_type og_url order outputs
output page page_css page_id page_template page_template_file pagefind paginate paginate_by pagination pagination_next pagination_prev
parent parents part partial pin pinned pinterest plantuml plugins portfolio position poster post_id post_type postid prev
prerender priority product project projects publisher quote rating read_time reading_time readingtime readtime
recommend redirect redirect_from redirect_to redirects ref references refs related related_posts render_with_liquid
repo reposts resources reviewed reviewer reward robots roles role schema scripts scss search search_exclude searchhidden seo series
series_order sequence share sharing short_title show_author show_breadcrumbs show_comments show_date show_edit_link
show_excerpts show_full_content show_metadata show_reading_time show_related show_summary show_tags show_thumbnail
show_toc show_word_count side sidebar sidebar_class_name sidebar_custom_props sidebar_label sidebar_position site
site_name sitemap skip slides slideshow social sort sort_by sources speaker stars stats sticky style styles stylesheet
subject_area svg tab table_of_contents tabs tagline template templates test theme themes time tldr title_image
title_meta title_separator toc toc_depth toc_label toc_max_heading_level toc_min_heading_level toc_sticky top track
tracks transition translation translation_key translations translator twitter twitter_card twitter_description
twitter_image twitter_title type usepagebundles utterances vega version versions video_id video_url
view views viewport watermark webmentions weight widgets width word_count wordcount year
abstract_de bookmark canonical_uri categories_id category_id chapter course headers headless_ui label permalinks person
persona published_by published_in publish_note published_url seo_title thumbnail_id updates
`
  .trim()
  .split(/\s+/);
