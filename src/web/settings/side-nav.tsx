import type { ReactNode } from 'react';

interface SideNavProps {
  /** What the links lead to, for who listens. */
  readonly label: string;
  readonly links: ReactNode;
  readonly children: ReactNode;
}

/** Sections beside what is shown of them; above it where the screen is narrow. */
export function SideNav({ label, links, children }: SideNavProps) {
  return (
    <div className="side-nav">
      <nav aria-label={label}>{links}</nav>
      <div className="stack">{children}</div>
    </div>
  );
}
