/** By which rules the iterations of a project are counted. */
export interface ProjectRules {
  /** How long after the actual start the commitment is measured. It holds for iterations that are started later. */
  readonly graceMinutes: number;
  /** Points that an item without an estimate counts for; null is nothing. It holds for iterations that are made later. */
  readonly defaultEstimate: number | null;
  /** How long after a close what is finished still counts for it. It holds for iterations that are closed later. */
  readonly creditHours: number;
}

/** What holds where nobody said anything. */
export const plainRules: ProjectRules = { graceMinutes: 0, defaultEstimate: null, creditHours: 0 };
