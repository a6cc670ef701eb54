import type { Article } from "../terms.ts";

/** The terms of use in English. */
export const termsEn: readonly Article[] = [
  {
    title: "What these terms are about",
    text: "They govern the licences of the sovereign cloud programme. An institution that registers accepts them through a person who is authorised to bind it. One licence is one seat: the right of one person to build and run software with Caffeine on the national cloud, for the institution's purposes, until the licence expires.",
  },
  {
    title: "Who may apply",
    text: "Universities, startups, government departments and companies that are established in Pakistan and that an administrator has verified. What you state and the documents that you attach must be true and complete. A false statement can end every licence that rests on it.",
  },
  {
    title: "No right to an award",
    text: "Places are limited by sector and by phase. Applications are scored by two reviewers without a conflict of interest and decided by two approvers. The programme may award fewer seats than were asked for, or none, and gives its reasons.",
  },
  {
    title: "Seats and their holders",
    text: "Seats belong to the institution. It gives each seat to one person who studies, works or builds with it, and withdraws the seat when that ends. Seats are not sold, rented or shared. The institution keeps its list of holders current.",
  },
  {
    title: "What is published",
    text: "The institution's name, its sector, and the number, dates and status of every licence are public, so that anybody can verify a licence. The holder's name is not published; the public record holds only a commitment from which nobody can read who the holder is. A record that was published stays in the register's history.",
  },
  {
    title: "Use of the cloud",
    text: "Seats are used within the laws of Pakistan. Nobody may use them to attack other systems, to deceive people, to distribute malicious software or to process personal data without a lawful basis. Whoever builds a service answers for that service and for its data.",
  },
  {
    title: "Data protection",
    text: "The portal keeps what it needs to run the programme: your details, your documents, your applications and a record of who did what. Officials see it as far as their task requires. Documents are kept while the institution is registered and for five years afterwards. You may ask what is kept about you and have errors corrected.",
  },
  {
    title: "Suspension and revocation",
    text: "An approver may suspend a licence where there are grounds to believe that these terms are broken, and reinstate or revoke it after hearing the institution. Suspension and revocation carry a reason, take effect at once and are public. A revoked place does not return to the institution.",
  },
  {
    title: "Objections",
    text: "Against a return, a decline, a suspension or a revocation the institution may object within thirty days, in writing and with reasons. Persons who took no part in the decision examine the objection.",
  },
  {
    title: "Reports",
    text: "Once a year the institution reports in a short form what was built with its seats and who uses it. The programme publishes totals.",
  },
  {
    title: "Availability and liability",
    text: "The programme runs the portal and the register with care but does not promise that they never fail. It is liable for intent and gross negligence. Nothing here limits rights that the law does not allow to be limited.",
  },
  {
    title: "Changes, language and law",
    text: "New terms are announced thirty days ahead and have to be accepted anew; until then the version that you accepted applies. The English and the Urdu text are equally binding. The law of Pakistan applies, and the courts in Islamabad have jurisdiction.",
  },
];
