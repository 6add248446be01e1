/** Writes the plots of docs/scale.md into docs/. */
import { writeFileSync } from 'node:fs';
import { renderPlot } from './plot.ts';
import { plots } from './scale.ts';

for (const plot of plots) writeFileSync(`docs/${plot.file}`, renderPlot(plot));
