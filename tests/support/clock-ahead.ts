/** Preloaded into a program: sets its clock an hour ahead. */
const now = Date.now;
const ahead = 3_600_000;

class DateAhead extends Date {
  static override now(): number {
    return now() + ahead;
  }

  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [now() + ahead] : given) as [number]));
  }
}

globalThis.Date = DateAhead as DateConstructor;
