import { isoInstant } from '../../domain/days.ts';

/** `YYYY-MM-DDThh:mm:ss.sss+0000`: always UTC, the offset without a colon (vendor page "General request format"). */
export function trackerInstant(at: number): string {
  return isoInstant(at).replace('Z', '+0000');
}
