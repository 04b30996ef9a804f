// SPDX-FileCopyrightText: 2026 Milano Sei L'Altro contributors
// SPDX-License-Identifier: EUPL-1.2
// Reads `[{schema, values}]` as JSON on standard input and prints, for each, whether the values are valid, as `[[true]]`;
// a schema that Ajv refuses (its patterns are compiled as ECMAScript does with the `u` flag) is told as its message.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

function verdicts({ schema, values }) {
  // What yaml-language-server shows beside the choices of an `enum`.
  const ajv = new Ajv2020({ keywords: ["enumDescriptions"] });
  try {
    return values.map(ajv.compile(schema));
  } catch (error) {
    return error.message;
  }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(verdicts)));
