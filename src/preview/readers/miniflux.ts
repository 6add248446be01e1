/**
 * Miniflux. Learnt from the source of miniflux/v2: internal/reader/sanitizer/sanitizer.go (commit 6263fa7),
 * internal/reader/urlcleaner/urlcleaner.go and internal/template/templates/views/entry.html, and from what version 2.3.3 leaves.
 */

import { allow, anyUrl, names, unchanged } from './no-rules.ts';
import type { Reader } from './reader.ts';

const sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';

export const miniflux: Reader = {
  id: 'miniflux',
  name: 'Miniflux',
  url: 'https://miniflux.app/',
  version: '2.3',
  format: 'rss',
  source: 'content',
  content: {
    ...unchanged,
    elements: allow({
      'aside b blockquote br caption cite code del dfn em figcaption figure hr i ins kbd p picture pre': '',
      'rp rt rtc ruby s samp small strong sub table tfoot thead tr u var wbr': '',
      'dd dl dt h1 h2 h3 h4 h5 h6 li ol sup ul': 'id',
      a: 'href title id',
      'abbr acronym': 'title',
      audio: 'src',
      iframe: 'width height frameborder src allowfullscreen',
      img: 'alt title src srcset sizes width height fetchpriority decoding',
      q: 'cite',
      source: 'src type srcset sizes media',
      'td th': 'rowspan colspan',
      time: 'datetime',
      video: 'poster height width src',
      math: 'xmlns',
      'annotation annotation-xml maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom': '',
      'mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder': '',
      'munderover semantics': '',
    }),
    attributes: [],
    dropped: names('noscript script style'),
    required: { a: ['href'], iframe: ['src'], img: ['src', 'srcset'], source: ['src', 'srcset'] },
    urls: {
      ...anyUrl,
      schemes: names(
        'apt bitcoin callto dav davs ed2k facetime feed ftp geo git gopher hack http https irc irc6 ircs itms itms-apps ' +
          'magnet mailto news nntp opener rtmp sftp sip sips skype spotify ssh steam svn svn+ssh tel webcal xmpp',
      ),
      dataPrefixes: 'avif apng png svg jpg jpeg gif webp'.split(' ').map((type) => `data:image/${type}`),
      blocked: names(
        'api.flattr.com feeds.feedburner.com feedsportal.com pinterest.com/pin/create/button/ stats.wordpress.com ' +
          'twitter.com/intent/tweet twitter.com/share facebook.com/sharer.php linkedin.com/shareArticle',
      ),
      removedParameters: names(
        'utm_* mtm_* fbclid _openstat fb_action_ids fb_action_types fb_ref fb_source fb_comment_id hmb_campaign hmb_medium ' +
          'hmb_source itm_campaign itm_medium itm_source gclid dclid gbraid wbraid gclsrc campaign_id campaign_medium ' +
          'campaign_name campaign_source campaign_term campaign_content srsltid yclid ysclid twclid msclkid mc_cid mc_eid ' +
          'mc_tc wickedid hsa_cam _hsenc __hssc __hstc __hsfp _hsmi hsctatracking rb_clickid oly_anon_id oly_enc_id vero_id ' +
          'vero_conv mkt_tok sc_cid _bhlid _branch_match_id _branch_referrer',
      ),
      keepsFragments: true,
      frameHosts: names(
        'bandcamp.com cdn.embedly.com dailymotion.com framatube.org open.spotify.com player.bilibili.com player.twitch.tv ' +
          'player.vimeo.com soundcloud.com vk.com w.soundcloud.com youtube-nocookie.com youtube.com',
      ),
      frames: [
        youtube('https://www.youtube.com/embed/'),
        youtube('https://youtube.com/embed/'),
        { from: 'https://player.vimeo.com/video/', to: 'https://player.vimeo.com/video/', parameter: 'dnt=1' },
      ],
    },
    pixelSizes: ['0', '1'],
    dropsHidden: true,
    added: [
      {
        element: 'a',
        having: null,
        attributes: { rel: 'noopener noreferrer', referrerpolicy: 'no-referrer', target: '_blank' },
      },
      { element: 'audio', having: null, attributes: { controls: '' } },
      { element: 'video', having: null, attributes: { controls: '' } },
      { element: 'iframe', having: null, attributes: { sandbox, loading: 'lazy' } },
      {
        element: 'iframe',
        having: ['src^=https://www.youtube', 'src^=https://youtube'],
        attributes: { referrerpolicy: 'strict-origin-when-cross-origin' },
      },
      { element: 'img', having: null, attributes: { loading: 'lazy' } },
    ],
  },
  list: {
    date: 'published',
    byline: 'all',
    text: { from: 'none', length: 0, mark: '' },
    picture: [],
    attachments: { layout: 'folded', pictures: 'all', enclosures: 'all', hasCaptions: false, linksMedia: true },
  },
  layout: 'pages',
  viewport: {
    desktop: 'One narrow column of titles. An article replaces the list.',
    phone: 'The same column fills the screen, and swiping leads to the next article.',
  },
  look: {
    light: {
      background: '#ffffff',
      surface: '#ffffff',
      text: '#333333',
      muted: '#666666',
      link: '#3366cc',
      border: '#dddddd',
    },
    dark: {
      background: '#222222',
      surface: '#1b1b1b',
      text: '#efefef',
      muted: '#aaaaaa',
      link: '#aaaaaa',
      border: '#555555',
    },
    interfaceFont: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    articleFont: 'Georgia, "Times New Roman", Times, serif',
    fontSizePixels: 17,
    lineHeight: 1.5,
    textWidthPixels: 750,
    showsPicture: false,
    showsExcerpt: false,
  },
};

function youtube(from: string) {
  return { from, to: 'https://www.youtube-nocookie.com/embed/', parameter: null };
}
