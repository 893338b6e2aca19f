import * as z from "zod";

export const Move = z.object({ table: z.string(), word: z.string() });
export const Scored = z.object({ score: z.number() });
export const Point = z.object({ uid: z.string(), x: z.number(), y: z.number() });
export const Played = z.object({ table: z.string(), uid: z.string(), word: z.string() });
export const Chat = z.object({ from: z.string(), text: z.string() });
export type Played = z.output<typeof Played>;
