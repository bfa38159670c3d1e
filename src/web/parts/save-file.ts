import { sheetOf, type Theme } from '../../charts/colours.ts';

/** Hands the reader a file to keep. */
export function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A chart that is on the page as a file that stands for itself, in the colours of a theme. */
export function svgFile(chart: SVGSVGElement, theme: Theme): string {
  const copy = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const { name, value } of chart.attributes) copy.setAttribute(name, value);
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = sheetOf(theme);
  copy.append(style, ...[...chart.childNodes].map((child) => child.cloneNode(true)));
  for (const reader of copy.querySelectorAll('[role="slider"]')) reader.remove();
  return new XMLSerializer().serializeToString(copy);
}
