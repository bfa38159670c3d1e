/** The places of a project, in the order in which the header names them. */
export const places = [
  { to: '/p/$project/timeline', word: 'frame.timeline' },
  { to: '/p/$project/planning', word: 'frame.planning' },
  { to: '/p/$project/iterations', word: 'frame.iteration' },
  { to: '/p/$project/velocity', word: 'frame.velocity' },
  { to: '/p/$project/activity', word: 'activity.title' },
  { to: '/p/$project/settings', word: 'settings.title' },
] as const;
