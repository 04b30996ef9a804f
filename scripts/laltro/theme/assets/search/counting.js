// @ts-check
// A sentence with a number in it, in the form that the number asks for in the language of the page.

// Forms are named after CLDR's plurals (`one`, `few`, …) and `other` stands for those that are not there; a language
// whose words stay as they are has the sentence alone.
/** @type {(lang: string) => (forms: Forms, n: number) => string} */
export const counting = (lang) => {
  const rules = new Intl.PluralRules(lang);
  const figure = new Intl.NumberFormat(lang);
  return (forms, n) => {
    const text = typeof forms === "string" ? forms : forms[rules.select(n)] ?? forms.other;
    return text.replaceAll("{n}", figure.format(n));
  };
};
