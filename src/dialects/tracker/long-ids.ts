/** A number in the 24 hexadecimal digits in which comments and changes are named here. */
export function longId(id: number): string {
  return id.toString(16).padStart(24, '0');
}

/** The number behind 24 hexadecimal digits; undefined for anything else, which names nothing. */
export function readLongId(text: string): number | undefined {
  return /^0{11}[0-9a-f]{13}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}
