/** The statuses of a workflow. */
export const statuses = {
  title: 'Statuses',
  lead: 'Where work stands, and how it counts.',
  name: 'Status',
  key: 'Key',
  counts: 'Counts as',
  meaning: {
    queued: 'To do: it is in scope and remains.',
    in_progress: 'In progress: it is in scope and remains.',
    done: 'Done: it is completed, and makes the velocity.',
    cancelled: 'Cancelled: it counts nowhere.',
  },
  fixed: 'What a status counts as does not change, so that no figure of the past does.',
} as const;
