/** The calendar of a project's iterations that a person may subscribe to by a secret address. */
export interface CalendarFeedTable {
  org_id: number;
  project_id: number;
  person_id: number;
  /** SHA-256 of the secret, hex. */
  hash: string;
  created_at: number;
}
