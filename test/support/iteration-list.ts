import { createFieldNames } from '../../src/dialects/teampulse/odata/fields.ts';
import type { ListResource } from '../../src/dialects/teampulse/odata/options.ts';
import type { FieldCatalogue } from '../../src/domain/filter.ts';

/** TeamPulse's iteration as a resource that can be queried; its names serve as ours. */
export const iterationCatalogue = {
  id: { type: 'integer', nullable: false },
  projectId: { type: 'integer', nullable: false },
  parentId: { type: 'integer', nullable: false },
  name: { type: 'text', nullable: false },
  path: { type: 'text', nullable: false },
  sequence: { type: 'integer', nullable: false },
  isRelease: { type: 'boolean', nullable: false },
  startDate: { type: 'day', nullable: false },
  endDate: { type: 'day', nullable: false },
  minCapacity: { type: 'number', nullable: true },
  maxCapacity: { type: 'number', nullable: true },
  createdBy: { type: 'text', nullable: false },
  createdAt: { type: 'instant', nullable: false },
  lastModifiedBy: { type: 'text', nullable: false },
  lastModifiedAt: { type: 'instant', nullable: false },
} as const satisfies FieldCatalogue;

const members = Object.keys(iterationCatalogue);

export const iterationFields = createFieldNames(
  iterationCatalogue,
  Object.fromEntries(members.map((name) => [name, name])),
);

export const iterationList: ListResource = { fields: iterationFields, members, defaultTop: null, largestTop: 1000 };

export const now = Date.UTC(2013, 9, 10, 12);
