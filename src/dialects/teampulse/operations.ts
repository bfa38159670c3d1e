import type { FastifyInstance } from 'fastify';

type Operations = Parameters<FastifyInstance['serveOpenApi']>[0]['operations'];

const notOffered = 'To come; iterations went first.';
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
    'GET /authenticate/wrapv0.9': { summary: 'Let a client in, as a signed-in person', notOffered },
    'POST /authenticate/wrapv0.9': {
      summary: 'A token for a name and password, or for an older token',
      notOffered: 'To come; until then tokens are made on the command line.',
    },
    'GET /winlogin/login.aspx': { summary: 'Sign in with Windows', notOffered: 'There is no domain to ask.' },
  },
  projects: {
    'GET /api/v1/projects': { summary: 'All projects', notOffered },
    'GET /api/v1/projects/{id}': { summary: 'One project', notOffered },
    'GET /api/v1/projects/{projectId}/timeentrytypes': { summary: 'Kinds of time entries', notOffered },
  },
  'work items': {
    'GET /api/v1/workitems': { summary: 'Find work items', notOffered },
    'GET /api/v1/workitems/{id}': { summary: 'One work item', notOffered },
    'POST /api/v1/workitems': { summary: 'Make a work item', notOffered },
    'PUT /api/v1/workitems/{id}': { summary: 'Change a work item', notOffered },
    'DELETE /api/v1/workitems/{id}': { summary: 'Delete a work item', notOffered },
    'GET /api/v1/workitems/{workItemId}/tasks': { summary: 'Tasks of a work item', notOffered },
  },
  people: {
    'GET /api/v1/users': { summary: 'All people', notOffered },
    'GET /api/v1/users/me': { summary: 'Who the caller is', notOffered },
    'GET /api/v1/users/{id}': { summary: 'One person', notOffered },
    'GET /api/v1/teams': { summary: 'Teams; they are also made, changed and deleted', notOffered },
  },
  'the rest': {
    'GET /api/v1/areas': { summary: 'Areas; they are also made, changed and deleted', notOffered },
    'GET /api/v1/comments': { summary: 'Comments; they are also made and deleted', notOffered },
    'GET /api/v1/attachments': { summary: 'Files; they are also sent, described and deleted', notOffered },
    'GET /api/v1/acceptancecriteria': { summary: 'Criteria; they are also made, changed and deleted', notOffered },
    'GET /api/v1/links': { summary: 'Links; they are also made, changed and deleted', notOffered },
    'GET /api/v1/timeentries': { summary: 'Time entries; they are also made, changed and deleted', notOffered },
    'GET /api/v1/activities': { summary: 'What happened; it is also marked as read and told to others', notOffered },
  },
} as const satisfies Operations;
