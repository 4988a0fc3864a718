// Reads statements, one in JSON a line, and writes for each what the parsers say of it: null where it was understood, else why not.
import { createInterface } from 'node:readline';
import { init, parse as parseByDatafusion } from '@guanmingchiu/sqlparser-ts';
import { parse as parseByPolyglot } from '@polyglot-sql/sdk';

await init();

const kinds = (ast) => [ast].flat().flatMap((node) => Object.keys(node));

// A parser that only keeps the words of a statement has not understood it.
const opaque = { datafusion: ['ShowVariable'], polyglot: ['command', 'raw'] };

const understood = (parser, found) => {
  const vague = found.find((kind) => opaque[parser].includes(kind));
  return vague === undefined ? null : `not understood: ${vague}`;
};

const datafusion = (sql) => {
  try {
    return understood('datafusion', kinds(parseByDatafusion(sql, 'snowflake')));
  } catch (failure) {
    return String(failure.message ?? failure);
  }
};

const polyglot = (sql) => {
  const parsed = parseByPolyglot(sql, 'snowflake');
  return parsed.success ? understood('polyglot', kinds(parsed.ast)) : String(parsed.error);
};

for await (const line of createInterface({ input: process.stdin })) {
  const sql = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ datafusion: datafusion(sql), polyglot: polyglot(sql) })}\n`);
}
