/** Keys pressed one after the other, and the place of the project that they lead to. */
export const sequences = [
  { keys: 'g t', to: '/p/$project/timeline', word: 'frame.timeline' },
  { keys: 'g p', to: '/p/$project/planning', word: 'frame.planning' },
  { keys: 'g c', to: '/p/$project/iterations', word: 'frame.iteration' },
  { keys: 'g v', to: '/p/$project/velocity', word: 'frame.velocity' },
  { keys: 'g a', to: '/p/$project/activity', word: 'activity.title' },
] as const;
