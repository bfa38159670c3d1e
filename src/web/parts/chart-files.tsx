import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import type { Theme } from '../../charts/colours.ts';
import { useWords } from '../words/use-words.ts';
import { saveFile, svgFile } from './save-file.ts';

interface ChartFilesProps {
  /** Around the chart. */
  readonly box: RefObject<HTMLElement | null>;
  readonly theme: Theme;
  /** Of the file, without its ending. */
  readonly name: string;
}

/** Lets the reader keep a chart as it is drawn. */
export function ChartFiles({ box, theme, name }: ChartFilesProps) {
  const words = useWords();
  const save = () => {
    const chart = box.current?.querySelector('svg');
    if (chart instanceof SVGSVGElement) saveFile(`${name}.svg`, 'image/svg+xml', svgFile(chart, theme));
  };
  return (
    <Button size="compact-sm" variant="subtle" onClick={save}>
      {words.t('iteration.saveSvg')}
    </Button>
  );
}
