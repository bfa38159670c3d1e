/** Editing something that others may edit as well. */
export const edit = {
  changedMeanwhile:
    'Пока вы правили, появилась версия {{version}} ({{by}}). Правки разных полей объединены; об остальных решите сами.',
  mine: 'Моё: {{value}}',
  theirs: 'Чужое: {{value}}',
  nothing: 'ничего',
  discardMine: 'Отказаться от моего',
  newer: 'Тем временем сохранена версия {{version}} ({{by}}).',
  review: 'Сравнить',
  saveMerged: 'Сохранить вместе',
} as const;
