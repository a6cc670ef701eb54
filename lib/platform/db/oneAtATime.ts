import pg from "pg";

/**
 * A connection that is asked one thing after the other. Prisma loads the relations of one read at once, also where a transaction has a
 * single connection (prisma/orm#29646); what pg did then, to keep them waiting by itself, it will do no more.
 */
export class OneAtATime extends pg.Client {
  #last: Promise<unknown> = Promise.resolve();

  override query = ((...asked: [never]) => {
    const [question] = asked as unknown[];
    const isOfPool = typeof asked.at(-1) === "function" || typeof Object(question).submit === "function";
    // The pool asks on a connection that nobody else has.
    if (isOfPool) return super.query(...asked);
    const answer = this.#last.then(() => super.query(...asked));
    this.#last = answer.catch(() => undefined);
    return answer;
  }) as pg.Client["query"];
}
