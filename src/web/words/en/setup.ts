/** The first minutes of a new server. */
export const setup = {
  title: 'Set up Timebox',
  lead: 'This server is new. Whoever fills this in administers it.',
  noKey:
    'The address lacks the secret with which a new server is set up. The server told the whole address when it started.',
  organization: 'Organization',
  name: 'Your name',
  password: 'Password, at least 8 characters',
  zone: 'Time zone',
  zoneHint: 'Such as Europe/Berlin. Its midnight decides what is today.',
  done: 'Done, go on',
  first: 'The first project',
  firstLead: 'A project holds items and iterations. The first iterations are made at once; dates can be changed later.',
  project: 'Project',
  length: 'Length of an iteration',
  weeks_one: '{{count, number}} week',
  weeks_other: '{{count, number}} weeks',
  firstDay: 'First day',
  ahead: 'How many',
  iteration: 'Iteration {{number}}',
  make: 'Make project and iterations',
  later: 'Later',
} as const;
