/** One change that is carried out on many items, a few at a time. */
export interface BulkChangeTable {
  org_id: number;
  id: string;
  /** JSON: who asked for it, as the rights were then. */
  actor: string;
  /** JSON: what is done to each item. */
  deed: string;
  /** JSON: the numbers of the items, in order; none once it is finished. */
  item_ids: string;
  status: 'created' | 'running' | 'complete' | 'failed';
  total: number;
  /** How many were gone through, the refused ones too. */
  done: number;
  refused: number;
  created_at: number;
  created_by: number;
  updated_at: number;
}

/** An item that a bulk change left as it was, and why. */
export interface BulkChangeRefusalTable {
  org_id: number;
  bulk_change_id: string;
  item_id: number;
  /** JSON: `RefusalData`. */
  refusal: string;
}
