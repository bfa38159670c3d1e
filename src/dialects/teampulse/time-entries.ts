import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { bodyOf, type Members, sentBack } from './read-members.ts';
import { registerResource } from './register-resource.ts';
import {
  TimeEntry,
  TimeEntryType,
  timeEntryKeys,
  timeEntryList,
  timeEntryMembers,
  timeEntryTypeList,
  toTimeEntry,
  toTimeEntryType,
} from './time-entries.wire.ts';

const mostHours = 1000;
const longestNote = 128;

/** The time that people worked on tasks (vendor page "Time Entries"). */
export function timeEntries(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'timeentries',
    missing: 'Time entry not found',
    keys: timeEntryKeys,
    form: { date: 'date', hours: 'number', userId: 'number', taskId: 'number' },
    model: TimeEntry,
    body: bodyOf(timeEntryMembers),
    list: timeEntryList,
    lists: ['own', { below: 'tasks' }],
    find: (caller, of, query) => actions.listTimeEntries(caller, { of, query }),
    get: (caller, id) => actions.getTimeEntry(caller, { id }),
    create: (caller, members) => {
      const { date, hours, type, note = null, userId } = readBody(members);
      for (const [name, value] of Object.entries({ date, hours, type, userId })) members.require(name, value);
      return actions.recordTime(caller, {
        itemId: members.home('taskId'),
        personId: userId ?? 0,
        day: date ?? '',
        hours: hours ?? 0,
        workType: type ?? '',
        note,
        onTasksAlone: true,
        doubts: members.doubts(),
      });
    },
    change: (caller, named, members) => {
      const { date, hours, type, note, userId } = readBody(members);
      for (const [name, value] of Object.entries({ date, hours, type })) {
        if (value === null) members.require(name, null);
      }
      return actions.changeTimeEntry(caller, {
        ...named,
        fields: {
          ...(typeof date === 'string' ? { day: date } : {}),
          ...(typeof hours === 'number' ? { hours } : {}),
          ...(typeof type === 'string' ? { workType: type } : {}),
          ...(note === undefined ? {} : { note }),
        },
        fixed: sentBack({ personId: userId, itemId: members.id('taskId') }),
        doubts: members.doubts(),
      });
    },
    remove: (caller, named) => actions.removeTimeEntry(caller, named),
    show: toTimeEntry,
  });
}

/** What time may be recorded as in a project: the `type` of time entries. */
export function timeEntryTypes(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return registerResource(actions, settings, {
    path: 'timeentrytypes',
    missing: 'Time entry type not found',
    keys: {},
    form: {},
    model: TimeEntryType,
    list: timeEntryTypeList,
    lists: [{ below: 'projects' }],
    find: (caller, of, query) => actions.listWorkTypes(caller, { of, query }),
    show: toTimeEntryType,
  });
}

function readBody(members: Members) {
  return {
    date: members.day('date'),
    hours: members.number('hours', mostHours),
    type: members.text('type', { min: 1, max: 256 }),
    note: members.text('note', { min: 0, max: longestNote, lines: 'several' }),
    userId: members.id('userId'),
  };
}
