import { compose, fill, keyOf, type LabelledText, notAKey, PLACES, SLOT } from "./labelledText";
import { DIGITS, LOWER, makeIds, UPPER } from "./syntheticIds";

const key = keyOf("alibaba", "access-key");
const temporaryKey = keyOf("alibaba", "temporary-key");

/** The set for Alibaba Cloud: what must be found and what must not, by the rules of the policy. */
export function labelledKeys(): readonly LabelledText[] {
  const { longTerm, temporary, characters } = makeIds(20_261_120);
  const texts: LabelledText[] = [];
  const yes = (rule: string, file: string, template: string, id: string): void => {
    texts.push(fill(rule, file, template, key(id)));
  };
  const no = (rule: string, file: string, template: string, decoy: string): void => {
    texts.push(fill(rule, file, template, notAKey(decoy)));
  };
  const letters = (count: number): string => `a${characters(count - 2, LOWER + UPPER)}Z`;
  const placesLike = (...names: readonly string[]): typeof PLACES =>
    PLACES.filter(([file]) => names.includes(file));
  const everyday = placesLike("env", "json", "python", "prose", "chinese", "link in a link");

  for (const [file, template] of PLACES) {
    for (const length of [24, 16, 20])
      yes("any file counts, and its neighbours are no obstacle", file, template, longTerm(length));
    texts.push(
      fill("temporary IDs", file, template.replaceAll(`_${SLOT}`, `-${SLOT}`), temporaryKey(temporary(25))),
    );
  }

  for (let length = 16; length <= 26; length++)
    yes("every length from 16 to 26", "json", '"§"', longTerm(length));
  for (const length of [12, 14, 15, 27, 28, 32, 40]) no("no other length", "json", '"§"', longTerm(length));
  for (const prefix of ["ltai", "Ltai", "LTAl", "LTA1", "LTA"]) {
    no("the prefix is case-sensitive", "ini", "key = §", `${prefix}5t${characters(16)}`);
  }

  for (const [file, template] of everyday) {
    yes("16 characters with both cases need no digit", file, template, `LTAI${letters(12)}`);
    for (const count of [13, 16, 20, 22])
      no("a longer one without a digit is a word", file, template, `LTAI${letters(count)}`);
  }
  no("a longer one without a digit is a word", "java", "class § {", "LTAI" + "IntegrationTestHelper");

  for (const [file, template] of everyday) {
    for (const filler of ["x", "X", "0", "a"]) {
      no("placeholders", file, template, `LTAI${filler.repeat(16)}`);
      no("placeholders", file, template, `LTAI5t${filler.repeat(18)}`);
    }
    no("placeholders", file, template, `LTAI${characters(20, "ab12")}`);
    no("placeholders", file, template, `${longTerm(18)}zzzzz`);
    yes("dummies made of words have the format", file, template, "LTAI" + "5tTestAccessKey12345");
    yes("dummies made of a sequence have the format", file, template, "LTAI" + "Abcd1234abcdef12");
    yes("four equal characters are no placeholder", file, template, `${longTerm(18)}zzzz`);
  }

  for (const mask of ["****", "*", "\\*\\*\\*\\*", "••••", "●●●●", "…", "..."]) {
    no("masked", "log", `ak=§${mask} ok`, longTerm(20));
    no("masked", "markdown", `key §${mask}`, longTerm(16));
    no("masked", "chinese", `密钥§${mask}`, temporary(20));
  }
  no("masked", "ini", "key = §", `LTAI****${characters(4)}`);
  no("masked, in bold", "markdown", "**§****", longTerm(20));

  for (const before of ["x", "9", "Z"]) no("letters and digits touch it", "text", `${before}§`, longTerm(20));
  for (const after of ["x", "9", "Z"]) no("letters and digits touch it", "text", `§${after}`, longTerm(26));
  for (let n = 0; n < 8; n++) {
    no("in the middle of a hash", "text", `${characters(20)}§${characters(20)}`, longTerm(20));
    no("in the middle of a hash", "go.sum", `h1:${characters(9)}§${characters(10)}=`, longTerm(24));
    no(
      "in the middle of a token",
      "jwt",
      `eyJ${characters(30)}.${characters(40)}§${characters(9)}.${characters(43)}`,
      longTerm(22),
    );
  }

  for (const length of [16, 20, 24]) {
    no("base64", "integrity", `"sha512-${characters(40)}+§/${characters(30)}=="`, longTerm(length));
    no("base64", "pem", `\n${characters(20)}/§+${characters(62 - length - 20)}\n`, longTerm(length));
    no(
      "base64",
      "data link",
      `url(data:font/woff2;base64,d09G${characters(40)}/§/${characters(30)}=)`,
      longTerm(length),
    );
    yes("too short for base64", "text", `a+§/${characters(56 - length)}`, longTerm(length));
    yes(
      "a long path is not base64",
      "path",
      `/${characters(30)}/${characters(30)}/§/${characters(20)}`,
      longTerm(length),
    );
  }

  for (const tailLength of [16, 21, 25, 40, 64]) {
    texts.push(compose("temporary IDs", "json", '"AccessKeyId":"', temporaryKey(temporary(tailLength)), '"'));
  }
  for (const before of ["a", "7", "_", ".", "$", "client."]) {
    no("part of a name", "javascript", `${before}§()`, temporary(20));
  }
  for (const tail of [
    "AssumeRoleWithWebIdentityRequest",
    "GetCallerIdentityRequest",
    characters(15),
    `1${characters(64)}`,
  ]) {
    no("no temporary ID", "java", "new §()", `STS.${tail}`);
  }

  no("split IDs are not put together", "javascript", 'const id = § + "rest";', `"LTAI5t${characters(6)}"`);
  no("split IDs are not put together", "shell", "ID=§", `LTAI${characters(6)}\\\n${characters(10)}`);
  for (const [file, template] of everyday) {
    no("legacy IDs have no mark", file, template, characters(16));
    no("a secret is no ID", file, template, characters(30));
  }

  const twice = longTerm(24);
  texts.push(
    compose(
      "each place counts",
      "ini",
      "a = ",
      key(twice),
      "\nb = ",
      key(twice),
      ",",
      key(longTerm(16)),
      "\n",
    ),
  );
  return texts;
}

