import type { FastifyInstance } from 'fastify';

type Operations = Parameters<FastifyInstance['serveOpenApi']>[0]['operations'];

const list = {
  $filter: 'Which are wanted, in the filter language of OData',
  $orderby: 'Members to order by, each with asc or desc',
  $top: 'How many at most; never more than 1,000',
  $skip: 'How many are left out',
  $select: 'Members that are wanted',
  $inlinecount: 'allpages or none; the total is always told',
  $count: 'true or false; the total is always told',
  $format: 'json',
};

/** Every request of TeamPulse's API, by tag. `/api` without a version has the same. */
export const operations = {
  iterations: {
    'GET /api/v1/iterations': {
      summary: 'Iterations and releases of all projects',
      query: list,
      differs: 'Texts are compared by code point, so a letter in another case is another letter.',
    },
    'GET /api/v1/projects/{projectId}/iterations': {
      summary: 'Iterations and releases of a project',
      query: list,
      differs: 'As with the list of all.',
    },
    'GET /api/v1/iterations/{id}': {
      summary: 'One iteration or release',
      differs: "The path leaves out the root's name, as the example of a list does and other examples do not.",
    },
    'POST /api/v1/iterations': { summary: 'Make an iteration or a release' },
    'PUT /api/v1/iterations/{id}': {
      summary: 'Change an iteration or a release; what is not named stays',
      differs: 'A lone date beyond the other, which nobody set, takes the other along.',
    },
    'DELETE /api/v1/iterations/{id}': {
      summary: 'Delete an iteration; its children move up to its parent',
      query: { reassignmentId: 'The iteration that its items go to; without it the root' },
    },
  },
  'sign-in': {
    'GET /authentication/restrict': { summary: 'Where to sign in: always 401, with the address in WWW-Authenticate' },
    'GET /authenticate/wrapv0.9': { summary: 'Let a client in, as a signed-in person' },
    'POST /authenticate/wrapv0.9': { summary: 'A token for a name and password, or for an older token' },
    'GET /authenticate/login': { summary: 'The page on which a person signs in' },
    'POST /authenticate/login': { summary: 'Sign a person in; sets the login cookie' },
    'POST /authenticate/logout': { summary: 'Sign a person out' },
    'POST /authenticate/delegate': { summary: 'Allow or refuse a client what the person may' },
    'GET /winlogin/login.aspx': { summary: 'Sign in with Windows', differs: 'Always 401: there is no domain to ask.' },
  },
  projects: {
    'GET /api/v1/projects': { summary: 'All projects', query: list },
    'GET /api/v1/projects/{id}': {
      summary: 'One project',
      differs: 'Its dates are those of its root iteration, and its template is the same everywhere.',
    },
    'GET /api/v1/projects/{projectId}/timeentrytypes': { summary: 'Kinds of time entries', query: list },
  },
  areas: {
    'GET /api/v1/areas': { summary: 'Areas of all projects', query: list },
    'GET /api/v1/projects/{projectId}/areas': { summary: 'Areas of a project', query: list },
    'GET /api/v1/areas/{id}': { summary: 'One area', differs: "The path leaves out the root's name." },
    'POST /api/v1/areas': { summary: 'Make an area' },
    'PUT /api/v1/areas/{id}': { summary: 'Change or move an area; what is not named stays' },
    'DELETE /api/v1/areas/{id}': {
      summary: 'Delete an area; its children move up to its parent, its items to the root area',
    },
  },
  teams: {
    'GET /api/v1/teams': { summary: 'Teams of all projects', query: list },
    'GET /api/v1/projects/{projectId}/teams': { summary: 'Teams of a project', query: list },
    'GET /api/v1/teams/{id}': { summary: 'One team' },
    'POST /api/v1/teams': { summary: 'Make a team' },
    'PUT /api/v1/teams/{id}': { summary: 'Change a team' },
    'DELETE /api/v1/teams/{id}': { summary: 'Delete a team; its items have none then' },
  },
  'work items': {
    'GET /api/v1/workitems': { summary: 'Work items of all projects, newest first', query: list },
    'GET /api/v1/workitems/{id}': {
      summary: 'One work item',
      differs: 'Hours of work are kept to the minute, and types that TeamPulse does not know are shown as others.',
    },
    'POST /api/v1/workitems': { summary: 'Make a work item' },
    'PUT /api/v1/workitems/{id}': {
      summary: 'Change the fields of a work item; what is not named stays',
      differs: 'Closed iterations keep what they hold, and take nothing more.',
    },
    'DELETE /api/v1/workitems/{id}': { summary: 'Delete a work item' },
    'GET /api/v1/workitems/{workItemId}/tasks': { summary: 'Tasks of a work item, newest first', query: list },
  },
  comments: {
    'GET /api/v1/comments': { summary: 'Comments of all work items', query: list },
    'GET /api/v1/workitems/{workItemId}/comments': { summary: 'Comments of a work item', query: list },
    'GET /api/v1/comments/{id}': { summary: 'One comment' },
    'POST /api/v1/comments': { summary: 'Comment on a work item' },
    'DELETE /api/v1/comments/{id}': { summary: 'Delete a comment' },
  },
  people: {
    'GET /api/v1/users': { summary: 'Those who can sign in', query: list },
    'GET /api/v1/users/me': { summary: 'Who the caller is' },
    'GET /api/v1/users/{id}': {
      summary: 'One person',
      differs: 'The first name is what stands before the first blank of the name.',
    },
  },
  'acceptance criteria': {
    'GET /api/v1/acceptancecriteria': { summary: 'Acceptance criteria of all work items', query: list },
    'GET /api/v1/workitems/{workItemId}/acceptancecriteria': {
      summary: 'Acceptance criteria of a work item',
      query: list,
    },
    'GET /api/v1/acceptancecriteria/{id}': { summary: 'One acceptance criterion' },
    'POST /api/v1/acceptancecriteria': { summary: 'Make an acceptance criterion' },
    'PUT /api/v1/acceptancecriteria/{id}': { summary: 'Change an acceptance criterion; what is not named stays' },
    'DELETE /api/v1/acceptancecriteria/{id}': { summary: 'Delete an acceptance criterion' },
  },
  links: {
    'GET /api/v1/links': { summary: 'Links of all work items', query: list },
    'GET /api/v1/workitems/{workItemId}/links': { summary: 'Links of a work item', query: list },
    'GET /api/v1/links/{id}': { summary: 'One link' },
    'POST /api/v1/links': { summary: 'Make a link', differs: 'It leads to a page or a mailbox, never to a script.' },
    'PUT /api/v1/links/{id}': { summary: 'Change a link; what is not named stays' },
    'DELETE /api/v1/links/{id}': { summary: 'Delete a link' },
  },
  'time entries': {
    'GET /api/v1/timeentries': { summary: 'Time entries of all tasks', query: list },
    'GET /api/v1/tasks/{taskId}/timeentries': { summary: 'Time entries of a task', query: list },
    'GET /api/v1/timeentries/{id}': { summary: 'One time entry', differs: 'The week is that of ISO 8601.' },
    'POST /api/v1/timeentries': { summary: 'Record time on a task' },
    'PUT /api/v1/timeentries/{id}': { summary: 'Change a time entry; what is not named stays' },
    'DELETE /api/v1/timeentries/{id}': { summary: 'Delete a time entry' },
  },
  attachments: {
    'GET /api/v1/attachments': { summary: 'Files of all work items', query: list },
    'GET /api/v1/workitems/{workItemId}/attachments': {
      summary: 'Files of a work item, those of its comments among them',
      query: list,
    },
    'GET /api/v1/comments/{commentId}/attachments': { summary: 'Files of a comment', query: list },
    'GET /api/v1/attachments/{id}': {
      summary: 'One file',
      differs: 'All are of the type TeamPulse.',
    },
    'POST /api/v1/workitems/{workItemId}/attachments': {
      summary: 'Send a file',
      query: { type: 'TeamPulse or Feedback' },
      differs: 'The type is taken and not kept; a form may also name the description and the comment.',
    },
    'PUT /api/v1/attachments/{id}': { summary: 'Change what is said of a file' },
    'DELETE /api/v1/attachments/{id}': { summary: 'Delete a file' },
  },
  activities: {
    'GET /api/v1/activities': {
      summary: 'What others did, newest first',
      query: list,
      differs: 'What others did in the newest 10,000 events; there are no messages of the system, and no icons.',
    },
    'GET /api/v1/activities/unread': { summary: 'How much of it is unread' },
    'PUT /api/v1/activities/{id}': { summary: 'Mark it as read, or with a flag' },
    'POST /api/v1/activities/share': {
      summary: 'Tell everybody something',
      differs: 'It is seen by those who see the whole organization.',
    },
  },
} as const satisfies Operations;
