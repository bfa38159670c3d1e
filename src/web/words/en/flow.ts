/** How work moves on. */
export const flow = {
  day: 'Day',
  arrived: 'Come',
  started: 'Begun',
  done: 'Done',
  toDo: 'To do',
  inProgress: 'In progress',
  reopened: 'Reopened',
  dropped: 'Dropped',
  summary: 'Cumulative flow from {{from}} to {{to}}. {{read}}',
  read: '{{day}}: {{toDo}} to do, {{inProgress}} in progress, {{done}} done',
  cycle: '{{items}} done: half of them within {{half}} of being begun, 85 % within {{most}}.',
  lead: 'Counted from when they were written down: half within {{half}}, 85 % within {{most}}.',
  expectation: 'Of the last 90 days {{percent}} % took {{time}} or less.',
  unit: 'Times in',
  in: { days: 'Days', workingDays: 'Working days', hours: 'Hours' },
} as const;
