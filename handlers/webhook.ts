/** Stands in until the webhook is there. */
export function handler(): void {}
