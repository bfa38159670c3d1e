import type { ReactNode } from 'react';

interface FigureProps {
  readonly name: string;
  readonly figure: string;
  readonly more: readonly ReactNode[];
}

/** A figure with its name and what it takes to read it, in a list of figures. */
export function Figure({ name, figure, more }: FigureProps) {
  return (
    <div className="card counter">
      <dt>{name}</dt>
      <dd className="figure">{figure}</dd>
      {more.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a few lines, which never change places
        <dd key={index} className="dim">
          {line}
        </dd>
      ))}
    </div>
  );
}
