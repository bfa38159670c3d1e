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
  expectation: 'За последние 90 дней {{percent}} % заняли не больше {{days}}.',
} as const;
