import type { FastifyInstance } from 'fastify';

type Operations = Parameters<FastifyInstance['serveOpenApi']>[0]['operations'];

const notOffered = 'To come; iterations went first.';

/** Every request of Kaiten's API that clients of iterations are known to make, by tag. `/api/v1` has the same. */
export const operations = {
  iterations: {
    'GET /api/latest/spaces/{space_uid}/iterations': {
      summary: 'Iterations of a space',
      query: {
        status: 'planned, active, closed, removed; several are separated by commas',
        with_data: 'cards: with the records of their cards',
        limit: '100, which is also the most',
        offset: 'How many are left out, 0',
        order: 'asc or desc by creation, asc',
      },
      differs: 'A status that is unknown names none; the pages describe no error for it.',
    },
    'POST /api/latest/spaces/{space_uid}/iterations': { summary: 'Make an iteration' },
    'GET /api/latest/spaces/{space_uid}/iterations/{id}': { summary: 'One iteration' },
    'PATCH /api/latest/spaces/{space_uid}/iterations/{id}': {
      summary: 'Change an iteration; start, close or remove it by its status',
      differs: 'Codes of rules that the vendor does not publish are our own.',
    },
    'DELETE /api/latest/spaces/{space_uid}/iterations/{id}': { summary: 'Remove an iteration; its cards may move' },
  },
  cards: {
    'GET /api/latest/spaces/{space_uid}/iterations/{iteration_id}/cards': {
      summary: 'Cards of an iteration',
      query: { status: 'active or removed; without it both' },
    },
    'POST /api/latest/spaces/{space_uid}/iterations/{iteration_id}/cards': {
      summary: 'Add a card to an iteration',
      differs: 'Any card of the space can be added; the vendor wants its board to be a primary one.',
    },
    'DELETE /api/latest/spaces/{space_uid}/iterations/{iteration_id}/cards/{card_uid}': {
      summary: 'Take a card out of an iteration',
    },
    'GET /api/latest/cards/{card_uid}/iterations-history': {
      summary: 'Iterations that a card has been in, newest first',
      query: { with_details: 'true: with iterations and people, not their ids alone' },
      differs: 'People are told without pictures and presence, which are not kept.',
    },
    'GET /api/latest/cards': { summary: 'Find cards', notOffered },
    'POST /api/latest/cards': { summary: 'Make a card', notOffered },
    'GET /api/latest/cards/{id}': { summary: 'One card', notOffered },
    'PATCH /api/latest/cards/{id}': { summary: 'Change or move a card', notOffered },
    'DELETE /api/latest/cards/{id}': { summary: 'Delete a card', notOffered },
    'GET /api/latest/cards/{id}/location-history': { summary: 'Where a card has stood', notOffered },
    'GET /api/latest/cards/{id}/members': { summary: 'Members of a card; they are also added and removed', notOffered },
    'GET /api/latest/cards/{id}/tags': { summary: 'Tags of a card; they are also added and removed', notOffered },
    'GET /api/latest/cards/{id}/comments': { summary: 'Comments on a card; they are also written', notOffered },
  },
  sprints: {
    'GET /api/latest/sprints': { summary: 'Sprints, which are older than iterations', notOffered },
    'GET /api/latest/sprints/{id}': { summary: 'Summary of a sprint', notOffered },
    'POST /api/latest/sprints': { summary: 'Make a sprint', notOffered },
    'PATCH /api/latest/sprints/{id}': { summary: 'Change or finish a sprint', notOffered },
  },
  spaces: {
    'GET /api/latest/spaces': { summary: 'All spaces', notOffered },
    'POST /api/latest/spaces': { summary: 'Make a space', notOffered },
    'GET /api/latest/spaces/{id}': { summary: 'One space', notOffered },
    'PATCH /api/latest/spaces/{id}': { summary: 'Change a space', notOffered },
    'DELETE /api/latest/spaces/{id}': { summary: 'Delete a space', notOffered },
    'GET /api/latest/spaces/{id}/users': {
      summary: 'People of a space; they are also invited and removed',
      notOffered,
    },
    'GET /api/latest/tree-entities': { summary: 'Spaces and documents as a tree', notOffered },
  },
  boards: {
    'GET /api/latest/spaces/{space_id}/boards': { summary: 'Boards of a space', notOffered },
    'POST /api/latest/spaces/{space_id}/boards': { summary: 'Make a board', notOffered },
    'GET /api/latest/spaces/{space_id}/boards/{id}': { summary: 'One board of a space', notOffered },
    'PATCH /api/latest/spaces/{space_id}/boards/{id}': { summary: 'Change a board', notOffered },
    'DELETE /api/latest/spaces/{space_id}/boards/{id}': { summary: 'Delete a board', notOffered },
    'GET /api/latest/boards/{id}': { summary: 'One board with its cards', notOffered },
    'GET /api/latest/boards/{board_id}/columns': { summary: 'Columns; they are also made and changed', notOffered },
    'GET /api/latest/boards/{board_id}/lanes': { summary: 'Lanes; they are also made and changed', notOffered },
    'GET /api/latest/columns/{column_id}/subcolumns': { summary: 'Columns within a column', notOffered },
  },
  dictionaries: {
    'GET /api/latest/users/current': { summary: 'Who the caller is', notOffered },
    'GET /api/latest/users': { summary: 'People of the company', notOffered },
    'GET /api/latest/user-roles': { summary: 'Roles of people', notOffered },
    'GET /api/latest/tags': { summary: 'All tags', notOffered },
    'POST /api/latest/tags': { summary: 'Make a tag', notOffered },
    'GET /api/latest/card-types': { summary: 'Types of cards', notOffered },
    'POST /api/latest/card-types': { summary: 'Make a type of cards', notOffered },
  },
} as const satisfies Operations;
