/** Editing something that others may edit as well. */
export const edit = {
  changedMeanwhile:
    '{{by}} saved version {{version}} while you were editing. What only one of you changed is merged; decide about the rest.',
  mine: 'Mine: {{value}}',
  theirs: 'Theirs: {{value}}',
  nothing: 'nothing',
  discardMine: 'Discard mine',
  newer: '{{by}} has saved version {{version}} meanwhile.',
  review: 'Review',
  saveMerged: 'Save merged',
} as const;
