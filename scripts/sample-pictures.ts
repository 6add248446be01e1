/**
 * Draws the pictures of the sample articles, which are invented like the articles themselves. Needs Chromium. CHROMIUM can
 * contain its path. Run it with `node scripts/sample-pictures.ts`.
 */
import { chromium } from 'playwright-core';

interface Picture {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** The elements of an SVG. */
  readonly drawing: string;
}

const [sky, dusk, sea, deep, sand, ink, red, white, cream, green, slate] = [
  '#a9cbe6',
  '#f2c9a1',
  '#3f7f96',
  '#2c5f78',
  '#d8c8a4',
  '#24323d',
  '#b4462f',
  '#f7f5ef',
  '#fbe8b8',
  '#6f8f5e',
  '#56636e',
];

const rectangle = (x: number, y: number, width: number, height: number, fill: string | undefined) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
const circle = (x: number, y: number, radius: number, fill: string | undefined) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
const path = (d: string, fill: string | undefined) => `<path d="${d}" fill="${fill}"/>`;
const line = (d: string, stroke: string | undefined, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;

/** Rows of waves, from the top of the water down. */
const waves = (top: number, bottom: number, width: number) =>
  Array.from({ length: Math.floor((bottom - top) / 34) }, (_, row) => {
    const y = top + 26 + row * 34;
    const start = (row % 2) * 60 - 60;
    const crests = Array.from({ length: Math.ceil(width / 120) + 1 }, () => 'q 20 -14 40 0 m 80 0').join(' ');
    return line(`M ${start} ${y} ${crests}`, '#ffffff33', 4);
  }).join('');

/** A person with the feet at the point, about 150 high. */
const person = (x: number, y: number, coat: string | undefined, scale = 1) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${path('M -26 -100 q 26 -22 52 0 l 6 62 h -64 z', coat)}${rectangle(-18, -40, 14, 40, ink)}${rectangle(4, -40, 14, 40, ink)}${circle(0, -128, 20, '#d9a27c')}${path('M -21 -130 a 21 21 0 0 1 42 0 z', ink)}</g>`;

/** The head and arm of somebody who swims. */
const swimmer = (x: number, y: number, cap: string | undefined, scale = 1) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${line('M -14 4 q -34 -52 -66 -10', '#d9a27c', 13)}${circle(0, 0, 20, '#d9a27c')}${path('M -21 -3 a 21 21 0 0 1 42 0 z', cap)}${line('M -52 18 q 26 -12 52 0 q 26 12 52 0', '#ffffffaa', 5)}</g>`;

const hills = (y: number, fill: string | undefined) =>
  path(
    `M 0 ${y} C 150 ${y - 90} 260 ${y - 110} 420 ${y - 30} S 720 ${y - 120} 900 ${y - 40} S 1100 ${y - 60} 1200 ${y - 30} V ${y} Z`,
    fill,
  );

const ship = `<g>${path('M 250 470 H 900 L 850 590 H 310 Z', white)}${path('M 292 555 H 868 L 850 590 H 310 Z', red)}${rectangle(340, 390, 440, 80, white)}${rectangle(400, 325, 250, 65, white)}${rectangle(560, 250, 70, 75, red)}${rectangle(560, 268, 70, 16, ink)}${Array.from({ length: 8 }, (_, at) => rectangle(366 + at * 50, 412, 30, 32, slate)).join('')}${Array.from({ length: 4 }, (_, at) => rectangle(420 + at * 56, 342, 36, 26, slate)).join('')}${line('M 340 390 V 300', ink, 6)}${path('M 340 302 l 56 16 l -56 16 z', green)}</g>`;

const pictures: readonly Picture[] = [
  {
    path: 'articles/wire/ferry-returns.png',
    width: 1200,
    height: 800,
    drawing: `${rectangle(0, 0, 1200, 800, sky)}${circle(980, 150, 64, cream)}${hills(470, green)}${rectangle(0, 470, 1200, 330, sea)}${ship}${rectangle(0, 590, 1200, 210, deep)}${waves(590, 800, 1200)}${rectangle(1010, 430, 190, 370, slate)}${rectangle(1010, 430, 190, 22, ink)}${line('M 1060 430 V 250 H 930 V 320', ink, 12)}`,
  },
  {
    path: 'articles/wire/ferry-returns-1.png',
    width: 900,
    height: 1125,
    drawing: `${rectangle(0, 0, 900, 1125, dusk)}${circle(690, 330, 80, cream)}${rectangle(0, 560, 900, 565, sea)}${waves(560, 860, 900)}${path('M 0 830 H 900 V 1125 H 0 Z', '#8a6f54')}${Array.from({ length: 9 }, (_, at) => rectangle(at * 108, 830, 6, 295, '#6d5641')).join('')}${person(300, 1000, red, 3)}${person(600, 1030, slate, 2.6)}${person(770, 1010, green, 2.3)}${line('M 540 840 L 430 760', ink, 12)}${circle(424, 755, 20, ink)}`,
  },
  {
    path: 'articles/wire/school-roof.png',
    width: 1200,
    height: 800,
    drawing: `${rectangle(0, 0, 1200, 800, '#b9c2c9')}${path('M 180 330 L 600 120 L 1020 330 Z', slate)}${path('M 520 222 l 70 -10 l 40 44 l -50 34 l -72 -16 z', ink)}${rectangle(230, 330, 740, 330, '#c98f6b')}${Array.from({ length: 5 }, (_, at) => rectangle(275 + at * 145, 390, 80, 110, white) + rectangle(311 + at * 145, 390, 8, 110, slate)).join('')}${rectangle(555, 540, 90, 120, ink)}${rectangle(0, 660, 1200, 140, green)}${[330, 430, 760, 860, 960].map((x, at) => person(x, 740, [red, deep, cream, slate, red][at], 0.8) + rectangle(x - 22, 680, 44, 16, white) + rectangle(x - 20, 664, 40, 16, red)).join('')}${Array.from({ length: 70 }, (_, at) => line(`M ${(at * 173) % 1200} ${(at * 97) % 620} l -10 34`, '#ffffff88', 4)).join('')}`,
  },
  {
    path: 'articles/blog/swim-start.png',
    width: 1200,
    height: 800,
    drawing: `${rectangle(0, 0, 1200, 800, sky)}${circle(220, 140, 60, cream)}${hills(330, green)}${rectangle(0, 330, 1200, 470, sea)}${waves(330, 640, 1200)}${rectangle(0, 640, 1200, 160, '#8a6f54')}${rectangle(0, 640, 1200, 14, '#6d5641')}${[130, 260, 390, 640, 780, 930, 1070].map((x, at) => person(x, 760, [red, deep, green, slate, red, cream, deep][at], 1.15)).join('')}${rectangle(500, 430, 14, 210, ink)}${path('M 514 436 h 120 l -28 32 l 28 32 h -120 z', red)}`,
  },
  {
    path: 'articles/blog/swim-middle.png',
    width: 1200,
    height: 800,
    drawing: `${rectangle(0, 0, 1200, 800, sky)}${hills(220, green)}${rectangle(0, 220, 1200, 580, sea)}${waves(220, 800, 1200)}${[
      [220, 330, 0.8],
      [470, 300, 0.7],
      [700, 370, 0.9],
      [960, 320, 0.8],
      [330, 470, 1.2],
      [620, 520, 1.4],
      [930, 490, 1.3],
      [240, 660, 1.8],
      [760, 690, 2],
    ]
      .map(([x = 0, y = 0, scale], at) => swimmer(x, y, [red, cream, white, green][at % 4], scale))
      .join('')}`,
  },
  {
    path: 'articles/blog/swim-soup.png',
    width: 1200,
    height: 800,
    drawing: `${rectangle(0, 0, 1200, 800, dusk)}${rectangle(0, 560, 1200, 240, sand)}${path('M 690 560 V 270 L 850 130 L 1010 270 V 560 Z', white)}${path('M 670 280 L 850 120 L 1030 280 L 1000 290 L 850 160 L 700 290 Z', slate)}${rectangle(815, 430, 70, 130, red)}${circle(850, 300, 34, sea)}${line('M 850 120 V 60 M 828 82 H 872', ink, 8)}${rectangle(90, 560, 470, 26, '#8a6f54')}${rectangle(120, 586, 20, 130, '#6d5641')}${rectangle(510, 586, 20, 130, '#6d5641')}${path('M 210 450 h 200 l -22 110 h -156 z', ink)}${rectangle(196, 438, 228, 18, slate)}${[250, 310, 370].map((x) => line(`M ${x} 420 q -24 -34 0 -66 q 24 -34 0 -66`, '#ffffffbb', 9)).join('')}${[
      [620, red],
      [730, deep],
      [1090, green],
    ]
      .map(([x, coat]) => person(Number(x), 740, String(coat), 1.3))
      .join('')}`,
  },
];

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { path: file, width, height, drawing } of pictures) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block }</style><svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" shape-rendering="geometricPrecision">${drawing}</svg>`,
  );
  await page.screenshot({ path: file });
  await page.close();
}
await browser.close();
