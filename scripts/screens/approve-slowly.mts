// Approves one proposed batch; how long that may be taken back is for whoever starts this to say (UNDO_SECONDS).
import { approveBatch } from "../../lib/licences/commands.ts";
import { db } from "../../lib/platform/db/client.ts";
import { sender } from "../../lib/platform/jobs/queues.ts";
import { toApprove } from "../scenario/decide.mts";
import { must } from "../scenario/must.mts";
import { demoPerson } from "../scenario/people.mts";
import { joinRunningPortal } from "../scenario/portal.mts";

joinRunningPortal();
const [batchId = ""] = process.argv.slice(2);
const approver = await demoPerson("Demo approver 2");
must(await approveBatch(approver, await toApprove(approver, batchId)), "an approval");
await (await sender()).stop({ graceful: false });
await db().$disconnect();
