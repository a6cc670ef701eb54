import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";

/** To whom places are offered: whoever was shown as next in the order. */
export const OfferPlaces = z.strictObject({ applicationId: z.uuid() });

export const AnswerOffer = z.strictObject({ offerId: z.uuid(), version: WholeNumber });
