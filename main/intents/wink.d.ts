declare module "wink-tokenizer" {
  type Token = { readonly value: string; readonly tag: string };
  const Tokenizer: new () => { tokenize(text: string): readonly Token[] };
  export = Tokenizer;
}

declare module "wink-porter2-stemmer" {
  const stem: (word: string) => string;
  export = stem;
}
