/** What became of an iteration's goal. */
export const goalOutcomes = ['met', 'partly', 'missed', 'changed', 'abandoned'] as const;
export type GoalOutcome = (typeof goalOutcomes)[number];
