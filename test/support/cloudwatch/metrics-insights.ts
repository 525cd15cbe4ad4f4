/** A query of the one form that gatewatch's alarms use. */
export interface InsightsQuery {
  readonly statistic: 'MAX';
  readonly metric: string;
  readonly namespace: string;
  /** "Matches only those metrics that have that exact set of dimensions" (Metrics Insights query language). */
  readonly dimensions: readonly string[];
  readonly where: readonly { readonly dimension: string; readonly value: string }[];
  readonly groupBy: readonly string[];
  readonly descending: boolean;
}

/** Quoted, for `Check` is a reserved word. */
const NAME = '"[A-Za-z_][A-Za-z0-9_]*"';
const NAMES = `${NAME}(?:\\s*,\\s*${NAME})*`;
const FORM = new RegExp(
  `^SELECT (?<statistic>MAX)\\((?<metric>${NAME})\\) FROM SCHEMA\\("(?<namespace>[^"]+)"\\s*,\\s*(?<dimensions>${NAMES})\\)` +
    `(?: WHERE (?<where>.+?))? GROUP BY (?<groupBy>${NAMES}) ORDER BY (?<order>[A-Z]+)\\(\\) (?<direction>ASC|DESC)$`,
);

/**
 * Reads a query of our own form.
 * Source: CloudWatch User Guide, "Metrics Insights query components and syntax"; an alarm with several series needs
 * both GROUP BY and ORDER BY ("Create a Metrics Insights alarm").
 *
 * @throws for any other query: a stand-in that guesses proves nothing
 */
export function parseInsights(text: string): InsightsQuery {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) throw new Error(`not a query of our form: ${text}`);
  const { statistic, metric = '', namespace = '', dimensions = '', where, groupBy = '', order } = groups;
  if (order !== statistic) throw new Error(`orders by ${order}, selects ${statistic}: ${text}`);
  const schema = namesIn(dimensions);
  const query: InsightsQuery = {
    statistic: 'MAX',
    metric: bare(metric),
    namespace,
    dimensions: schema,
    where: where === undefined ? [] : where.split(' AND ').map((term) => parseTerm(term, text)),
    groupBy: namesIn(groupBy),
    descending: groups.direction === 'DESC',
  };
  for (const name of [...query.groupBy, ...query.where.map(({ dimension }) => dimension)]) {
    if (!schema.includes(name)) throw new Error(`${name} is no dimension of the schema: ${text}`);
  }
  return query;
}

function parseTerm(term: string, text: string) {
  const [, dimension, value] = new RegExp(`^(${NAME}) = '([^']*)'$`).exec(term) ?? [];
  if (dimension === undefined || value === undefined) throw new Error(`"${term}" is no comparison: ${text}`);
  return { dimension: bare(dimension), value };
}

function namesIn(list: string): readonly string[] {
  return list.split(',').map((name) => bare(name.trim()));
}

function bare(name: string): string {
  return name.replaceAll('"', '');
}
