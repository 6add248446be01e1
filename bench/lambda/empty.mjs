/** A function that does nothing, to compare with. */
export async function handler() {
  return null;
}
