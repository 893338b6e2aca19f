import { VolleyError } from "@volley/server";

/** Lists the users in a group; none when there is no such group, for a group without members isn't there. */
export async function usersOf(group: { members(): Promise<readonly string[]> }): Promise<readonly string[]> {
  try {
    return await group.members();
  } catch (error) {
    if (VolleyError.is(error, "NOT_FOUND")) return [];
    throw error;
  }
}
