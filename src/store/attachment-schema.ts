import type { Generated } from 'kysely';
import type { Stamped } from './work-details-schema.ts';

/** Files of items. The bytes are beside the database, under the `uid`; a row is stored only once they are there. */
export interface AttachmentTable extends Stamped {
  org_id: number;
  id: number;
  uid: string;
  item_id: number;
  comment_id: number | null;
  name: string;
  description: string | null;
  media_type: string;
  size: number;
  hash: string;
}

/** The last number given. */
export interface AttachmentCounters {
  attachment: Generated<number>;
}

/** What somebody has marked of what happened; what is not marked is unread. */
export interface ActivityMarkTable {
  org_id: number;
  person_id: number;
  event_seq: number;
  is_read: number;
  is_flagged: number;
}
