/** The page of the preview: shows what the server found, and again after each round, without losing the reader's position. */

/** What the reader of this page chose. It is kept in the browser. */
const choices = loadChoices({ tab: 'reader', reader: '', view: 'article', theme: 'light', width: 'desktop' });

/** What is shown. `entry` and `lines` belong to the article and the reader that are selected. */
const state = { overview: null, entry: null, lines: null, source: null, route: readRoute(), clockOffset: 0 };

const byId = (id) => document.getElementById(id);
const detail = byId('detail');

// Elements ------------------------------------------------------------------------------------------------------------------------

/** Makes an element. Texts are never parsed as HTML. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) setProperty(element, key, value);
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

function setProperty(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else element.setAttribute(key === 'className' ? 'class' : key, value === true ? '' : String(value));
}

/** Puts children into an element. Those that look the same as before stay, so that focus and scroll position do too. */
function patch(element, children) {
  const wanted = children.filter((child) => child !== null && child !== undefined);
  const old = [...element.children];
  const byKey = new Map(old.map((child) => [keyOf(child), child]));
  const next = wanted.map((child) => {
    const same = byKey.get(keyOf(child));
    if (same === undefined) return child;
    keepOpen(same, child);
    return same.isEqualNode(child) ? same : child;
  });
  const focused = element.contains(document.activeElement) ? focusKey(document.activeElement) : null;
  for (const child of old) if (!next.includes(child)) child.remove();
  for (const [index, child] of next.entries()) {
    if (element.children[index] !== child) element.insertBefore(child, element.children[index] ?? null);
  }
  if (focused !== null && !element.contains(document.activeElement)) refocus(element, focused);
}

/** What the reader of this page unfolded stays so. */
function keepOpen(old, next) {
  const open = new Set([...old.querySelectorAll('details[open]')].map((details) => details.dataset.key));
  for (const details of next.querySelectorAll('details')) details.open = open.has(details.dataset.key);
  if (next.matches('details')) next.open = old.open;
}

function keyOf(element) {
  return element.getAttribute('data-key') ?? element.outerHTML.slice(0, 60);
}

function focusKey(element) {
  return element.getAttribute('href') ?? element.id;
}

function refocus(element, key) {
  const found = [...element.querySelectorAll('a[href], button[id], input[id], select[id]')].find(
    (it) => focusKey(it) === key,
  );
  found?.focus({ preventScroll: true });
}

// Routes --------------------------------------------------------------------------------------------------------------------------

/** `#/overview`, `#/articles`, `#/article/PATH?tab=source&line=3` or `#/file/PATH?line=3`. */
function readRoute() {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...rest] = path.split('/');
  const parameters = new URLSearchParams(query);
  const line = Number(parameters.get('line')) || null;
  const known = ['article', 'articles', 'file'].includes(view) ? view : 'overview';
  return { view: known, path: decodeURIComponent(rest.join('/')), tab: parameters.get('tab'), line };
}

function linkToEntry(path) {
  return `#/article/${encodeURIComponent(path)}`;
}

/** The line of a file: in the source of its article, or on its own. */
function linkToLine({ file, line }) {
  const isArticle = entries().some(({ path }) => path === file);
  const at = line === null ? '' : `&line=${line}`;
  return isArticle ? `${linkToEntry(file)}?tab=source${at}` : `#/file/${encodeURIComponent(file)}?${at.slice(1)}`;
}

const entries = () => state.overview?.publication?.entries ?? [];
const selected = () => entries().find(({ path }) => path === state.route.path) ?? null;

// Texts ---------------------------------------------------------------------------------------------------------------------------

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function formatBytes(bytes) {
  return bytes < 10_240 ? `${(bytes / 1024).toFixed(1)} KB` : `${Math.round(bytes / 1024)} KB`;
}

/** A date in the time zone of the publication. */
function formatDate(instant, style = { dateStyle: 'medium', timeStyle: 'short' }) {
  const timeZone = state.overview?.publication?.timeZone ?? 'UTC';
  try {
    return new Intl.DateTimeFormat('en-GB', { ...style, timeZone }).format(new Date(instant));
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'UTC' }).format(new Date(instant));
  }
}

function time(instant, style) {
  return make('time', { datetime: instant }, formatDate(instant, style));
}

