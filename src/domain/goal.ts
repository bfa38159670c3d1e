/** What became of an iteration's goal. */
export const goalOutcomes = ['met', 'partly', 'missed', 'changed', 'abandoned'] as const;
export type GoalOutcome = (typeof goalOutcomes)[number];

/** How many goals were judged, and how many of these were met. */
export interface MetRate {
  readonly judged: number;
  readonly met: number;
  /** Null where none was judged. */
  readonly share: number | null;
}

/** How often goals are met; one that was changed or given up was never put to the test. */
export function metRate(outcomes: readonly GoalOutcome[]): MetRate {
  const judged = outcomes.filter((outcome) => outcome === 'met' || outcome === 'partly' || outcome === 'missed').length;
  const met = outcomes.filter((outcome) => outcome === 'met').length;
  return { judged, met, share: judged === 0 ? null : met / judged };
}
