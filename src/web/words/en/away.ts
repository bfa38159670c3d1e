/** When people are away. */
export const away = {
  title: 'Days off',
  lead: 'Who is away when. It lowers the capacity of the iterations they work in, in every project. Nobody asks why.',
  whose: 'Whose',
  me: '{{name}} (you)',
  none: 'No days off.',
  from: 'First day',
  to: 'Last day',
  share: 'How much of the day',
  whole: 'All of it',
  half: 'Half of it',
  part: '{{percent}} %',
  add: 'Add',
  removeRange: 'Remove {{days}}',
  onlyOwn: 'You can change your own days off. An administrator of the organization changes those of others.',
  endBeforeStart: 'The last day is before the first.',
} as const;
