/** Draws a plot with logarithmic axes as a small SVG file that can be read on a phone and in a dark scheme. */

/** A line of a plot. Both axes are logarithmic. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly file: string;
  readonly title: string;
  /** What the plot shows, for people who do not see it. */
  readonly description: string;
  readonly lines: readonly Line[];
  /** Powers of ten at which an axis begins and ends. */
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly nameOfX: string;
  readonly labelOf: (value: number) => string;
  /** A limit, drawn as a dashed line. Null if there is none. */
  readonly limit: { readonly at: number; readonly name: string } | null;
}

const [width, height] = [360, 300];
const frame = { left: 56, right: 22, top: 62, bottom: 40 };

/** Colours that can be told from the background in both schemes. */
const style = `
    text { font: 12px system-ui, sans-serif; fill: #24292f }
    .title { font-weight: 600; font-size: 13px }
    .grid { stroke: #d0d7de } .limit { stroke: #57606a; stroke-dasharray: 5 4 }
    .background { fill: #ffffff }
    .line { fill: none; stroke-width: 2.5 }
    .line0 { stroke: #0550ae } .line1 { stroke: #bc4c00 } .line2 { stroke: #1a7f37 }
    .key0 { fill: #0550ae } .key1 { fill: #bc4c00 } .key2 { fill: #1a7f37 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .grid { stroke: #30363d } .limit { stroke: #8b949e } .background { fill: #0d1117 }
      .line0 { stroke: #79c0ff } .line1 { stroke: #ffa657 } .line2 { stroke: #7ee787 }
      .key0 { fill: #79c0ff } .key1 { fill: #ffa657 } .key2 { fill: #7ee787 }
    }`;

/** Renders a plot as SVG, 360 units wide, so that its text can be read on a phone. */
export function renderPlot({ title, description, lines, x, y, nameOfX, labelOf, limit }: Plot): string {
  const atX = (value: number) => scale(Math.log10(value), { from: x, to: [frame.left, width - frame.right] });
  const atY = (value: number) => scale(Math.log10(value), { from: y, to: [height - frame.bottom, frame.top] });
  const columns = powers(x).map(
    (value) =>
      `<path class="grid" d="M${atX(value)} ${frame.top}V${height - frame.bottom}"/>` +
      `<text x="${atX(value)}" y="${height - frame.bottom + 16}" text-anchor="middle">${shortNumber(value)}</text>`,
  );
  const rows = powers(y).map(
    (value) =>
      `<path class="grid" d="M${frame.left} ${atY(value)}H${width - frame.right}"/>` +
      `<text x="${frame.left - 6}" y="${atY(value) + 4}" text-anchor="end">${labelOf(value)}</text>`,
  );
  const drawn = lines.map(({ points }, index) => {
    const inside = points.map(([one, other]) => `${atX(one)} ${atY(Math.max(other, 10 ** y[0]))}`);
    return `<path class="line line${index}" d="M${inside.join('L')}"/>`;
  });
  const keys = lines.map(
    ({ name }, index) =>
      `<rect class="key${index}" x="${frame.left + index * 100}" y="33" width="10" height="10"/>` +
      `<text x="${frame.left + 14 + index * 100}" y="42">${name}</text>`,
  );
  const bound =
    limit === null
      ? []
      : [
          `<path class="limit" d="M${frame.left} ${atY(limit.at)}H${width - frame.right}"/>`,
          `<text x="${frame.left + 4}" y="${atY(limit.at) - 5}">${limit.name}</text>`,
        ];
  const parts = [
    `<rect class="background" width="${width}" height="${height}"/>`,
    `<text class="title" x="12" y="20">${title}</text>`,
    ...keys,
    ...columns,
    ...rows,
    ...bound,
    ...drawn,
    `<text x="${(frame.left + width - frame.right) / 2}" y="${height - 6}" text-anchor="middle">${nameOfX}</text>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
  <title id="title">${title}</title>
  <desc id="description">${description}</desc>
  <style>${style}
  </style>
  ${parts.join('\n  ')}
</svg>
`;
}

interface Scale {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

function scale(value: number, { from, to }: Scale): number {
  const share = (value - from[0]) / (from[1] - from[0]);
  return Math.round((to[0] + share * (to[1] - to[0])) * 10) / 10;
}

function powers([from, to]: readonly [number, number]): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => Number(`1e${from + index}`));
}

/** A power of ten: 1,000 as "1 k", a million as "1 M". */
export function shortNumber(value: number): string {
  const [divisor, unit] = value >= 1e6 ? [1e6, ' M'] : value >= 1e3 ? [1e3, ' k'] : [1, ''];
  return `${value / divisor}${unit}`;
}
