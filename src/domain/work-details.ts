/** What every detail of a project's work tells beside itself. Instants are epoch milliseconds. */
export interface Detail {
  readonly id: number;
  /** Of an item's details: the project that the item is in. */
  readonly projectId: number;
  readonly version: number;
  readonly createdAt: number;
  readonly creatorName: string;
  readonly updatedAt: number;
  readonly updaterName: string;
}

/** What a part of the work is about. The areas of a project are a tree; the root is made with the project. */
export interface Area extends Detail {
  readonly parentId: number | null;
  readonly title: string;
  readonly path: string;
  readonly sequence: number;
}

/** Who works on it. */
export interface Team extends Detail {
  readonly title: string;
}

/** How the check of an acceptance criterion went, the state at first foremost. */
export const criterionStatuses = ['Not Executed', 'Pass', 'Fail'] as const;
export type CriterionStatus = (typeof criterionStatuses)[number];

/** What has to hold for an item to be accepted. */
export interface Criterion extends Detail {
  readonly itemId: number;
  readonly title: string;
  readonly description: string | null;
  readonly status: CriterionStatus;
}

/** An address that has to do with an item. */
export interface ItemLink extends Detail {
  readonly itemId: number;
  readonly title: string;
  readonly url: string;
}

/** What somebody said about an item. */
export interface ItemComment extends Detail {
  readonly itemId: number;
  readonly text: string;
  /** Whether those said it that the work is done for, and not the people who do it; 1 or 0. */
  readonly isFeedback: 0 | 1;
}

/** Working time of one person on one day, in hours. */
export interface TimeEntry extends Detail {
  readonly itemId: number;
  readonly personId: number;
  readonly day: string;
  /** The ISO week in which the day lies. */
  readonly week: number;
  readonly hours: number;
  /** One of the project's work types, by its number and by its title. */
  readonly workTypeId: number;
  readonly workType: string;
  readonly note: string | null;
  readonly createdBy: number;
  readonly updatedBy: number;
}

/** What time may be recorded as in a project. */
export interface WorkType {
  readonly id: number;
  readonly projectId: number;
  readonly title: string;
}

/** The work types that every project begins with. */
export const firstWorkTypes = ['Billable', 'Non-Billable'] as const;
