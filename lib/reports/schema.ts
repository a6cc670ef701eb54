import { z } from "zod";
import { cadences, readersAtMost } from "./rules.ts";

const Day = z.iso.date("datesInvalid");

export const ExportReport = z.strictObject({ from: Day, to: Day });

export const ScheduleReport = z.strictObject({
  cadence: z.enum(cadences),
  readers: z.array(z.uuid()).min(1, "nothingChosen").max(readersAtMost),
});

export const EndSchedule = z.strictObject({ scheduleId: z.uuid() });
