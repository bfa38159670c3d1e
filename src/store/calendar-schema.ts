/** The tables that say when there is work. */
export interface CalendarTables {
  working_calendar: WorkingCalendarTable;
  work_pattern: WorkPatternTable;
  time_off: TimeOffTable;
  time_off_past: TimeOffPastTable;
  calendar_at_close: CalendarAtCloseTable;
}

/** What one level says about working days: an iteration, a project (no iteration), or the organization (neither). */
export interface WorkingCalendarTable {
  org_id: number;
  project_id: number | null;
  iteration_id: number | null;
  /** JSON: 1 for Monday … 7 for Sunday; null leaves the week to a wider level. */
  weekdays: string | null;
  /** JSON: `SpecialDay[]`, by rising day. */
  days: string;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** Who works in a project, or differently in one of its iterations, and for how long. */
export interface WorkPatternTable {
  org_id: number;
  project_id: number;
  iteration_id: number | null;
  /** JSON: `WorkPattern[]`, by rising number of the person. */
  patterns: string;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** When a person is away. */
interface TimeOffTable {
  org_id: number;
  person_id: number;
  /** JSON: `TimeOff[]`, oldest first. */
  spans: string;
  version: number;
  updated_at: number;
  updated_by: number;
}

/** When a person was to be away, until something else was said. */
interface TimeOffPastTable {
  org_id: number;
  person_id: number;
  version: number;
  /** JSON: `TimeOff[]`, oldest first. */
  spans: string;
  ended_at: number;
}

/** The calendar and the capacity that held when an iteration was closed; gone when it is reopened. */
interface CalendarAtCloseTable {
  org_id: number;
  iteration_id: number;
  weekdays: string;
  days: string;
  /** JSON: `Capacity`; null where nobody's work was planned. */
  capacity: string | null;
  /** That of its team in full-time days, beside it for sums over iterations. */
  person_days: number | null;
}
