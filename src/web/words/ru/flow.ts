/** Как движется работа. */
export const flow = {
  day: 'День',
  arrived: 'Пришло',
  started: 'Начато',
  done: 'Готово',
  toDo: 'К выполнению',
  inProgress: 'В работе',
  reopened: 'Открыто снова',
  dropped: 'Выбыло',
  summary: 'Накопительный поток с {{from}} по {{to}}. {{read}}',
  read: '{{day}}: к выполнению {{toDo}}, в работе {{inProgress}}, готово {{done}}',
  cycle: 'Готово: {{items}}. От начала работы половина — максимум {{half}}, 85 % — максимум {{most}}.',
  lead: 'Если считать от создания: половина — максимум {{half}}, 85 % — максимум {{most}}.',
  expectation: 'За последние 90 дней {{percent}} % — максимум {{time}}.',
  unit: 'Время в',
  in: { days: 'Дни', workingDays: 'Рабочие дни', hours: 'Часы' },
} as const;