/** Places on which the peers disagree, or of which nobody has evidence; printed, never asserted. */
export function optionalLabels(): readonly LabelledText[] {
  const { longTerm, characters } = makeIds(15);
  const escape = String.fromCharCode(27);
  const place = (rule: string, template: string, id: string): LabelledText =>
    fill(rule, "optional", template, key(id));
  return [
    place("all digits, 16", '"§"', `LTAI${characters(12, DIGITS)}`),
    place("all digits, 20", '"§"', `LTAI${characters(16, DIGITS)}`),
    place("lower-case hex, 20", '"§"', `LTAI${characters(16, "0123456789abcdef")}`),
    place("lower-case hex, 24", '"§"', `LTAI${characters(20, "0123456789abcdef")}`),
    place("upper case only, 24", '"§"', `LTAI${characters(20, UPPER + DIGITS)}`),
    place("lower case only, 16, no digit", '"§"', `LTAI${characters(12, LOWER)}`),
    place("after a colour code", `${escape}[32m§${escape}[0m`, longTerm(24)),
    place("after a colour code in a string", '"\\u001b[32m§\\u001b[0m"', longTerm(24)),
    place("whole, then an ellipsis", "key §... is old", longTerm(24)),
    place(
      "between dashes in a token",
      `eyJ${characters(20)}.${characters(20)}-§-${characters(9)}`,
      longTerm(20),
    ),
    place(
      "between underscores in a token",
      `eyJ${characters(20)}.${characters(20)}_§_${characters(9)}`,
      longTerm(20),
    ),
    place("a hexdump's text column", `00000000  4c 54 41 49  |§|`, longTerm(16)),
  ];
}
