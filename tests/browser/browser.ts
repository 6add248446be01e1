/** A loopback server for the pages, and Chromium to look at them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { mediaTypeOf } from '../../src/render/outputs.ts';
import type { Files } from './site.ts';

export interface Served {
  /** Ends in a slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the files that `build` makes for the URL of the server. */
export async function serveSite(build: (url: string) => Files | Promise<Files>): Promise<Served> {
  let files: Files = new Map();
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname.slice(1));
    const text = files.get(path);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': typeOf(path) }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  files = await build(url);
  return { url, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The media type, as object storage would send it. Feeds are an exception: browsers show them only as plain XML. */
function typeOf(path: string): string {
  return /\.(?:xml|opml)$/.test(path) ? 'text/xml; charset=utf-8' : mediaTypeOf(path);
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Watched {
  readonly page: Page;
  /** Console errors and warnings, policy violations, dialogs, exceptions. */
  readonly complaints: string[];
  /** The requests of the page to other hosts: type and URL. */
  readonly requests: string[];
}

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><defs><linearGradient id="a" x2="0" y2="1">' +
  '<stop stop-color="#9cc3d5"/><stop offset=".55" stop-color="#e9d8b4"/><stop offset=".56" stop-color="#33667a"/>' +
  '<stop offset="1" stop-color="#173f4f"/></linearGradient></defs><rect width="1200" height="800" fill="url(#a)"/>' +
  '<path d="M250 470h700l-90 110H350z" fill="#fff"/><path d="M420 370h330v100H420z" fill="#d35438"/></svg>';

/** A page whose messages and requests are recorded. Other hosts answer with a picture, or with a page for a frame. */
export async function watchedPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (/error|warning/.test(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    const request = route.request();
    requests.push(`${request.resourceType()} ${request.url()}`);
    return request.resourceType() === 'image'
      ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><title>A player</title>' });
  });
  return { page, complaints, requests };
}
