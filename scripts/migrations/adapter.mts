import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import pg from "pg";

const charOid = 18;
const textOid = 25;

/** Which columns of a result were of type "char", by the result's rows. */
const charColumns = new WeakMap<object, number[]>();

/**
 * The driver adapter with what the schema engine needs beyond it: whole scripts (the adapter splits them at every `;`,
 * which breaks function bodies), and columns of type "char", which the engine reads from pg_constraint.
 */
export class MigrationAdapter extends PrismaPg {
  constructor(connectionString: string) {
    super(charTolerantPool(connectionString), { disposeExternalPool: true });
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    const queryRaw: SqlDriverAdapter["queryRaw"] = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

function charTolerantPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 });
  const query = async (...args: unknown[]) => {
    const result: pg.QueryArrayResult = await Reflect.apply(pool.query, pool, args);
    const columns: number[] = [];
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== charOid) continue;
      field.dataTypeID = textOid;
      columns.push(column);
    }
    if (columns.length > 0) charColumns.set(result.rows, columns);
    return result;
  };
  return new Proxy(pool, {
    get: (target, key) => {
      if (key === "query") return query;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
