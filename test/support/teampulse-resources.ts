/** What the tests need to know of a resource whose objects are made, changed and deleted. */
export interface WrittenResource {
  readonly path: string;
  /** The prefix of its faults, and what is said of one that is missing. */
  readonly prefix: string;
  readonly missing: string;
  /** A list of those that belong to one thing. */
  readonly below: (world: World) => string;
  readonly body: (world: World) => Record<string, unknown>;
  /** What an answer has beside the body, the id and who made it. */
  readonly more: (world: World) => Record<string, unknown>;
  /** A change, and the text in it under its member. */
  readonly text: string;
  /** Members that never change, with other values for them. */
  readonly fixed: (world: World) => Record<string, number>;
  /** Members without which there is none. */
  readonly required: readonly string[];
}

/** The numbers of what these resources belong to. */
export interface World {
  projectId: number;
  otherProject: number;
  rootArea: number;
  task: number;
  otherTask: number;
  me: number;
}

/** The resources that are made, changed and deleted alike. */
export const writtenResources: readonly WrittenResource[] = [
  {
    path: 'areas',
    prefix: 'area',
    missing: 'Area not found.',
    below: ({ projectId }) => `projects/${projectId}/areas`,
    body: ({ projectId, rootArea }) => ({ projectId, parentId: rootArea, name: 'Checkout' }),
    more: () => ({ path: 'Checkout', sequence: 0 }),
    text: 'name',
    fixed: ({ otherProject }) => ({ projectId: otherProject }),
    required: ['projectId', 'parentId', 'name'],
  },
  {
    path: 'teams',
    prefix: 'team',
    missing: 'Team not found.',
    below: ({ projectId }) => `projects/${projectId}/teams`,
    body: ({ projectId }) => ({ projectId, name: 'Blue' }),
    more: () => ({}),
    text: 'name',
    fixed: ({ otherProject }) => ({ projectId: otherProject }),
    required: ['projectId', 'name'],
  },
  {
    path: 'acceptancecriteria',
    prefix: 'acceptanceCriterion',
    missing: 'Acceptance criterion not found.',
    below: ({ task }) => `workitems/${task}/acceptancecriteria`,
    body: ({ task }) => ({ workItemId: task, title: 'It works' }),
    more: ({ projectId }) => ({ projectId, description: null, status: 'Not Executed' }),
    text: 'title',
    fixed: ({ otherProject }) => ({ projectId: otherProject }),
    required: ['workItemId', 'title'],
  },
  {
    path: 'links',
    prefix: 'link',
    missing: 'Link not found.',
    below: ({ task }) => `workitems/${task}/links`,
    body: ({ task, projectId }) => ({
      workItemId: task,
      projectId,
      displayText: 'The page',
      url: 'https://example.com/a?b=c#d',
    }),
    more: () => ({}),
    text: 'displayText',
    fixed: ({ otherProject, otherTask }) => ({ projectId: otherProject, workItemId: otherTask }),
    required: ['workItemId', 'projectId', 'displayText', 'url'],
  },
  {
    path: 'timeentries',
    prefix: 'te',
    missing: 'Time entry not found.',
    below: ({ task }) => `tasks/${task}/timeentries`,
    body: ({ task, me }) => ({ taskId: task, userId: me, date: '2013-10-02', hours: 1.25, type: 'Billable' }),
    more: () => ({ note: null, week: 40 }),
    text: 'note',
    fixed: ({ otherTask }) => ({ userId: 9999, taskId: otherTask }),
    required: ['taskId', 'userId', 'date', 'hours', 'type'],
  },
];
