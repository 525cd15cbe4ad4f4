/**
 * Why CloudWatch would refuse a Metrics Insights query as an alarm with a series for each contributor; empty where it
 * takes it.
 *
 * Identifiers must stand in double quotes here: hundreds of words are reserved (`CHECK` among them), and a quoted name
 * is valid whether it is reserved or not.
 *
 * Source: CloudWatch User Guide, "Query components and syntax", "Reserved keywords" and "Metrics Insights limits" of
 * Metrics Insights (30 label keys, 500 series, WHERE without OR in the form used here); "Create an alarm based on a
 * Metrics Insights query" (GROUP BY and ORDER BY).
 */
export function insightsFaults(query: string): readonly string[] {
  const bare =
    /(?:SELECT [A-Z]+\(|FROM |FROM SCHEMA\(|[,(] ?|WHERE |AND |GROUP BY )(?!SCHEMA\()([A-Za-z_]\w*)/g;
  const unquoted = [...query.matchAll(bare)].map(([, name = '']) => `${name} is not quoted`);
  const match = FORM.exec(query);
  if (match === null) return [...unquoted, 'not a query of Metrics Insights with GROUP BY and ORDER BY'];
  const { aggregate, schema = '', where = '', group = '', order } = match.groups ?? {};
  const known = new Set(namesIn(schema).slice(1));
  const used = [...namesIn(where.replace(/'[^']*'/g, '')), ...namesIn(group)];
  return [
    ...unquoted,
    ...(query.length > MOST_CHARACTERS ? [`${query.length} characters, ${MOST_CHARACTERS} at most`] : []),
    ...(aggregate === order ? [] : [`selects ${aggregate} and orders by ${order}`]),
    ...(known.size > MOST_KEYS ? [`${known.size} label keys`] : []),
    ...used.filter((name) => !known.has(name)).map((name) => `${name} is no dimension of the schema`),
  ];
}

const MOST_CHARACTERS = 4096;
const MOST_KEYS = 30;

const NAME = String.raw`"(?:[^"\\]|\\.)+"`;
const NAMES = `${NAME}(?:, ${NAME})*`;
const CONDITION = String.raw`${NAME} (?:=|!=) '(?:[^'\\]|\\.)*'`;
const FORM = new RegExp(
  `^SELECT (?<aggregate>AVG|COUNT|MAX|MIN|SUM)\\(${NAME}\\) FROM SCHEMA\\((?<schema>${NAMES})\\)` +
    `(?: WHERE (?<where>${CONDITION}(?: AND ${CONDITION})*))?` +
    ` GROUP BY (?<group>${NAMES}) ORDER BY (?<order>AVG|COUNT|MAX|MIN|SUM)\\(\\)(?: (?:ASC|DESC))?(?: LIMIT \\d+)?$`,
);

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)+)"/g)].map(([, name = '']) => name);
}
