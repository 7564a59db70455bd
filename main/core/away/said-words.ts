/** Signs that nobody sees, or that turn the order of others round. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;

/**
 * A text as it is compared and sent: wide, round and joined forms of a sign are the plain one, since both look alike to who
 * reads. Null if it holds signs that are not seen.
 */
export const plainText = (text: string): string | null => {
  const plain = text.normalize("NFKC").replaceAll("\r\n", "\n").replaceAll("\t", " ").trim();
  return HIDDEN.test(plain) ? null : plain;
};

const ENDS_SENTENCE = /[.!\n]/u;

/**
 * The words of a plain text, each between single spaces, with " . " where a sentence begins or ends and " , " at lesser
 * breaks. Words are in small letters; what holds a digit or any other sign (a number, a link, a question) stays as it is.
 */
export const written = (text: string): string => {
  const parts = text
    .replaceAll(/[’ʼ´`]/gu, "'")
    .replaceAll("\n", " \n ")
    .split(/[^\S\n]+/u)
    .filter((part) => part !== "");
  const words = parts.flatMap((part) => {
    const [, word = "", signs = ""] = /^(.*?)([.,;:!\n–—-]*)$/su.exec(part) ?? [];
    const plain = /^[\p{L}\p{M}'-]+$/u.test(word) ? word.toLowerCase() : word;
    const mark = signs === "" ? "" : ENDS_SENTENCE.test(signs) ? "." : ",";
    return [plain, mark].filter((each) => each !== "");
  });
  return ` . ${words.join(" ")} . `;
};

type Break = "." | "&" | "," | "";

/** Some words between two breaks; `before`: the stronger of what stands before them. */
export type Clause = { readonly words: string; readonly before: Break };

/** The clauses of what `written` gave; " & " stands where two are joined by a word. */
export const clausesOf = (said: string): readonly Clause[] => {
  const strength: readonly string[] = ["", ",", "&", "."];
  const clauses: Clause[] = [];
  let before: Break = "";
  let words: string[] = [];
  const end = (): void => {
    if (words.length > 0) clauses.push({ words: words.join(" "), before });
    if (words.length > 0) before = "";
    words = [];
  };
  for (const word of said.trim().split(" ")) {
    if (word === "." || word === "&" || word === ",") {
      end();
      if (strength.indexOf(word) > strength.indexOf(before)) before = word;
    } else words.push(word);
  }
  end();
  return clauses;
};
