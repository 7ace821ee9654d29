// Calls what belongs to the application.

/** Calls `listener`. What it throws is the application's to hear of, and stops nothing here. */
export function tell(listener: () => unknown): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