/** `in 2 days 4 h`, `in 3 min 20 s`. */
function formatWait(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) return 'now';
  const parts = [
    [Math.floor(seconds / 86_400), seconds >= 172_800 ? ' days' : ' day'],
    [seconds > 30 * 86_400 ? 0 : Math.floor(seconds / 3600) % 24, ' h'],
    [Math.floor(seconds / 60) % 60, ' min'],
    [seconds % 60, ' s'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return `in ${shown.map(([count, unit]) => count + unit).join(' ')}`;
}

const lastInstant = '9999-12-31T23:59:59Z';
const reasons = {
  draft: 'draft',
  scheduled: 'scheduled',
  expired: 'expired',
  unlisted: 'unlisted: it has a page, but is in no feed',
};

/** Why an article is held back, and the time until it is due, which counts down. */
function heldText({ reason, due }) {
  if (due === null) return reasons[reason];
  if (due === lastInstant) return 'never due';
  return [make('span', { className: 'due', 'data-due': due }, untilDue(due)), ' · ', time(due)];
}

/** `now` is the instant of the round if it is in the future, and else that of the clock. */
function untilDue(due) {
  const now = state.overview?.isFuture ? Date.parse(state.overview.now) : Date.now();
  return formatWait(Date.parse(due) - now);
}

function countDown() {
  for (const element of document.querySelectorAll('[data-due]')) element.textContent = untilDue(element.dataset.due);
}

// Index ---------------------------------------------------------------------------------------------------------------------------

const groups = [
  { title: 'Refused', states: ['refused'] },
  { title: 'Live feed', states: ['live'] },
  { title: 'Held back', states: ['held'] },
  { title: 'Archive', states: ['older'] },
];

function showIndex() {
  const words = byId('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ title, path }) => words.every((word) => `${title} ${path}`.toLowerCase().includes(word));
  const found = entries().filter(matches);
  const sections = groups.flatMap(({ title, states }) => {
    const own = found.filter(({ state: it }) => states.includes(it));
    if (own.length === 0) return [];
    return [{ title, own }];
  });
  const lists = byId('lists');
  const old = new Map([...lists.children].map((section) => [section.dataset.key, section]));
  const next = sections.map(({ title, own }) => {
    const section = old.get(title) ?? make('section', { 'data-key': title }, make('h2'), make('ul'));
    section.querySelector('h2').textContent = `${title} (${own.length.toLocaleString('en')})`;
    patch(section.querySelector('ul'), own.map(indexLine));
    return section;
  });
  for (const section of old.values()) if (!next.includes(section)) section.remove();
  lists.append(...next.filter((section, index) => lists.children[index] !== section));
  byId('no-match').hidden = found.length > 0 || words.length === 0;
  markCurrent();
}

function indexLine(entry) {
  const { path, title, held, change, errors, warnings, published, state: kind } = entry;
  return make(
    'li',
    { 'data-key': path },
    make(
      'a',
      { className: 'line', href: linkToEntry(path) },
      make('span', { className: 'name' }, title || path),
      make(
        'span',
        { className: 'facts' },
        kind === 'refused' ? make('span', { className: 'tag error' }, 'refused') : null,
        change === null ? null : make('span', { className: `tag ${change}` }, change),
        errors > 0 && kind !== 'refused' ? make('span', { className: 'tag error' }, plural(errors, 'error')) : null,
        warnings > 0 ? make('span', { className: 'tag warning' }, plural(warnings, 'warning')) : null,
        held === null
          ? published && make('span', {}, time(published, { dateStyle: 'medium' }))
          : make('span', {}, heldText(held)),
      ),
    ),
  );
}

function markCurrent() {
  const { view, path } = state.route;
  for (const link of document.querySelectorAll('.index a')) {
    const isCurrent =
      view === 'article' ? link.hash === linkToEntry(path) : view === 'overview' && link.id === 'to-overview';
    if (isCurrent) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** In the list, the arrow keys, j and k go to the next and the previous article. */
function moveInIndex(event) {
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  const step = steps[event.key];
  const isTyping = event.target.matches('input') && event.key.length === 1;
  if (step === undefined || isTyping || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...document.querySelectorAll('.index a')];
  const from = links.indexOf(document.activeElement);
  const next = from === -1 ? links.find((link) => link.matches('.line')) : links[from + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  location.replace(next.hash);
}

// Overview ------------------------------------------------------------------------------------------------------------------------

function showOverview() {
  const { publication, failure, guards } = state.overview;
  if (publication === null) return patch(detail, [failureBanner(failure)]);
  if (detail.querySelector('.overview') === null) {
    const parts = ['alerts', 'column', 'column'].map((className) => make('div', { className }));
    detail.replaceChildren(make('div', { className: 'overview' }, parts));
  }
  const [alerts, first, second] = detail.querySelector('.overview').children;
  patch(alerts, guards.map(guardBanner));
  patch(first, [changesSection(publication), problemsSection()]);
  patch(second, [
    heldSection(publication),
    sizeSection(publication),
    aggregatorsSection(publication),
    subscribeSection(publication),
  ]);
}

function failureBanner({ message, problems }) {
  return make(
    'div',
    { className: 'banner error', 'data-key': 'failure' },
    make('strong', {}, 'The preview cannot be shown'),
    make('p', {}, message),
    problems.length === 0
      ? null
      : make(
          'ul',
          {},
          problems.map((problem) => make('li', {}, problemText(problem, { isLinked: true }))),
        ),
    make('p', { className: 'muted' }, 'It appears again as soon as this is repaired and saved.'),
  );
}

function guardBanner({ message, code }) {
  return make(
    'div',
    { className: 'banner error', 'data-key': code },
    make('strong', {}, 'The next publish would be stopped'),
    make('p', {}, message),
  );
}

function section(title, key, ...children) {
  return make(
    'section',
    { 'data-key': key, 'aria-labelledby': `heading-${key}` },
    make('h2', { id: `heading-${key}` }, title),
    children,
  );
}

const meanings = {
  new: 'new',
  returned: 'returned',
  updated: 'updated',
  corrected: 'corrected',
  moved: 'moved',
  withdrawn: 'withdrawn',
};

function changesSection({ entryChanges, isUnchanged }) {
  const kinds = Object.keys(meanings).filter((kind) => entryChanges.some((change) => change.kind === kind));
  const counts = kinds.map(
    (kind) => `${entryChanges.filter((change) => change.kind === kind).length} ${meanings[kind]}`,
  );
  const nothing = isUnchanged
    ? 'Nothing: the publication is up to date.'
    : 'No entry. Only files of the publication change.';
  return section(
    'What the next publish changes for subscribers',
    'changes',
    make('p', { className: 'summary' }, counts.length === 0 ? nothing : counts.join(', ')),
    rows(
      kinds.flatMap((kind) => entryChanges.filter((change) => change.kind === kind)),
      (change) => make('li', {}, entryLink(change), make('span', { className: `tag ${change.kind}` }, change.kind)),
    ),
  );
}

function entryLink({ path, title }) {
  const isThere = entries().some((entry) => entry.path === path);
  return isThere
    ? make('a', { href: linkToEntry(path) }, title || path)
    : make('span', { className: 'gone' }, title || path);
}

/** Long lists are cut: the list of articles has all of them. */
const mostRows = 30;

function rows(items, makeRow) {
  if (items.length === 0) return null;
  const rest = items.length - mostRows;
  const more = rest > 0 ? make('li', { className: 'note muted' }, `and ${plural(rest, 'more', 'more')}`) : null;
  return make('ul', { className: 'rows' }, items.slice(0, mostRows).map(makeRow), more);
}

function heldSection({ heldBack, entries: all }) {
  const titles = new Map(all.map(({ path, title }) => [path, title]));
  const inOrder = [...heldBack].sort((one, other) => (String(one.due ?? '~') < String(other.due ?? '~') ? -1 : 1));
  return section(
    'Held back',
    'held',
    heldBack.length === 0 ? make('p', { className: 'muted' }, 'No article waits or is private.') : null,
    rows(inOrder, (held) =>
      make(
        'li',
        {},
        entryLink({ path: held.path, title: titles.get(held.path) }),
        make('span', { className: 'tag held' }, held.reason),
        held.due === null ? null : make('span', { className: 'more' }, heldText(held)),
      ),
    ),
  );
}

function problemsSection() {
  const problems = [...state.overview.problems].sort(
    (one, other) => Number(one.severity > other.severity) - Number(one.severity < other.severity),
  );
  const { skipped } = state.overview.publication;
  return section(
    'Problems',
    'problems',
    problems.length === 0 ? make('p', { className: 'muted' }, 'None in the files that the next publish reads.') : null,
    rows(problems, (problem) => make('li', { className: 'note' }, problemText(problem, { isLinked: true }))),
    skipped.length === 0
      ? null
      : make(
          'p',
          { className: 'hint' },
          `Skipped, because their extensions are unknown: ${skipped.slice(0, 5).join(', ')}${skipped.length > 5 ? ' …' : ''}`,
        ),
  );
}

function problemText(problem, { isLinked }) {
  const { severity, message, code, file, line } = problem;
  const where = line === null ? file : `${file}:${line}`;
  return make(
    'span',
    { className: `problem ${severity}` },
    make('strong', {}, severity === 'error' ? 'Error:' : 'Warning:'),
    ' ',
    message,
    ' ',
    make('span', { className: 'code' }, `[${code}]`),
    isLinked ? [' ', make('a', { className: 'file', href: linkToLine(problem) }, where)] : null,
  );
}

function sizeSection({ size }) {
  const { feeds, maximumBytes, entries: count, maximumEntries, limitedBy } = size;
  const bars = feeds.map(({ title, lengthBytes }) =>
    bar(title, {
      value: lengthBytes,
      max: maximumBytes,
      text: `${formatBytes(lengthBytes)} of ${formatBytes(maximumBytes)}`,
    }),
  );
  const why = {
    entries: '“limit” keeps older articles out of it: they are in the archive.',
    bytes: '“limitKilobytes” keeps older articles out of it: they are in the archive.',
  };
  return section(
    'Size of the live feed',
    'size',
    make(
      'ul',
      { className: 'bars' },
      bars,
      bar('Entries', { value: count, max: maximumEntries, text: `${count} of ${maximumEntries}` }),
    ),
    limitedBy === null ? null : make('p', { className: 'hint' }, why[limitedBy]),
  );
}

function bar(title, { value, max, text }) {
  const id = `bar-${title.replace(/\W/g, '')}`;
  return make(
    'li',
    {},
    make('p', { className: 'label' }, make('span', { id }, title), make('span', {}, text)),
    make('meter', { min: 0, max, value, low: max * 0.9, high: max, optimum: 0, 'aria-labelledby': id }, text),
  );
}

function aggregatorsSection({ aggregators }) {
  return section(
    'What aggregators would refuse',
    'aggregators',
    aggregators.map(({ title, accepted, entries: all, problems, isWanted, name }) =>
      make(
        'details',
        { 'data-key': name },
        make(
          'summary',
          {},
          title,
          isWanted ? [' ', make('span', { className: 'tag' }, 'in profiles')] : null,
          make('span', { className: 'count' }, `accepts ${accepted} of ${all}`),
        ),
        problems.length === 0
          ? make('p', { className: 'hint' }, 'It would refuse nothing.')
          : make(
              'ul',
              {},
              problems.slice(0, mostRows).map((problem) => make('li', {}, problemText(problem, { isLinked: true }))),
              problems.length > mostRows ? make('li', {}, `and ${problems.length - mostRows} more`) : null,
            ),
      ),
    ),
  );
}

function subscribeSection({ feedUrl, size }) {
  const links = size.feeds.map(({ fileName, title }) => [make('a', { href: `/publication/${fileName}` }, title), ' ']);
  return section(
    'The publication itself',
    'publication',
    make('p', {}, 'Served from here, with its URLs: ', make('a', { href: '/publication/' }, 'pages'), ' ', links),
    make('p', { className: 'hint' }, `Subscribers will find it at ${feedUrl}`),
  );
}

// Article -------------------------------------------------------------------------------------------------------------------------

const tabs = [
  { id: 'reader', title: 'Reader', show: showReader },
  { id: 'card', title: 'Social card', show: showCard },
  { id: 'page', title: 'Page', show: showPage },
  { id: 'rss', title: 'RSS', show: (panel) => showRaw(panel, 'rss') },
  { id: 'atom', title: 'Atom', show: (panel) => showRaw(panel, 'atom') },
  { id: 'json', title: 'JSON Feed', show: (panel) => showRaw(panel, 'json') },
  { id: 'source', title: 'Source', show: showSource },
];

function showArticle() {
  const line = selected();
  if (line === null) {
    const { failure } = state.overview;
    patch(detail, [
      failure === null
        ? make('p', { className: 'banner' }, `There is no article ${state.route.path} now.`)
        : failureBanner(failure),
    ]);
    return;
  }
  let article = detail.querySelector('.article');
  if (article?.dataset.path !== line.path) {
    article = make(
      'article',
      { className: 'article', 'data-path': line.path, 'aria-labelledby': 'article-title' },
      make('div', { className: 'article-head' }),
      tabList(),
      make('div', { id: 'panel', role: 'tabpanel', tabindex: '0' }),
    );
    detail.replaceChildren(article);
    detail.scrollTop = 0;
  }
  patch(article.querySelector('.article-head'), [...articleHead(line), differences(state.entry)]);
  showTab();
}

function articleHead({ path, title, state: kind, held, change, published, section: subject }) {
  const notes = {
    refused: make(
      'p',
      { className: 'banner error' },
      'This file is refused, because it cannot be read. Its problems are beside its lines, under Source.',
    ),
    older: null,
    live: null,
    held:
      held &&
      make(
        'p',
        { className: 'banner warning' },
        make(
          'strong',
          {},
          held.reason === 'unlisted' ? 'Held back: it is in no feed' : 'Held back: subscribers do not see this',
        ),
        heldText(held),
        published === null ? ' without a date, shown with the time of now' : null,
      ),
  };
  return [
    notes[kind],
    make('h2', { id: 'article-title' }, title || path),
    make(
      'p',
      { className: 'facts' },
      change === null ? null : make('span', { className: `tag ${change}` }, change),
      published === null ? null : make('span', {}, time(published)),
      subject === null ? null : make('span', {}, subject),
      kind === 'older' ? make('span', {}, 'not in the live feed') : null,
      make('code', {}, path),
    ),
  ];
}

/** What subscribers see change in an entry that they have. Paragraphs that are in both versions are left out. */
function differences(entry) {
  if (entry === null || entry.differences.length === 0) return null;
  const rows = entry.differences.map(({ field, before, after }) => [
    make('dt', {}, field),
    before.filter((value) => !after.includes(value)).map((value) => make('dd', {}, make('del', {}, value))),
    after.filter((value) => !before.includes(value)).map((value) => make('dd', {}, make('ins', {}, value))),
  ]);
  const fields = entry.differences.map(({ field }) => field).join(', ');
  return make(
    'details',
    { className: 'differences', 'data-key': `differences ${entry.path}` },
    make('summary', {}, `What changes: ${fields}`),
    make('dl', {}, ...rows),
  );
}

function tabList() {
  const buttons = tabs.map(({ id, title }) =>
    make(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'panel', onclick: () => chooseTab(id) },
      title,
    ),
  );
  return make('div', { role: 'tablist', 'aria-label': 'How to look at the article', onkeydown: moveInTabs }, buttons);
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function moveInTabs(event) {
  const buttons = [...event.currentTarget.children];
  const from = buttons.indexOf(event.target);
  const targets = {
    ArrowRight: (from + 1) % buttons.length,
    ArrowLeft: (from + buttons.length - 1) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = buttons[targets[event.key]];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}

function chooseTab(tab) {
  choose({ tab });
  if (state.route.tab !== null) history.replaceState(null, '', linkToEntry(state.route.path));
  state.route = readRoute();
  showTab();
}

function currentTab() {
  const wanted = state.route.tab ?? choices.tab;
  if (selected()?.state === 'refused' && state.route.tab === null && state.entry?.card === null) return 'source';
  return tabs.some(({ id }) => id === wanted) ? wanted : 'reader';
}

function showTab() {
  const current = currentTab();
  for (const { id } of tabs) {
    const button = byId(`tab-${id}`);
    button.setAttribute('aria-selected', String(id === current));
    button.setAttribute('tabindex', id === current ? '0' : '-1');
  }
  const button = byId(`tab-${current}`);
  const list = button.parentElement;
  // On a phone, the tabs are wider than the screen.
  if (list.scrollWidth > list.clientWidth) list.scrollLeft = button.offsetLeft - list.offsetLeft - 32;
  const count = state.entry?.source.problems.length ?? 0;
  byId('tab-source').textContent = count === 0 ? 'Source' : `Source (${plural(count, 'problem')})`;
  const panel = byId('panel');
  panel.setAttribute('aria-labelledby', `tab-${current}`);
  if (state.entry === null) return;
  if (panel.dataset.tab !== current) panel.replaceChildren();
  panel.dataset.tab = current;
  tabs.find(({ id }) => id === current).show(panel);
}

function nothingToShow(panel) {
  const { state: kind } = selected();
  const why =
    kind === 'refused'
      ? 'There is nothing to show, because the file is refused.'
      : 'There is nothing to show yet: the article has no date, or an error.';
  patch(panel, [make('p', { className: 'muted' }, why)]);
}

// Readers -------------------------------------------------------------------------------------------------------------------------

const currentReader = () =>
  state.overview.readers.find(({ id }) => id === choices.reader) ?? state.overview.readers[0] ?? null;

function showReader(panel) {
  if (state.entry.card === null) return nothingToShow(panel);
  const reader = currentReader();
  if (reader === null) return patch(panel, [make('p', { className: 'muted' }, 'No reader is known.')]);
  if (panel.querySelector('.tools') === null)
    panel.replaceChildren(
      readerTools(reader),
      make('div', { className: 'device' }),
      make('p', { className: 'hint', id: 'reader-note' }),
    );
  const { layout, viewport, url, version, name } = reader;
  const isPanes = layout === 'panes' && choices.width === 'desktop';
  const device = panel.querySelector('.device');
  device.className = `device ${choices.width}${isPanes ? ' panes' : ''}`;
  // A reader with panes shows both.
  panel.querySelector('.which').hidden = isPanes;
  const colours = reader.look[choices.theme];
  for (const [key, value] of Object.entries(colours)) device.style.setProperty(`--reader-${key}`, value);
  device.style.setProperty('--reader-font', reader.look.interfaceFont);
  const isList = isPanes || choices.view === 'list';
  const isArticle = isPanes || choices.view === 'article';
  showReaderList(device, { isShown: isList, reader });
  showReaderFrame(device, { isShown: isArticle, reader });
  patch(byId('reader-note'), [
    make(
      'span',
      {},
      `${viewport[choices.width]} By the rules of `,
      make('a', { href: url, rel: 'noreferrer' }, `${name} ${version}`),
      '. Readers change, and their users choose other themes.',
    ),
  ]);
}

function readerTools(reader) {
  const options = state.overview.readers.map(({ id, name }) =>
    make('option', { value: id, selected: id === reader.id }, name),
  );
  const select = make(
    'select',
    {
      id: 'reader',
      onchange: (event) => {
        choose({ reader: event.target.value });
        loadLines();
      },
    },
    options,
  );
  return make(
    'div',
    { className: 'tools' },
    make('label', { for: 'reader' }, 'Reader ', select),
    make('div', { className: 'which' }, radios('view', 'What to show', { article: 'Article', list: 'List' })),
    radios('theme', 'Colours', { light: 'Light', dark: 'Dark' }),
    radios('width', 'Width', { desktop: 'Desktop', phone: 'Phone' }),
  );
}

function radios(name, legend, options) {
  const inputs = Object.entries(options).map(([value, text]) =>
    make(
      'label',
      {},
      make('input', {
        type: 'radio',
        name,
        value,
        checked: choices[name] === value,
        onchange: () => {
          choose({ [name]: value });
          showTab();
        },
      }),
      text,
    ),
  );
  return make('fieldset', {}, make('legend', { className: 'hidden' }, legend), inputs);
}

function showReaderList(device, { isShown, reader }) {
  let list = device.querySelector('.reader-list');
  if (!isShown) return list?.remove();
  if (list === null) {
    list = make('ul', { className: 'reader-list', 'aria-label': 'The list of the reader' });
    device.prepend(list);
  }
  const lines = state.lines?.reader === reader.id ? state.lines.lines : [];
  patch(
    list,
    lines.map((line) => make('li', { 'data-key': line.path }, readerLine(line, reader))),
  );
  return undefined;
}

function readerLine({ path, title, byline, date, text, imageUrl }, { look }) {
  const isCurrent = path === state.route.path;
  return make(
    'a',
    {
      className: 'reader-line',
      href: linkToEntry(path),
      'aria-current': isCurrent ? 'true' : null,
      onclick: () => choose({ view: 'article' }),
    },
    make('span', { className: 'name' }, title),
    make('span', { className: 'by' }, byline, byline === '' ? '' : ' · ', time(date, { dateStyle: 'medium' })),
    look.showsExcerpt && text !== '' ? make('span', { className: 'text' }, text) : null,
    look.showsPicture && imageUrl !== null ? make('img', { src: imageUrl, alt: '', loading: 'lazy' }) : null,
  );
}

function showReaderFrame(device, { isShown, reader }) {
  let frame = device.querySelector('.frame');
  if (!isShown) return frame?.remove();
  if (frame === null) {
    frame = make('div', { className: 'frame' });
    device.append(frame);
  }
  const query = new URLSearchParams({ reader: reader.id, path: state.route.path, theme: choices.theme });
  return loadFrame(frame, {
    url: `/frame?${query}`,
    version: state.entry.digest,
    title: `The article in ${reader.name}`,
  });
}

/** Loads a document beside the one that is shown, and then swaps them, so that nothing flickers and the position stays. */
function loadFrame(holder, { url, version, title }) {
  const wanted = `${version} ${url}`;
  if (holder.dataset.wanted === wanted) return;
  holder.dataset.wanted = wanted;
  for (const waiting of holder.querySelectorAll('.waiting')) waiting.remove();
  const old = holder.querySelector('iframe');
  const next = make('iframe', {
    className: 'waiting',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    src: url,
    title,
    'data-url': url,
  });
  next.addEventListener(
    'load',
    () => {
      const top = old?.dataset.url === url ? (old.contentWindow?.scrollY ?? 0) : 0;
      next.contentWindow?.scrollTo(0, top);
      next.classList.remove('waiting');
      old?.remove();
    },
    { once: true },
  );
  holder.append(next);
}

// Card, page, feeds, source -------------------------------------------------------------------------------------------------------

function showCard(panel) {
  const { card, url, localUrl } = state.entry;
  if (card === null) return nothingToShow(panel);
  const where =
    url === null
      ? 'The article has no page, so there is no link to share.'
      : localUrl === null
        ? `The page is on your own site (${url}), which decides what is shared. With the metadata of Presstime, it would be this:`
        : null;
  return patch(panel, [
    where && make('p', { className: 'banner' }, where),
    make(
      'figure',
      {
        className: card.imageUrl !== null && card.kind === 'summary' ? 'card small' : 'card',
        'aria-label': 'The link as other sites show it',
      },
      card.imageUrl === null ? null : make('img', { src: card.imageUrl, alt: card.imageAlt }),
      make(
        'div',
        { className: 'texts' },
        make('p', { className: 'host' }, card.host),
        make('p', { className: 'name' }, card.title),
        make('p', { className: 'text' }, card.description),
      ),
    ),
    card.imageUrl === null
      ? make('p', { className: 'hint' }, 'There is no picture: add one to the article, or set “logo” in feed.yaml.')
      : null,
    make(
      'dl',
      { className: 'properties' },
      card.properties.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
    ),
  ]);
}

function showPage(panel) {
  const { url, localUrl, card } = state.entry;
  if (card === null) return nothingToShow(panel);
  if (localUrl === null) {
    const text =
      url === null
        ? 'The article has no page: feeds contain all of it.'
        : [
            'Presstime makes no page for this article. It is at ',
            make('a', { href: url, rel: 'noreferrer' }, url),
            '. The tab Reader shows what feeds contain.',
          ];
    return patch(panel, [make('p', { className: 'banner' }, text)]);
  }
  if (panel.querySelector('.frame') === null) {
    const tools = make(
      'div',
      { className: 'tools' },
      radios('width', 'Width', { desktop: 'Desktop', phone: 'Phone' }),
      make('a', { href: localUrl, target: '_blank' }, 'Open in a tab of its own'),
    );
    panel.replaceChildren(tools, make('div', { className: 'device' }, make('div', { className: 'frame' })));
  }
  panel.querySelector('.device').className = `device ${choices.width}`;
  return loadFrame(panel.querySelector('.frame'), {
    url: new URL(localUrl).pathname,
    version: state.entry.digest,
    title: 'The page of the article',
  });
}

function showRaw(panel, format) {
  const raw = state.entry.raw.find((it) => it.format === format);
  if (raw === undefined) return nothingToShow(panel);
  const old = panel.querySelector('.raw');
  const top = old?.scrollTop ?? null;
  const note = raw.isLive
    ? null
    : make(
        'p',
        { className: 'banner' },
        'The live feed does not contain this article. This is a feed with the article alone.',
      );
  const text = make(
    'pre',
    { className: 'raw', tabindex: '0', 'aria-label': `${raw.title}, as published` },
    make('span', { className: 'rest' }, raw.before),
    make('mark', {}, raw.own),
    make('span', { className: 'rest' }, raw.after),
  );
  if (old?.isEqualNode(text)) return undefined;
  panel.replaceChildren(...(note === null ? [] : [note]), text);
  if (top === null) text.scrollTop = text.querySelector('mark').offsetTop - text.offsetTop - 24;
  else text.scrollTop = top;
  return undefined;
}

function showSource(panel) {
  showLines(panel, state.entry.source);
}

function showFile() {
  if (state.source === null) return;
  let page = detail.querySelector('.article-file');
  if (page?.dataset.path !== state.route.path) {
    page = make(
      'article',
      { className: 'article-file', 'data-path': state.route.path },
      make('h2', { className: 'file' }, state.route.path),
      make('div'),
    );
    detail.replaceChildren(page);
  }
  showLines(page.querySelector('div'), state.source);
}

/** The text of a file, with each problem below its line. Problems without a line come first. */
function showLines(panel, { lines, problems }) {
  const loose = problems.filter(({ line }) => line === null || lines === null || line > lines.length);
  const byLine = Map.groupBy(
    problems.filter((problem) => !loose.includes(problem)),
    ({ line }) => line,
  );
  const list =
    loose.length === 0
      ? null
      : make(
          'ul',
          { className: 'problems' },
          loose.map((problem) => make('li', {}, problemText(problem, { isLinked: false }))),
        );
  const text =
    lines === null
      ? make('p', { className: 'muted' }, 'The file is not text.')
      : make(
          'ol',
          { className: 'source' },
          lines.map((line, index) => sourceLine(line, { number: index + 1, problems: byLine.get(index + 1) ?? [] })),
        );
  patch(panel, [list, text]);
  const { line } = state.route;
  const wanted = `${state.route.path}:${line}`;
  if (line === null || panel.dataset.jumped === wanted) return;
  panel.dataset.jumped = wanted;
  panel.querySelector(`#line-${line}`)?.scrollIntoView({ block: 'center' });
}

function sourceLine(text, { number, problems }) {
  const severity = problems.some((problem) => problem.severity === 'error')
    ? 'error'
    : problems.length > 0
      ? 'warning'
      : null;
  const column = problems.find((problem) => problem.column !== null)?.column ?? null;
  return make(
    'li',
    { className: severity, id: `line-${number}` },
    make('code', {}, make('span', {}, markedText(text, column))),
    problems.map((problem) => make('p', {}, problemText(problem, { isLinked: false }))),
  );
}

/** Underlines the word at a column. */
function markedText(text, column) {
  if (column === null || column > text.length) return [text];
  const rest = text.slice(column - 1);
  const word = /^\s*\S+/.exec(rest)?.[0] ?? rest;
  return [text.slice(0, column - 1), make('u', {}, word), rest.slice(word.length)];
}

// Loading -------------------------------------------------------------------------------------------------------------------------

async function load(path) {
  const response = await fetch(path);
  return response.ok ? response.json() : null;
}

/** Each load has a number, so that a slow answer never replaces a newer one. */
let loads = 0;

async function loadRound() {
  loads += 1;
  const own = loads;
  const overview = await load('/api/overview');
  if (overview === null || own !== loads) return;
  const isFirst = state.overview === null;
  state.overview = overview;
  showMasthead();
  showIndex();
  await loadDetail();
  if (!isFirst) announce();
}

async function loadDetail() {
  const { view, path } = state.route;
  document.body.dataset.view = view;
  const own = loads;
  const isCurrent = () => own === loads && state.route.path === path && state.route.view === view;
  if (view === 'article') {
    const entry = await load(`/api/entry?path=${encodeURIComponent(path)}`);
    if (!isCurrent()) return;
    state.entry = entry;
    await loadLines();
    if (isCurrent()) showArticle();
  } else if (view === 'file') {
    const source = await load(`/api/source?path=${encodeURIComponent(path)}`);
    if (!isCurrent()) return;
    state.source = source;
    showFile();
  } else if (view === 'overview') {
    showOverview();
  }
}

async function loadLines() {
  const reader = currentReader();
  if (reader === null || selected() === null) return;
  const lines = await load(`/api/list?reader=${encodeURIComponent(reader.id)}`);
  state.lines = { reader: reader.id, lines: lines ?? [] };
  if (byId('panel') !== null) showTab();
}

function showMasthead() {
  const { publication, from, to, now, isFuture, isFirst } = state.overview;
  const title = publication?.title ?? 'The preview cannot be shown';
  byId('title').textContent = title;
  document.title = `Preview: ${title}`;
  const target = isFirst ? `${to} (nothing published yet)` : to;
  const at = isFuture
    ? ['as it will be on ', time(now)]
    : ['updated ', make('time', { datetime: now }, new Date(now).toLocaleTimeString('en-GB'))];
  byId('status').replaceChildren(`${from} → ${target} · `, ...at);
  document.body.classList.toggle('future', isFuture);
}

/** For screen readers. */
function announce() {
  const { publication, failure, problems } = state.overview;
  const changes = publication?.entryChanges.length ?? 0;
  const found = problems.length === 0 ? '' : `, ${plural(problems.length, 'problem')}`;
  byId('announcer').textContent = failure === null ? `Updated: ${plural(changes, 'change')}${found}` : failure.message;
}

function listen() {
  const events = new EventSource('/api/events');
  const lamp = byId('lamp');
  events.addEventListener('round', () => {
    lamp.className = 'lamp on';
    void loadRound();
  });
  events.addEventListener('error', () => {
    lamp.className = 'lamp off';
    byId('status').textContent = 'The preview was stopped. Start it again to go on.';
  });
}

// Choices -------------------------------------------------------------------------------------------------------------------------

function loadChoices(defaults) {
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const width = matchMedia('(max-width: 50rem)').matches ? 'phone' : 'desktop';
  try {
    return { ...defaults, theme, width, ...JSON.parse(localStorage.getItem('presstime preview') ?? '{}') };
  } catch {
    return { ...defaults, theme, width };
  }
}

function choose(chosen) {
  Object.assign(choices, chosen);
  for (const name of ['view', 'theme', 'width']) {
    for (const input of document.querySelectorAll(`input[name="${name}"]`))
      input.checked = input.value === choices[name];
  }
  try {
    localStorage.setItem('presstime preview', JSON.stringify(choices));
  } catch {
    // A browser that keeps nothing forgets the choices.
  }
}

addEventListener('hashchange', () => {
  const before = state.route;
  state.route = readRoute();
  if (before.path !== state.route.path || before.view !== state.route.view) loads += 1;
  markCurrent();
  document.querySelector('.line[aria-current]')?.scrollIntoView({ block: 'nearest' });
  if (state.overview !== null) void loadDetail();
  if (before.view !== state.route.view && matchMedia('(max-width: 50rem)').matches) scrollTo(0, 0);
});
byId('find').addEventListener('input', showIndex);
document.querySelector('.index').addEventListener('keydown', moveInIndex);
setInterval(countDown, 1000);
listen();
