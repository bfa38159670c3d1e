/** What a person chooses for this browser. */
export const preferences = {
  lead: 'Kept in this browser.',
  language: 'Language',
  theme: 'Colours',
  auto: 'As the system',
  light: 'Light',
  dark: 'Dark',
  density: 'Rows',
  comfortable: 'Roomy',
  default: 'Usual',
  compact: 'Tight',
  weekStart: 'The week begins on',
  singleKeys: 'Single keys as shortcuts',
  singleKeysHint: 'Switch it off if keys are pressed by chance or by speech. Ctrl K stays.',
} as const;
