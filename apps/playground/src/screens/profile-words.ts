// Words of the profile screen.

/** What stands on the badge; undefined while nobody knows. */
export function availability(isAvailable: boolean | undefined): string | undefined {
  if (isAvailable === undefined) return undefined;
  return isAvailable ? 'Takes commissions' : 'Fully booked';
}

/** `1 year`, `22 years`. */
export function yearsText(years: number): string {
  return `${years} ${years === 1 ? 'year' : 'years'}`;
}
