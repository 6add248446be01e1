/**
 * Takes the screenshot in the README from the running program: `npm start` in a terminal, the feed in the feed reader
 * newsboat, and the page of an article in Chromium. Needs tmux, newsboat and Chromium. CHROMIUM can contain its path.
 *
 * Run it with `node scripts/picture.ts`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { createDirectoryStore, publish } from '../src/index.ts';
import { mediaTypeOf } from '../src/render/outputs.ts';

const picturePath = 'docs/presstime.png';
const now = '2026-11-23T15:00:00Z';
const article = 'articles/blog/2026-09-03-counting-terns.html';
const columns = 104;

async function takePicture(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  const server = await serve(join(folder, 'public'));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    cpSync('articles', join(folder, 'articles'), { recursive: true });
    const start = await showStart(folder);
    const feedUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const to = createDirectoryStore(join(folder, 'public'));
    await publish({ from: createDirectoryStore(join(folder, 'articles')), to, now, feedUrl });
    const reader = await showReader(folder, `${feedUrl}rss.xml`);
    const page = await browser.newPage({ viewport: { width: 800, height: 985 } });
    const shot = await pageShot(page, feedUrl + article);
    const picture = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await picture.setContent(layout({ start, reader, shot }));
    await picture.screenshot({ path: picturePath });
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function serve(folder: string): Promise<Server> {
  const store = createDirectoryStore(folder);
  const server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURIComponent(url.slice(1));
    const stored = await store.read(path);
    response.writeHead(stored === null ? 404 : 200, { 'content-type': mediaTypeOf(path) }).end(stored?.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** Shows the first run of the program in a terminal. */
async function showStart(folder: string): Promise<string> {
  const clone = resolve('.');
  // The variables that npm sets for `npm start` in the clone.
  const npm = `npm_lifecycle_event=start npm_config_local_prefix=${clone} INIT_CWD=${clone}`;
  const program = `${npm} ${process.execPath} ${clone}/src/cli/bin.ts publish --now ${now}`;
  return inTerminal({ folder, command: program, rows: 24, keys: [] });
}

/** Shows the sample article with a picture in newsboat. */
async function showReader(folder: string, feedUrl: string): Promise<string> {
  writeFileSync(join(folder, 'urls'), `${feedUrl}\n`);
  const settings = [
    'text-width 100',
    'show-title-bar yes',
    'color info white blue bold',
    'color background white black',
  ];
  writeFileSync(join(folder, 'config'), `${settings.join('\n')}\n`);
  const command = 'newsboat -r -u urls -C config -c cache.db';
  // Opens the feed, moves to the third article, and opens it.
  return inTerminal({ folder, command, rows: 29, keys: ['Enter', 'Down', 'Down', 'Enter'] });
}

interface Session {
  readonly folder: string;
  readonly command: string;
  readonly rows: number;
  /** Pressed one after another, after the command has drawn its first screen. */
  readonly keys: readonly string[];
}

/** Runs a command in its own terminal. Returns the screen with its colours, as HTML. */
async function inTerminal({ folder, command, rows, keys }: Session): Promise<string> {
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-L', `picture-${process.pid}`, ...args], { cwd: folder, encoding: 'utf8' });
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), `${command}; sleep 60`);
  try {
    tmux('set-option', '-g', 'status', 'off');
    await waitForScreen(() => tmux('capture-pane', '-p'));
    for (const key of keys) {
      tmux('send-keys', key);
      await sleep(700);
    }
    return fromAnsi(tmux('capture-pane', '-p', '-e').trimEnd());
  } finally {
    tmux('kill-server');
  }
}

/** Waits until a screen has text that stays the same for some seconds. */
async function waitForScreen(capture: () => string): Promise<void> {
  for (let [seen, same] = ['', 0]; same < 3; ) {
    await sleep(1000);
    const screen = capture().trim();
    same = screen !== '' && screen === seen ? same + 1 : 0;
    seen = screen;
  }
}

const colours: Readonly<Record<string, string>> = {
  31: '#ff8a80',
  32: '#a5d6a7',
  33: '#ffe082',
  34: '#90caf9',
  36: '#80deea',
  90: '#9aa7b0',
};

/** Converts text with ANSI codes to HTML: bold, dim, reverse and the colours that the two programs use. */
function fromAnsi(text: string): string {
  const parts = text.split(/\x1b\[([\d;]*)m/);
  let style = '';
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return `<span style="${style}">${escapeText(part)}</span>`;
      style = part.split(';').reduce(withCode, style);
      return '';
    })
    .join('');
}

function withCode(style: string, code: string): string {
  if (code === '' || code === '0') return '';
  if (code === '1') return `${style};font-weight:700`;
  if (code === '2') return `${style};opacity:.7`;
  if (code === '7') return `${style};background:#cfd8dc;color:#102027`;
  if (code === '44') return `${style};background:#1f5f7a;color:#fff`;
  return colours[code] === undefined ? style : `${style};color:${colours[code]}`;
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

async function pageShot(page: Page, url: string): Promise<string> {
  await page.goto(url);
  return (await page.screenshot()).toString('base64');
}

interface Panels {
  readonly start: string;
  readonly reader: string;
  /** A PNG in Base64. */
  readonly shot: string;
}

function layout({ start, reader, shot }: Panels): string {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 24px; background: #dfe7ea; display: grid; grid-template-columns: 1fr 1fr; gap: 24px; font: 15px system-ui, sans-serif; }
    figure { margin: 0; border-radius: 10px; overflow: hidden; background: #14212a; box-shadow: 0 2px 10px #0004; }
    figcaption { background: #eef3f5; color: #21323b; padding: 8px 14px; font-weight: 600; }
    pre { margin: 0; padding: 14px; color: #eceff1; font: 11.6px/1.36 'DejaVu Sans Mono', monospace; }
    .left { display: grid; gap: 24px; align-content: start; }
    img { display: block; width: 100%; }
    .page { background: #fff; }
  </style><div class="left">
    <figure><figcaption>npm start</figcaption><pre>$ npm start\n${start}</pre></figure>
    <figure><figcaption>The feed in a feed reader (newsboat)</figcaption><pre>${reader}</pre></figure>
  </div><figure class="page"><figcaption>The page of the same article</figcaption><img src="data:image/png;base64,${shot}"></figure>`;
}

await takePicture();
