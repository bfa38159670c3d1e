/** Who works when for a project. */
export const team = {
  title: 'Work patterns',
  lead: 'Who works when for this project, and how much of that the plan can count on. Capacities of open iterations follow.',
  none: 'Nobody’s work is planned yet, so it is not known what the team can give.',
  hint: 'An iteration may say otherwise of anybody, in its tab “Capacity”. Days off are taken away there, too.',
  hoursInDay_one: '{{count, number}} hour a day',
  hoursInDay_other: '{{count, number}} hours a day',
  allocation: '{{percent}}\u00a0% for this team',
  focus: '{{percent}}\u00a0% of that for the plan',
  hoursInWeek_one: '{{count, number}} hour a week',
  hoursInWeek_other: '{{count, number}} hours a week',
  all: 'All together: {{hours}} for the plan.',
  change: 'Change',
  changeNamed: 'Change the work of {{name}}',
} as const;
