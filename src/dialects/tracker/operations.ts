import type { FastifyInstance } from 'fastify';

type Operations = Parameters<FastifyInstance['serveOpenApi']>[0]['operations'];

const version = { version: 'The version that is changed; as good as If-Match' };
const page = { perPage: 'Entries of a page, 50', page: 'Number of the page, from 1' };
const cursor = { perPage: 'Entries of a page, 50', id: 'The last entry of the page before' };

const quiet = 'Nobody is notified, whatever notify says.';
const noOwn = 'Those of the system; none can be added.';

/** Every request of Tracker's API that clients are known to make, by tag. `/v2` has the same as `/v3`. */
export const operations = {
  sprints: {
    'GET /v3/boards/{board}/sprints': {
      summary: 'Sprints of a board, oldest first',
      differs: '400 for a board that cannot have sprints; the pages say nothing of it.',
    },
    'GET /v3/sprints': {
      summary: 'All sprints that the caller can see',
      differs: 'On no page; as the live service answers it.',
    },
    'GET /v3/sprints/{id}': { summary: 'One sprint' },
    'POST /v3/sprints': {
      summary: 'Make a sprint',
      differs: '201 by the general rule; the page says 200. A status may be given at once.',
    },
    'PATCH /v3/sprints/{id}': {
      summary: 'Edit a sprint; start, finish or archive it by its status',
      query: version,
      differs: 'Works without a version, unless TIMEBOX_TRACKER_REQUIRE_VERSION asks for one as the live service does.',
    },
    'POST /v3/sprints/{id}/_start': {
      summary: 'Start a sprint',
      query: version,
      differs: 'As with PATCH, the version may be left out.',
    },
    'POST /v3/sprints/{id}/_finish': {
      summary: 'Finish a sprint',
      query: version,
      differs: 'On no page; one client sends it. Means the status released.',
    },
    'POST /v3/sprints/{id}/_archive': {
      summary: 'Archive a sprint',
      query: version,
      differs: 'As with PATCH, the version may be left out.',
    },
    'DELETE /v3/sprints/{id}': {
      summary: 'Delete a sprint',
      differs: 'Its issues leave it; in the original they may go on pointing at it.',
    },
  },
  boards: {
    'GET /v3/boards': { summary: 'All boards that the caller can see' },
    'GET /v3/boards/_paginate': {
      summary: 'Boards page by page, by rising id',
      query: { perPage: 'Boards of a page, at most 500', id: 'The last board of the page before' },
    },
    'GET /v3/boards/{board}': { summary: 'One board' },
    'POST /v3/boards': {
      summary: 'Make a board, in the older way',
      differs: 'What the body says is done, as on the older page; the live service ignores it by now.',
    },
    'POST /v3/liveBoards': {
      summary: 'Make a board',
      differs: 'Without a queue it gets a new one of its own name; a private board is refused.',
    },
    'PATCH /v3/boards/{board}': { summary: 'Edit a board', query: version },
    'DELETE /v3/boards/{board}': { summary: 'Delete a board' },
    'GET /v3/countries': { summary: 'Countries of boards', differs: 'There is one, for boards to point at.' },
    'GET /v3/countries/{country}': { summary: 'One country', differs: 'There is one, for boards to point at.' },
  },
  columns: {
    'GET /v3/boards/{board}/columns': { summary: 'Columns of a board' },
    'GET /v3/boards/{board}/columns/{column}': { summary: 'One column' },
    'POST /v3/boards/{board}/columns': {
      summary: 'Add a column',
      query: version,
      differs: 'Its id is unique on the board; the live service gives one id twice.',
    },
    'PATCH /v3/boards/{board}/columns/{column}': { summary: 'Edit a column', query: version },
    'DELETE /v3/boards/{board}/columns/{column}': { summary: 'Delete a column', query: version },
  },
  issues: {
    'POST /v3/issues': { summary: 'Make an issue' },
    'POST /v3/issues/_findByUnique': {
      summary: 'The issue that was made with this unique word',
      query: { unique: 'The word' },
    },
    'GET /v3/issues/{issue}': {
      summary: 'One issue, by its key or id',
      query: { expand: 'transitions, attachments', fields: 'Keys that are wanted, separated by commas' },
    },
    'PATCH /v3/issues/{issue}': { summary: 'Edit an issue', query: version },
    'POST /v3/issues/{issue}/_move': {
      summary: 'Move an issue to another queue',
      query: {
        queue: 'Key of the queue',
        initialStatus: 'true: begin anew with the first status',
        ...version,
      },
      differs: 'All fields are kept, whatever moveAllFields says.',
    },
    'GET /v3/issues/{issue}/transitions': {
      summary: 'Where an issue may go from its status',
      differs: 'To every other status of its queue; there are no rules of who may go where.',
    },
    'GET /v3/issues/{issue}/transitions/{transition}': { summary: 'One transition' },
    'POST /v3/issues/{issue}/transitions/{transition}/_execute': {
      summary: 'Take an issue to another status',
      query: version,
    },
    'GET /v3/issues/{issue}/changelog': {
      summary: 'What was changed in an issue',
      query: { ...cursor, field: 'Only changes of this field', type: 'Only changes of this type' },
      differs: 'Triggers, links and files are never in it, as there are none here.',
    },
    'GET /v3/issues/{issue}/changelog/{id}': {
      summary: 'One change of an issue',
      differs: 'On no page; what a change calls itself has to lead somewhere.',
    },
  },
  search: {
    'POST /v3/issues/_search': {
      summary: 'Find issues by keys, queue, filter or query',
      query: {
        ...page,
        scrollType: 'sorted or unsorted: begin to scroll through more than 10,000 issues',
        perScroll: 'Issues of a step, 100, at most 1,000',
        scrollTTLMillis: 'How long the scroll lives without being asked, 60,000',
        scrollId: 'Take the next step',
        scrollToken: 'Sent with scrollId',
        expand: 'transitions, attachments',
        fields: 'Keys that are wanted, separated by commas',
      },
      differs: 'Saved filters (filterId) are refused, as there are none.',
    },
    'POST /v3/issues/_count': {
      summary: 'Count what a search would find',
      differs: 'Saved filters (filterId) are refused, as there are none.',
    },
    'POST /v3/system/search/scroll/_clear': {
      summary: 'Release a scroll',
      differs: 'There is nothing to be released: a scroll id holds all that it needs.',
    },
  },
  comments: {
    'GET /v3/issues/{issue}/attachments': {
      summary: 'Files of an issue',
      differs: 'They are attached, and their bytes read, in the TeamPulse dialect.',
    },
    'GET /v3/issues/{issue}/attachments/{id}': {
      summary: 'One file of an issue',
      differs: 'What is known of it; its bytes are read in the TeamPulse dialect.',
    },
    'GET /v3/issues/{issue}/comments': { summary: 'Comments on an issue, oldest first', query: cursor },
    'GET /v3/issues/{issue}/comments/{id}': { summary: 'One comment' },
    'POST /v3/issues/{issue}/comments': {
      summary: 'Comment on an issue',
      differs: 'With text alone: nobody is summoned and no files are attached.',
    },
    'PATCH /v3/issues/{issue}/comments/{id}': { summary: 'Edit a comment', query: version, differs: 'Its text alone.' },
    'DELETE /v3/issues/{issue}/comments/{id}': { summary: 'Delete a comment', query: version },
  },
  'bulk change': {
    'POST /v3/bulkchange/_update': { summary: 'Edit many issues at once', differs: quiet },
    'POST /v3/bulkchange/_transition': { summary: 'Take many issues to another status', differs: quiet },
    'POST /v3/bulkchange/_move': {
      summary: 'Move many issues to another queue',
      differs: 'All fields are kept, whatever moveAllFields says; nobody is notified, whatever notify says.',
    },
    'GET /v3/bulkchange': { summary: 'Bulk changes of the caller' },
    'GET /v3/bulkchange/{id}': { summary: 'How far a bulk change is' },
    'GET /v3/bulkchange/{id}/issues': { summary: 'Issues that a bulk change had to leave as they were' },
  },
  users: {
    'GET /v3/myself': {
      summary: 'Who the caller is',
      differs: 'One object, as clients read it and the live service sends it; the page shows an array.',
    },
    'GET /v3/users': { summary: 'People of the organization', query: page },
    'GET /v3/users/{id}': { summary: 'One person, by login or id' },
  },
  queues: {
    'GET /v3/queues': { summary: 'Queues that the caller can see', query: page },
    'GET /v3/queues/{id}': { summary: 'One queue, by its key or id' },
    'POST /v3/queues': {
      summary: 'Make a queue',
      differs: 'Its types of issues and workflows are looked at and not kept: every queue has all types.',
    },
    'PATCH /v3/queues/{id}': { summary: 'Edit a queue', notOffered: 'Nothing of it can be set here yet.' },
    'DELETE /v3/queues/{id}': { summary: 'Delete a queue', notOffered: 'Nothing is to be lost by one request.' },
  },
  dictionaries: {
    'GET /v3/fields': { summary: 'Fields of issues', differs: noOwn },
    'GET /v3/fields/{id}': { summary: 'One field', differs: noOwn },
    'GET /v3/fields/categories': { summary: 'Groups of fields', differs: noOwn },
    'GET /v3/fields/categories/{id}': { summary: 'One group of fields', differs: noOwn },
    'GET /v3/statuses': { summary: 'Statuses of issues' },
    'GET /v3/statuses/{id}': { summary: 'One status' },
    'GET /v3/priorities': { summary: 'Priorities of issues', differs: noOwn },
    'GET /v3/priorities/{id}': { summary: 'One priority', differs: noOwn },
    'GET /v3/issuetypes': { summary: 'Types of issues', differs: noOwn },
    'GET /v3/issuetypes/{id}': { summary: 'One type of issues', differs: noOwn },
    'GET /v3/resolutions': { summary: 'How issues are resolved', differs: noOwn },
    'GET /v3/resolutions/{id}': { summary: 'One resolution', differs: noOwn },
  },
  'the rest': {
    'GET /v3/issues/{issue}/links': {
      summary: 'Links of an issue',
      notOffered: 'Parents are kept, other links not yet.',
    },
    'GET /v3/issues/{issue}/worklog': {
      summary: 'Time spent on an issue',
      notOffered: 'Time entries of another dialect are not shown here yet.',
    },
    'GET /v3/issues/{issue}/checklistItems': {
      summary: 'Checklist of an issue',
      notOffered: 'Checklists are not kept.',
    },
    'GET /v3/components': { summary: 'Components of queues', notOffered: 'Components are not kept.' },
  },
} as const satisfies Operations;
