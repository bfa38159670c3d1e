/** What a person chooses for this browser. */
export const preferences = {
  lead: 'Хранится в этом браузере.',
  language: 'Язык',
  theme: 'Оформление',
  auto: 'Как в системе',
  light: 'Светлое',
  dark: 'Тёмное',
  density: 'Строки',
  comfortable: 'Просторно',
  default: 'Обычно',
  compact: 'Плотно',
  weekStart: 'Первый день недели',
  singleKeys: 'Одиночные клавиши как команды',
  singleKeysHint: 'Выключите, если клавиши нажимаются случайно или голосом. Ctrl K останется.',
} as const;
