/** `style.css`, the style sheet of all pages: phones first, dark and light, and print. */

/** The rules hold for both writing directions: none says left or right. */
export const pageStyle = `/* Made by Presstime. */
:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --raised: #f4f1ea;
  --ink: #1b1f23;
  --soft: #565e66;
  --line: #ddd7cb;
  --accent: #0a5f73;
  --mark: #9a3412;
  --serif: "Iowan Old Style", "Source Serif 4", "Noto Serif", Charter, Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b;
    --raised: #1e2428;
    --ink: #e8e5de;
    --soft: #a8afb5;
    --line: #343b41;
    --accent: #7fc9dc;
    --mark: #f0a37c;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block-start: 1rem; }
body {
  margin: 0 auto;
  padding-inline: max(1.125rem, env(safe-area-inset-left));
  max-width: 66rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.125rem/1.62 var(--serif);
  overflow-wrap: anywhere;
  hanging-punctuation: first allow-end last;
}
a { color: var(--accent); text-decoration-thickness: 0.06em; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 0.2rem solid var(--accent); outline-offset: 0.2rem; border-radius: 0.15rem; }
main:focus { outline: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; text-wrap: balance; font-weight: 700; }
p, li, figcaption { text-wrap: pretty; }
img, video, iframe { max-width: 100%; height: auto; }
ul, ol { padding-inline-start: 1.4em; }

.skip { position: absolute; inset-inline-start: 0.5rem; inset-block-start: -6rem; padding: 0.6rem 1rem; background: var(--paper); z-index: 1; font-family: var(--sans); }
.skip:focus { inset-block-start: 0.5rem; }

.unseen { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.masthead { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1.5rem; padding-block: 1.1rem 0.8rem; border-block-end: 3px double var(--line); font-family: var(--sans); font-size: 0.95rem; }
.masthead p { margin: 0; }
.name a { color: var(--ink); font: 700 1.2rem/1.3 var(--serif); text-decoration: none; }
.name a:hover { text-decoration: underline; }
.masthead h1 { margin: 0; font: 700 clamp(2rem, 1.4rem + 3vw, 3.2rem)/1.1 var(--serif); letter-spacing: -0.015em; }
.masthead .about { flex-basis: 100%; color: var(--soft); font: 1.15rem/1.45 var(--serif); }
.masthead + main > .stories > .lead { border-block-start: 0; }
.masthead ul, .foot ul, .topics ul, .groups ul { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin: 0; padding: 0; list-style: none; }
.masthead li a, .foot li a, .groups li a, .pager a { display: inline-block; padding-block: 0.3rem; }

.kicker, .byline, .dates, .topics, .media figcaption, .foot, .pager, .after, .linked, .empty, .groups, .subscribe { font-family: var(--sans); }
.kicker { margin: 0; color: var(--mark); font-size: 0.85rem; font-weight: 650; letter-spacing: 0.03em; }
.kicker a { color: inherit; text-decoration: none; }
.kicker a:hover { text-decoration: underline; }
.standfirst { margin: 0; color: var(--soft); font-size: 1.2rem; line-height: 1.45; }
.byline, .dates { margin: 0; font-size: 0.95rem; line-height: 1.5; }
.dates, .label { color: var(--soft); }
.author { color: var(--ink); font-weight: 600; }

.article { max-width: 42rem; margin: 2.2rem auto 0; }
.article > header { display: grid; gap: 0.75rem; margin-block-end: 1.8rem; }
.article h1, .heading h1 { margin: 0; font-size: clamp(1.85rem, 1.35rem + 2.4vw, 2.9rem); letter-spacing: -0.012em; line-height: 1.12; }
.dates > span { display: inline-block; margin-inline-end: 1rem; }
.dates .updated { color: var(--mark); font-weight: 600; }
.dates .updated .label { color: inherit; }
.linked { padding: 0.8rem 1rem; border-radius: 0.5rem; background: var(--raised); }

.content > :first-child { margin-block-start: 0; }
.content h2, .media h2 { margin-block: 2.2em 0.6em; font-size: 1.4rem; }
.content h3 { margin-block: 2em 0.5em; font-size: 1.18rem; }
.content h4, .content h5, .content h6 { margin-block: 1.6em 0.4em; font-size: 1rem; }
.content figure, .media figure { margin: 2rem 0; }
.content figure img { max-block-size: 85vh; max-block-size: 85svh; width: auto; }
.content img, .content video { display: block; margin-inline: auto; border-radius: 0.25rem; background: var(--raised); }
.content p img { display: inline; margin: 0; vertical-align: middle; }
.content iframe { display: block; width: 100%; aspect-ratio: 16 / 9; border: 0; border-radius: 0.25rem; background: var(--raised); }
.content audio { display: block; width: 100%; }
figcaption { margin-block-start: 0.6rem; color: var(--soft); font: 0.92rem/1.5 var(--sans); }
figcaption p { margin: 0; }
figcaption small { font-size: 0.9em; }
.content .caption { padding-inline-start: 0.9rem; border-inline-start: 0.2rem solid var(--line); color: var(--soft); font: 0.98rem/1.5 var(--sans); }
.content blockquote { margin: 1.8rem 0; padding-inline-start: 1.2rem; border-inline-start: 0.25rem solid var(--line); color: var(--soft); }
.content hr { margin: 2.5rem auto; width: 40%; border: 0; border-block-start: 1px solid var(--line); }
.content pre, code { font-family: var(--mono); font-size: 0.88em; }
.content pre { padding: 1rem; overflow-x: auto; border-radius: 0.4rem; background: var(--raised); line-height: 1.5; }
.content pre code { font-size: 1em; }
.content :not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.25em; background: var(--raised); }
.content mark { background: #ffe9a8; color: #1b1f23; }
.content ins { text-decoration-color: var(--accent); }
.scroller { margin-block: 1.8rem; overflow-x: auto; }
.scroller table { min-width: 100%; overflow-wrap: break-word; border-collapse: collapse; font: 0.92rem/1.45 var(--sans); font-variant-numeric: tabular-nums; }
.scroller caption { padding-block-end: 0.5rem; color: var(--soft); text-align: start; }
.scroller th, .scroller td { padding: 0.5rem 0.8rem 0.5rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
.scroller [align=right] { text-align: end; }
.scroller [align=center] { text-align: center; }

.media { margin-block-start: 2.5rem; }
.media audio, .media video { display: block; width: 100%; border-radius: 0.4rem; }
.media video { aspect-ratio: 16 / 9; background: #000; }
.media .name { color: var(--ink); font-weight: 600; }
.media .name, .media .about { margin-inline-end: 0.5rem; }
.after { margin-block-start: 2.5rem; font-size: 0.95rem; }
.after:has(> :not(.address)) { padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.after p { margin: 0.4rem 0; }
.after .address { display: none; }
.topics { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.9rem; }
@media (hover: none) and (pointer: coarse) { .kicker a, .byline a, .topics a, .media a { display: inline-block; padding-block: 0.3rem; } }
.notice { font-size: 1.2rem; }
.onward { display: flex; flex-wrap: wrap; gap: 0.2rem 1.6rem; max-width: 42rem; margin: 2rem auto 0; padding-block-start: 0.8rem; border-block-start: 1px solid var(--line); font-family: var(--sans); font-size: 1rem; font-weight: 600; }
.onward a { padding-block: 0.3rem; }
:is(h1, h2, h3):is(:lang(ar), :lang(fa), :lang(ur)) { letter-spacing: 0; line-height: 1.4; }

.heading { margin-block: 2rem 1.6rem; display: grid; gap: 0.5rem; }
.stories, .story, .story > div, .heading, .article > header { grid-template-columns: minmax(0, 1fr); }
.stories { display: grid; }
.story { display: grid; gap: 0.9rem; align-content: start; padding-block: 1.4rem; border-block-start: 1px solid var(--line); }
.story > div { display: grid; gap: 0.4rem; align-content: start; }
.story h2 { margin: 0; font-size: 1.3rem; }
.story h2 a { color: var(--ink); text-decoration: none; }
.story h2 a:hover { color: var(--accent); text-decoration: underline; }
.summary { margin: 0; font-size: 1.02rem; line-height: 1.5; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.story .dates { font-size: 0.85rem; }
.story img { width: 100%; aspect-ratio: 3 / 2; object-fit: cover; order: -1; border-radius: 0.3rem; background: var(--raised); }
.empty { margin-block: 2rem; font-size: 1.1rem; }
.pager { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 2rem; padding-block: 1.2rem; border-block-start: 1px solid var(--line); font-weight: 600; }
.pager [rel=next] { margin-inline-start: auto; }
.groups { padding-block: 0.5rem 1.5rem; border-block-start: 1px solid var(--line); font-size: 1rem; }
.groups h2 { margin: 1.1rem 0 0.2rem; color: var(--soft); font-size: 0.95rem; font-weight: 600; }

.subscribe { margin-block: 1.5rem 3rem; padding: 1.3rem 1.2rem 1.4rem; border: 1px solid var(--line); border-radius: 0.7rem; background: var(--raised); font-size: 1rem; }
.subscribe h2 { margin: 0; font: 700 1.5rem/1.2 var(--serif); }
.subscribe p, .subscribe ol { margin-block: 0.7rem; max-width: 42rem; }
.subscribe li { margin-block: 0.5rem; padding-inline-start: 0.2rem; }
.copy { display: block; margin-block-start: 0.4rem; padding: 0.55rem 0.8rem; border: 1px solid var(--line); border-radius: 0.4rem; background: var(--paper); overflow-wrap: anywhere; user-select: all; -webkit-user-select: all; }
.subscribe summary { padding-block: 0.35rem; color: var(--accent); cursor: pointer; }
.subscribe dt { margin-block-start: 0.9rem; }
.subscribe dd { margin: 0; }

.foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.3rem 2rem; margin-block-start: 3rem; padding-block: 1.2rem 2.5rem; border-block-start: 3px double var(--line); color: var(--soft); font-size: 0.9rem; }
.foot p { margin: 0; padding-block: 0.3rem; }
.foot nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; }

@media (max-width: 42rem) {
  .story:not(.lead):has(img) { grid-template-columns: minmax(0, 1fr) 6.5rem; gap: 1rem; }
  .story:not(.lead) img { order: 0; aspect-ratio: 1; }
}
@media (max-width: 30rem) {
  h1, h2, h3 { hyphens: auto; -webkit-hyphens: auto; hyphenate-limit-chars: 12 5 5; }
}
@media (min-width: 42rem) {
  .masthead .about { order: 1; }
  .story:has(img) { grid-template-columns: minmax(0, 1fr) 13rem; gap: 1.8rem; }
  .story img { order: 0; }
  .lead:has(img) { grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); }
  .lead h2 { font-size: 1.9rem; }
}
@media (min-width: 60rem) {
  body { padding-inline: 2rem; font-size: 1.1875rem; }
  .subscribe { padding: 1.8rem 2rem; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
@media print {
  :root { --paper: #fff; --raised: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; --mark: #000; color-scheme: light; }
  @page { margin: 2cm; }
  html { font-size: 11pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.45; }
  nav, .onward, .foot nav, .skip, .subscribe, .media audio, .media video, .content audio, .content video, .content iframe { display: none; }
  .article { max-width: none; margin-block-start: 1rem; }
  .article h1, .heading h1 { font-size: 22pt; }
  a { color: inherit; }
  .content a[href^=http]::after, .linked a::after, .source a::after, .comments a::after, .media a::after { content: " (" attr(href) ")"; font: 0.8em var(--sans); overflow-wrap: anywhere; }
  .after .address { display: block; overflow-wrap: anywhere; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, .story, .scroller, tr { break-inside: avoid; }
  .content img { max-height: 12cm; width: auto; }
  .scroller { overflow: visible; }
  .scroller table { font-size: 8pt; }
  .content pre { white-space: pre-wrap; }
  p { orphans: 3; widows: 3; }
}
`;
