/** Numbers and shares. */
const NUMBERS = [
  "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
  "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|quarter|once|twice|double|triple|percent",
  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next",
  "uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|cien|ciento|mil|mitad|primero|segundo",
  "deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|mille|moitié|premier|second",
  "eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|hälfte|erste|zweite",
];

/** Days, months, times and holidays, and words for when. */
const TIMES = [
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|weekday|weekend",
  "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
  "today|tonight|tomorrow|yesterday|morning|afternoon|evening|night|noon|midnight|lunch|second|minute|hour|day|week|month|year|quarter|fortnight|date|time|deadline",
  "now|soon|sooner|immediately|instantly|shortly|asap|promptly|eod|eow|eom|cob|am|pm|later|never|always",
  "christmas|xmas|easter|thanksgiving|halloween|hanukkah|ramadan|eid|diwali|passover|holiday|vacation|navidad|noël|weihnachten|ostern|silvester",
  "lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|mañana|hoy|ayer|ahora|hora|minuto|día|dia|semana|mes|año|pronto|fecha",
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
  "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui|hier|maintenant|heure|jour|semaine|mois|ans|année|bientôt",
  "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
  "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|morgen|übermorgen|heute|gestern|jetzt|stunde|minute|tag|woche|monat|jahr|bald|sofort",
  "januar|februar|märz|juni|juli|oktober|dezember",
];

/** Yes and no, and that something is settled. */
const AGREEMENTS = [
  "yes|yep|yeah|yup|no|nope|ok|okay|sure|certainly|absolutely|definitely|deal|done|granted|fired|hired|sold|right|fine|correct",
  "sí|si|vale|claro|trato|hecho|acuerdo|oui|non|accord|marché|entendu|ja|nein|klar|abgemacht|einverstanden|gekündigt",
];

/** An address in words. */
const ADDRESSES = ["dot|com|net|org|www|http|https|slash|punto|barra|point|punkt"];

const GUARDED_WORDS = new RegExp(
  `^(?:${[...NUMBERS, ...TIMES, ...AGREEMENTS, ...ADDRESSES].join("|")})(?:'?e?[sn])?$`,
  "u",
);

/** Money, and what promises, permits or settles something: words that begin so. */
const GUARDED_BEGINNINGS = new RegExp(
  `^(?:${[
    "dollar|euro|pound|buck|usd|eur|gbp|bitcoin|crypto|price|pay|paid|fee|cost|free|refund|reimburs|discount|credit|charge|bill|bonus|compensat|money|cash|gift|waiv|owe|debt|salar|rais",
    "guarant|promis|assur|warrant|commit|confirm|approv|agree|accept|consent|authori[sz]|permi|allow|offer|oblig|liab|cancel|terminat|forgiv|settl",
    "gratis|precio|pag|dinero|reembols|descuento|factur|cuota|garant|promet|promes|acept|aprob|confirm|cancel",
    "prix|pai|pay|argent|rembours|remise|gratuit|prome|accept|approuv|annul",
    "kost|preis|geld|zahl|rabatt|erstatt|gebühr|rechnung|umsonst|verspr|bestätig|genehmig|akzept|storn",
  ].join("|")})`,
  "u",
);

/**
 * Whether a word, in small letters, tells of a number, a day or time, money, a promise or an agreement: what only the
 * person may say. English, Spanish, French and German.
 */
export const isGuarded = (word: string): boolean =>
  /\p{N}/u.test(word) || GUARDED_WORDS.test(word) || GUARDED_BEGINNINGS.test(word);
