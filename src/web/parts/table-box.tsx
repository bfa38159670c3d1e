import type { ReactNode } from 'react';

interface TableBoxProps {
  /** What the table tells. */
  readonly name: string;
  readonly children: ReactNode;
}

/** A table of figures. Where it is wider than the page it is scrolled, and its first column, which names the rows, stays. */
export function TableBox({ name, children }: TableBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable without a mouse
    <section className="table-box figure-box" tabIndex={0} aria-label={name}>
      <table>{children}</table>
    </section>
  );
}
