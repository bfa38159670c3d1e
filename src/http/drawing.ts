import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { sheetOf, type Theme } from '../charts/colours.ts';

/**
 * A chart as an image file that stands for itself: its colours within, no script, nothing fetched. Reads as one picture
 * with the chart's sentence as its name.
 */
export function drawing(chart: ReactElement, theme: Theme): string {
  return renderToStaticMarkup(chart)
    .replaceAll(' tabindex="0"', '')
    .replace('<svg role="group"', '<svg xmlns="http://www.w3.org/2000/svg" role="img"')
    .replace('>', `><style>${sheetOf(theme)}</style>`);
}
