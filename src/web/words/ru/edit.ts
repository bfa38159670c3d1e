/** Editing something that others may edit as well. */
export const edit = {
  changedMeanwhile:
    'Пока вы правили, {{by}} сохраняет версию {{version}}. Правки разных полей объединены; об остальных решите сами.',
  mine: 'Моё: {{value}}',
  theirs: 'Чужое: {{value}}',
  nothing: 'ничего',
  saveMerged: 'Сохранить вместе',
} as const;
