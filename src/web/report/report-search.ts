/** What the address of a report says. */
export interface ReportSearch {
  /** The number of the statement; without it, the latest. */
  readonly statement?: number;
}

/** Takes from an address what it understands, and leaves the rest. */
export function reportSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  const { statement } = search;
  return typeof statement === 'number' && Number.isSafeInteger(statement) && statement > 0 ? { statement } : {};
}
