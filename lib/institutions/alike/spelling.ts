import { searchable } from "../search.ts";

/** Words that say nothing of which institution it is. */
const filler = new Set(["of", "the", "and", "for", "pvt", "private", "ltd", "limited", "smc", "inc"]);

/**
 * Are these two spellings of one name? The same words in any order, written together or apart, each at most one letter off
 * (two in a long one), without "of", "the" or "(Private) Limited". "University of X" is none of "University of X and Y", and
 * names that differ by a figure are two.
 */
export function isSpeltAlike(one: string, other: string): boolean {
  return areWordsAlike(wordsOf(one), wordsOf(other));
}

/** The words of a name that count, folded: worked out once where one name is compared with many. */
export function wordsOf(name: string): string[] {
  return searchable(name)
    .split(" ")
    .filter((word) => word !== "" && !filler.has(word));
}

/** As `isSpeltAlike`, of words that `wordsOf` gave. */
export function areWordsAlike(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return false;
  if (one.join("") === other.join("")) return true;
  if (one.length !== other.length) return false;
  const left = [...other];
  return one.every((word) => {
    const at = bestOf(word, left);
    if (at === -1) return false;
    left.splice(at, 1);
    return true;
  });
}

/** Where among the words the same stands, else one that is nearly the same; -1 for none. */
function bestOf(word: string, words: readonly string[]): number {
  const same = words.indexOf(word);
  return same === -1 ? words.findIndex((other) => isNearly(word, other)) : same;
}

function isNearly(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  if (length < 5 || /\d/.test(one) || /\d/.test(other)) return false;
  return distance(one, other) <= (length < 9 ? 1 : 2);
}

/** How many letters have to be put in, left out, changed or swapped with their neighbour to make one word the other. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (row[j - 1] ?? 0) + 1,
        (last[j] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
