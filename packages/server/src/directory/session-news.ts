export interface SessionNewsItem {
  readonly uid: string;
}
export class SessionNews {
  constructor(_parts: unknown) {}
  bound(_uid: string, _id: string): void {}
  closed(_uid: string, _id: string, _more: unknown): void {}
  onNews(_handler: (news: SessionNewsItem) => unknown): never {
    throw new Error("to be merged");
  }
}
