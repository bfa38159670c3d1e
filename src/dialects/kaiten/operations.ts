import type { FastifyInstance } from 'fastify';
import { cardOperations } from './card-operations.ts';

type Operations = Parameters<FastifyInstance['serveOpenApi']>[0]['operations'];

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
    ...cardOperations,
  },
  sprints: {
    'GET /api/latest/sprints': {
      summary: 'Sprints: the iterations of all spaces, the newest first',
      query: {
        active: 'true or false; without it both',
        limit: '100, which is also the most',
        offset: 'How many are left out, 0',
      },
    },
    'GET /api/latest/sprints/{id}': {
      summary: 'A sprint with its cards and how they came to be',
      query: { exclude_deleted_cards: 'true: without the cards that were deleted while in it' },
      differs:
        'It holds the cards of the iteration, not those of a board; at most 2,000 cards and 10,000 versions are told.',
    },
    'POST /api/latest/sprints': {
      summary: 'Make a sprint',
      differs: 'It is planned, without cards, until it is made active; the vendor’s begins at once.',
    },
    'PATCH /api/latest/sprints/{id}': { summary: 'Change, start or finish a sprint' },
  },
  spaces: {
    'GET /api/latest/spaces': {
      summary: 'All spaces, with their boards',
      query: { limit: 'All', offset: 'How many are left out, 0', archived: 'true or false: those alone' },
    },
    'POST /api/latest/spaces': {
      summary: 'Make a space',
      differs:
        'Everybody of the company sees every space, so `access` and what goes with it are passed over with a warning.',
    },
    'GET /api/latest/spaces/{space_id}': { summary: 'One space' },
    'PATCH /api/latest/spaces/{space_id}': {
      summary: 'Change a space',
      differs: 'Any key makes a change; `access` and what goes with it are passed over with a warning.',
    },
    'DELETE /api/latest/spaces/{space_id}': {
      summary: 'Delete a space',
      differs: 'A space that holds cards or iterations is refused, so that nothing is lost in silence.',
    },
    'GET /api/latest/spaces/{space_id}/users': {
      summary: 'People who see a space, and their roles',
      query: {
        include_inherited_access: 'false: only those with a role of their own in the space',
        inactive: 'true: only those who were switched off',
        limit: '100, at most 500',
        last_user_id: 'The id at which the page before ended',
      },
    },
    'GET /api/latest/spaces/{space_id}/users/{user_id}': { summary: 'Somebody who sees a space' },
    'POST /api/latest/spaces/{space_id}/users': {
      summary: 'Give somebody a role in a space, by their address',
      differs: 'No mail is sent; a new address takes an administrator of the company.',
    },
    'PATCH /api/latest/spaces/{space_id}/users/{user_id}': {
      summary: 'Change the role of somebody in a space',
      differs: 'Nobody is notified of anything, so settings of notifications have no effect.',
    },
    'DELETE /api/latest/spaces/{space_id}/users/{user_id}': { summary: 'Take the role of somebody in a space away' },
    'GET /api/latest/tree-entities': {
      summary: 'Spaces as a tree',
      query: {
        parent_entity_uid: 'Only what is below this space',
        levels_count: '1 or 2 levels deep',
        limit: '500, which is also the most',
        offset: 'How many are left out, 0',
      },
      differs: 'There are no documents and no groups of them.',
    },
  },
  boards: {
    'GET /api/latest/spaces/{space_id}/boards': { summary: 'Boards of a space, without their cards' },
    'POST /api/latest/spaces/{space_id}/boards': { summary: 'Make a board with its columns and lanes' },
    'GET /api/latest/spaces/{space_id}/boards/{id}': { summary: 'One board of a space with its cards' },
    'PATCH /api/latest/spaces/{space_id}/boards/{id}': {
      summary: 'Change a board',
      differs: 'A board stays in its space; what it is shown by is kept and has no effect of its own.',
    },
    'DELETE /api/latest/spaces/{space_id}/boards/{id}': {
      summary: 'Delete a board, by force alone',
      query: { force: 'true, as in the body' },
      differs: 'Its cards and iterations move to the first board of the space, which itself stays.',
    },
    'GET /api/latest/boards/{id}': { summary: 'One board with its cards, archived ones too' },
    'GET /api/latest/boards/{board_id}/columns': { summary: 'Columns of a board with their subcolumns' },
    'POST /api/latest/boards/{board_id}/columns': { summary: 'Add a column' },
    'PATCH /api/latest/boards/{board_id}/columns/{id}': {
      summary: 'Change or move a column; its cards take the state of its type',
    },
    'DELETE /api/latest/boards/{board_id}/columns/{id}': {
      summary: 'Delete a column, by force if cards stand in it',
      query: { force: 'true, as in the body' },
      differs: 'An empty column needs no force, and cards move to the nearest column.',
    },
    'GET /api/latest/columns/{column_id}/subcolumns': { summary: 'Subcolumns of a column' },
    'POST /api/latest/columns/{column_id}/subcolumns': { summary: 'Add a subcolumn' },
    'PATCH /api/latest/columns/{column_id}/subcolumns/{id}': { summary: 'Change or move a subcolumn' },
    'DELETE /api/latest/columns/{column_id}/subcolumns/{id}': {
      summary: 'Delete a subcolumn, by force if cards stand in it',
      query: { force: 'true, as in the body' },
      differs: 'An empty subcolumn needs no force, and cards go on standing in the column.',
    },
    'GET /api/latest/boards/{board_id}/lanes': {
      summary: 'Lanes of a board',
      query: { condition: '1 in play, 2 archived, 3 deleted; without it 1 and 2' },
    },
    'POST /api/latest/boards/{board_id}/lanes': { summary: 'Add a lane' },
    'PATCH /api/latest/boards/{board_id}/lanes/{id}': { summary: 'Change, archive or unarchive a lane' },
    'DELETE /api/latest/boards/{board_id}/lanes/{id}': {
      summary: 'Delete a lane, by force if cards stand in it',
      query: { force: 'true, as in the body' },
      differs: 'An empty lane needs no force, and cards move to the first lane in play.',
    },
  },
  dictionaries: {
    'GET /api/latest/users/current': {
      summary: 'Who the caller is',
      differs: 'What is not kept here, such as pictures and settings, is told as for somebody who never set it.',
    },
    'GET /api/latest/users': {
      summary: 'People of the company',
      query: {
        query: 'A part of a name, an address or a username',
        ids: 'Several are separated by commas',
        include_inactive: 'true: also those who were switched off',
        limit: '100, which is also the most',
        offset: 'How many are left out, 0',
      },
      differs: 'Who administrates is told to administrators, by /company/users.',
    },
    'PATCH /api/latest/users/{id}': {
      summary: 'Change how oneself is called',
      differs:
        'Only `full_name` and `username` are kept; a password is refused, the rest is passed over with a warning.',
    },
    'GET /api/latest/company/users': {
      summary: 'People of the company with their roles, for administrators',
      query: {
        query: 'A part of a name, an address or a username',
        limit: '100, which is also the most',
        offset: 'How many are left out, 0',
      },
    },
    'GET /api/latest/user-roles': {
      summary: 'Roles of people in the company',
      differs: 'There is the built-in one alone.',
    },
    'GET /api/latest/tags': {
      summary: 'Tags of the company',
      query: {
        query: 'Part of a name, in any letter case',
        ids: 'Numbers of tags, separated by commas',
        space_id: 'Only those that a card of the space bears',
        limit: '100, which is also the most',
        offset: 'How many are left out, 0',
      },
      differs: 'Tags that no card bears are told too. A tag has a colour by its number.',
    },
    'POST /api/latest/tags': { summary: 'Make a tag; one of that name is answered if there is one' },
    'GET /api/latest/card-types': {
      summary: 'Types of cards',
      query: { limit: '100, which is also the most', offset: 'How many are left out, 0' },
    },
    'POST /api/latest/card-types': {
      summary: 'Make a type of cards',
      differs: 'Letter and colour may be left out; whoever may plan may make one.',
    },
    'GET /api/latest/card-types/{id}': { summary: 'One type of cards' },
    'PATCH /api/latest/card-types/{id}': { summary: 'Change a type of cards' },
    'DELETE /api/latest/card-types/{id}': { summary: 'Remove a type that no card has' },
  },
} as const satisfies Operations;
