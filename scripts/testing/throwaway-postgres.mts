import { freePorts } from "../parts/ports.mts";
import { type Postgres, startPostgres } from "../postgres.mts";
import { throwawayFolder } from "./throwaway.mts";

/** A database server for one run: its own folder, a free port, no fsync. `stop` removes everything. */
export async function throwawayPostgres(): Promise<Postgres> {
  const { folder, remove } = throwawayFolder();
  try {
    const [port = 0] = await freePorts(1);
    const postgres = await startPostgres({ stateFolder: folder, port, fast: true });
    return { ...postgres, stop: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
